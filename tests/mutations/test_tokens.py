"""Tokens are issued, rotated and revoked through the API; nobody gives what is not theirs."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest
from sqlalchemy import select, update

from governance.authz.actor import Actor
from governance.database.types import to_rfc3339
from governance.engine.request import Request
from governance.services import tokens
from governance.services.hashes import verify_secret
from governance.tables import AccessToken, Idempotency, Organization
from governance.web.authenticate import actor_of
from tests.cases.actors import an_actor
from tests.cases.rows import NOW, an_id
from tests.cases.stage import Asked, Stage
from tests.mutations.asking import codes

ISSUE: Final = """mutation ($input: IssueTokenInput!) {
  issueToken(input: $input) { id recordedAt replayed token expiresAt } }"""
REVOKE: Final = (
    "mutation ($input: RevokeTokenInput!) { revokeToken(input: $input) { id replayed } }"
)
ROTATE: Final = """mutation ($input: RotateTokenInput!) {
  rotateToken(input: $input) { id replayed token expiresAt } }"""
EAST: Final = an_id("Organization", "east")
EAST_SITE, WEST_SITE = an_id("Site", "east"), an_id("Site", "west")
DAY: Final = timedelta(days=1)
AGENT: Final[dict[str, Any]] = {
    "organization": EAST,
    "role": "site_agent",
    "purposes": ["analytics.reporting"],
    "sites": [EAST_SITE],
    "lifeSeconds": 30 * 86_400,
}
TABLE: Any = AccessToken.__table__  # type: ignore[attr-defined]


def token_of(name: str) -> str:
    return an_actor(name).token


async def do(stage: Stage, who: str | Actor, document: str, **given: Any) -> Asked:
    actor = an_actor(who) if isinstance(who, str) else who
    variables = {"input": given}
    return await stage.ask(Request(document, actor, NOW, variables=variables))


async def issue(stage: Stage, who: str | Actor, **changed: Any) -> Asked:
    return await do(stage, who, ISSUE, **(AGENT | changed))


async def the_row(stage: Stage, token_id: str) -> AccessToken:
    async with stage.house.database.reading() as work:
        return await tokens.find(work, token_id)


async def count(stage: Stage) -> int:
    async with stage.house.database.reading() as work:
        return len(await tokens.all_tokens(work))


async def set_(stage: Stage, name: str, **values: Any) -> None:
    await stage.change(update(TABLE).where(TABLE.c.id == token_of(name)).values(**values))


async def test_an_issued_token_has_the_rights_asked_and_is_told_once(stage: Stage) -> None:
    asked = await issue(stage, "site_owner", label="shop server", idempotencyKey="one")
    told = asked.body["data"]["issueToken"]
    row = await the_row(stage, told["id"])
    assert (row.role, row.organization_id, row.user_id, row.label) == (
        "site_agent",
        EAST,
        None,
        "shop server",
    )
    assert (row.purposes, row.sites) == (["analytics.reporting"], [EAST_SITE])
    assert told["expiresAt"] == to_rfc3339(NOW + 30 * DAY)
    assert row.expires_at == NOW + 30 * DAY
    parsed = tokens.parse(told["token"], stage.house.keys)
    assert parsed is not None
    assert verify_secret(row.secret_hash, parsed.secret, stage.house.keys)
    again = (await issue(stage, "site_owner", label="shop server", idempotencyKey="one")).body
    assert again["data"]["issueToken"] == {**told, "token": None, "replayed": True}
    assert codes(await issue(stage, "site_owner", idempotencyKey="one")) == ["CONFLICT"]


async def test_a_secret_is_in_no_row_beside_its_hash(stage: Stage) -> None:
    asked = await issue(stage, "site_owner", idempotencyKey="one")
    text = asked.body["data"]["issueToken"]["token"]
    secret = text.rpartition("_")[2][:32]
    (entry,) = asked.entries
    assert entry["operation"] == "issueToken"
    async with stage.house.database.reading() as work:
        kept = (await work.session.scalars(select(Idempotency))).all()
    assert len(kept) == 1
    assert not [one for one in (*kept, entry) if secret in str(one)]


BEYOND: Final[dict[str, tuple[str, dict[str, Any], str]]] = {
    "a role": ("site_owner", {"role": "privacy_officer"}, "MUTATION_DENIED"),
    "a visitor": ("privacy_officer", {"role": "visitor"}, "BAD_USER_INPUT"),
    "nobody": ("privacy_officer", {"role": "anonymous"}, "BAD_USER_INPUT"),
    "a purpose": ("site_owner", {"purposes": ["third_party_sharing"]}, "MUTATION_DENIED"),
    "a wider purpose": ("site_owner", {"purposes": ["analytics"]}, "MUTATION_DENIED"),
    "an unknown purpose": ("site_owner", {"purposes": ["analytic"]}, "BAD_USER_INPUT"),
    "no purpose": ("site_owner", {"purposes": []}, "BAD_USER_INPUT"),
    "another's site": ("site_owner", {"sites": [WEST_SITE]}, "NOT_FOUND"),
    "no sites": ("site_owner", {"sites": []}, "BAD_USER_INPUT"),
    "sites unsaid": ("site_owner", {"sites": None}, "BAD_USER_INPUT"),
    "sites said twice": ("site_owner", {"allSites": True}, "BAD_USER_INPUT"),
    "another organization": ("owner_of_west", {}, "NOT_FOUND"),
    "no organization": ("site_owner", {"organization": an_id("Organization", "zz")}, "NOT_FOUND"),
    "no life": ("site_owner", {"lifeSeconds": 0}, "BAD_USER_INPUT"),
    "too long": ("site_owner", {"lifeSeconds": 366 * 86_400 + 1}, "BAD_USER_INPUT"),
    "held to a site": (
        "privacy_officer_of_west",
        {"sites": None, "allSites": True},
        "MUTATION_DENIED",
    ),
    "held elsewhere": ("privacy_officer_of_west", {}, "MUTATION_DENIED"),
    "who may not": ("partner", {}, "MUTATION_DENIED"),
    "a server": ("site_agent", {}, "MUTATION_DENIED"),
    "a visitor's own": ("visitor", {}, "MUTATION_DENIED"),
}


@pytest.mark.parametrize(("who", "changed", "code"), BEYOND.values(), ids=BEYOND)
async def test_nobody_issues_what_is_beyond_them(
    stage: Stage, who: str, changed: dict[str, Any], code: str
) -> None:
    before = await count(stage)
    asked = await issue(stage, who, **changed)
    assert codes(asked) == [code]
    assert "gov_" not in asked.text
    assert (await count(stage), asked.entries) == (before, [])


async def test_an_officer_issues_for_every_organization(stage: Stage) -> None:
    partner = {"organization": an_id("Organization", "path"), "role": "partner"}
    asked = await issue(stage, "privacy_officer", **partner, sites=None, allSites=True)
    row = await the_row(stage, asked.body["data"]["issueToken"]["id"])
    assert (row.organization_id, row.role, row.sites) == (partner["organization"], "partner", None)


async def ann(stage: Stage) -> Actor:
    """The site's owner, as a person."""
    await set_(stage, "site_owner", user_id=(user := an_id("User", "ann")))
    return replace(an_actor("site_owner"), user=user)


