"""Acquisitions through the API: two people close, and the next read obeys (C16)."""

from typing import Any, Final

import pytest

from tests.cases.rows import an_id
from tests.cases.stage import Stage
from tests.mutations.doing import at_once, done, mutate, refused

LAWFUL: Final = "essential.legal_obligation"
SALE: Final[dict[str, Any]] = {
    "kind": "ASSET_SALE",
    "acquirer": an_id("Organization", "take"),
    "sites": [an_id("Site", "east")],
}
CLEAR, BEN = "ben@east-mail.example", "ben"


async def opened(stage: Stage, who: str = "pia", **more: Any) -> str:
    made = await done(stage, who, "openAcquisition", **SALE | more)
    return str(made["id"])


async def seen(stage: Stage) -> str:
    """What the acquirer is shown of Ben's address: nothing, a pseudonym, or the address."""
    document = "query ($id: ID!) { visitor(id: $id) { email } }"
    variables = {"id": an_id("Visitor", BEN)}
    asked = await stage.tell("acquirer_of_west", document, variables=variables)
    visitor = asked.body["data"]["visitor"]
    if visitor is None:
        return "nothing"
    return "clear" if visitor["email"] == CLEAR else "pseudonym"


async def test_c16_an_acquirer_sees_pseudonyms_until_two_people_close(stage: Stage) -> None:
    assert await seen(stage) == "nothing"
    event = await opened(stage)
    assert await seen(stage) == "pseudonym"
    await done(stage, "pia", "closeAcquisition", id=event)
    assert await seen(stage) == "pseudonym"
    assert await refused(stage, "pia_again", "closeAcquisition", id=event) == "APPROVAL_REQUIRED"
    assert await seen(stage) == "pseudonym"
    await done(stage, "privacy_officer", "closeAcquisition", id=event)
    assert await seen(stage) == "clear"
    assert await refused(stage, "pia", "abandonAcquisition", id=event) == "CONFLICT"


async def test_c16_an_acquirer_sees_nothing_of_what_is_abandoned(stage: Stage) -> None:
    event = await opened(stage)
    await done(stage, "pia", "closeAcquisition", id=event)
    await done(stage, "pia", "abandonAcquisition", id=event)
    assert await seen(stage) == "nothing"
    assert await refused(stage, "privacy_officer", "closeAcquisition", id=event) == "CONFLICT"
    assert await seen(stage) == "nothing"


async def test_c16_a_financing_is_never_closed(stage: Stage) -> None:
    event = await opened(stage, kind="FINANCING")
    for who in ("pia", "privacy_officer"):
        assert await refused(stage, who, "closeAcquisition", id=event) == "CONFLICT"
    assert await seen(stage) == "pseudonym"
    await done(stage, "pia", "abandonAcquisition", id=event)
    assert await seen(stage) == "nothing"


async def test_the_payload_shows_who_did_what(stage: Stage) -> None:
    event = await opened(stage)
    shows = "acquisition { kind status openedBy closedBy secondedBy closedAt acquirer { name } }"
    asked = await mutate(stage, "pia", "closeAcquisition", shows, id=event, purpose=LAWFUL)
    pia = an_id("User", "pan")
    assert asked.body["data"]["closeAcquisition"]["acquisition"] == {
        "kind": "ASSET_SALE",
        "status": "OPEN",
        "openedBy": pia,
        "closedBy": pia,
        "secondedBy": None,
        "closedAt": None,
        "acquirer": {"name": "Takeover Group"},
    }


async def test_a_token_held_to_a_site_touches_no_event_over_another(stage: Stage) -> None:
    held, both = "privacy_officer_of_west", [an_id("Site", "east"), an_id("Site", "base")]
    event = await opened(stage, sites=both)
    assert await refused(stage, held, "openAcquisition", **SALE) == "NOT_FOUND"
    for act in ("close", "abandon"):
        assert await refused(stage, held, f"{act}Acquisition", id=event) == "NOT_FOUND"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"sites": []}, "BAD_USER_INPUT"),
        ({"sites": [an_id("Site", "gaaap")]}, "NOT_FOUND"),
        ({"acquirer": an_id("Organization", "near")}, "BAD_USER_INPUT"),
        ({"acquirer": an_id("Organization", "cap")}, "CONFLICT"),
    ],
    ids=str,
)
async def test_a_wrong_event_is_refused_and_nothing_is_written(
    stage: Stage, wrong: dict[str, Any], code: str
) -> None:
    assert await refused(stage, "pia", "openAcquisition", **SALE | wrong) == code


async def test_an_event_opened_twice_under_one_key_is_opened_once(stage: Stage) -> None:
    first = await done(stage, "pia", "openAcquisition", **SALE, key="k")
    again = await done(stage, "pia", "openAcquisition", **SALE, key="k")
    assert again == {**first, "replayed": True}


async def test_of_those_who_close_at_once_no_person_counts_twice(stage: Stage) -> None:
    event = await opened(stage)
    told = await at_once(stage, ("pia", "pia_again"), "closeAcquisition", id=event)
    assert told == ["APPROVAL_REQUIRED", "done"]
    assert await seen(stage) == "pseudonym"
    others = ("privacy_officer", "pia", "pia_again")
    told = await at_once(stage, others, "closeAcquisition", id=event)
    assert "done" in told
    assert await seen(stage) == "clear"
