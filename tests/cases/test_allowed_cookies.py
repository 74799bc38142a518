"""`allowedCookies`: the table of cases, one read each, and the ledger told of the visitor (C4)."""

import itertools
from dataclasses import replace
from typing import Any, Final

import orjson
import pytest
from sqlalchemy import insert, update
from sqlmodel import col

from governance.engine.request import Request
from governance.errors import Code
from governance.services.policies import shipped_policy
from governance.services.visitors import whole_row
from governance.tables import Consent, Cookie, CookieBlock, OptOut, Visitor, table_of
from governance.vocabulary import COOKIE_CATEGORIES
from tests.cases.actors import an_actor
from tests.cases.people import of
from tests.cases.rows import LONG_AGO, NOW, an_id
from tests.cases.stage import Asked, Stage
from tests.harness import activate

DOCUMENT: Final = """query Allowed($site: ID!, $visitor: ID) {
  allowedCookies(site: $site, visitor: $visitor) { name isPattern category allowed reason }
}"""
AGENT: Final = "site_agent"
_NUMBERS: Final = itertools.count(1)
NECESSARY: Final = {"necessary": "NECESSARY", "security": "NECESSARY"}


def a_change(model: Any, **values: Any) -> Any:
    return insert(table_of(model)).values(whole_row(model, **values))


def said(purpose: str, status: str, *, regime: str = "default", **values: Any) -> Any:
    """What Ben says besides; under a regime of its own, or in place of what he said."""
    return a_change(
        Consent,
        id=an_id("Consent", f"x{next(_NUMBERS)}"),
        **of("ben"),
        **{"purpose": purpose, "status": status, "regime": regime, "legal_basis": "CONSENT"},
        **{"recipients": [], "method": "form", "sequence": 1, **values},
    )


def blocked(kind: str, key: str, how: bool = True) -> Any:
    site = an_id("Site", "east")
    return a_change(
        CookieBlock, site_id=site, kind=kind, key=key, blocked=how, recorded_at=LONG_AGO
    )


def opted_out(kind: str, key: str, site: str | None = None) -> Any:
    return a_change(
        OptOut, id=an_id("OptOut", "x"), site_id=site, kind=kind, key=key, recorded_at=NOW
    )


def cookie_of(category: str) -> str:
    return an_id("Cookie", f"x{COOKIE_CATEGORIES.index(category)}")


async def registered(stage: Stage) -> None:
    """A cookie of each category, named like it, on the site `east`."""
    for category in COOKIE_CATEGORIES:
        made = {"site_id": an_id("Site", "east"), "id": cookie_of(category)}
        await stage.change(a_change(Cookie, **made, name=category, category=category))


async def asked(stage: Stage, who: str = AGENT, visitor: str | None = "ben", **said: Any) -> Asked:
    variables = {"site": an_id("Site", "east")}
    if visitor is not None:
        variables["visitor"] = an_id("Visitor", visitor)
    return await stage.tell(who, DOCUMENT, **{"variables": variables, **said})


def reasons(asked: Asked) -> dict[str, str]:
    """Category to reason, of the cookies that are named like their category."""
    listed = asked.body["data"]["allowedCookies"]
    assert all(one["allowed"] is (one["reason"] in ("NECESSARY", "CONSENTED")) for one in listed)
    return {one["name"]: one["reason"] for one in listed if one["name"] == one["category"]}


