"""One document, several shapes of variables: each is authorized, none rides on another's plan."""

from typing import Any, Final

import pytest

from governance.engine.authorize import OnDenied
from governance.errors import Code
from tests.cases.rows import an_id
from tests.cases.stage import Asked, Stage

IMPROVE: Final = "functional.service.improve"
FILTERED: Final = """
query ($where: VisitorFilter!, $order: [VisitorOrder!], $first: Int, $last: Int) {
  visitors(where: $where, orderBy: $order, first: $first, last: $last) { nodes { id } }
}"""
ALLOWED: Final = {"where": {"os": {"eq": "Linux"}}}
DENIED: Final[dict[str, dict[str, Any]]] = {
    "another field": {"where": {"email": {"eq": "x"}}},
    "a field more": {"where": {"os": {"eq": "Linux"}, "email": {"eq": "x"}}},
    "under not": {"where": {"os": {"eq": "Linux"}, "not": {"email": {"isNull": True}}}},
    "within or": {"where": {"or": [{"os": {"eq": "Linux"}}, {"phone": {"isNull": True}}]}},
    "an order": {**ALLOWED, "order": [{"field": "EMAIL"}]},
    "an order more": {**ALLOWED, "order": [{"field": "OS"}, {"field": "FIRST_NAME"}]},
}


def check_refused(asked: Asked) -> None:
    """A denied filter: no data, no statement, no entry."""
    assert asked.answer.refused is Code.FILTER_DENIED
    assert asked.body.keys() == {"errors", "extensions"}
    assert (asked.statements, asked.entries) == ([], [])


@pytest.mark.parametrize("shape", DENIED, ids=str)
async def test_a_second_shape_that_is_denied_is_refused_though_the_first_was_not(
    read_only: Stage, shape: str
) -> None:
    async def ask(variables: dict[str, Any]) -> Asked:
        return await read_only.tell("developer", FILTERED, purpose=IMPROVE, variables=variables)

    first = await ask(ALLOWED)
    assert [node["id"] for node in first.body["data"]["visitors"]["nodes"]] == [
        an_id("Visitor", "ada")
    ]
    check_refused(await ask(DENIED[shape]))
    check_refused(await ask(DENIED[shape]))
    assert (await ask(ALLOWED)).answer == first.answer


async def test_a_second_shape_may_ask_other_things(read_only: Stage) -> None:
    for variables, expected in (
        (ALLOWED, ["ada"]),
        ({"where": {"os": {"ne": "Linux"}}, "first": 1}, ["ben"]),
        ({"where": {"os": {"ne": "Linux"}}, "last": 1}, ["kay"]),
        ({"where": {"os": {"in": ["Linux", "iOS"]}}}, ["ada", "fay"]),
        ({"where": {"not": {"os": {"in": ["Linux", "iOS"]}}}, "last": 1, "first": None}, ["hans"]),
        ({**ALLOWED, "order": [{"field": "OS", "direction": "DESC"}]}, ["ada"]),
    ):
        asked = await read_only.tell("developer", FILTERED, purpose=IMPROVE, variables=variables)
        nodes = asked.body["data"]["visitors"]["nodes"]
        assert [node["id"][4:].lstrip("0") for node in nodes] == expected


async def test_the_type_that_an_id_names_is_part_of_the_shape(read_only: Stage) -> None:
    document = "query ($id: ID!) { node(id: $id) { __typename id ... on User { name } } }"

    async def ask(identifier: str) -> Asked:
        variables = {"id": identifier}
        return await read_only.tell(
            "developer", document, purpose=IMPROVE, variables=variables, on_denied=OnDenied.NULL
        )

    for _ in range(2):
        for type_name, name in (("Visitor", "ada"), ("Visit", "va"), ("Site", "east")):
            found = (await ask(an_id(type_name, name))).body["data"]["node"]
            assert found == {"__typename": type_name, "id": an_id(type_name, name)}
        assert (await ask(an_id("User", "ann"))).body["data"] == {"node": None}


@pytest.mark.parametrize("first", [True, False])
async def test_an_id_within_a_conditional_fragment_is_part_of_the_shape(
    read_only: Stage, first: bool
) -> None:
    document = f"""
    query ($id: ID!, $there: Boolean!) {{ ...Found sites(first: 0) {{ totalCount }} }}
    fragment Found on Query {{ node(id: $id) @include(if: $there) {{ __typename }} }} # {first}"""

    async def found(type_name: str, name: str, there: bool) -> Any:
        variables = {"id": an_id(type_name, name), "there": there}
        asked = await read_only.tell("developer", document, purpose=IMPROVE, variables=variables)
        return asked.body["data"].get("node")

    assert await found("Visitor", "ada", first) == ({"__typename": "Visitor"} if first else None)
    assert await found("Visitor", "ada", True) == {"__typename": "Visitor"}
    assert await found("Visit", "va", True) == {"__typename": "Visit"}
    assert await found("Visit", "va", False) is None


async def test_included_and_skipped_fields_are_part_of_the_shape(read_only: Stage) -> None:
    document = "query ($e: Boolean!) { visitors(first: 1) { nodes { os email @include(if: $e) } } }"
    for included in (False, True, False):
        asked = await read_only.tell(
            "developer", document, purpose=IMPROVE, variables={"e": included}
        )
        expected = {"os": "Linux", "email": None} if included else {"os": "Linux"}
        assert asked.body["data"]["visitors"]["nodes"] == [expected]
        assert ("errors" in asked.body) is included


async def test_ten_thousand_elements_are_one_parameter(read_only: Stage) -> None:
    document = """query ($names: [String!]!) {
      visitors(where: {externalId: {in: $names}}) { totalCount nodes { externalId } }
      un: visitors(where: {not: {externalId: {in: $names}}}) { totalCount }
    }"""
    names = [f"E-{number}" for number in range(2, 10_002)]
    statements = set()
    for given in (names, names[:3], [], ["'", '"', "\\", "𝔅"] * 2_500):
        asked = await read_only.tell(
            "privacy_officer", document, purpose="subject_access", variables={"names": given}
        )
        found = [node["externalId"] for node in asked.body["data"]["visitors"]["nodes"]]
        assert found == [name for name in ("E-2", "E-3", "E-4") if name in given]
        assert asked.body["data"]["un"]["totalCount"] == 9 - len(found)
        statements.update(asked.statements)
    assert len(statements) == 1
