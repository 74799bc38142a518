"""What the loader reads, and that the revision names it."""

from governance.authz.policy import load_policy
from tests.authz.builders import CLAUSES, a_datamap, a_policy, allow, deny


def test_comments_blank_lines_and_spaces_around_commas_say_nothing() -> None:
    bare = a_policy(allow("support", "Visitor").replace(", ", ","))
    airy = a_policy(
        "  " + allow("support", "Visitor").replace(", ", "  ,   ") + "  ",
        "# a comment, with , commas",
        "",
        "   # another",
    )
    assert bare.rules == airy.rules


def test_a_rule_knows_its_line_and_all_its_cells() -> None:
    (rule,) = a_policy(
        "# first",
        "p, support, sales, Visitor.email, read, domain, notice&consent, allow, C2",
    ).rules
    assert rule.line == 2
    assert (rule.role, rule.purpose, rule.resource) == ("support", "sales", "Visitor.email")
    assert (rule.action, rule.form, rule.effect, rule.clause) == ("read", "domain", "allow", "C2")
    assert rule.conditions == {"consent", "notice"}


def test_declarations_may_follow_the_rules_that_use_them() -> None:
    policy = a_policy(
        allow("novice", "personal", purpose="audit"),
        "g, novice, trainee",
        "g, trainee, support",
        "g2, user.contact, personal",
        "g3, audit, review",
        "g3, review, sales",
    )
    assert policy.roles_of("novice") == {"novice", "trainee", "support"}
    assert policy.labels_of("user.contact.email") >= {"personal", "user"}
    assert policy.purpose_chain("audit") == ("audit", "review", "sales")


def test_a_chain_of_eight_roles_is_not_too_deep() -> None:
    lines = [f"g, step{n}, step{n + 1}" for n in range(7)]
    policy = a_policy(*lines, "g, step7, support")
    assert "support" in policy.roles_of("step0")


def test_a_deny_may_match_nothing() -> None:
    assert len(a_policy(deny("*", "user.biometric")).rules) == 1


def test_a_relation_needs_no_form_for_a_wide_allow_to_reach_it() -> None:
    line = allow("support", "user.privacy_preferences", "clear", "self")
    assert a_policy(line).rules[0].conditions == {"self"}


def test_what_a_visitor_owns_has_a_path_to_the_visitor_and_the_site() -> None:
    assert a_policy(allow("support", "Consent", condition="own_site&permitted")).rules


def test_everything_may_be_written_where_there_is_a_mutation() -> None:
    assert a_policy(allow("support", "*", "-", action="write")).rules


def test_a_rule_may_carry_no_clause() -> None:
    assert a_policy(allow("support", "Visitor").replace("C1", "-")).rules[0].clause == "-"


def test_clauses_are_real_csv() -> None:
    clauses = a_policy().clauses
    assert list(clauses) == ["C1", "C2", "C3"]
    assert clauses["C1"].says == "Given in forms, used to answer"
    assert clauses["C3"].says == 'Says "who" saw what'
    assert clauses["C3"].test == "tests/engine/test_ledger.py"
    assert [one.notice_exempt for one in clauses.values()] == [False, True, False]


def test_the_revision_names_both_texts() -> None:
    def revision(rules: str, clauses: str) -> str:
        return load_policy(rules, clauses, a_datamap()).revision

    assert revision("", CLAUSES) == revision("", CLAUSES)
    texts = (("", CLAUSES), ("# a", CLAUSES), ("", CLAUSES + "\n"), ("\n", CLAUSES))
    assert len({revision(*each) for each in texts}) == len(texts)
    assert len(revision("", CLAUSES)) == 64