BEN: Final = an_id("Visitor", "ben")
CASES: Final[dict[str, tuple[list[Any], dict[str, str]]]] = {
    "nothing said": ([], {}),
    "given": ([said("functional.storage", "GIVEN")], {"functional": "CONSENTED"}),
    "given above": ([said("functional", "RENEWED")], {"functional": "CONSENTED"}),
    "given below": ([said("personalize.content", "GIVEN")], {}),
    "refused below": (
        [said("personalize", "GIVEN"), said("personalize.content", "REFUSED")],
        {},
    ),
    "expired": ([said("personalize", "GIVEN", expires_at=NOW)], {}),
    "given for nobody else": (
        [said("personalize", "GIVEN", recipients=["SUBSIDIARY"])],
        {"personalization": "CONSENTED"},
    ),
    "refused by a signal": (
        [said("personalize", "GIVEN"), said("personalize.profiling", "REFUSED", regime="gpc")],
        {},
    ),
    "signal lifted": (
        [said("personalize", "GIVEN"), said("personalize.profiling", "UNKNOWN", regime="gpc")],
        {"personalization": "CONSENTED"},
    ),
    "withdrawn": ([said("functional", "WITHDRAWN")], {}),
    "requested": ([said("functional", "REQUESTED")], {}),
    "blocked category": (
        [said("functional", "GIVEN"), blocked("category", "functional")],
        {"functional": "BLOCKED"},
    ),
    "blocked cookie": (
        [blocked("cookie", cookie_of("necessary"))],
        {"necessary": "BLOCKED"},
    ),
    "cookie allowed in a blocked category": (
        [blocked("category", "security"), blocked("cookie", cookie_of("security"), False)],
        {"security": "BLOCKED"},
    ),
    "allowed again": (
        [said("functional", "GIVEN"), blocked("category", "functional", False)],
        {"functional": "CONSENTED"},
    ),
    "opted out": ([opted_out("visitor", BEN)], {"marketing": "OPTED_OUT"}),
    "opted out here": (
        [opted_out("visitor", BEN, an_id("Site", "east"))],
        {"marketing": "OPTED_OUT"},
    ),
    "opted out elsewhere": ([opted_out("visitor", BEN, an_id("Site", "west"))], {}),
}
"""What happens to Ben, who consents to marketing, and refused a part of analytics."""


@pytest.mark.parametrize("case", CASES)
async def test_what_may_be_set_on_a_visitor(stage: Stage, case: str) -> None:
    await registered(stage)
    changes, expected = CASES[case]
    before = reasons(await asked(stage))
    for change in changes:
        await stage.change(change)
    after = await asked(stage)
    plain = dict.fromkeys(COOKIE_CATEGORIES, "NO_CONSENT") | {"marketing": "CONSENTED"}
    assert before == plain | NECESSARY
    assert reasons(after) == plain | NECESSARY | expected
    assert len(after.statements) == 1
    assert len(stage.house.plans) == 1


async def test_without_a_visitor_there_is_no_consent(stage: Stage) -> None:
    await registered(stage)
    told = await asked(stage, visitor=None)
    assert reasons(told) == dict.fromkeys(COOKIE_CATEGORIES, "NO_CONSENT") | NECESSARY
    assert orjson.loads(told.entries[0]["signatures"]) == [[]]


@pytest.mark.parametrize("change", ["restricted", "of another site", "unknown"])
async def test_a_visitor_whom_the_caller_does_not_see_is_as_none(stage: Stage, change: str) -> None:
    await registered(stage)
    named = {"restricted": "ben", "of another site": "kay", "unknown": "zed"}[change]
    if change == "restricted":
        await stage.change(update(Visitor).where(col(Visitor.id) == BEN).values(restricted_at=NOW))
    told = await asked(stage, visitor=named)
    assert reasons(told) == dict.fromkeys(COOKIE_CATEGORIES, "NO_CONSENT") | NECESSARY
    assert told.entries[0]["visitor_count"] == 0


async def test_the_ledger_says_whose_consents_decided(stage: Stage) -> None:
    (entry,) = (await asked(stage)).entries
    coordinates = orjson.loads(entry["coordinates"])
    assert (coordinates["read"], coordinates["used"]) == (
        ["Query.allowedCookies"],
        ["Consent.status"],
    )
    assert coordinates["shown"]["CookieDecision.reason"] == ["clear"]
    assert orjson.loads(entry["signatures"]) == [[["", BEN[4:]]]]
    assert entry["visitor_count"] == 1


