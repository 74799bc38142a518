"""Cookies are registered, blocked and reported through the API, and the next read obeys (C4)."""

from typing import Any, Final

import pytest
from sqlalchemy import select

from governance.errors import Code
from governance.tables import Cookie, CookieObservation, table_of
from tests.cases.rows import an_id
from tests.cases.stage import Asked, Stage

EAST: Final = an_id("Site", "east")
ADA: Final = an_id("Visitor", "ada")
REGISTER: Final = """mutation ($input: RegisterCookieInput!) {
  registerCookie(input: $input) { id cookie { name category retentionSeconds } }
}"""
BLOCK: Final = """mutation ($input: BlockCookieInput!) {
  blockCookie(input: $input) { id replayed site { domain } }
}"""
SEEN: Final = """mutation ($input: RecordCookiesInput!) {
  recordCookies(input: $input) { id recorded replayed }
}"""
ALLOWED: Final = """query ($site: ID!, $visitor: ID) {
  allowedCookies(site: $site, visitor: $visitor) { name reason }
}"""
STRAYS: Final = """query ($site: ID!) {
  cookieObservations(site: $site, where: {allowed: {eq: false}}) {
    nodes { name allowed cookie { name } visitor { id } }
  }
}"""
PIXEL: Final = {
    "site": EAST,
    "name": "pixel",
    "category": "marketing",
    "retention": "2 days",
    "thirdParty": True,
}


async def does(stage: Stage, who: str, document: str, **given: Any) -> Asked:
    purpose = {"privacy_officer": "essential.legal_obligation", "site_owner": "personalize"}
    purpose |= {"owner_of_west": "personalize", "subsidiary": "analytics.reporting"}
    return await stage.tell(who, document, variables={"input": given}, purpose=purpose.get(who))


async def reasons(stage: Stage, visitor: str = ADA) -> dict[str, str]:
    """Name to reason, as the site's program is told."""
    told = await stage.tell("site_agent", ALLOWED, variables={"site": EAST, "visitor": visitor})
    return {one["name"]: one["reason"] for one in told.body["data"]["allowedCookies"]}


def code(asked: Asked) -> str | None:
    errors = asked.body.get("errors", [{"extensions": {"code": None}}])
    return errors[0]["extensions"]["code"]  # type: ignore[no-any-return]


async def test_a_registered_cookie_is_decided_at_the_next_read(stage: Stage) -> None:
    told = await does(stage, "site_owner", REGISTER, **PIXEL)
    assert told.body["data"]["registerCookie"]["cookie"] == {
        **{"name": "pixel", "category": "marketing", "retentionSeconds": 172_800},
    }
    assert (await reasons(stage))["pixel"] == "CONSENTED"
    await does(stage, "privacy_officer", REGISTER, **{**PIXEL, "category": "functional"})
    assert (await reasons(stage))["pixel"] == "NO_CONSENT"


async def test_what_is_blocked_is_not_allowed_at_the_next_read(stage: Stage) -> None:
    before = await reasons(stage)
    assert before == {"_ga_*": "CONSENTED", "cart": "NO_CONSENT"}
    told = await does(stage, "site_owner", BLOCK, site=EAST, what={"category": "analytics"})
    assert told.body["data"]["blockCookie"]["site"] == {"domain": "www.east.example"}
    assert await reasons(stage) == {"_ga_*": "BLOCKED", "cart": "NO_CONSENT"}
    cart = {"cookie": an_id("Cookie", "cart")}
    await does(stage, "site_owner", BLOCK, site=EAST, what=cart)
    again = {"what": {"category": "analytics"}, "blocked": False}
    await does(stage, "site_owner", BLOCK, site=EAST, **again)
    assert await reasons(stage) == {"_ga_*": "CONSENTED", "cart": "BLOCKED"}


@pytest.mark.parametrize("who", ["site_agent", "visitor"])
async def test_a_cookie_that_may_not_be_set_is_reported(stage: Stage, who: str) -> None:
    told = await does(stage, who, SEEN, visitor=ADA, names=["cart", "_ga_1", "odd"])
    assert told.body["data"]["recordCookies"] == {"id": ADA, "recorded": 3, "replayed": False}
    listed = await stage.tell(
        "site_owner", STRAYS, variables={"site": EAST}, purpose="analytics.reporting"
    )
    found = {
        one["name"]: one["cookie"] for one in listed.body["data"]["cookieObservations"]["nodes"]
    }
    assert found == {"cart": {"name": "cart"}, "odd": None}


