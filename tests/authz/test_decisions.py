"""The laws of resolution, in DESIGN's words: rows, forms, denies, purposes, inheritance."""

import pytest

from governance.authz.conditions import ASKED_IN_ORDER
from governance.authz.decision import ALWAYS, Denied, Missing, Rows, Shown
from governance.vocabulary import PERMITTING, RESTRICTING
from tests.authz.builders import allow, at, decided, deny, form_of, leaves

EMAIL, PHONE, BROWSER = at("Visitor.email"), at("Visitor.phone"), at("Visitor.browser")
PERSONAL = "g2, user.contact, personal"


# ---- Nothing matches: deny


def test_nothing_matches_so_rows_are_denied() -> None:
    assert decided().rows("Visitor") == Denied(Missing("ROLE", ()))


def test_nothing_matches_so_values_are_denied() -> None:
    assert decided().value(EMAIL) == Denied(Missing("ROLE", ()))


def test_another_role_has_no_part_in_a_rule() -> None:
    decisions = decided(allow("auditor", "Visitor"), allow("auditor", "*"))
    assert isinstance(decisions.rows("Visitor"), Denied)
    assert isinstance(decisions.value(EMAIL), Denied)


def test_another_action_has_no_part_in_a_rule() -> None:
    decisions = decided(allow("support", "*", "k20", action="aggregate"))
    assert isinstance(decisions.rows("Visitor"), Denied)
    assert isinstance(decisions.value(EMAIL), Denied)


def test_an_allow_of_rows_shows_no_value_and_an_allow_of_values_no_row() -> None:
    assert isinstance(decided(allow("support", "Visitor")).value(EMAIL), Denied)
    assert isinstance(decided(allow("support", "Visitor.email")).rows("Visitor"), Denied)


# ---- Rows(T): OR of the allows, and not OR of the denies


def test_a_row_leaves_when_one_allow_holds() -> None:
    rows = decided(
        allow("support", "Visitor", condition="permitted&notice"),
        allow("support", "Visitor", condition="own_site"),
    ).rows("Visitor")
    assert leaves(rows, "own_site")
    assert leaves(rows, "permitted", "notice")
    assert not leaves(rows, "permitted")


def test_a_deny_hides_the_row_whatever_allows_it() -> None:
    rows = decided(
        allow("support", "Visitor"), allow("support", "*"), deny("support", "Visitor", "restricted")
    ).rows("Visitor")
    assert leaves(rows)
    assert not leaves(rows, "restricted")


def test_one_of_two_denies_hides_the_row() -> None:
    rows = decided(
        allow("support", "Visitor"),
        deny("support", "Visitor", "restricted"),
        deny("support", "Visitor", "opted_out"),
    ).rows("Visitor")
    assert not leaves(rows, "opted_out")
    assert not leaves(rows, "restricted")


def test_a_deny_under_all_its_conditions_waits_for_all_of_them() -> None:
    rows = decided(
        allow("support", "Visitor"), deny("support", "Visitor", "restricted&opted_out")
    ).rows("Visitor")
    assert leaves(rows, "restricted")
    assert not leaves(rows, "restricted", "opted_out")


def test_a_deny_of_always_denies_the_type_itself() -> None:
    decisions = decided(allow("support", "Visitor"), deny("support", "Visitor"))
    assert decisions.rows("Visitor") == Denied(Missing("ROLE", ()))


def test_everything_reaches_types_and_coordinates() -> None:
    decisions = decided(allow("support", "*"))
    assert leaves(decisions.rows("Organization"))
    assert form_of(decisions.value(EMAIL)) == "clear"


def test_a_deny_of_everything_reaches_types_and_coordinates() -> None:
    decisions = decided(allow("support", "*"), deny("*", "*"))
    assert isinstance(decisions.rows("Site"), Denied)
    assert isinstance(decisions.value(EMAIL), Denied)


def test_a_category_matches_coordinates_and_never_types() -> None:
    decisions = decided(allow("support", "user"), allow("support", "system"))
    assert all(isinstance(decisions.rows(name), Denied) for name in ("Visitor", "Site", "User"))


def test_a_condition_that_another_implies_is_not_asked() -> None:
    rows = decided(
        allow("support", "Visitor", condition="permitted&notice"),
        allow("support", "Visitor", condition="permitted"),
    ).rows("Visitor")
    assert isinstance(rows, Rows)
    assert rows.when == {frozenset({"permitted"})}


# ---- Form(c, row): the clearest form whose condition holds, unless a deny holds


def test_the_clearest_form_whose_condition_holds_is_shown() -> None:
    value = decided(
        allow("support", "Visitor.email", "sha256"),
        allow("support", "Visitor.email", "clear", "consent"),
        allow("support", "Visitor.email", "domain", "notice"),
    ).value(EMAIL)
    assert form_of(value) == "sha256"
    assert form_of(value, "notice") == "domain"
    assert form_of(value, "notice", "consent") == "clear"


