"""The policy that ships: it loads, lints clean, carries every clause, keeps what they promise."""

import csv
from functools import cache
from pathlib import Path

import pytest

from governance.authz.decision import Decisions, Denied
from governance.authz.lint import lint, third_parties
from governance.authz.policy import load_policy
from governance.authz.rules import Policy
from governance.schema.binding import datamap
from governance.vocabulary import DATA_USES, PERMITTING, ROLES, SENSITIVE_CATEGORIES
from tests.authz.builders import at, form_of, leaves

ROOT = Path(__file__).parents[2]
CLAUSES = [f"C{number}" for number in range(23)]
# Clauses whose mechanism is still to come, with the test that will prove it. A test that is there
# takes its clause off this list.
TO_COME = {"C17", "C18"}
OWNED = ("Visit", "Consent", "ConsentEvent", "CookieObservation")
PERSONAL = (
    "email",
    "firstName",
    "lastName",
    "phone",
    "streetAddress",
    "city",
    "region",
    "postalCode",
    "country",
    "socialNetwork",
    "socialHandle",
)
USER_DATA = (
    "ipAddress",
    "deviceType",
    "hardware",
    "os",
    "browser",
    "deviceId",
    "macAddress",
    "geoCountry",
    "geoRegion",
    "geoCity",
    "latitude",
    "longitude",
    "gender",
    "birthYear",
    "ageBand",
)


@cache
def shipped() -> Policy:
    rules, clauses = ((ROOT / f"{name}.csv").read_text() for name in ("policies", "clauses"))
    return load_policy(rules, clauses, datamap())


@cache
def decisions(role: str, purpose: str, action: str = "read") -> Decisions:
    return Decisions(shipped(), datamap(), role, purpose, action)


def form(role: str, purpose: str, coordinate: str, *facts: str) -> str | None:
    return form_of(decisions(role, purpose).value(at(coordinate)), *facts)


def purposes() -> list[str]:
    return sorted(DATA_USES | shipped().purpose_parents.keys())


def sees(role: str, coordinate: str, action: str = "read") -> set[str]:
    """The purposes under which some row may show the coordinate to the role."""
    made = {purpose: decisions(role, purpose, action) for purpose in purposes()}
    value, rows = at(coordinate), coordinate.partition(".")[0]
    return {
        purpose
        for purpose, table in made.items()
        if not isinstance(table.value(value), Denied) and not isinstance(table.rows(rows), Denied)
    }


def test_it_loads_and_lints_clean() -> None:
    assert shipped().rules
    assert lint(shipped()) == []


def test_every_clause_is_listed_and_every_rule_carries_one() -> None:
    assert list(shipped().clauses) == CLAUSES
    assert {rule.clause for rule in shipped().rules} <= set(CLAUSES)


def test_a_clause_carried_by_rule_has_a_rule() -> None:
    carried = {rule.clause for rule in shipped().rules}
    by_rule = {clause.id for clause in shipped().clauses.values() if clause.carried_by == "rule"}
    assert by_rule <= carried


def test_a_clause_carried_by_mechanism_has_its_test() -> None:
    clauses = shipped().clauses.values()
    named = {clause.id: ROOT / clause.test for clause in clauses if clause.test}
    assert {name for name, path in named.items() if not path.is_file()} == TO_COME


def test_the_clauses_are_read_as_any_csv_reader_reads_them() -> None:
    with (ROOT / "clauses.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert [(row["id"], row["says"]) for row in rows] == [
        (clause.id, clause.says) for clause in shipped().clauses.values()
    ]


@pytest.mark.parametrize(
    "purpose", ["analytics.reporting", "subject_access", "third_party_sharing"]
)
def test_anonymous_sees_nothing(purpose: str) -> None:
    table = decisions("anonymous", purpose)
    assert all(isinstance(table.rows(name), Denied) for name in datamap().types)


def test_c2_preferences_serve_communications_alone() -> None:
    own = {"privacy_officer": {"subject_access"}, "visitor": {"subject_access"}}
    compelled = {"law_enforcement": {"third_party_sharing.legal_obligation"}}
    communications = {p for p in purposes() if p.startswith("marketing.communications")}
    expected = {"site_owner": communications, **own, **compelled}
    for role in ROLES:
        assert sees(role, "Visitor.preferences") == expected.get(role, set()), role


def test_c5_a_data_provider_sees_the_address_hashed_and_coarse_demographics() -> None:
    facts = ("consent", "notice", "no_opt_out")
    shown = {
        str(entry.coordinate): form(
            "data_provider", "marketing.advertising", str(entry.coordinate), *facts
        )
        for entry in datamap().fields.values()
        if entry.target is None and sees("data_provider", str(entry.coordinate))
    }
    assert shown == {
        "Visitor.email": "sha256",
        "Visitor.geoCountry": "clear",
        "Visitor.gender": "clear",
        "Visitor.ageBand": "clear",
    }


def test_c5_an_opt_out_stops_the_data_provider() -> None:
    rows = decisions("data_provider", "marketing.advertising").rows("Visitor")
    assert leaves(rows, "consent", "notice", "no_opt_out")
    assert not leaves(rows, "consent", "notice", "no_opt_out", "opted_out")
    assert not leaves(rows, "consent", "notice")


@pytest.mark.parametrize(
    ("names", "label"), [(PERSONAL, "personal_data"), (USER_DATA, "user_data")]
)
def test_c7_each_coordinate_is_in_its_class(names: tuple[str, ...], label: str) -> None:
    labelled = {
        entry.coordinate.field
        for entry in datamap().fields.values()
        if entry.coordinate.type == "Visitor" and entry.target is None
        if label in shipped().labels_of(entry.category)
    }
    assert labelled == set(names)