OFFICER: Final = "essential.legal_obligation"
WHO: Final = {
    "site_agent": (None, "ben", ["_ga_*", "cart"]),
    "site_owner": ("personalize", "ben", ["_ga_*", "cart"]),
    "privacy_officer": (OFFICER, "ben", ["_ga_*", "cart"]),
    "privacy_officer_of_west": (OFFICER, "ben", []),
    "owner_of_west": ("personalize", "ben", []),
    "visitor": (None, "ada", ["_ga_*", "cart"]),
    "visitor_eve": (None, "ada", []),
}


@pytest.mark.parametrize("who", WHO)
async def test_a_registry_is_told_to_those_of_its_site(stage: Stage, who: str) -> None:
    purpose, visitor, names = WHO[who]
    told = await asked(stage, who, visitor, purpose=purpose)
    assert [one["name"] for one in told.body["data"]["allowedCookies"]] == names


async def test_a_browser_is_told_what_it_may_keep_and_nothing_personal(stage: Stage) -> None:
    """Its token is of the visitor whom it recognised, for what they chose."""
    chose = ("functional.storage.privacy_preferences",)
    browser = replace(an_actor("visitor"), purposes=chose)
    variables = {"site": an_id("Site", "east"), "visitor": an_id("Visitor", "ada")}
    told = await stage.ask(Request(DOCUMENT, browser, NOW, variables=variables))
    reasons = [one["reason"] for one in told.body["data"]["allowedCookies"]]
    assert reasons == ["CONSENTED", "NO_CONSENT"]
    personal = (
        "{ visitors { nodes { id email externalId ipAddress consents { nodes { purpose } } } } }"
    )
    told = await stage.ask(Request(personal, browser, NOW))
    codes = [error["extensions"]["code"] for error in told.body["errors"]]
    assert codes == [Code.FIELD_DENIED] * 4


@pytest.mark.parametrize("who", ["subsidiary", "partner", "data_provider", "developer", "auditor"])
async def test_nobody_else_is_told_what_may_be_set(stage: Stage, who: str) -> None:
    purposes = {"developer": "personalize", "subsidiary": "analytics.reporting"}
    purposes["data_provider"] = "marketing.advertising"
    told = await asked(stage, who, purpose=purposes.get(who))
    assert told.body["data"] == {"allowedCookies": None}
    assert told.body["errors"][0]["extensions"]["code"] == Code.FIELD_DENIED


async def test_consents_decide_only_for_who_may_see_them(stage: Stage) -> None:
    """A role that sees registry and visitor, but not what a consent says, is refused."""
    told = await asked(stage, visitor="ben")
    assert told.body["data"]["allowedCookies"]
    rules = "\n".join(
        f"p, site_agent, *, {what}, read, {form}, always, allow, C4"
        for what, form in (
            ("CookieDecision", "-"),
            ("Visitor", "-"),
            ("Consent", "-"),
            ("system.operations", "clear"),
        )
    )
    await activate(stage.house.database, rules, shipped_policy()[1])
    told = await asked(stage, visitor="ben")
    assert told.body["errors"][0]["extensions"] == {
        "code": Code.FILTER_DENIED,
        "coordinate": "Consent.status",
        "purpose": "functional.storage.privacy_preferences",
        "usedIn": "visitor",
        "missing": {"kind": "ROLE", "purposes": []},
    }
    assert told.entries == []


@pytest.mark.parametrize(
    ("variables", "argument"),
    [
        ({"site": "sit_1"}, "site"),
        ({"site": an_id("Visitor", "ben")}, "site"),
        ({"site": an_id("Site", "east"), "visitor": an_id("Site", "east")}, "visitor"),
    ],
)
async def test_what_is_no_id_is_refused(
    stage: Stage, variables: dict[str, str], argument: str
) -> None:
    told = await asked(stage, variables=variables)
    assert told.body["errors"][0]["extensions"] == {
        "code": Code.BAD_USER_INPUT,
        "argument": argument,
    }
