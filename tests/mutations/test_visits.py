"""Visits are recorded through the API, one or many, each taken or refused by itself (C3, C6)."""

import asyncio
from typing import Any, Final

import pytest

from governance.identity import new_id
from governance.tables import Visit, Visitor, VisitorAlias
from tests.cases.rows import NOW, an_id, day
from tests.cases.stage import Stage
from tests.mutations.asking import codes
from tests.mutations.writing import asked, rows

pytestmark = pytest.mark.anyio

EAST, WEST = an_id("Site", "east"), an_id("Site", "west")
ADA, BEN, DAN, EVE = (an_id("Visitor", name) for name in ("ada", "ben", "dan", "eve"))
RESULTS: Final = "id results { index id error { code message } }"
AGENT: Final = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"


async def recorded(stage: Stage, *items: dict[str, Any], **given: Any) -> list[dict[str, Any]]:
    told = {"site": EAST, "visits": [*items], **given}
    said = await asked(stage, "site_agent", "recordVisits", RESULTS, **told)
    assert codes(said) == []
    results: list[dict[str, Any]] = said.body["data"]["recordVisits"]["results"]
    return results


async def test_a_visit_moves_its_visitor(stage: Stage) -> None:
    given: dict[str, Any] = {
        "visitor": BEN,
        "path": "/p?q=health",
        "referrer": "https://Find.example/religion",
    }
    given |= {"userAgent": AGENT, "ipAddress": "::ffff:198.18.0.7", "secondsSpent": 9}
    said = await asked(stage, "site_agent", "recordVisit", **given)
    assert codes(said) == []
    (visit,) = await rows(stage, Visit, id=said.body["data"]["recordVisit"]["id"])
    assert (visit["visitor_id"], visit["at"]) == (BEN, NOW)
    assert (visit["referrer_host"], visit["ip_network"]) == ("find.example", "198.18.0.0/24")
    assert (visit["os"], visit["browser"], visit["seconds_spent"]) == ("Linux", "Firefox", 9)
    (ben,) = await rows(stage, Visitor, id=BEN)
    assert (ben["visit_count"], ben["last_seen_at"]) == (2, NOW)


async def test_a_visitor_records_a_visit_of_their_own_and_of_nobody_else(stage: Stage) -> None:
    assert codes(await asked(stage, "visitor", "recordVisit", path="/me")) == []
    for other in ({"visitor": BEN}, {"site": EAST, "externalId": "E-2"}):
        assert codes(await asked(stage, "visitor", "recordVisit", **other)) == ["NOT_FOUND"]
    new = {"site": EAST, "cookie": "c-new", "permissionBasis": "CONSENT"}
    assert codes(await asked(stage, "visitor", "recordVisit", **new)) == ["NOT_FOUND"]
    assert [one["visitor_id"] for one in await rows(stage, Visit, path="/me")] == [ADA]
    assert await rows(stage, VisitorAlias, value="c-new") == []