def test_c8_sensitive_data_is_denied_to_all_for_every_purpose() -> None:
    labels = [shipped().labels_of(category) for category in SENSITIVE_CATEGORIES]
    assert all("sensitive_data" in each for each in labels)
    denies = [rule for rule in shipped().rules if rule.resource == "sensitive_data"]
    assert {(r.role, r.purpose, r.action, r.conditions) for r in denies} == {
        ("*", "*", action, frozenset()) for action in ("read", "aggregate")
    }


@pytest.mark.parametrize("role", ["analyst", "partner"])
def test_c11_c14_statistics_come_in_groups_of_at_least_20(role: str) -> None:
    assert not any(sees(role, f"Visitor.{name}") for name in (*PERSONAL, *USER_DATA))
    table = decisions(role, "analytics.reporting", "aggregate")
    values = [table.value(place) for place, one in datamap().fields.items() if one.target is None]
    forms = {form_of(value, *PERMITTING) for value in values}
    assert forms == {None, "k20"}


def test_c12_a_subsidiary_needs_grant_consent_and_notice_for_the_row_and_the_value() -> None:
    needed = ("grant", "consent", "notice")
    table = decisions("subsidiary", "marketing.communications")
    for missing in needed:
        facts = [name for name in needed if name != missing]
        assert not leaves(table.rows("Visitor"), *facts)
        assert form_of(table.value(at("Visitor.email")), *facts) is None
    assert leaves(table.rows("Visitor"), *needed)
    assert form_of(table.value(at("Visitor.email")), *needed) == "clear"


def test_c13_officials_see_whom_their_request_names_and_under_that_purpose_alone() -> None:
    assert sees("law_enforcement", "Visitor.phone") == {"third_party_sharing.legal_obligation"}
    rows = decisions("law_enforcement", "third_party_sharing.legal_obligation").rows("Visitor")
    assert leaves(rows, "legal_request", "restricted", "opted_out")
    assert not leaves(rows, *PERMITTING.keys() - {"legal_request"})


def test_c15_the_hosting_provider_sees_all_but_preferences_to_administer_alone() -> None:
    administering = {p for p in purposes() if p.startswith("essential.service.operations")}
    for entry in datamap().fields.values():
        if entry.target is None and entry.category != "user.content":
            assert sees("hosting_provider", str(entry.coordinate)) == administering


def test_c16_an_acquirer_sees_pseudonyms_until_the_closing() -> None:
    for name in PERSONAL:
        place = ("acquirer", "due_diligence", f"Visitor.{name}")
        assert form(*place, "acquisition_open") == "pseudonym"
        assert form(*place, "acquisition_closed") == "clear"
        assert form(*place) is None
    for name in USER_DATA:
        assert form("acquirer", "due_diligence", f"Visitor.{name}", "acquisition_open") is None


def test_c16_an_acquirer_sees_nothing_that_visitors_own_until_the_closing() -> None:
    for name in OWNED:
        rows = decisions("acquirer", "due_diligence").rows(name)
        assert leaves(rows, "acquisition_closed")
        assert not leaves(rows, "acquisition_open")


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"anonymous"}))
def test_c22_a_restricted_visitor_is_hidden_from_all_who_would_use_it(role: str) -> None:
    keeps = {"privacy_officer", "hosting_provider", "law_enforcement", "visitor"}
    for purpose in purposes():
        for action in ("read", "aggregate"):
            rows = decisions(role, purpose, action).rows("Visitor")
            assert role in keeps or not leaves(rows, *PERMITTING, "restricted")


@pytest.mark.parametrize("role", ["subsidiary", "partner", "data_provider", "acquirer"])
def test_c22_an_opted_out_visitor_is_hidden_from_third_parties(role: str) -> None:
    for purpose in purposes():
        for action in ("read", "aggregate"):
            rows = decisions(role, purpose, action).rows("Visitor")
            assert not leaves(rows, *PERMITTING, "opted_out")


def test_c22_communications_need_a_consent_that_stands() -> None:
    for name in (*PERSONAL, "preferences"):
        place = ("site_owner", "marketing.communications", f"Visitor.{name}")
        assert form(*place, "own_site", "permitted", "no_opt_out") is None
        assert form(*place, "own_site", "permitted", "consent") is None
        assert form(*place, "consent", "no_opt_out") == "clear"


def test_c22_visitors_see_everything_held_on_themselves_and_nothing_else() -> None:
    table = decisions("visitor", "subject_access")
    for entry in datamap().fields.values():
        if entry.coordinate.type in ("Visitor", *OWNED) and entry.target is None:
            assert form_of(table.value(entry.coordinate), "self") == "clear"
            assert form_of(table.value(entry.coordinate)) is None
    others = PERMITTING.keys() - {"self"}
    assert not any(leaves(table.rows(name), *others) for name in datamap().types)


def test_no_third_party_sees_a_row_unconditionally_but_the_hosting_provider() -> None:
    for role in third_parties(shipped()) - {"hosting_provider"}:
        for purpose in purposes():
            table = decisions(role, purpose)
            assert not any(leaves(table.rows(name)) for name in datamap().types), role


def test_only_the_operator_sees_a_visitor_by_permission_alone() -> None:
    operators = {"privacy_officer", "support", "developer", "hosting_provider"}
    for role in set(ROLES) - operators:
        for purpose in purposes():
            assert not leaves(decisions(role, purpose).rows("Visitor"), "permitted"), role


@pytest.mark.parametrize("name", OWNED)
def test_what_a_visitor_owns_is_asked_for_by_whoever_sees_it(name: str) -> None:
    for role in ROLES:
        for purpose in purposes():
            table = decisions(role, purpose)
            if not isinstance(table.rows(name), Denied) and role != "site_owner":
                assert not isinstance(table.rows("Visitor"), Denied), (role, purpose)