DENIED: Final = [
    ("site_agent", REGISTER, PIXEL, Code.MUTATION_DENIED),
    ("subsidiary", REGISTER, PIXEL, Code.MUTATION_DENIED),
    ("visitor", BLOCK, {"site": EAST, "what": {"category": "analytics"}}, Code.MUTATION_DENIED),
    ("owner_of_west", REGISTER, PIXEL, Code.NOT_FOUND),
    ("owner_of_west", BLOCK, {"site": EAST, "what": {"category": "analytics"}}, Code.NOT_FOUND),
    ("site_owner", REGISTER, {**PIXEL, "site": an_id("Site", "zed")}, Code.NOT_FOUND),
    (
        "site_owner",
        BLOCK,
        {"site": EAST, "what": {"cookie": an_id("Cookie", "pen")}},
        Code.NOT_FOUND,
    ),
    ("visitor_eve", SEEN, {"visitor": ADA, "names": ["x"]}, Code.NOT_FOUND),
    ("site_agent", SEEN, {"visitor": an_id("Visitor", "kay"), "names": ["x"]}, Code.NOT_FOUND),
    ("site_agent", SEEN, {"visitor": an_id("Visitor", "dan"), "names": ["x"]}, Code.CONFLICT),
    ("anonymous", SEEN, {"visitor": ADA, "names": ["x"]}, Code.UNAUTHENTICATED),
    ("site_owner", SEEN, {"visitor": ADA, "names": ["x"]}, Code.MUTATION_DENIED),
    ("site_owner", REGISTER, {**PIXEL, "category": "fun"}, Code.BAD_USER_INPUT),
    ("site_owner", REGISTER, {**PIXEL, "name": "a=b"}, Code.BAD_USER_INPUT),
    ("site_owner", BLOCK, {"site": EAST, "what": {"category": "fun"}}, Code.BAD_USER_INPUT),
    ("site_owner", BLOCK, {"site": EAST, "what": {}}, Code.BAD_USER_INPUT),
    (
        "site_owner",
        BLOCK,
        {"site": EAST, "what": {"category": "analytics", "cookie": "x"}},
        Code.BAD_USER_INPUT,
    ),
    ("site_agent", SEEN, {"visitor": ADA, "names": ["a=secret"]}, Code.BAD_USER_INPUT),
    ("site_agent", SEEN, {"visitor": ADA, "names": ["x"] * 1001}, None),
    (
        "site_agent",
        SEEN,
        {"visitor": ADA, "names": [f"x{n}" for n in range(1001)]},
        Code.BAD_USER_INPUT,
    ),
]


@pytest.mark.parametrize(("who", "document", "given", "refused"), DENIED)
async def test_who_may_not_write_or_says_what_does_not_fit_writes_nothing(
    stage: Stage, who: str, document: str, given: dict[str, Any], refused: str | None
) -> None:
    told = await does(stage, who, document, **given)
    assert code(told) == refused
    assert "secret" not in told.text
    if refused is None:
        return
    assert told.entries == []
    async with stage.house.database.reading() as work:
        for table, known in ((table_of(Cookie), 3), (table_of(CookieObservation), 3)):
            assert len((await work.connection.execute(select(table.c.id))).all()) == known


async def test_a_repeated_key_writes_once(stage: Stage) -> None:
    key = {"idempotencyKey": "once"}
    first = await does(stage, "site_owner", BLOCK, site=EAST, what={"category": "analytics"}, **key)
    again = await does(stage, "site_owner", BLOCK, site=EAST, what={"category": "analytics"}, **key)
    other = await does(stage, "site_owner", BLOCK, site=EAST, what={"category": "security"}, **key)
    told = [one.body["data"]["blockCookie"] for one in (first, again)]
    assert [(one["id"], one["replayed"]) for one in told] == [(EAST, False), (EAST, True)]
    assert code(other) == Code.CONFLICT


async def test_the_ledger_keeps_what_was_written_as_hashes(stage: Stage) -> None:
    told = await does(stage, "site_agent", SEEN, visitor=ADA, names=["odd"])
    (entry,) = told.entries
    assert entry["operation"] == "recordCookies"
    assert entry["visitor_count"] == 1
    assert "CookieObservation.allowed" in entry["coordinates"]
    assert "odd" not in str(entry)
