"""What a cursor holds is in the ledger; identifiers keep to their category."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import orjson
import pytest
from sqlalchemy import select

from governance.authz.actor import Actor
from governance.database.engine import Database
from governance.engine.house import House
from governance.identity import new_id
from governance.services.demo.seed import seed_demo
from governance.tables import Disclosure, Organization
from governance.vocabulary import OrganizationKind
from tests.harness import a_house, admit, ask

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ORDER = "orderBy: [{field: EMAIL}]"


@pytest.fixture
async def house(database: Database) -> AsyncIterator[House]:
    async with database.unit_of_work() as work:
        await seed_demo(work, now=NOW, visitors=60)
    async with a_house(database) as opened:
        yield opened


async def host(house: House) -> Actor:
    """The hosting provider's actor."""
    async with house.database.reading() as work:
        rows = await work.session.scalars(select(Organization))
        (found,) = [one for one in rows if one.kind == "HOSTING_PROVIDER"]
    kind, purposes = OrganizationKind(found.kind), ("essential.service.operations",)
    actor = Actor(
        new_id("AccessToken"), "hosting_provider", found.id, found.name, kind, purposes, None
    )
    await admit(house.database, actor)
    return actor


@pytest.mark.parametrize("shown", ["pageInfo { endCursor }", "edges { cursor }"])
async def test_the_values_of_a_cursor_are_in_the_ledger(house: House, shown: str) -> None:
    document = "{ visitors(first: 5, " + ORDER + ") { " + shown + " } }"
    answer = await ask(house, await host(house), None, document, now=NOW)
    assert answer["extensions"]["governance"]["forms"] == {"Visitor.email": ["clear"]}
    async with house.database.reading() as work:
        (entry,) = (await work.session.scalars(select(Disclosure))).all()
    coordinates = orjson.loads(entry.coordinates)
    assert coordinates["signed"] == [["Visitor.email"]]
    assert entry.visitor_count >= 5


async def test_a_cursor_of_ids_names_the_visitors(house: House) -> None:
    document = "{ visitors(first: 5) { edges { cursor } } }"
    await ask(house, await host(house), None, document, now=NOW)
    async with house.database.reading() as work:
        (entry,) = (await work.session.scalars(select(Disclosure))).all()
    assert entry.visitor_count == 5


async def test_a_count_alone_says_what_was_counted(house: House) -> None:
    await ask(house, await host(house), None, "{ visitors { totalCount } }", now=NOW)
    async with house.database.reading() as work:
        (entry,) = (await work.session.scalars(select(Disclosure))).all()
    assert orjson.loads(entry.coordinates)["read"] == ["Query.visitors"]


async def test_identifiers_leave_out_devices_and_cookies(house: House) -> None:
    document = "{ visitors(first: 60) { nodes { identifiers { kind } } } }"
    answer = await ask(house, await host(house), None, document, now=NOW)
    nodes = answer["data"]["visitors"]["nodes"]
    kinds = {one["kind"] for node in nodes for one in node["identifiers"]}
    assert kinds
    assert kinds.isdisjoint({"device", "cookie"})
