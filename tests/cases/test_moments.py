"""The very moment at which something starts, ends, is posted or binds: before it, and at it."""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import pytest
from sqlalchemy import update

from governance.tables import Consent, Visitor
from tests.cases.rows import an_id, day
from tests.cases.stage import Stage

TICK: Final = timedelta(milliseconds=1)
SUBSIDIARY: Final = ("subsidiary", "analytics.reporting")
WIDENED: Final = (SUBSIDIARY, "email")
OFFICIAL: Final = ("law_enforcement", "third_party_sharing.legal_obligation")
BUYER: Final = ("acquirer_of_west", "due_diligence")
OWNER: Final = ("site_owner", "analytics.reporting")
ALL: Final = "ada ben"


class Turn(NamedTuple):
    """A field of visitors, a moment, and whose is shown before it and at it."""

    law: str
    who: tuple[str, str]
    field: str
    at: str
    before: str
    then: str


TURNS: Final = (
    Turn("a consent is over when it expires", SUBSIDIARY, "id", "2026-12-31", "ada cas", "cas"),
    Turn("a grant begins when it starts", SUBSIDIARY, "id", "2026-01-01", "", "ada cas"),
    Turn("a grant is over when it expires", SUBSIDIARY, "id", "2027-01-01", "cas", ""),
    Turn("a legal request begins when it starts", OFFICIAL, "os", "2026-06-01", "", "ada eve"),
    Turn("a legal request is over when it expires", OFFICIAL, "id", "2026-09-01", "ada eve", ""),
    Turn("a narrowed notice holds when posted", SUBSIDIARY, "lastSeenAt", "2026-06-05", "ada", ""),
    Turn("a widened notice binds later visitors at once", *WIDENED, "2026-06-05", "", "cas"),
    Turn("a closing is an act, whatever its date", BUYER, "os", "2026-06-01", "kay", "kay"),
    Turn("a restriction is an act, whatever its date", OWNER, "os", "2026-06-01", ALL, ALL),
)


async def shown(stage: Stage, turn: Turn, now: datetime) -> str:
    """The visitors of whom the field is shown."""
    document = f"{{ visitors {{ nodes {{ key: id value: {turn.field} }} }} }}"
    role, purpose = turn.who
    nodes: list[dict[str, Any]] = (await stage.tell(role, document, purpose=purpose, now=now)).body[
        "data"
    ]["visitors"]["nodes"]
    return " ".join(node["key"][4:].lstrip("0") for node in nodes if node["value"] is not None)


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: turn.law)
async def test_what_is_shown_turns_at_the_moment(read_only: Stage, turn: Turn) -> None:
    assert await shown(read_only, turn, day(turn.at) - TICK) == turn.before
    assert await shown(read_only, turn, day(turn.at)) == turn.then


async def test_who_came_at_the_posting_itself_was_there_before_it(stage: Stage) -> None:
    turn = TURNS[6]
    cas = update(Visitor).where(Visitor.id == an_id("Visitor", "cas"))  # type: ignore[arg-type]
    await stage.change(cas.values(created_at=day(turn.at)))
    assert await shown(stage, turn, day(turn.at)) == ""
    await stage.change(cas.values(created_at=day(turn.at) + TICK))
    assert await shown(stage, turn, day(turn.at)) == "cas"


async def test_a_widening_waits_for_its_day_and_for_a_consent_that_was_given_under_it(
    stage: Stage,
) -> None:
    turn = Turn("a widened notice binds earlier ones", *WIDENED, "2026-07-05", "cas", "ada cas")
    assert await shown(stage, turn, day(turn.at)) == "cas"
    ada = update(Consent).where(Consent.id == an_id("Consent", "aa"))  # type: ignore[arg-type]
    await stage.change(ada.values(notice_id=an_id("Notice", "e2")))
    assert await shown(stage, turn, day(turn.at) - TICK) == turn.before
    assert await shown(stage, turn, day(turn.at)) == turn.then


async def test_a_revocation_is_an_act_whatever_its_date(read_only: Stage) -> None:
    for now in (day("2020-01-01"), day("2030-01-01")):
        asked = await read_only.tell(
            "revoked", "{ visitors { totalCount } }", purpose="subject_access", now=now
        )
        assert asked.answer.refused == "TOKEN_REVOKED"


async def test_an_age_changes_with_the_year_in_utc(read_only: Stage) -> None:
    document = '{ visitors(where: {ageBand: {eq: "18_24"}}) { nodes { id ageBand } } }'
    for now, names in (("2026-12-31T23:59:59", []), ("2027-01-01", ["kay"])):
        asked = await read_only.tell(
            "privacy_officer", document, purpose="subject_access", now=day(now)
        )
        nodes = asked.body["data"]["visitors"]["nodes"]
        assert [node["id"][4:].lstrip("0") for node in nodes] == names
