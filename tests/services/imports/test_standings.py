"""An import among others who record: a withdrawal meanwhile stands, and no receipt is of old."""

import asyncio
from datetime import timedelta

from sqlalchemy import insert

from governance.database.engine import Database
from governance.services import consents
from governance.services.imports.consents import Consents
from governance.services.imports.standings import standings_of
from governance.services.receipts import Issuer
from governance.services.said import Said
from governance.services.visitors import find_visitor
from governance.settings import Settings
from governance.tables import Consent, ConsentEvent, Visitor, table_of
from tests.services.imports.runs import KEYS, NOW, rows, told
from tests.services.imports.test_consents import a_file, a_peopled_site, said

ISSUER = Issuer(KEYS, Settings())


async def test_who_withdraws_while_an_import_gives_has_withdrawn(database: Database) -> None:
    site_id = await a_peopled_site(database)
    (visitor_id,) = [
        one["id"] for one in await rows(database, Visitor) if one["external_id"] == "a"
    ]

    async def withdraw() -> None:
        async with database.unit_of_work() as work:
            visitor = await find_visitor(work, None, site_id, "a")
            await consents.withdraw(
                work,
                ISSUER,
                visitor,
                purpose="analytics",
                regime="default",
                method="FORM",
                source=None,
                now=NOW + timedelta(seconds=1),
            )

    async with database.unit_of_work() as work:
        standings = await standings_of(work, site_id, [visitor_id], NOW)
        waiting = asyncio.create_task(withdraw())
        _, unfinished = await asyncio.wait([waiting], timeout=0.2)
        assert unfinished, "it did not wait"
        given = {
            "purpose": "analytics",
            "status": "GIVEN",
            "legal_basis": "CONSENT",
            "method": "FORM",
        }
        standings.add(visitor_id, None, given, "line")
        await work.connection.execute(insert(table_of(Consent)), standings.new())
        await work.connection.execute(insert(table_of(ConsentEvent)), standings.events)
    await waiting
    (standing,) = await rows(database, Consent)
    assert (standing["status"], standing["sequence"]) == ("WITHDRAWN", 2)


async def test_what_an_import_moves_has_no_receipt_any_more(database: Database) -> None:
    site_id = await a_peopled_site(database)
    async with database.unit_of_work() as work:
        visitor = await find_visitor(work, None, site_id, "a")
        given = Said("analytics", "GIVEN", "FORM")
        await consents.record(work, ISSUER, visitor, given, now=NOW)
    await told(database, Consents, site_id, a_file(said("REQUESTED")))
    (standing,) = await rows(database, Consent)
    assert (standing["status"], standing["receipt"] is None) == ("GIVEN", False)
    await told(database, Consents, site_id, a_file(said("WITHDRAWN")))
    (standing,) = await rows(database, Consent)
    assert (standing["status"], standing["receipt"]) == ("WITHDRAWN", None)