async def test_a_token_of_the_issuers_own_role_is_the_same_persons(stage: Stage) -> None:
    owner = await ann(stage)
    own = await issue(stage, owner, role="site_owner")
    assert (await the_row(stage, own.body["data"]["issueToken"]["id"])).user_id == owner.user
    agent = await issue(stage, owner)
    assert (await the_row(stage, agent.body["data"]["issueToken"]["id"])).user_id is None


@pytest.mark.parametrize(
    ("who", "role", "organization"),
    [
        ("site_owner", "site_owner", EAST),
        ("privacy_officer", "privacy_officer", an_id("Organization", "hq")),
        ("privacy_officer", "site_owner", EAST),
    ],
)
async def test_nobody_becomes_a_second_person_by_giving_tokens(
    stage: Stage, who: str, role: str, organization: str
) -> None:
    before = await count(stage)
    asked = await issue(stage, who, role=role, organization=organization)
    assert (codes(asked), await count(stage)) == (["MUTATION_DENIED"], before)
    own = await rotate(stage, who, token_of(who))
    assert (codes(own), await count(stage)) == (["MUTATION_DENIED"], before)


async def test_a_revoked_token_is_refused_at_the_next_read(stage: Stage) -> None:
    agent = "{ sites { totalCount } }"
    assert codes(await stage.tell("site_agent", agent)) == []
    revoked = await do(stage, "site_owner", REVOKE, token=token_of("site_agent"))
    assert codes(revoked) == []
    assert codes(await stage.tell("site_agent", agent)) == ["TOKEN_REVOKED"]
    assert (await the_row(stage, token_of("site_agent"))).revoked_at == NOW


@pytest.mark.parametrize(
    ("who", "whose", "code"),
    [
        ("owner_of_west", "site_agent", "NOT_FOUND"),
        ("site_owner", "partner", "NOT_FOUND"),
        ("site_owner", "unknown", "NOT_FOUND"),
        ("partner", "partner", "MUTATION_DENIED"),
        ("privacy_officer_of_west", "site_agent", "MUTATION_DENIED"),
    ],
)
@pytest.mark.parametrize("document", [REVOKE, ROTATE], ids=["revoke", "rotate"])
async def test_what_is_anothers_is_neither_revoked_nor_rotated(
    stage: Stage, who: str, whose: str, code: str, document: str
) -> None:
    before = await count(stage)
    asked = await do(stage, who, document, token=token_of(whose))
    assert codes(asked) == [code]
    assert (await count(stage), asked.entries) == (before, [])


