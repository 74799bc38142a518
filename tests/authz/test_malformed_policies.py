"""Every malformed policy is refused with its file, line, column, reason and the nearest name."""

from typing import NamedTuple

import pytest

from governance.authz.policy import load_policy
from governance.errors import PolicyError
from tests.authz.builders import CLAUSES, a_datamap, a_policy, allow

GOOD = "p, support, analytics, Visitor.email, read, clear, permitted, allow, C1"
HEADER = "id,title,says,carried_by,test,notice_exempt"


class Malformed(NamedTuple):
    """Lines of rules, and the place and words of the refusal."""

    id: str
    text: str
    place: str
    reason: str


def line(**cells: str) -> str:
    """A good rule with some of its cells replaced."""
    names = ("role", "purpose", "resource", "action", "form", "condition", "effect", "clause")
    good = dict(zip(names, GOOD.split(", ")[1:], strict=True))
    return ", ".join(["p", *{**good, **cells}.values()])


CASES = [
    # Names
    Malformed("unknown role", line(role="boss"), "1:4", "unknown role `boss`"),
    Malformed(
        "misspelt role",
        line(role="suport"),
        "1:4",
        "unknown role `suport`, did you mean `support`",
    ),
    Malformed(
        "role in capitals",
        line(role="Support"),
        "1:4",
        "unknown role `Support`, did you mean `support`",
    ),
    Malformed("missing role", line(role=""), "1:4", "the role is missing"),
    Malformed(
        "allow to everyone",
        line(role="*"),
        "1:4",
        "`*` is a role for denies alone: an allow names whom it allows",
    ),
    Malformed("role by pattern", line(role="sup*"), "1:4", "unknown role `sup*`"),
    Malformed("unknown purpose", line(purpose="fun"), "1:13", "unknown purpose `fun`"),
    Malformed(
        "misspelt purpose",
        line(purpose="analytics.reportin"),
        "1:13",
        "unknown purpose `analytics.reportin`, did you mean `analytics.reporting`",
    ),
    Malformed(
        "purpose in capitals",
        line(purpose="ANALYTICS"),
        "1:13",
        "unknown purpose `ANALYTICS`, did you mean `analytics`",
    ),
    Malformed(
        "unknown type",
        line(resource="Vistor", form="-"),
        "1:24",
        "unknown type `Vistor`, did you mean `Visitor`",
    ),
    Malformed(
        "type in lower case",
        line(resource="visitor", form="-"),
        "1:24",
        "unknown resource `visitor`, did you mean `Visitor`",
    ),
    Malformed(
        "unknown coordinate",
        line(resource="Visitor.emial"),
        "1:24",
        "unknown coordinate `Visitor.emial`, did you mean `Visitor.email`",
    ),
    Malformed(
        "coordinate in snake case",
        line(resource="Visitor.ip_address"),
        "1:24",
        "unknown coordinate `Visitor.ip_address`, did you mean `Visitor.ipAddress`",
    ),
    Malformed(
        "coordinate by pattern",
        line(resource="Visitor.*"),
        "1:24",
        "unknown coordinate `Visitor.*`, did you mean `Visitor`",
    ),
    Malformed(
        "unknown category",
        line(resource="user.contact.emails"),
        "1:24",
        "unknown resource `user.contact.emails`, did you mean `user.contact.email`",
    ),
    Malformed(
        "class nobody declares",
        line(resource="personal_data"),
        "1:24",
        "unknown resource `personal_data`",
    ),
    Malformed("missing resource", line(resource=""), "1:24", "the resource is missing"),
    Malformed(
        "unknown mutation",
        line(resource="Mutation.recordConsents", action="write", form="-"),
        "1:24",
        "unknown mutation `Mutation.recordConsents`, did you mean `Mutation.recordConsent`",
    ),
    Malformed(
        "unknown query",
        line(resource="Query.acess", form="-", condition="always"),
        "1:24",
        "unknown coordinate `Query.acess`, did you mean `Query.access`",
    ),
    Malformed(
        "query with a condition",
        line(resource="Query.access", form="-"),
        "1:47",
        "`Query.access` is asked of no row: its condition is `always`",
    ),
    Malformed(
        "query with a form",
        line(resource="Query.access", condition="always"),
        "1:44",
        "the form of an allow of a query is `-`, not `clear`",
    ),
    Malformed(
        "writing a query",
        line(resource="Query.access", action="write", form="-", condition="always"),
        "1:38",
        "the action on `Query.access` is `read` or `aggregate`",
    ),
    Malformed(
        "unknown action", line(action="raed"), "1:39", "unknown action `raed`, did you mean `read`"
    ),
    Malformed(
        "action in capitals",
        line(action="Read"),
        "1:39",
        "unknown action `Read`, did you mean `read`",
    ),
    Malformed(
        "unknown form",
        line(form="pseudonim"),
        "1:45",
        "unknown form `pseudonim`, did you mean `pseudonym`",
    ),
    Malformed("missing form", line(form=""), "1:45", "the form is missing"),
    Malformed(
        "unknown condition",
        line(condition="consented"),
        "1:52",
        "unknown condition `consented`, did you mean `consent`",
    ),
    Malformed("missing condition", line(condition=""), "1:52", "the condition is missing"),
    Malformed(
        "condition cut short", line(condition="consent&"), "1:52", "the condition is missing"
    ),
    Malformed(
        "condition with spaces",
        line(condition="consent & notice"),
        "1:52",
        "unknown condition `consent `, did you mean `consent`",
    ),
    Malformed(
        "negated condition",
        line(condition="!consent"),
        "1:52",
        "unknown condition `!consent`, did you mean `consent`",
    ),
    Malformed(
        "condition twice",
        line(condition="consent&consent"),
        "1:52",
        "the condition `consent` stands twice",
    ),
    Malformed("always and more", line(condition="consent&always"), "1:52", "`always` stands alone"),
    Malformed(
        "effect in capitals",
        line(effect="Allow"),
        "1:63",
        "unknown effect `Allow`, did you mean `allow`",
    ),
    Malformed("unknown effect", line(effect="maybe"), "1:63", "unknown effect `maybe`"),
    Malformed(
        "unknown clause", line(clause="C11"), "1:70", "unknown clause `C11`, did you mean `C1`"
    ),
    Malformed("missing clause", line(clause=""), "1:70", "the clause is missing"),
    # Shape
    Malformed(
        "too few cells", GOOD.removesuffix(", C1"), "1:63", "a `p` line has 9 cells, this one has 8"
    ),
    Malformed("too many cells", f"{GOOD}, C2", "1:74", "a `p` line has 9 cells, this one has 10"),
    Malformed("trailing comma", f"{GOOD},", "1:73", "a `p` line has 9 cells, this one has 10"),
    Malformed("a kind alone", "p", "1:1", "a `p` line has 9 cells, this one has 1"),
    Malformed("too few for g", "g, novice", "1:4", "a `g` line has 3 cells, this one has 2"),
    Malformed(
        "too many for g2", "g2, user, all, x", "1:16", "a `g2` line has 3 cells, this one has 4"
    ),
    Malformed(
        "kind in capitals", f"P{GOOD[1:]}", "1:1", "unknown kind of line `P`, did you mean `p`"
    ),
    Malformed(
        "unknown kind", f"p2{GOOD[1:]}", "1:1", "unknown kind of line `p2`, did you mean `p`"
    ),
    Malformed("missing kind", GOOD[1:], "1:1", "the kind of line is missing"),
    Malformed("double quotes", line(role='"support"'), "1:4", "quotes are not part of a rule"),
    Malformed("single quote", line(role="'support"), "1:4", "quotes are not part of a rule"),
    Malformed(
        "continuation", f"{GOOD} \\", "1:73", "a rule is one line, without continuation or escapes"
    ),
    Malformed("comment behind a rule", f"{GOOD} # why", "1:73", "a comment is a line of its own"),
    Malformed("NUL", line(role="supp\0ort"), "1:8", "character U+0000 is not allowed"),
    Malformed("tab", line(role="\tsupport"), "1:4", "character U+0009 is not allowed"),
    Malformed("carriage return", f"{GOOD}\r\n", "1:72", "character U+000D is not allowed"),
    Malformed("byte order mark", f"\ufeff{GOOD}", "1:1", "character U+FEFF is not allowed"),
    Malformed(
        "bidirectional mark", f"# a\u202eb\n{GOOD}", "1:4", "character U+202E is not allowed"
    ),
    Malformed("lone surrogate", "# \ud800", "1:3", "character U+D800 is not allowed"),
    Malformed("line separator", f"# a\u2028{GOOD}", "1:4", "character U+2028 is not allowed"),
    Malformed(
        "non-breaking space",
        line(role="\u00a0support"),
        "1:4",
        "unknown role `\u00a0support`, did you mean `support`",
    ),
    Malformed(
        "look-alike letter",
        line(role="suppоrt"),
        "1:4",
        "unknown role `suppоrt`, did you mean `support`",
    ),
    # Meaning
    Malformed(
        "the same rule twice", f"{GOOD}\n# twice\n{GOOD}", "3:1", "the same rule stands on line 1"
    ),
    Malformed(
        "the same in another order",
        line(condition="consent&notice") + "\n" + line(condition="notice&consent"),
        "2:1",
        "the same rule stands on line 1",
    ),
    Malformed(
        "the same under another clause",
        f"{GOOD}\n{line(clause='C2')}",
        "2:1",
        "the same rule stands on line 1",
    ),
    Malformed(
        "a form the coordinate lacks",
        line(resource="Visitor.phone", form="domain"),
        "1:45",
        "`Visitor.phone` has no form `domain`, only `clear`, `pseudonym`",
    ),
    Malformed(
        "a form one of a category lacks",
        line(resource="user.contact", form="sha256"),
        "1:44",
        "`Visitor.phone` has no form `sha256`, only `clear`, `pseudonym`",
    ),
    Malformed(
        "a form one of a class lacks",
        "g2, user.device, device\n" + line(resource="device", form="network"),
        "2:38",
        "`Visitor.browser` has no form `network`, only `clear`",
    ),
    Malformed(
        "a form one of all lacks",
        line(resource="*", form="pseudonym", condition="always"),
        "1:33",
        "`Visitor.browser` has no form `pseudonym`, only `clear`",
    ),
    Malformed(
        "rows with a form",
        line(resource="Visitor"),
        "1:39",
        "the form of an allow of rows is `-`, not `clear`",
    ),
    Malformed(
        "a value without a form",
        line(form="-"),
        "1:45",
        "the form of an allow to read is `clear`, `year`, `band`, `country`, `network`, `domain`,"
        " `initials`, `sha256`, `pseudonym`, not `-`",
    ),
    Malformed(
        "all without a form",
        line(resource="*", form="-", condition="always"),
        "1:33",
        "the form of an allow to read is `clear`, `year`, `band`, `country`, `network`, `domain`,"
        " `initials`, `sha256`, `pseudonym`, not `-`",
    ),
    Malformed(
        "a group form to read",
        line(form="k20"),
        "1:45",
        "the form of an allow to read is `clear`, `year`, `band`, `country`, `network`, `domain`,"
        " `initials`, `sha256`, `pseudonym`, not `k20`",
    ),
    Malformed(
        "a form of values to aggregate",
        line(action="aggregate", form="pseudonym"),
        "1:50",
        "the form of an allow to aggregate is `clear`, `k10`, `k20`, `k50`, `k100`,"
        " not `pseudonym`",
    ),
    Malformed(
        "a deny with a form",
        line(effect="deny", condition="restricted"),
        "1:45",
        "the form of a deny is `-`, not `clear`",
    ),
    Malformed(
        "a write with a form",
        line(resource="Mutation.recordConsent", action="write", condition="own_site"),
        "1:55",
        "the form of an allow to write is `-`, not `clear`",
    ),
    Malformed(
        "reading a mutation",
        line(resource="Mutation.recordConsent", form="-"),
        "1:48",
        "the action on `Mutation.recordConsent` is `write`",
    ),
    Malformed(
        "writing a type",
        line(resource="Visitor", action="write", form="-"),
        "1:33",
        "the action on `Visitor` is `read` or `aggregate`",
    ),
    Malformed(
        "a restricting condition to allow",
        line(condition="permitted&restricted"),
        "1:52",
        "`restricted` restricts: it is a condition of a deny, not of `allow`",
    ),
    Malformed(
        "a permitting condition to deny",
        line(effect="deny", form="-", condition="consent"),
        "1:48",
        "`consent` permits: it is a condition of an allow, not of `deny`",
    ),
    Malformed(
        "permitting and restricting to deny",
        line(effect="deny", form="-", condition="consent&opted_out"),
        "1:48",
        "`consent` permits: it is a condition of an allow, not of `deny`",
    ),
    Malformed(
        "a condition the type has no path to",
        line(resource="Organization", form="-", condition="self"),
        "1:47",
        "`self` is asked of a site or visitor, to which `Organization` has no path",
    ),
    Malformed(
        "a condition a coordinate's type has no path to",
        line(resource="Organization.name", condition="consent"),
        "1:56",
        "`consent` is asked of a visitor, to which `Organization` has no path",
    ),
    Malformed(
        "a condition one of a category's types has no path to",
        line(resource="user.name", condition="notice"),
        "1:48",
        "`notice` is asked of a visitor, to which `User` has no path",
    ),
    Malformed(
        "a condition one of all types has no path to",
        line(resource="*", condition="legal_request"),
        "1:40",
        "`legal_request` is asked of a site or visitor, to which `Organization` has no path",
    ),
    Malformed(
        "a deny under a condition one of all types has no path to",
        line(resource="*", form="-", effect="deny", condition="restricted"),
        "1:36",
        "`restricted` is asked of a visitor, to which `Organization` has no path",
    ),
    Malformed(
        "an allow that matches nothing",
        line(resource="user.biometric", condition="always"),
        "1:24",
        "this allow matches nothing: no field has `user.biometric`",
    ),
    Malformed(
        "an allow of an empty class",
        "g2, user.biometric, body\n" + line(resource="body"),
        "2:24",
        "this allow matches nothing: no field has `body`",
    ),
    # Declarations
    Malformed("a role of no parent", "g, novice, boss", "1:12", "unknown role `boss`"),
    Malformed("a built-in role of no parent", "g, support, boss", "1:13", "unknown role `boss`"),
    Malformed(
        "a role of itself", "g, novice, novice", "1:12", "`novice` would inherit from itself"
    ),
    Malformed(
        "a circle of roles",
        "g, one, two\ng, two, three\ng, three, one",
        "3:11",
        "`three` would inherit from itself",
    ),
    Malformed(
        "a parent twice",
        "g, novice, support\ng, novice, support",
        "2:4",
        "`novice` has the parent `support` already",
    ),
    Malformed(
        "roles too deep",
        "\n".join(f"g, step{n}, step{n + 1}" for n in range(8)) + "\ng, step8, support",
        "9:11",
        "roles inherit over more than 8 steps",
    ),
    Malformed(
        "a role in capitals",
        "g, Novice, support",
        "1:4",
        "`Novice` cannot name a role: lower-case letters, digits and `_` can",
    ),
    Malformed(
        "everyone as a child",
        "g, *, support",
        "1:4",
        "`*` cannot name a role: lower-case letters, digits and `_` can",
    ),
    Malformed("everyone as a parent", "g, novice, *", "1:12", "unknown role `*`"),
    Malformed(
        "a class of no category",
        "g2, user.contacts, personal",
        "1:5",
        "unknown data category `user.contacts`, did you mean `user.contact`",
    ),
    Malformed(
        "a class named as a category",
        "g2, user.contact, user",
        "1:19",
        "`user` cannot name a class: the name is taken",
    ),
    Malformed(
        "a class named as a role",
        "g2, user.contact, auditor",
        "1:19",
        "`auditor` cannot name a class: the name is taken",
    ),
    Malformed(
        "a class named as a declared role",
        "g2, user.contact, novice\ng, novice, support",
        "1:19",
        "`novice` cannot name a class: the name is taken",
    ),
    Malformed(
        "a class named as a type",
        "g2, user.contact, Visitor",
        "1:19",
        "`Visitor` cannot name a class: lower-case letters, digits and `_` can",
    ),
    Malformed(
        "a category twice in a class",
        "g2, user.contact, personal\ng2, user.contact, personal",
        "2:5",
        "`user.contact` is in the class `personal` already",
    ),
    Malformed(
        "a purpose the taxonomy has",
        "g3, analytics, sales",
        "1:5",
        "`analytics` cannot name a purpose: the name is taken",
    ),
    Malformed(
        "a purpose below another by dots",
        "g3, analytics.own, sales",
        "1:5",
        "`analytics.own` cannot name a purpose: lower-case letters, digits and `_` can",
    ),
    Malformed(
        "a purpose of no parent",
        "g3, audit, analitics",
        "1:12",
        "unknown purpose `analitics`, did you mean `analytics`",
    ),
    Malformed(
        "a purpose of two parents",
        "g3, audit, sales\ng3, audit, finance",
        "2:5",
        "`audit` has the parent `sales` already",
    ),
    Malformed(
        "a circle of purposes",
        "g3, audit, review\ng3, review, audit",
        "2:13",
        "`review` would cover itself",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_malformed_policy_is_refused_at_its_place(case: Malformed) -> None:
    with pytest.raises(PolicyError) as refused:
        load_policy(case.text, CLAUSES, a_datamap("recordConsent"), rules_name="own.csv")
    assert str(refused.value) == f"own.csv:{case.place}: {case.reason}"


CLAUSE_CASES = [
    Malformed("nothing at all", "", "1:1", f"the header has to be `{HEADER}`"),
    Malformed("no header", "C1,T,S,rule,,false", "1:1", f"the header has to be `{HEADER}`"),
    Malformed("header in another order", "title,id", "1:1", f"the header has to be `{HEADER}`"),
    Malformed(
        "clause twice", "C1,T,S,rule,,false\nC1,T,S,rule,,false", "3:1", "clause `C1` stands twice"
    ),
    Malformed("no id", ",T,S,rule,,false", "2:1", "`id` is empty"),
    Malformed("no words", 'C1,T,"",rule,,false', "2:6", "`says` is empty"),
    Malformed(
        "unknown carrier",
        'C1,"a, b",S,rules,,false',
        "2:13",
        "unknown carrier `rules`, did you mean `rule`",
    ),
    Malformed(
        "mechanism without a test",
        "C1,T,S,mechanism,,false",
        "2:18",
        "a mechanism names the test that proves it",
    ),
    Malformed(
        "truth in capitals",
        "C1,T,S,rule,,False",
        "2:14",
        "unknown truth value `False`, did you mean `false`",
    ),
    Malformed("too few cells", "C1,T,S,rule,", "2:13", "a clause has 6 cells, this one has 5"),
    Malformed(
        "too many cells", "C1,T,S,rule,,true,x", "2:19", "a clause has 6 cells, this one has 7"
    ),
    Malformed("open quote", 'C1,"T,S,rule', "2:4", "a quote is out of place in this cell"),
    Malformed("quote inside", 'C1,T"x",S', "2:4", "a quote is out of place in this cell"),
    Malformed("words behind a quote", 'C1,"T"x,S', "2:4", "a quote is out of place in this cell"),
    Malformed("control character", "C1,T\x07", "2:5", "character U+0007 is not allowed"),
]


@pytest.mark.parametrize("case", CLAUSE_CASES, ids=lambda case: case.id)
def test_malformed_clauses_are_refused_at_their_place(case: Malformed) -> None:
    text = case.text if "header" in case.id or not case.text else f"{HEADER}\n{case.text}"
    with pytest.raises(PolicyError) as refused:
        load_policy("", text, a_datamap(), clauses_name="own.csv")
    assert str(refused.value) == f"own.csv:{case.place}: {case.reason}"


def test_a_write_to_everything_is_refused_where_there_is_no_mutation() -> None:
    with pytest.raises(PolicyError, match="1:24: this allow matches nothing"):
        a_policy(allow("support", "*", "-", action="write"), datamap=a_datamap())


def test_the_error_tells_its_parts_to_programs() -> None:
    with pytest.raises(PolicyError) as refused:
        a_policy(f"# first\n{line(role='boss')}")
    error = refused.value
    assert (error.file, error.line, error.column) == ("policies.csv", 2, 4)
    assert error.reason == "unknown role `boss`"
