"""Legal requests through the API: two people verify, and the next read obeys (C13)."""

from typing import Any, Final

import pytest

from tests.cases.rows import an_id
from tests.cases.stage import Stage
from tests.mutations.doing import at_once, done, mutate, refused

BEN, EVE = an_id("Visitor", "ben"), an_id("Visitor", "eve")
LAWFUL: Final = "essential.legal_obligation"
REQUEST: Final[dict[str, Any]] = {
    "authority": an_id("Organization", "prefect"),
    "instrument": "court order",
    "reference": "75/2026",
    "matter": "CRIMINAL_INVESTIGATION",
    "jurisdiction": "FR",
    "visitors": [BEN],
    "expiresAt": "2026-07-15T00:00:00Z",
}


async def opened(stage: Stage, who: str = "pia", **more: Any) -> str:
    made = await done(stage, who, "openLegalRequest", **REQUEST | more)
    return str(made["id"])


async def seen(stage: Stage) -> dict[str, tuple[Any, Any]]:
    """What the authority is shown: visitor to address and system."""
    asked = await stage.tell("prefect", "{ visitors { nodes { id email os } } }")
    nodes = asked.body["data"]["visitors"]["nodes"]
    return {node["id"][4:].lstrip("0"): (node["email"], node["os"]) for node in nodes}


async def test_c13_an_authority_sees_whom_it_named_from_the_second_person_to_the_closing(
    stage: Stage,
) -> None:
    request = await opened(stage)
    assert await seen(stage) == {}
    await done(stage, "pia", "verifyLegalRequest", id=request)
    assert await seen(stage) == {}
    for who in ("pia", "pia_again"):
        code = await refused(stage, who, "verifyLegalRequest", id=request)
        assert code == "APPROVAL_REQUIRED"
    assert await seen(stage) == {}
    await done(stage, "privacy_officer", "verifyLegalRequest", id=request)
    assert await seen(stage) == {"ben": ("ben@east-mail.example", "Android")}
    await done(stage, "privacy_officer", "closeLegalRequest", id=request)
    assert await seen(stage) == {}
    assert await refused(stage, "pia", "verifyLegalRequest", id=request) == "CONFLICT"
    assert await refused(stage, "pia", "closeLegalRequest", id=request) == "CONFLICT"


async def test_c13_an_authority_sees_the_categories_that_it_asked_for(stage: Stage) -> None:
    request = await opened(stage, categories=["user.contact"])
    await done(stage, "pia", "verifyLegalRequest", id=request)
    await done(stage, "privacy_officer", "verifyLegalRequest", id=request)
    assert await seen(stage) == {"ben": ("ben@east-mail.example", None)}
    asked = await stage.tell("prefect", "{ legalRequests { nodes { reference categories } } }")
    nodes = asked.body["data"]["legalRequests"]["nodes"]
    assert {"reference": "75/2026", "categories": ["user.contact"]} in nodes


async def test_the_payload_shows_who_opened_and_verified(stage: Stage) -> None:
    request = await opened(stage)
    shows = "legalRequest { status openedBy verifiedBy secondedBy authority { name } }"
    asked = await mutate(
        stage, "pia_again", "verifyLegalRequest", shows, id=request, purpose=LAWFUL
    )
    pia = an_id("User", "pan")
    assert asked.body["data"]["verifyLegalRequest"]["legalRequest"] == {
        "status": "OPENED",
        "openedBy": pia,
        "verifiedBy": pia,
        "secondedBy": None,
        "authority": {"name": "Prefect of the East"},
    }


async def test_a_token_held_to_a_site_names_and_touches_none_of_another(stage: Stage) -> None:
    held = "privacy_officer_of_west"
    both = await opened(stage, visitors=[BEN, EVE])
    request = {**REQUEST, "visitors": [BEN, EVE]}
    assert await refused(stage, held, "openLegalRequest", **request) == "NOT_FOUND"
    unknown = {**REQUEST, "visitors": [an_id("Visitor", "gaaap")]}
    told = [
        (await mutate(stage, held, "openLegalRequest", **one)).body["errors"]
        for one in (request, unknown)
    ]
    assert told[0] == told[1], "who is on another site and who is nowhere are told apart"
    for act in ("verify", "close"):
        assert await refused(stage, held, f"{act}LegalRequest", id=both) == "NOT_FOUND"
    own = await opened(stage, held, visitors=[EVE])
    await done(stage, held, "verifyLegalRequest", id=own)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"visitors": []}, "BAD_USER_INPUT"),
        ({"visitors": [an_id("Visitor", "gaaap")]}, "NOT_FOUND"),
        ({"authority": an_id("Organization", "near")}, "BAD_USER_INPUT"),
        ({"jurisdiction": "France"}, "BAD_USER_INPUT"),
        ({"categories": ["address"]}, "BAD_USER_INPUT"),
        ({"expiresAt": "2026-06-15T12:00:00Z"}, "BAD_USER_INPUT"),
    ],
    ids=str,
)
async def test_a_wrong_request_is_refused_and_nothing_is_written(
    stage: Stage, wrong: dict[str, Any], code: str
) -> None:
    assert await refused(stage, "pia", "openLegalRequest", **REQUEST | wrong) == code


async def test_a_request_opened_twice_under_one_key_is_opened_once(stage: Stage) -> None:
    first = await done(stage, "pia", "openLegalRequest", **REQUEST, key="k")
    again = await done(stage, "pia", "openLegalRequest", **REQUEST, key="k")
    assert again == {**first, "replayed": True}


async def test_of_two_who_verify_at_once_one_is_the_second(stage: Stage) -> None:
    request = await opened(stage)
    told = await at_once(stage, ("pia", "privacy_officer"), "verifyLegalRequest", id=request)
    assert told == ["done", "done"]
    assert list(await seen(stage)) == ["ben"]
    other = await opened(stage)
    told = await at_once(stage, ("pia", "pia_again"), "verifyLegalRequest", id=other)
    assert told == ["APPROVAL_REQUIRED", "done"]
