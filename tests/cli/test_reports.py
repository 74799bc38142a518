"""Reports count, name nobody, and are in the ledger."""

import asyncio
import json
from datetime import UTC, datetime

from governance.authz.policy import load_policy
from governance.database.engine import open_database
from governance.identity import new_id
from governance.schema.binding import datamap
from governance.services import legal_requests, organizations
from governance.services.legal_requests import Instrument
from governance.services.policies import shipped_policy
from governance.services.visitors import insert_rows, visitor_row
from governance.settings import Settings
from governance.tables import Visitor
from tests.cli.conftest import SITE, Command
from tests.cli.test_acts import acts

NOW = datetime(2026, 3, 1, tzinfo=UTC)


async def two_requests() -> None:
    """One visitor, named by two requests of one authority."""
    database, visitor = open_database(Settings().database_url), new_id("Visitor")
    policy = load_policy(*shipped_policy(), datamap())
    async with database.unit_of_work() as work:
        site = (await organizations.find_site(work, SITE)).id
        await insert_rows(work, Visitor, [visitor_row(site_id=site, id=visitor, now=NOW)])
        authority = await organizations.create_organization(
            work, "Prosecutor", "PUBLIC_AUTHORITY", now=NOW, country="US"
        )
        for reference in ("secret-1", "secret-2"):
            said = Instrument(
                authority_id=authority.id,
                instrument="letter",
                reference=reference,
                matter="CRIMINAL_INVESTIGATION",
                jurisdiction="US-CA",
                visitors=[(site, visitor)],
                starts_at=NOW,
                expires_at=datetime(2026, 4, 1, tzinfo=UTC),
            )
            await legal_requests.open_request(work, said, policy, by="a", now=NOW)
    await database.close()


def test_c13_legal_requests_are_counted_and_nobody_is_named(deployed: Command) -> None:
    assert deployed("report", "transparency").out == "none\n"
    asyncio.run(two_requests())
    told = deployed("report", "transparency", "--json")
    assert json.loads(told.out) == [
        {
            "year": 2026,
            "country": "US",
            "jurisdiction": "US-CA",
            "matter": "CRIMINAL_INVESTIGATION",
            "status": "OPENED",
            "requests": 2,
            "visitors": 2,
        }
    ]
    assert "secret" not in deployed("report", "transparency").out
    assert [one.operation for one in acts()] == ["init", *["report transparency"] * 3]
