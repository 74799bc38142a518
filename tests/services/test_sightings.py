"""Cookies seen on a visitor: told by the registry, and reported where they may not be (C4)."""

import asyncio
from typing import Any

import pytest

from governance.database.engine import Database
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.services.cookies import Described, block, register
from governance.services.sightings import observe
from governance.services.written import Written
from governance.tables import Consent, CookieObservation
from tests.services.imports.runs import rows
from tests.services.sites import LATER, NOW, a_row, a_site, a_visitor, the_policy

REGISTRY = (
    Described("session", "necessary"),
    Described("_ga_", "analytics", is_pattern=True),
    Described("pin", "marketing"),
    Described("twin", "necessary"),
    Described("twin", "marketing", domain=".pin.example"),
)
POLICY = the_policy()


async def a_registry(database: Database) -> tuple[str, dict[str, str]]:
    """A site, and the ids of its cookies by name."""
    site = await a_site(database)
    async with database.unit_of_work() as work:
        ids = {one.name: (await register(work, site, one)).id for one in REGISTRY}
    return site, ids


async def said(database: Database, site: str, visitor: str, purpose: str, status: str) -> None:
    await a_row(
        database,
        Consent,
        **{"site_id": site, "id": new_id("Consent"), "visitor_id": visitor, "sequence": 1},
        **{"purpose": purpose, "status": status, "legal_basis": "CONSENT", "recipients": []},
        method="form",
    )


async def seen(database: Database, site: str, visitor: str, *names: str, **at: Any) -> Written:
    async with database.unit_of_work() as work:
        return await observe(work, site, visitor, names, POLICY, **{"now": NOW, **at})


async def found(database: Database) -> dict[str, tuple[Any, ...]]:
    kept = await rows(database, CookieObservation, "name")
    fields = ("cookie_id", "allowed", "first_seen_at", "last_seen_at")
    return {row["name"]: tuple(row[name] for name in fields) for row in kept}


async def test_a_cookie_is_told_by_the_registry_and_by_consent(database: Database) -> None:
    site, ids = await a_registry(database)
    visitor = await a_visitor(database, site)
    await said(database, site, visitor, "analytics", "GIVEN")
    told = await seen(database, site, visitor, "session", "_ga_77", "pin", "stray", "stray")
    assert await found(database) == {
        "_ga_77": (ids["_ga_"], True, NOW, NOW),
        "pin": (ids["pin"], False, NOW, NOW),
        "session": (ids["session"], True, NOW, NOW),
        "stray": (None, False, NOW, NOW),
    }
    assert (told.visitor, told.told) == ((site, visitor), {"recorded": 4})


async def test_a_cookie_seen_again_is_judged_anew(database: Database) -> None:
    site, ids = await a_registry(database)
    visitor = await a_visitor(database, site)
    await said(database, site, visitor, "marketing", "GIVEN")
    await seen(database, site, visitor, "pin", "session")
    async with database.unit_of_work() as work:
        await block(work, site, category="marketing", blocked=True, now=NOW)
    await seen(database, site, visitor, "pin", now=LATER)
    assert await found(database) == {
        "pin": (ids["pin"], False, NOW, LATER),
        "session": (ids["session"], True, NOW, NOW),
    }


async def test_of_twins_each_has_to_be_allowed(database: Database) -> None:
    site, ids = await a_registry(database)
    visitor = await a_visitor(database, site)
    await seen(database, site, visitor, "twin")
    assert (await found(database))["twin"] == (ids["twin"], False, NOW, NOW)
    await said(database, site, visitor, "marketing.advertising", "GIVEN")
    await seen(database, site, visitor, "twin", now=LATER)
    assert (await found(database))["twin"][1] is True


@pytest.mark.parametrize("name", ["", "a=secret", "a; b", "a b", "a,b", "a\0", "n" * 501])
async def test_what_is_no_name_is_refused_and_nothing_is_kept(
    database: Database, name: str
) -> None:
    site, _ = await a_registry(database)
    visitor = await a_visitor(database, site)
    with pytest.raises(GovernanceError) as caught:
        await seen(database, site, visitor, "session", name)
    assert caught.value.extensions == {"argument": "names"}
    assert name == "" or name not in caught.value.message
    assert await found(database) == {}


async def test_no_cookie_is_seen_on_nobody_or_on_a_restricted_visitor(database: Database) -> None:
    site, _ = await a_registry(database)
    restricted = await a_visitor(database, site, restricted_at=NOW)
    for visitor, code in ((restricted, Code.CONFLICT), (new_id("Visitor"), Code.NOT_FOUND)):
        with pytest.raises(GovernanceError) as caught:
            await seen(database, site, visitor, "session")
        assert caught.value.code == code
    assert await found(database) == {}


async def test_no_sighting_is_lost_or_doubled_when_many_come_at_once(database: Database) -> None:
    site, _ = await a_registry(database)
    visitor = await a_visitor(database, site)
    await asyncio.gather(*(seen(database, site, visitor, "pin", f"own_{n}") for n in range(8)))
    assert list(await found(database)) == [*(f"own_{n}" for n in range(8)), "pin"]
