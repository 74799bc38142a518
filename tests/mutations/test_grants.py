"""Sharing grants through the API: who may what, and the next read obeys (C12, C14)."""

from typing import Any, Final

import pytest

from tests.cases.rows import an_id
from tests.cases.stage import Stage
from tests.mutations.doing import at_once, done, mutate, refused

EAST, NEAR, FAR, DATA = (an_id("Organization", one) for one in ("east", "near", "far", "data"))
SITE: Final = an_id("Site", "east")
LAWFUL: Final = "essential.legal_obligation"
OFFER: Final[dict[str, Any]] = {
    "grantor": EAST,
    "recipient": FAR,
    "site": SITE,
    "purposes": ["analytics.reporting"],
    "categories": ["user_data"],
    "legalBasis": "CONSENT",
    "agreement": "annex 1",
}
"""What `far_subsidiary` is not shown of `east` yet."""
REPORTING: Final = "analytics.reporting"


async def propose(stage: Stage, who: str = "site_owner", **more: Any) -> str:
    made = await done(stage, who, "proposeSharingGrant", **OFFER | more)
    return str(made["id"])


async def seen(stage: Stage, who: str = "far_subsidiary") -> list[str]:
    """The visitors of whom the recipient is shown the system."""
    document = "{ visitors { nodes { id os } } }"
    asked = await stage.tell(who, document, purpose=REPORTING)
    nodes = asked.body["data"]["visitors"]["nodes"]
    return [node["id"][4:].lstrip("0") for node in nodes if node["os"] is not None]


async def test_c12_a_subsidiary_sees_what_is_granted_from_the_approval_to_the_end(
    stage: Stage,
) -> None:
    grant = await propose(stage, purpose=REPORTING)
    assert await seen(stage) == []
    await done(stage, "privacy_officer", "approveSharingGrant", id=grant)
    assert await seen(stage) == ["ada", "cas"]
    await done(stage, "site_owner", "suspendSharingGrant", id=grant)
    assert await seen(stage) == []
    await done(stage, "privacy_officer", "approveSharingGrant", id=grant)
    assert await seen(stage) == ["ada", "cas"]
    await done(stage, "site_owner", "revokeSharingGrant", id=grant)
    assert await seen(stage) == []
    for act in ("approve", "suspend", "revoke"):
        assert await refused(stage, "privacy_officer", f"{act}SharingGrant", id=grant) == "CONFLICT"
    assert await seen(stage) == []


async def test_the_payload_shows_the_grant_and_the_ledger_who_wrote_what(stage: Stage) -> None:
    shows = "sharingGrant { status proposedBy grantor { name } recipient { name } }"
    asked = await mutate(stage, "pia", "proposeSharingGrant", shows, **OFFER, purpose=LAWFUL)
    assert asked.body["data"]["proposeSharingGrant"]["sharingGrant"] == {
        "status": "PROPOSED",
        "proposedBy": an_id("User", "pan"),
        "grantor": {"name": "East Outdoor"},
        "recipient": {"name": "Overlay Far"},
    }
    written = next(one for one in asked.entries if one["operation"] == "proposeSharingGrant")
    assert "SharingGrant.recipient" in written["changes"]
    assert FAR not in str(written)
    assert "annex" not in str(written)


async def test_who_proposed_does_not_approve_not_even_by_another_token(stage: Stage) -> None:
    grant = await propose(stage, "pia")
    for who in ("pia", "pia_again"):
        code = await refused(stage, who, "approveSharingGrant", id=grant)
        assert code == "APPROVAL_REQUIRED"
    assert await seen(stage) == []
    await done(stage, "site_owner", "approveSharingGrant", id=grant)
    assert await seen(stage) == ["ada", "cas"]


async def test_a_site_owner_touches_no_grant_of_another_grantor(stage: Stage) -> None:
    grant = await propose(stage)
    assert await refused(stage, "owner_of_west", "proposeSharingGrant", **OFFER) == "NOT_FOUND"
    for act in ("approve", "suspend", "revoke"):
        for one in (grant, an_id("SharingGrant", "gaaap")):
            code = await refused(stage, "owner_of_west", f"{act}SharingGrant", id=one)
            assert code == "NOT_FOUND"


async def test_a_token_held_to_a_site_touches_no_grant_of_others(stage: Stage) -> None:
    west = {"grantor": an_id("Organization", "west"), "site": an_id("Site", "west")}
    held, every = "privacy_officer_of_west", {**west, "site": None}
    grant = await propose(stage)
    assert await refused(stage, held, "proposeSharingGrant", **OFFER | every) == "NOT_FOUND"
    assert await refused(stage, held, "approveSharingGrant", id=grant) == "NOT_FOUND"
    own = await propose(stage, held, **west)
    await done(stage, "privacy_officer", "approveSharingGrant", id=own)
    await done(stage, held, "revokeSharingGrant", id=own)
    all_sites = await propose(stage, "owner_of_west", **every)
    assert await refused(stage, held, "approveSharingGrant", id=all_sites) == "NOT_FOUND"


@pytest.mark.parametrize(
    ("wrong", "code", "argument"),
    [
        ({"purposes": ["analytic"]}, "BAD_USER_INPUT", "purposes"),
        ({"categories": ["user.health_and_medical"]}, "BAD_USER_INPUT", "categories"),
        ({"recipient": DATA}, "NOT_FOUND", "recipient"),
        ({"recipient": an_id("Organization", "zz")}, "NOT_FOUND", "recipient"),
        ({"site": an_id("Site", "west")}, "BAD_USER_INPUT", "site"),
        ({"expiresAt": "2026-01-01T00:00:00Z"}, "BAD_USER_INPUT", "expiresAt"),
        ({"recipient": NEAR}, "CONFLICT", None),
    ],
    ids=str,
)
async def test_what_contradicts_or_overlaps_is_refused_and_nothing_is_written(
    stage: Stage, wrong: dict[str, Any], code: str, argument: str | None
) -> None:
    asked = await mutate(stage, "site_owner", "proposeSharingGrant", **OFFER | wrong)
    (error,) = asked.body["errors"]
    assert (error["extensions"]["code"], asked.entries) == (code, [])
    assert error["extensions"].get("argument") == argument


async def test_a_grant_proposed_twice_under_one_key_is_proposed_once(stage: Stage) -> None:
    first = await done(stage, "site_owner", "proposeSharingGrant", **OFFER, key="k")
    again = await done(stage, "site_owner", "proposeSharingGrant", **OFFER, key="k")
    assert again == {**first, "replayed": True}
    other = {**OFFER, "purposes": ["sales"]}
    assert await refused(stage, "site_owner", "proposeSharingGrant", **other, key="k") == "CONFLICT"


async def test_of_several_who_do_the_same_at_once_one_does_it(stage: Stage) -> None:
    grant = await propose(stage)
    officers = ("privacy_officer", "pia", "pia_again")
    told = await at_once(stage, officers, "approveSharingGrant", id=grant)
    assert told == ["CONFLICT", "CONFLICT", "done"]
    other = {**OFFER, "purposes": ["sales"]}
    told = await at_once(stage, officers, "proposeSharingGrant", **other)
    assert told == ["CONFLICT", "CONFLICT", "done"]