def test_the_order_of_lines_decides_nothing() -> None:
    lines = [
        allow("support", "Visitor.email", "pseudonym"),
        allow("support", "user.contact", "clear", "consent"),
        deny("support", "Visitor.email", "sealed"),
    ]
    for facts in ((), ("consent",), ("consent", "sealed")):
        forms = {form_of(decided(*order).value(EMAIL), *facts) for order in (lines, lines[::-1])}
        assert len(forms) == 1


def test_no_condition_holds_so_the_value_is_null() -> None:
    value = decided(allow("support", "Visitor.email", condition="consent")).value(EMAIL)
    assert isinstance(value, Shown)
    assert form_of(value) is None


def test_a_deny_on_a_coordinate_nulls_the_value_in_every_form() -> None:
    value = decided(
        allow("support", "Visitor.email"),
        allow("support", "Visitor.email", "pseudonym"),
        deny("support", "Visitor.email", "opted_out"),
    ).value(EMAIL)
    assert form_of(value) == "clear"
    assert form_of(value, "opted_out") is None


def test_a_deny_on_a_coordinate_hides_no_row_and_no_other_value() -> None:
    decisions = decided(allow("support", "*"), deny("support", "Visitor.email"))
    assert isinstance(decisions.value(EMAIL), Denied)
    assert form_of(decisions.value(PHONE)) == "clear"
    assert leaves(decisions.rows("Visitor"))


def test_a_deny_on_a_type_nulls_no_value_of_it() -> None:
    decisions = decided(allow("support", "*"), deny("support", "Visitor", "restricted"))
    assert form_of(decisions.value(EMAIL), "restricted") == "clear"


def test_a_form_behind_one_that_always_holds_is_no_option() -> None:
    value = decided(
        allow("support", "Visitor.email", "domain"), allow("support", "Visitor.email", "pseudonym")
    ).value(EMAIL)
    assert isinstance(value, Shown)
    assert [option.form for option in value.options] == ["domain"]


def test_the_clear_form_says_when_it_is_shown() -> None:
    clear = decided(allow("support", "Visitor.email")).value(EMAIL)
    hashed = decided(allow("support", "Visitor.email", "sha256")).value(EMAIL)
    assert isinstance(clear, Shown)
    assert isinstance(hashed, Shown)
    assert clear.clear_when == ALWAYS
    assert not hashed.clear_when


def test_the_smallest_group_is_the_clearest_form_of_an_aggregate() -> None:
    value = decided(
        allow("support", "Visitor.browser", "k50", action="aggregate"),
        allow("support", "user.device", "k20", "consent", action="aggregate"),
        action="aggregate",
    ).value(BROWSER)
    assert form_of(value) == "k50"
    assert form_of(value, "consent") == "k20"


# ---- No specificity: coordinate, category and class weigh the same


def test_a_narrow_allow_never_narrows_a_wide_one() -> None:
    value = decided(
        PERSONAL, allow("support", "personal"), allow("support", "Visitor.email", "pseudonym")
    ).value(EMAIL)
    assert form_of(value) == "clear"


def test_a_narrow_allow_never_lifts_a_wide_deny() -> None:
    for wide in ("personal", "user.contact", "user.contact.email", "user", "*"):
        decisions = decided(PERSONAL, allow("support", "Visitor.email"), deny("support", wide))
        assert isinstance(decisions.value(EMAIL), Denied), wide


def test_a_category_covers_what_lies_below_it_and_never_the_reverse() -> None:
    above = decided(allow("support", "user.contact"))
    below = decided(allow("support", "user.contact.email"))
    assert form_of(above.value(PHONE)) == form_of(above.value(EMAIL)) == "clear"
    assert isinstance(below.value(PHONE), Denied)


def test_a_class_reaches_what_lies_below_its_categories() -> None:
    decisions = decided(PERSONAL, allow("support", "personal"))
    assert form_of(decisions.value(EMAIL)) == "clear"
    assert isinstance(decisions.value(BROWSER), Denied)


def test_a_category_may_be_in_two_classes() -> None:
    decisions = decided(
        PERSONAL, "g2, user.contact, reachable", allow("support", "reachable"), role="support"
    )
    assert form_of(decisions.value(EMAIL)) == "clear"


# ---- Purposes: an allow matches what it covers, a deny matches in both directions

PURPOSES = [
    # rule's purpose, request's purpose, allowed by an allow, denied by a deny
    ("analytics", "analytics", True, True),
    ("analytics", "analytics.reporting", True, True),
    ("analytics.reporting", "analytics", False, True),
    ("analytics.reporting", "analytics.reporting.system", True, True),
    ("analytics.reporting.system", "analytics.reporting.ad_performance", False, False),
    ("analytics", "sales", False, False),
    ("*", "sales", True, True),
    ("analytics", "audit", True, True),
    ("audit", "analytics", False, True),
    ("audit", "review", True, True),
    ("review", "audit", False, True),
    ("review", "analytics", False, True),
    ("audit", "analytics.reporting", False, False),
    ("essential", "check", True, True),
    ("essential.service.security", "check", True, True),
    ("essential.service.operations", "check", False, False),
]
DECLARED = (
    "g3, audit, analytics",
    "g3, review, audit",
    "g3, check, essential.service.security",
)


