"""`governance why`: what decided, to who may ask and sees the visitor; recorded as their read."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select

from governance.database.engine import open_database
from governance.tables import Disclosure, Visitor, table_of
from tests.cli.conftest import Command
from tests.conftest import DIALECTS, in_loop
from tests.web.conftest import SECRET, fill_small

OWN = ("--own-purpose", "essential.legal_obligation")
TO_INSIGHT = ("--role", "subsidiary", "--organization", "Overlay Insight")
FOR_REPORTS = ("--purpose", "analytics.reporting")


class Deployed(NamedTuple):
    """A small demo, a token of each role, and a visitor."""

    url: str
    tokens: dict[str, str]
    visitor: str


@pytest.fixture(scope="module", params=DIALECTS)
def deployed(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> Deployed:
    url, tokens, found = new_database(request.param), dict[str, str](), list[str]()
    in_loop(fill_small(open_database(url), tokens))

    async def find() -> None:
        database = open_database(url)
        async with database.reading() as work:
            table = table_of(Visitor)
            known = select(table.c.id).where(table.c.external_id == "northwind-www-00001")
            found.append((await work.connection.execute(known)).scalar_one())
        await database.close()

    in_loop(find())
    return Deployed(url, tokens, found[0])


@pytest.fixture
def why(deployed: Deployed, command: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `governance why VISITOR …` as the privacy officer."""
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", deployed.url)
    monkeypatch.setenv("GOVERNANCE_SECRET_KEY", SECRET)
    monkeypatch.setenv("GOVERNANCE_TOKEN", deployed.tokens["privacy_officer"])
    return lambda *arguments: command("why", deployed.visitor, *arguments)


def test_a_withheld_value_names_the_rule_the_clause_and_what_fails(why: Command) -> None:
    outcome = why("Visitor.email", *TO_INSIGHT, *FOR_REPORTS, *OWN, "--json")
    told = json.loads(outcome.out)
    assert (told["decision"], told["form"]) == ("WITHHELD", None)
    (allow,) = (one for one in told["rules"] if one["decides"] == "Visitor.email")
    assert (allow["effect"], allow["clause"], allow["fails"]) == (
        "allow",
        "C12",
        ["consent", "notice"],
    )
    assert {one["status"] for one in told["consents"]} == {"GIVEN"}
    assert told["grants"]


def test_a_shown_value_names_its_form(why: Command) -> None:
    outcome = why("Visitor.geoCountry", *TO_INSIGHT, *FOR_REPORTS, *OWN)
    assert "shown as clear" in outcome.out
    assert "consent&grant&notice" in outcome.out


def test_what_no_rule_allows_is_denied(why: Command) -> None:
    told = json.loads(why("Visitor.preferences", *TO_INSIGHT, *FOR_REPORTS, *OWN, "--json").out)
    assert told["decision"] == "DENIED"


def test_the_sites_own_people_need_no_organization(why: Command) -> None:
    arguments = ("--role", "site_owner", "--purpose", "marketing.communications")
    told = json.loads(why("Visitor.email", *arguments, *OWN, "--json").out)
    assert told["organizationName"] == "Northwind Outdoor"


def test_asking_why_is_recorded_as_the_askers_read(why: Command, deployed: Deployed) -> None:
    def entries() -> list[Any]:
        table, found = table_of(Disclosure), list[Any]()

        async def read() -> None:
            database = open_database(deployed.url)
            async with database.reading() as work:
                chosen = select(table).where(table.c.operation == "Why")
                found.extend((await work.connection.execute(chosen)).mappings())
            await database.close()

        in_loop(read())
        return found

    before = len(entries())
    why("Visitor.email", *TO_INSIGHT, *FOR_REPORTS, *OWN)
    (entry,) = entries()[before:]
    assert (entry["role"], entry["visitor_count"]) == ("privacy_officer", 1)
    assert "Consent.status" in entry["coordinates"]
    assert "Visitor.email" not in entry["coordinates"]


@pytest.mark.parametrize(
    ("arguments", "message", "status"),
    [
        (("Visitor.emial", *TO_INSIGHT, *FOR_REPORTS, *OWN), "is not a value of a visitor", 2),
        (("Visitor.email", *TO_INSIGHT, *FOR_REPORTS), "name your --own-purpose", 2),
        (("Visitor.email", *TO_INSIGHT, "--purpose", "analitics", *OWN), "mean `analytics`", 2),
        (("Visitor.email", "--role", "partnr", *FOR_REPORTS, *OWN), "did you mean `partner`", 2),
        (("Visitor.email", "--role", "partner", *FOR_REPORTS, *OWN), "name the --organization", 2),
        (
            ("Visitor.email", "--role", "partner", *TO_INSIGHT[2:], *FOR_REPORTS, *OWN),
            "the role `partner` is of BUSINESS_PARTNER",
            2,
        ),
    ],
)
def test_what_does_not_fit_is_one_line_with_the_remedy(
    why: Command, arguments: tuple[str, ...], message: str, status: int
) -> None:
    outcome = why(*arguments)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (status, "", 1)
    assert message in outcome.err


@pytest.mark.parametrize(
    ("role", "purpose", "message"),
    [
        ("site_owner", "data_quality", "does not open `Query.access` to `site_owner`"),
        ("auditor", "essential.legal_obligation", "you see no visitor"),
    ],
)
def test_who_may_not_ask_or_does_not_see_the_visitor_is_told_nothing(
    why: Command,
    deployed: Deployed,
    monkeypatch: pytest.MonkeyPatch,
    role: str,
    purpose: str,
    message: str,
) -> None:
    monkeypatch.setenv("GOVERNANCE_TOKEN", deployed.tokens[role])
    outcome = why("Visitor.email", *TO_INSIGHT, *FOR_REPORTS, "--own-purpose", purpose)
    assert outcome.status != 0
    assert outcome.out == ""
    assert message in outcome.err


def test_without_a_token_nothing_is_told(why: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVERNANCE_TOKEN")
    outcome = why("Visitor.email", *TO_INSIGHT, *FOR_REPORTS)
    assert (outcome.status, outcome.out) == (2, "")
    assert "set GOVERNANCE_TOKEN or give --token-file" in outcome.err
