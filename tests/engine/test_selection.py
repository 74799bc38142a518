"""From a document and its variables to a tree of fields, and to shapes without literals."""

from typing import Any

import pytest

from governance.engine.arguments import MOST_CONDITIONS, MOST_VALUES, count_values
from governance.engine.document import Document, Documents
from governance.engine.selection import Selected, Selection, select
from governance.errors import Code, GovernanceError
from governance.schema.binding import binding
from governance.settings import Settings

DOCUMENTS = Documents(binding().graphql, Settings(), b"a key")


def chosen(
    text: str, variables: dict[str, Any] | None = None, name: str | None = None
) -> Selection:
    document: Document = DOCUMENTS.read(text)
    return select(document, name, variables or {}, binding())


def tree(fields: tuple[Selected, ...]) -> list[Any]:
    """Keys, and below those that have fields, their own."""
    return [[field.key, tree(field.fields)] if field.fields else field.key for field in fields]


FILTER = """query ($w: VisitorFilter, $f: Int, $o: [VisitorOrder!]) {
  visitors(where: $w, first: $f, orderBy: $o) { totalCount }
}"""
SAME = {
    "another literal": ({"os": {"eq": "a"}}, {"os": {"eq": "b"}}),
    "a longer list": ({"os": {"in": ["a"]}}, {"os": {"in": ["a", "b", "c"]}}),
    "an empty list": ({"os": {"in": []}}, {"os": {"in": ["a"]}}),
    "the other boolean": ({"os": {"isNull": True}}, {"os": {"isNull": False}}),
    "another id": ({"id": {"eq": "a"}}, {"id": {"eq": "b"}}),
    "another moment": (
        {"createdAt": {"gt": "2026-01-01T00:00:00Z"}},
        {"createdAt": {"gt": "2027-01-01T00:00:00Z"}},
    ),
}
OTHER = {
    "another field": ({"os": {"eq": "a"}}, {"browser": {"eq": "a"}}),
    "another operator": ({"os": {"eq": "a"}}, {"os": {"ne": "a"}}),
    "an operator more": ({"os": {"eq": "a"}}, {"os": {"eq": "a", "ne": "b"}}),
    "under not": ({"os": {"eq": "a"}}, {"not": {"os": {"eq": "a"}}}),
    "and for or": ({"and": [{"os": {"eq": "a"}}]}, {"or": [{"os": {"eq": "a"}}]}),
    "one more": (
        {"or": [{"os": {"eq": "a"}}]},
        {"or": [{"os": {"eq": "a"}}, {"os": {"eq": "a"}}]},
    ),
}


@pytest.mark.parametrize("pair", SAME, ids=str)
def test_literals_are_not_in_the_shape(pair: str) -> None:
    first, second = (chosen(FILTER, {"w": where, "f": 1}) for where in SAME[pair])
    assert first.shapes == second.shapes
    assert first.values != second.values


@pytest.mark.parametrize("pair", OTHER, ids=str)
def test_what_makes_other_sql_is_in_the_shape(pair: str) -> None:
    first, second = (chosen(FILTER, {"w": where}) for where in OTHER[pair])
    assert first.shapes != second.shapes


def test_an_argument_left_out_is_told_from_one_that_is_null() -> None:
    absent = chosen("query ($f: Int) { visitors(first: $f) { totalCount } }")
    null = chosen("query ($f: Int) { visitors(first: $f) { totalCount } }", {"f": None})
    given = chosen("query ($f: Int) { visitors(first: $f) { totalCount } }", {"f": 7})
    assert (absent.shapes, null.shapes) == (((),), ((("first", None),),))
    assert given.shapes != null.shapes
    assert given.values == (7,)


def test_an_order_is_in_the_shape_with_its_defaults() -> None:
    implied = chosen(FILTER, {"w": {"os": {"eq": "a"}}, "o": [{"field": "OS"}]})
    said = chosen(FILTER, {"w": {"os": {"eq": "a"}}, "o": {"field": "OS", "direction": "ASC"}})
    other = chosen(FILTER, {"w": {"os": {"eq": "a"}}, "o": [{"field": "OS", "direction": "DESC"}]})
    assert implied.shapes == said.shapes != other.shapes


def test_values_stand_in_the_order_of_the_shapes() -> None:
    text = """query ($a: String!) {
      visitors(first: 3, where: {or: [{os: {eq: $a}}, {id: {in: ["x", "y"]}}], os: {ne: "b"}}) {
        nodes { visits(last: 2, where: {path: {startsWith: "/"}}) { totalCount } }
      }
      sites(first: 1) { totalCount }
    }"""
    found = chosen(text, {"a": "one"})
    assert found.values == (3, "b", "one", ["x", "y"], 2, "/", 1)
    assert sum(map(count_values, found.shapes)) == len(found.values)


def test_the_members_of_an_enum_are_bound_in_filters() -> None:
    text = "query ($s: ConsentStatus!) { consents(where: {status: {eq: $s}}) { totalCount } }"
    given, refused = chosen(text, {"s": "GIVEN"}), chosen(text, {"s": "REFUSED"})
    assert given.shapes == refused.shapes
    assert (given.values, refused.values) == (("GIVEN",), ("REFUSED",))


def test_fragments_are_merged_in_the_order_of_first_mention() -> None:
    text = """
    query { ...A visitors { nodes { os ...B } totalCount } __typename }
    fragment A on Query { visitors { nodes { id ... on Visitor { site { id } } } } }
    fragment B on Node { id ... on Visitor { site { domain id } email } ... on Visit { path } }"""
    assert tree(chosen(text).skeleton.roots) == [
        ["visitors", [["nodes", ["id", ["site", ["id", "domain"]], "os", "email"]], "totalCount"]],
        "__typename",
    ]


