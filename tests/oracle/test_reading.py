"""The oracle's forms, filters, orders and pages on cases made by hand."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from governance.authz.policy import load_policy
from governance.schema.binding import binding, datamap
from tests.oracle.by_hand import ACTOR, REPORTING, a_visitor
from tests.oracle.forms import age_band, masked, written
from tests.oracle.paging import Cursor
from tests.oracle.policies import CLAUSES, DECLARED
from tests.oracle.reader import Answer, Oracle
from tests.oracle.records import Records
from tests.oracle.values import NOW

RULES: Final = (
    DECLARED
    + """
p, partner, analytics, Visitor, read, -, always, allow, C1
p, partner, analytics, Visitor.city, read, clear, always, allow, C1
p, partner, analytics, Visitor.email, read, clear, self, allow, C1
p, partner, analytics, Visitor.email, read, domain, always, allow, C1
p, partner, analytics, Visitor.phone, read, pseudonym, always, allow, C1
p, partner, analytics, Visitor.withheld, read, clear, always, allow, C1
p, partner, analytics, Visitor.region, read, clear, always, allow, C1
p, partner, analytics, Visitor.region, read, -, restricted, deny, -
p, partner, marketing, Visitor.gender, read, clear, always, allow, C1
"""
)
CITIES: Final = ["b", None, "", "a", "B"]


def read(text: str, cursors: dict[str, Cursor] | None = None, **variables: Any) -> Answer:
    """What the first of five visitors, who is a partner of the site too, is told."""
    visitors = [
        a_visitor(
            id=f"v{number}",
            city=city,
            email=f"Ann{number}@Example.org" if number else None,
            email_match=f"ann{number}@example.org" if number else None,
            region="north" if number else None,
            phone=None,
            restricted_at=NOW if number == 2 else None,
        )
        for number, city in enumerate(CITIES)
    ]
    records = Records({"visitor": visitors, "site": [{"id": "site", "organization_id": "o"}]})
    oracle = Oracle(
        records,
        load_policy(RULES, CLAUSES, datamap()),
        binding(),
        replace(ACTOR, visitor=("site", "v1")),
        REPORTING,
        NOW,
        lambda recipient, category: f"{recipient}/{category}".encode(),
    )
    return oracle.answer(text, variables, cursors or {})


def cities(arguments: str, **options: Any) -> list[Any]:
    """The cities of the page that the arguments give."""
    answer = read(f"{{ visitors({arguments}) {{ nodes {{ id city }} }} }}", **options)
    assert answer.data is not None, answer.refused
    return [node["city"] for node in answer.data["visitors"]["nodes"]]


def found(where: str) -> str:
    """The numbers of the visitors whom a filter admits."""
    answer = read(f"{{ visitors(where: {where}) {{ nodes {{ id }} }} }}")
    assert answer.data is not None, answer.refused
    return "".join(node["id"][1:] for node in answer.data["visitors"]["nodes"])


def for_purposes(*purposes: str) -> dict[str, Any]:
    """What an error says is missing."""
    return {"kind": "PURPOSE" if purposes else "ROLE", "purposes": list(purposes)}


@pytest.mark.parametrize(
    ("field", "value", "form", "expected"),
    [
        ("createdAt", datetime(2026, 5, 6, tzinfo=UTC), "year", "2026-01-01T00:00:00.000Z"),
        ("birthYear", 1987, "band", 1980),
        ("geoRegion", "DE-BE", "country", "DE"),
        ("geoRegion", "", "country", None),
        ("email", "x@y@host.net", "domain", "host.net"),
        ("email", "nobody", "domain", None),
        ("email", "nobody@", "domain", None),
        ("firstName", "Ångström", "initials", "Å."),
        ("firstName", "", "initials", None),
    ],
)
def test_a_form_is_made_from_the_clear_value(
    field: str, value: Any, form: str, expected: Any
) -> None:
    assert masked(binding().types["Visitor"].fields[field], value, form, bytes) == expected


def test_values_are_written_as_json_has_them() -> None:
    fields = binding().types["Visitor"].fields
    assert written(fields["latitude"], -500_000) == -0.5
    assert written(fields["createdAt"], NOW) == "2026-03-01T12:00:00.000Z"
    assert written(fields["preferences"], '{"a":[1]}') == {"a": [1]}


def test_an_age_is_the_one_reached_this_year() -> None:
    years = (2026, 2009, 2008, 2002, 2001, 1962, 1961, 1900, None)
    expected = ["UNDER_18"] * 2 + ["18_24"] * 2 + ["25_34", "55_64", "65_PLUS", "65_PLUS", None]
    assert [age_band(year, 2026) for year in years] == expected


def test_each_row_shows_the_clearest_form_and_says_what_it_withholds() -> None:
    answer = read("{ visitors { nodes { email region withheld } } }")
    assert answer.data is not None
    told = [tuple(node.values()) for node in answer.data["visitors"]["nodes"]]
    assert told[:3] == [
        (None, None, []),
        ("Ann1@Example.org", "north", []),
        ("Example.org", None, ["Visitor.region"]),
    ]


def test_a_denied_field_is_null_with_one_error_and_a_refusal_has_no_data() -> None:
    answer = read("{ visitors { nodes { a: gender site { name } } } users { nodes { id name } } }")
    assert answer.data is not None
    assert answer.data["users"] is None
    assert [(error["path"], error["coordinate"], error["missing"]) for error in answer.errors] == [
        (
            ["visitors", "nodes", "a"],
            "Visitor.gender",
            {"kind": "PURPOSE", "purposes": ["marketing"]},
        ),
        (["visitors", "nodes", "site"], "Visitor.site", {"kind": "ROLE", "purposes": []}),
        (["users"], "Query.users", {"kind": "ROLE", "purposes": []}),
    ]
    refused = read('{ visitors(where: {gender: {eq: "x"}}) { totalCount } }')
    assert refused.data is None
    assert refused.refused == {"FILTER_DENIED"}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ('{city: {eq: "b"}}', "0"),
        ('{not: {city: {eq: "b"}}}', "1234"),
        ('{city: {ne: "b"}}', "234"),
        ("{city: {isNull: true}}", "1"),
        ('{city: {in: ["a", "b"]}}', "03"),
        ("{city: {in: []}}", ""),
        ("{city: {notIn: []}}", "0234"),
        ("{not: {city: {notIn: []}}}", "1"),
        ('{city: {gt: "B", lte: "a"}}', "3"),
        ('{city: {startsWith: ""}}', "0234"),
        ('{email: {eq: "ANN1@example.ORG "}}', "1"),
        ('{email: {eq: "ann3@example.org"}}', ""),
        ('{not: {email: {eq: "ann3@example.org"}}}', "1"),
        ("{email: {isNull: true}}", "0234"),
        ("{not: {email: {isNull: true}}}", "1"),
        ('{email: {contains: "ANN"}}', "1"),
        ("{region: {isNull: true}}", "02"),
        ('{not: {region: {eq: "south"}}}', "0134"),
        ('{or: [{city: {eq: "a"}}, {id: {eq: "v4"}}]}', "34"),
        ('{not: {city: {eq: "a"}, id: {eq: "v3"}}}', "0124"),
    ],
)
def test_a_filter_sees_what_is_visible_in_clear_and_has_two_values(
    where: str, expected: str
) -> None:
    assert found(where) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        "where: {}",
        "where: null",
        "where: {city: {}}",
        "where: {city: null}",
        "where: {city: {eq: null}}",
        "where: {not: {}}",
        "where: {or: [{}]}",
        "where: {and: null}",
        "where: {and: []}",
        "where: {not: {or: []}}",
        'where: {city: {eq: "\\u0000"}}',
        "where: {city: {eq: $missing}}",
        "first: -1",
        "first: 101",
        "first: 1, last: 1",
        "orderBy: [{field: ID}, {field: CITY}, {field: CITY}, {field: CITY}]",
    ],
)
def test_what_is_missing_empty_or_too_much_is_bad_input(arguments: str) -> None:
    answer = read(f"query ($missing: String) {{ visitors({arguments}) {{ totalCount }} }}")
    assert answer.refused == {"BAD_USER_INPUT"}


def test_orders_end_in_id_and_put_nulls_last_both_ways() -> None:
    assert cities("orderBy: [{field: CITY}]") == ["", "B", "a", "b", None]
    assert cities("orderBy: [{field: CITY, direction: DESC}]") == ["b", "a", "B", "", None]
    assert cities("orderBy: [{field: REGION}]") == [None, "a", "B", "b", ""]


def test_pages_lie_between_cursors_in_forward_order() -> None:
    order = (("city", False),)
    cursors = {"b": Cursor("Visitor", order, "v0"), "empty": Cursor("Visitor", order, "v2")}
    by = "orderBy: [{field: CITY}]"
    assert cities(f'{by}, first: 2, after: "empty"', cursors=cursors) == ["B", "a"]
    assert cities(f'{by}, last: 2, before: "b"', cursors=cursors) == ["B", "a"]
    assert cities(f'{by}, after: "b"', cursors=cursors) == [None]
    info = "{ pageInfo { hasNextPage hasPreviousPage } totalCount }"
    answer = read(f'{{ visitors({by}, first: 1, after: "empty") {info} }}', cursors)
    assert answer.data == {
        "visitors": {"pageInfo": {"hasNextPage": True, "hasPreviousPage": True}, "totalCount": 5}
    }
    foreign = read('{ visitors(after: "b") { totalCount } }', cursors)
    assert foreign.refused == {"CURSOR_INVALID"}
