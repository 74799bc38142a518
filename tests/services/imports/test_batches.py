"""INVARIANT(once): a batch is written whole or not at all, whichever of its statements fails."""

import pytest
from sqlalchemy.exc import DBAPIError

from governance.database.engine import Database
from governance.services.imports.consents import Consents
from governance.services.imports.run import LINES
from governance.services.imports.visitors import Visitors
from governance.tables import Consent, ConsentEvent
from tests.services.imports.runs import a_site, imported, rows

PEOPLE = LINES + 1500
"""A batch, and one whose last events are written by a statement of their own."""

ON_SQLITE = (
    "create trigger full before insert on consent_event when new.source = 'last'"
    " begin select raise(abort, 'full'); end",
)
ON_POSTGRESQL = (
    "create function full_now() returns trigger language plpgsql"
    " as $$ begin raise exception 'full'; end $$",
    'create trigger "full" before insert on consent_event for each row'
    " when (new.source = 'last') execute function full_now()",
)
FREED = {
    "sqlite": "drop trigger full",
    "postgresql": 'drop trigger "full" on consent_event',
}


async def execute(database: Database, *statements: str) -> None:
    async with database.unit_of_work() as work:
        for statement in statements:
            await work.connection.exec_driver_sql(statement)


async def test_of_a_batch_that_fails_midway_nothing_stays(database: Database) -> None:
    site_id = await a_site(database)
    people = [b"externalId,permissionBasis\n", *(b"%d,CONSENT\n" % n for n in range(PEOPLE))]
    await imported(database, Visitors, site_id, people)
    lines = [b"externalId,purpose,status,legalBasis,method,source\n"]
    lines += [b"%d,analytics,GIVEN,CONSENT,FORM,\n" % n for n in range(PEOPLE - 1)]
    lines.append(b"%d,analytics,GIVEN,CONSENT,FORM,last\n" % (PEOPLE - 1))
    async with database.reading() as work:
        dialect = work.dialect
    await execute(database, *(ON_SQLITE if dialect == "sqlite" else ON_POSTGRESQL))

    with pytest.raises(DBAPIError, match="full"):
        await imported(database, Consents, site_id, lines)

    for model in (Consent, ConsentEvent):
        assert len(await rows(database, model)) == LINES
    await execute(database, FREED[dialect])
    summary = await imported(database, Consents, site_id, lines)
    assert (summary.skipped, summary.written) == (LINES, PEOPLE - LINES)