@pytest.mark.parametrize(
    ("directives", "there"),
    [
        ("@include(if: true)", True),
        ("@include(if: false)", False),
        ("@skip(if: true)", False),
        ("@skip(if: false)", True),
        ("@include(if: $yes)", True),
        ("@include(if: $no)", False),
        ("@skip(if: $yes)", False),
        ("@include(if: $yes) @skip(if: $no)", True),
        ("@include(if: $yes) @skip(if: $yes)", False),
        ("@skip(if: $no) @include(if: $no)", False),
    ],
)
@pytest.mark.parametrize(
    "form", ["os {}", "... {} {{ os }}", "... on Visitor {} {{ os }}", "...F {}"]
)
def test_include_and_skip_are_resolved_on_fields_and_fragments(
    form: str, directives: str, there: bool
) -> None:
    text = "query ($yes: Boolean!, $no: Boolean = false) { visitors { nodes { id " + (
        form.format(directives)
        + " x: id @include(if: $yes) y: id @skip(if: $no) } } } "
        + ("fragment F on Visitor { os }" if "...F" in form else "")
    )
    fields = ["id", *(["os"] if there else []), "x", "y"]
    assert tree(chosen(text, {"yes": True}).skeleton.roots) == [["visitors", [["nodes", fields]]]]


def test_what_the_document_alone_decides_is_made_once() -> None:
    text = (
        "query ($f: Int, $i: Boolean!) { visitors(first: $f) { nodes { id os @include(if: $i) } } }"
    )
    first = chosen(text, {"f": 1, "i": True})
    assert chosen(text, {"f": 2, "i": True}).skeleton is first.skeleton
    assert chosen(text, {"f": 1, "i": False}).skeleton is not first.skeleton


def test_skeletons_are_bounded_for_each_document() -> None:
    names = [f"a{number}" for number in range(12)]
    head = ", ".join(f"${name}: Boolean!" for name in names)
    fields = " ".join(f"{name}: id @include(if: ${name})" for name in names)
    text = f"query ({head}) {{ visitors {{ nodes {{ id {fields} }} }} }}"
    for number in range(200):
        flags = {name: bool(number >> place & 1) for place, name in enumerate(names)}
        shown = [name for name in names if flags[name]]
        assert tree(chosen(text, flags).skeleton.roots) == [
            ["visitors", [["nodes", ["id", *shown]]]]
        ]
    assert len(DOCUMENTS.read(text).skeletons) <= 64


def test_governed_reads_are_told_from_the_rest() -> None:
    for text, governed, alone in (
        ("{ sites { totalCount } }", True, True),
        ("{ sites { totalCount } __typename }", True, True),
        ("{ sites { totalCount } viewer { role } }", True, False),
        ("{ sites { totalCount } __schema { description } }", True, False),
        ("{ viewer { role } }", False, False),
        ("{ __typename }", False, False),
        ("{ sites @skip(if: true) { totalCount } }", False, False),
    ):
        skeleton = chosen(text).skeleton
        assert (skeleton.governed, skeleton.only_governed) == (governed, alone)


def many(number: int) -> dict[str, Any]:
    return {"w": {"or": [{"os": {"eq": "x"}}] * number}}


def deep(number: int) -> dict[str, Any]:
    found: dict[str, Any] = {"os": {"eq": "x"}}
    for _ in range(number):
        found = {"not": found}
    return {"w": found}


def test_the_conditions_of_a_request_are_bounded() -> None:
    assert len(chosen(FILTER, many(MOST_CONDITIONS)).values) == MOST_CONDITIONS
    with pytest.raises(GovernanceError) as caught:
        chosen(FILTER, many(MOST_CONDITIONS + 1))
    assert caught.value.code is Code.QUERY_TOO_COMPLEX


def test_the_values_of_a_request_are_bounded() -> None:
    roots = [
        f'v{place}: visitors(first: 1, after: "x") {{ totalCount }}'
        for place in range(MOST_VALUES // 2 + 1)
    ]
    assert len(chosen("{" + " ".join(roots[1:]) + "}").values) == MOST_VALUES
    with pytest.raises(GovernanceError) as caught:
        chosen("{" + " ".join(roots) + "}")
    assert caught.value.code is Code.QUERY_TOO_COMPLEX


@pytest.mark.parametrize("number", [20, 100, 1_000, 5_000])
def test_the_depth_of_an_argument_is_bounded(number: int) -> None:
    assert chosen(FILTER, deep(10)).values == ("x",)
    with pytest.raises(GovernanceError) as caught:
        chosen(FILTER, deep(number))
    assert caught.value.code in (Code.QUERY_TOO_COMPLEX, Code.BAD_USER_INPUT)


@pytest.mark.parametrize(
    "variables",
    [{}, {"n": None}, {"n": "x"}, {"n": 1.5}, {"n": 2**31}, {"n": True}, {"n": [1, 2]}, {"n": {}}],
    ids=str,
)
def test_a_variable_that_does_not_fit_is_refused_by_its_name(variables: dict[str, Any]) -> None:
    with pytest.raises(GovernanceError) as caught:
        chosen("query ($n: Int!) { visitors(first: $n) { totalCount } }", variables)
    assert caught.value.code is Code.BAD_USER_INPUT
    assert caught.value.extensions == {"argument": "n"}