async def test_a_sites_owner_does_not_end_the_tokens_of_other_roles(stage: Stage) -> None:
    await set_(stage, "site_owner", organization_id=an_id("Organization", "hq"))
    owner = replace(an_actor("site_owner"), organization=an_id("Organization", "hq"))
    asked = await do(stage, owner, REVOKE, token=token_of("privacy_officer"))
    assert codes(asked) == ["MUTATION_DENIED"]
    assert (await the_row(stage, token_of("privacy_officer"))).revoked_at is None


async def rotate(stage: Stage, who: str | Actor, token: str, **more: Any) -> Asked:
    return await do(stage, who, ROTATE, token=token, **more)


async def test_a_rotated_token_has_the_same_rights_while_the_old_one_lives_on(
    stage: Stage,
) -> None:
    covered = {"purposes": ["analytics.reporting"], "expires_at": NOW + 90 * DAY}
    await set_(stage, "site_agent", issued_at=NOW - 10 * DAY, **covered)
    asked = await rotate(stage, "site_owner", token_of("site_agent"), overlapSeconds=3600)
    told = asked.body["data"]["rotateToken"]
    old = await the_row(stage, token_of("site_agent"))
    new = await the_row(stage, told["id"])
    assert (new.role, new.sites, new.purposes) == (old.role, old.sites, old.purposes)
    assert (new.expires_at, old.expires_at) == (NOW + 100 * DAY, NOW + timedelta(hours=1))
    assert tokens.parse(told["token"], stage.house.keys) is not None


async def test_a_token_without_an_end_gets_one_when_it_is_rotated(stage: Stage) -> None:
    asked = await rotate(stage, await ann(stage), token_of("site_owner"), overlapSeconds=0)
    told = asked.body["data"]["rotateToken"]
    assert told["expiresAt"] == to_rfc3339(NOW + 366 * DAY)
    assert codes(await stage.tell("site_owner", "{ viewer { role } }")) == ["TOKEN_REVOKED"]


async def test_a_persons_token_ends_no_later_than_the_one_that_gave_it(stage: Stage) -> None:
    until = NOW + DAY
    own = token_of("site_owner")
    short = replace(await ann(stage), expires_at=to_rfc3339(until))
    for given in (
        await issue(stage, short, role="site_owner"),
        await rotate(stage, short, own, overlapSeconds=3600),
    ):
        (told,) = given.body["data"].values()
        assert told["expiresAt"] == to_rfc3339(until)
        assert (await the_row(stage, told["id"])).expires_at == until
    agent = (await issue(stage, short)).body["data"]["issueToken"]
    assert agent["expiresAt"] == to_rfc3339(NOW + 30 * DAY)


@pytest.mark.parametrize("overlap", [-1, 7 * 86_400 + 1])
async def test_an_overlap_has_bounds(stage: Stage, overlap: int) -> None:
    asked = await rotate(stage, "site_owner", token_of("site_owner"), overlapSeconds=overlap)
    assert codes(asked) == ["BAD_USER_INPUT"]


async def test_nobody_becomes_somebody_else_by_rotating(stage: Stage) -> None:
    for name in ("visitor", "of_disabled_user"):
        asked = await rotate(stage, "privacy_officer", token_of(name))
        assert codes(asked) == ["MUTATION_DENIED"], name
    asked = await rotate(stage, "site_owner", token_of("site_agent"))
    assert codes(asked) == ["MUTATION_DENIED"]  # for a purpose that the owner's token lacks


async def test_of_two_rotations_at_a_time_both_have_the_token_lives_of_one(stage: Stage) -> None:
    officer, whose = an_actor("privacy_officer"), token_of("partner")
    given = {"input": {"token": whose, "overlapSeconds": 0}}
    requests = [Request(ROTATE, officer, NOW, variables=given) for _ in range(2)]
    before = await count(stage)
    asked = await asyncio.gather(*(stage.ask(one) for one in requests))
    assert sorted(len(codes(one)) for one in asked) == [0, 1]
    assert await count(stage) == before + 1


async def test_an_issued_token_asks_as_what_it_was_issued_for(stage: Stage) -> None:
    asked = await issue(stage, await ann(stage), role="site_owner", purposes=["personalize"])
    row = await the_row(stage, asked.body["data"]["issueToken"]["id"])
    async with stage.house.database.reading() as work:
        owner = await work.session.get_one(Organization, row.organization_id)
    read = await stage.ask(Request("{ sites { nodes { id } } }", actor_of(row, owner), NOW))
    assert [one["id"] for one in read.body["data"]["sites"]["nodes"]] == [EAST_SITE]
    later = NOW + 30 * DAY
    ended = await stage.ask(Request("{ sites { nodes { id } } }", actor_of(row, owner), later))
    assert codes(ended) == ["TOKEN_EXPIRED"]
