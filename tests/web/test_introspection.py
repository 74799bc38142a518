"""Introspection tells each actor what it finds open, by the same door as everything else."""

from typing import Any

from graphql import build_client_schema, get_introspection_query

from governance.database.engine import Database
from governance.services import tokens
from tests.web.conftest import Served, committed
from tests.web.test_graphql_over_http import codes


def introspected(served: Served, role: str | None) -> Any:
    answer = served.post(role, get_introspection_query()).json()
    assert "errors" not in answer
    return build_client_schema(answer["data"])


def test_an_actor_finds_what_its_token_opens(served: Served) -> None:
    provider = introspected(served, "data_provider")
    assert set(provider.type_map["Visitor"].fields) == {
        "id", "email", "geoCountry", "gender", "ageBand"
    }  # fmt: skip
    assert "email" not in provider.type_map["VisitorFilter"].fields
    assert "Visit" not in provider.type_map


def test_without_a_token_the_viewer_is_all_there_is(served: Served) -> None:
    assert set(introspected(served, None).query_type.fields) == {"viewer"}


def test_a_type_that_is_not_open_is_not_there(served: Served) -> None:
    query = '{ __type(name: "Visit") { name } viewer { role } }'
    assert served.post("partner", query).json()["data"]["__type"] is None
    assert served.post("site_owner", query).json()["data"]["__type"] == {"name": "Visit"}


def test_introspection_beside_a_governed_read_is_of_the_same_actor(served: Served) -> None:
    query = '{ __type(name: "Visitor") { fields { name } } visitors { totalCount } }'
    headers = {"governance-purpose": "marketing.advertising"}
    data = served.post("data_provider", query, headers=headers).json()["data"]
    assert {"name": "firstName"} not in data["__type"]["fields"]
    assert data["visitors"]["totalCount"] > 0


def test_what_introspection_leaves_out_is_still_valid_and_denied(served: Served) -> None:
    answer = served.post(
        "data_provider",
        "{ visitors(first: 1) { nodes { firstName } } }",
        headers={"governance-purpose": "marketing.advertising"},
    )
    assert codes(answer) == ["FIELD_DENIED"]


def test_a_revoked_token_finds_nothing(served: Served) -> None:
    async def revoke(database: Database) -> None:
        token_id = "tok_" + served.tokens["hosting_provider"].split("_")[1]
        async with database.unit_of_work() as work:
            row = await tokens.find(work, token_id)
            await tokens.revoke(work, row.id, now=row.issued_at)

    assert "__schema" in served.post("hosting_provider", "{ __schema { queryType { name } } }").text
    committed(served, revoke)
    refused = served.post("hosting_provider", "{ __schema { queryType { name } } }")
    assert codes(refused) == ["TOKEN_REVOKED"]


def test_introspection_takes_no_aliases(served: Served) -> None:
    many = " ".join(f"a{n}: name" for n in range(40))
    for query in (
        f"{{ __schema {{ types {{ {many} }} }} }}",
        f"{{ __schema {{ types {{ ...T }} }} }} fragment T on __Type {{ {many} }}",
        '{ __type(name: "Visitor") { ... on __Type { other: name } } }',
    ):
        assert codes(served.post(None, query)) == ["QUERY_TOO_COMPLEX"]
    assert "errors" not in served.post(None, '{ v: __type(name: "Viewer") { name } }').json()
