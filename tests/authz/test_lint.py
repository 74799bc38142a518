"""The linter keeps third parties to a clause and to the visitor's notice."""

import pytest

from governance.authz.lint import Finding, lint, third_parties
from tests.authz.builders import a_policy, allow

UNNOTICED = allow("partner", "Visitor.email", condition="consent")


def test_an_allow_to_a_third_party_without_notice_is_found() -> None:
    assert lint(a_policy("# first", UNNOTICED)) == [
        Finding(
            2,
            "`Visitor.email` is allowed to the third party `partner` without `notice`",
            "add the condition `notice`, or name a clause that clauses.csv exempts from it",
        )
    ]


@pytest.mark.parametrize("condition", ["consent&notice", "legal_request", "self"])
def test_a_condition_that_stands_for_the_notice_is_enough(condition: str) -> None:
    assert not lint(a_policy(allow("partner", "Visitor.email", condition=condition)))


def test_a_clause_exempt_from_notice_is_enough() -> None:
    assert not lint(a_policy(UNNOTICED.replace("C1", "C2")))


def test_an_allow_to_a_third_party_under_no_clause_is_found_even_with_notice() -> None:
    line = allow("partner", "Visitor.email", condition="notice").replace("C1", "-")
    (finding,) = lint(a_policy(line))
    assert (
        finding.message == "`Visitor.email` is allowed to the third party `partner` under no clause"
    )


def test_aggregates_are_held_to_the_law_too() -> None:
    assert lint(a_policy(allow("partner", "Visitor", action="aggregate")))


def test_the_operator_and_the_site_need_neither() -> None:
    line = allow("site_owner", "Visitor").replace("C1", "-")
    assert not lint(a_policy(line, allow("analyst", "Visitor", action="aggregate")))


def test_denies_and_writes_are_no_disclosures() -> None:
    deny = "p, partner, sales, Visitor, read, -, always, deny, -"
    write = allow("partner", "Mutation.recordConsent", "-", action="write")
    assert not lint(a_policy(deny, write))


def test_a_declared_role_is_a_third_party_by_descent() -> None:
    policy = a_policy("g, affiliate, partner", "g, novice, support")
    assert "affiliate" in third_parties(policy)
    assert "novice" not in third_parties(policy)
    assert lint(a_policy("g, affiliate, partner", allow("affiliate", "Visitor")))


def test_a_rule_of_the_operator_is_found_when_a_third_party_inherits_it() -> None:
    (finding,) = lint(a_policy("g, partner, analyst", allow("analyst", "Visitor")))
    assert "third party `partner`" in finding.message
