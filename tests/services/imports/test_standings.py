"""An import and a visitor who withdraws meanwhile: the withdrawal stands."""

import asyncio
from datetime import timedelta

from sqlalchemy import insert

from governance.database.engine import Database
from governance.services import consents
from governance.services.imports.standings import standings_of
from governance.services.visitors import find_visitor
from governance.tables import Consent, ConsentEvent, Visitor, table_of
from tests.services.imports.runs import NOW, rows
from tests.services.imports.test_consents import a_peopled_site


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