async def test_one_wrong_item_refuses_itself_alone(stage: Stage) -> None:
    items: list[tuple[dict[str, Any], str | None]] = [
        ({"externalId": "E-1", "path": "/1"}, None),
        ({"externalId": "E-new"}, "BAD_USER_INPUT"),
        ({"cookie": "c-ada", "at": "2026-01-01T00:00:00Z"}, None),
        ({"visitor": EVE}, "NOT_FOUND"),
        ({"visitor": new_id("Visitor")}, "NOT_FOUND"),
        ({"visitor": DAN}, "CONFLICT"),
        ({"visitor": BEN, "cookie": "c-ada"}, "BAD_USER_INPUT"),
        ({"visitor": BEN, "ipAddress": "1.2.3"}, "BAD_USER_INPUT"),
        ({"visitor": BEN, "at": "2036-01-01T00:00:00Z"}, "BAD_USER_INPUT"),
        ({"visitor": BEN, "secondsSpent": -1}, "BAD_USER_INPUT"),
        ({"cookie": "c-new", "permissionBasis": "CONSENT"}, None),
        ({"cookie": "c-new"}, None),
        ({"permissionBasis": "CONTRACT", "userAgent": AGENT}, None),
    ]
    before = len(await rows(stage, Visit))
    results = await recorded(stage, *(item for item, _ in items))
    assert [one["index"] for one in results] == [*range(len(items))]
    assert [(one["error"] or {}).get("code") for one in results] == [code for _, code in items]
    assert [one["id"] is None for one in results] == [code is not None for _, code in items]
    assert results[3]["error"] == results[4]["error"]
    assert len(await rows(stage, Visit)) == before + 5
    (ada,) = await rows(stage, Visitor, id=ADA)
    assert (ada["visit_count"], ada["first_seen_at"]) == (5, day("2024-01-10"))
    (alias,) = await rows(stage, VisitorAlias, value="c-new")
    (new,) = await rows(stage, Visitor, id=alias["visitor_id"])
    assert (new["visit_count"], new["permission_basis"]) == (2, "CONSENT")
    (nameless,) = await rows(stage, Visitor, permission_basis="CONTRACT", browser="Firefox")
    assert nameless["last_seen_at"] == NOW


async def test_the_same_key_is_the_same_visit(stage: Stage) -> None:
    item = {"visitor": ADA, "key": "k-1"}
    first = await recorded(stage, item, item, {"visitor": ADA, "key": "k-2"})
    again = await recorded(stage, {"visitor": ADA, "key": "k-2"}, item)
    ids = [one["id"] for one in first]
    assert [ids[0] == ids[1], ids[0] == ids[2]] == [True, False]
    assert [one["id"] for one in again] == [ids[2], ids[0]]
    (ada,) = await rows(stage, Visitor, id=ADA)
    assert ada["visit_count"] == 5


async def test_a_batch_is_done_once_for_its_idempotency_key(stage: Stage) -> None:
    items = [{"visitor": ADA}, {"visitor": EVE}]
    first, again = [await recorded(stage, *items, idempotencyKey="k") for _ in range(2)]
    assert first == again
    (ada,) = await rows(stage, Visitor, id=ADA)
    assert ada["visit_count"] == 4


@pytest.mark.parametrize("count", [0, 1001])
async def test_a_batch_has_1_to_1000_visits(stage: Stage, count: int) -> None:
    given: dict[str, Any] = {"site": EAST, "visits": [{"visitor": ADA}] * count}
    assert codes(await asked(stage, "site_agent", "recordVisits", **given)) == ["BAD_USER_INPUT"]


async def test_a_foreign_site_takes_no_batch_and_others_record_none(stage: Stage) -> None:
    given: dict[str, Any] = {"site": WEST, "visits": [{"visitor": EVE}]}
    assert codes(await asked(stage, "site_agent", "recordVisits", **given)) == ["NOT_FOUND"]
    for who in ("visitor", "privacy_officer", "subsidiary", "site_owner"):
        assert codes(await asked(stage, who, "recordVisits", **given)) == ["MUTATION_DENIED"]
    (eve,) = await rows(stage, Visitor, id=EVE)
    assert eve["visit_count"] == 2


async def test_batches_at_once_lose_no_visit_and_make_no_visitor_twice(stage: Stage) -> None:
    items = [
        {"cookie": f"c-{number % 7}", "permissionBasis": "CONSENT", "path": "/many"}
        for number in range(28)
    ]
    batches = (items, items[::-1], items, items[::-1])
    for results in await asyncio.gather(*(recorded(stage, *batch) for batch in batches)):
        assert all(one["id"] for one in results)
    assert len(await rows(stage, Visit, path="/many")) == 4 * 28
    aliases = [one for one in await rows(stage, VisitorAlias) if one["value"][2:].isdigit()]
    assert len(aliases) == 7
    for alias in aliases:
        (visitor,) = await rows(stage, Visitor, id=alias["visitor_id"])
        assert visitor["visit_count"] == 16
