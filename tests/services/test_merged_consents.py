"""Consents of two who are one: every pair of standings, and no event is lost."""

from datetime import timedelta
from itertools import product
from typing import Any

from governance.database.engine import Database
from governance.identity import new_id
from governance.services.visiting.merged_consents import move_consents
from governance.services.visitors import Row, insert_rows, visitor_row, whole_row
from governance.tables import Consent, ConsentEvent, Visitor
from governance.vocabulary import GIVING, REFUSING, ConsentStatus
from tests.services.imports.runs import NOW, a_site, rows

EARLIER = NOW - timedelta(days=1)


def a_standing(site_id: str, visitor_id: str, statuses: list[str], at: Any) -> list[Row]:
    """A standing and its events, the last of which stands."""
    of = {"site_id": site_id, "visitor_id": visitor_id, "method": "FORM"}
    standing = whole_row(
        Consent,
        **of,
        id=new_id("Consent"),
        purpose="analytics",
        regime="default",
        status=statuses[-1],
        legal_basis="CONSENT",
        recipients=[],
        sequence=len(statuses),
    )
    events = [
        whole_row(
            ConsentEvent,
            **of,
            id=new_id("ConsentEvent"),
            consent_id=standing["id"],
            sequence=place,
            status=status,
            recorded_at=at,
        )
        for place, status in enumerate(statuses, 1)
    ]
    return [standing, *events]


def that_stands(earlier: str, later: str) -> str:
    """By hand: a refusal, else what was given or ended, else what was said; then the later."""
    for kind in (REFUSING, GIVING | {"EXPIRED"}):
        known = [status for status in (earlier, later) if status in kind]
        if known:
            return known[-1]
    return later


async def test_a_refusal_beats_consent_and_else_the_later_stands(database: Database) -> None:
    site_id = await a_site(database)
    expected, made = {}, list[tuple[str, list[Row]]]()
    for earlier, later, kept_first in product(ConsentStatus, ConsentStatus, (True, False)):
        first, second = new_id("Visitor"), new_id("Visitor")
        kept, other = (first, second) if kept_first else (second, first)
        expected[kept] = (other, that_stands(earlier, later))
        made.append((first, a_standing(site_id, first, ["REQUESTED", earlier], EARLIER)))
        made.append((second, a_standing(site_id, second, ["GIVEN", "REQUESTED", later], NOW)))
    async with database.unit_of_work() as work:
        people = [visitor_row(site_id=site_id, id=one, now=NOW) for one, _ in made]
        await insert_rows(work, Visitor, people)
        await insert_rows(work, Consent, [said[0] for _, said in made])
        await insert_rows(work, ConsentEvent, [one for _, said in made for one in said[1:]])
        for kept, (other, _) in expected.items():
            await move_consents(work, site_id, kept, other)
    standings = {one["visitor_id"]: one for one in await rows(database, Consent)}
    events: dict[str, list[dict[str, Any]]] = {}
    for event in await rows(database, ConsentEvent, "sequence"):
        events.setdefault(event["consent_id"], []).append(event)
    assert standings.keys() == expected.keys()
    for kept, (_, status) in expected.items():
        standing = standings[kept]
        own = events[standing["id"]]
        assert standing["status"] == own[-1]["status"] == status
        assert [one["visitor_id"] for one in own] == [kept] * 5
        assert standing["sequence"] == own[-1]["sequence"]