@pytest.mark.parametrize(("rule", "request_", "allows", "_"), PURPOSES)
def test_an_allow_matches_what_its_purpose_covers(
    rule: str, request_: str, allows: bool, _: bool
) -> None:
    decisions = decided(*DECLARED, allow("support", "Visitor", purpose=rule), purpose=request_)
    assert leaves(decisions.rows("Visitor")) is allows


@pytest.mark.parametrize(("rule", "request_", "_", "denies"), PURPOSES)
def test_a_deny_matches_in_both_directions(rule: str, request_: str, _: bool, denies: bool) -> None:
    lines = (allow("support", "Visitor", purpose="*"), deny("support", "Visitor", purpose=rule))
    decisions = decided(*DECLARED, *lines, purpose=request_)
    assert leaves(decisions.rows("Visitor")) is not denies


def test_what_is_missing_is_the_purpose_when_another_would_do() -> None:
    decisions = decided(
        allow("support", "Visitor", purpose="sales"),
        allow("support", "Visitor", purpose="finance"),
        allow("support", "Visitor.email", purpose="sales"),
    )
    assert decisions.rows("Visitor") == Denied(Missing("PURPOSE", ("finance", "sales")))
    assert decisions.value(EMAIL) == Denied(Missing("PURPOSE", ("sales",)))


def test_a_purpose_that_is_denied_as_well_would_not_do() -> None:
    decisions = decided(
        allow("support", "Visitor", purpose="sales"), deny("*", "Visitor", purpose="sales")
    )
    assert decisions.rows("Visitor") == Denied(Missing("ROLE", ()))


def test_any_purpose_is_no_purpose_to_name_as_missing() -> None:
    decisions = decided(allow("support", "Visitor", purpose="*"), deny("support", "Visitor"))
    assert decisions.rows("Visitor") == Denied(Missing("ROLE", ()))


# ---- Roles: the union of the ancestors' rules, denies too


def test_a_role_inherits_the_union_of_its_ancestors() -> None:
    decisions = decided(
        "g, novice, trainee",
        "g, novice, auditor",
        "g, trainee, support",
        allow("support", "Visitor"),
        allow("auditor", "Visitor.email"),
        role="novice",
    )
    assert leaves(decisions.rows("Visitor"))
    assert form_of(decisions.value(EMAIL)) == "clear"


def test_a_role_inherits_denies_too() -> None:
    decisions = decided(
        "g, trainee, support",
        allow("trainee", "Visitor"),
        deny("support", "Visitor", "restricted"),
        role="trainee",
    )
    assert not leaves(decisions.rows("Visitor"), "restricted")


def test_a_parent_inherits_nothing_from_its_child() -> None:
    decisions = decided("g, trainee, support", allow("trainee", "Visitor"))
    assert isinstance(decisions.rows("Visitor"), Denied)


def test_a_deny_to_everyone_reaches_every_role() -> None:
    for role in ("support", "trainee", "anonymous"):
        lines = ("g, trainee, support", allow(role, "Visitor"), deny("*", "Visitor"))
        assert isinstance(decided(*lines, role=role).rows("Visitor"), Denied)


# ---- Relations


def test_a_relation_is_followed_where_its_target_has_rows() -> None:
    with_rows = decided(allow("support", "Consent"))
    assert leaves(with_rows.relation(at("Visitor.consents")))
    assert isinstance(decided().relation(at("Visitor.consents")), Denied)


def test_an_allow_of_a_relation_is_no_allow_of_its_target() -> None:
    decisions = decided(allow("support", "Visitor.consents"))
    assert isinstance(decisions.relation(at("Visitor.consents")), Denied)


def test_a_denied_relation_is_not_followed() -> None:
    always = decided(allow("support", "Consent"), deny("support", "Visitor.consents"))
    sealed = decided(allow("support", "Consent"), deny("support", "Visitor.consents", "sealed"))
    assert isinstance(always.relation(at("Visitor.consents")), Denied)
    assert not leaves(sealed.relation(at("Visitor.consents")), "sealed")
    assert leaves(sealed.relation(at("Visitor.consents")))


def test_a_decision_is_made_once() -> None:
    decisions = decided(allow("support", "*"))
    assert decisions.rows("Visitor") is decisions.rows("Visitor")
    assert decisions.value(EMAIL) is decisions.value(EMAIL)


def test_every_condition_has_its_place_in_the_order_of_asking() -> None:
    assert sorted(ASKED_IN_ORDER) == sorted(PERMITTING.keys() | RESTRICTING.keys())
