"""What a client sees of HTTP: media types, statuses, headers, bad bodies."""

from typing import Any

import pytest
from sqlalchemy import text

from governance.database.engine import Database
from tests.web.conftest import Served, committed

ONE = "{ visitors(first: 1) { nodes { id } } }"
GRAPHQL = {"accept": "application/graphql-response+json"}


def codes(answer: Any) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json()["errors"]]


def test_a_governed_read_is_answered_with_its_purpose_and_revision(served: Served) -> None:
    answer = served.post("hosting_provider", ONE)
    assert answer.status_code == 200
    assert len(answer.json()["data"]["visitors"]["nodes"]) == 1
    governance = answer.json()["extensions"]["governance"]
    assert governance["purpose"] == "essential.service.operations"
    assert len(governance["policyRevision"]) == 64


def test_every_answer_forbids_caching_and_names_its_request(served: Served) -> None:
    answer = served.post("hosting_provider", ONE)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["governance-request-id"] == answer.json()["extensions"]["requestId"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("application/graphql-response+json", "application/graphql-response+json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        ("*/*", "application/json; charset=utf-8"),
        ("text/html, application/json;q=0.5", "application/json; charset=utf-8"),
        (
            "application/json;q=0.5, application/graphql-response+json",
            "application/graphql-response+json; charset=utf-8",
        ),
    ],
)
def test_the_media_type_is_the_accepted_one(served: Served, accept: str, expected: str) -> None:
    answer = served.post("hosting_provider", ONE, headers={"accept": accept})
    assert answer.headers["content-type"] == expected


def test_a_media_type_that_is_not_offered_is_406(served: Served) -> None:
    answer = served.post("hosting_provider", ONE, headers={"accept": "text/html"})
    assert answer.status_code == 406


BAD_BODIES: dict[str, bytes] = {
    "null": b"null",
    "number": b"1",
    "text": b'"x"',
    "list": b"[]",
    "nested lists": b"[" * 100_000,
    "not JSON": b"{",
    "not UTF-8": b'{"query": "\xff"}',
    "lone surrogate": b'{"query": "{ viewer { role } } # \\ud800"}',
    "no query": b"{}",
    "query is a number": b'{"query": 1}',
    "variables are a text": b'{"query": "{ viewer { role } }", "variables": "x"}',
    "extensions are a list": b'{"query": "{ viewer { role } }", "extensions": [1]}',
    "operationName is a number": b'{"query": "{ viewer { role } }", "operationName": 1}',
    "purpose is a number": b'{"query": "{ viewer { role } }", "extensions": {"purpose": 1}}',
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_body_without_the_shape_of_a_request_is_400(served: Served, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = served.client.post("/graphql", content=body, headers=headers)
    assert answer.status_code == 400
    assert codes(answer) == ["BAD_USER_INPUT"]
    assert "data" not in answer.json()


def test_a_body_over_the_limit_is_413(served: Served) -> None:
    body = b'{"query": "' + b" " * served.settings.max_body_bytes + b'"}'
    headers = {"content-type": "application/json"}
    answer = served.client.post("/graphql", content=body, headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_what_a_form_could_send_is_415(served: Served, kind: str) -> None:
    body = b'{"query": "{ viewer { role } }"}'
    answer = served.client.post("/graphql", content=body, headers={"content-type": kind})
    assert answer.status_code == 415


def test_a_get_may_ask_who_the_caller_is(served: Served) -> None:
    answer = served.client.get("/graphql", params={"query": "{ viewer { role } }"})
    assert answer.json()["data"] == {"viewer": {"role": "anonymous"}}


def test_a_get_may_not_read_what_is_governed(served: Served) -> None:
    headers = {"authorization": "Bearer " + served.tokens["hosting_provider"]}
    answer = served.client.get("/graphql", params={"query": ONE}, headers=headers)
    assert codes(answer) == ["BAD_USER_INPUT"]
    assert "use POST" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405(served: Served, method: str) -> None:
    answer = served.client.request(method, "/graphql")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


REFUSED: dict[str, tuple[str, str, int]] = {
    "parse": ("{", "GRAPHQL_PARSE_FAILED", 400),
    "validation": ("{ nothing }", "GRAPHQL_VALIDATION_FAILED", 400),
    "input": ("{ visitors(first: -1) { nodes { id } } }", "BAD_USER_INPUT", 400),
    "filter": (
        '{ visitors(where: {preferences: {eq: "x"}}) { nodes { id } } }',
        "GRAPHQL_VALIDATION_FAILED",
        400,
    ),
    "cursor": ('{ visitors(after: "x") { nodes { id } } }', "CURSOR_INVALID", 400),
    "depth": (
        "{ visitors { nodes "
        + "{ consents { nodes { visitor " * 8
        + "{ id }"
        + " } } }" * 8
        + " } }",
        "QUERY_TOO_COMPLEX",
        400,
    ),
}


@pytest.mark.parametrize(("query", "code", "status"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_has_its_status_only_under_the_graphql_media_type(
    served: Served, query: str, code: str, status: int
) -> None:
    strict = served.post("hosting_provider", query, headers=GRAPHQL)
    assert (strict.status_code, codes(strict)) == (status, [code])
    lenient = served.post("hosting_provider", query, headers={"accept": "application/json"})
    assert (lenient.status_code, codes(lenient)) == (200, [code])
    assert "data" not in lenient.json()


def test_a_filter_on_a_denied_field_is_403(served: Served) -> None:
    query = '{ visitors(where: {email: {eq: "a@b.example"}}) { nodes { id } } }'
    answer = served.post(
        "data_provider", query, headers=GRAPHQL | {"governance-purpose": "third_party_sharing"}
    )
    assert (answer.status_code, codes(answer)) == (403, ["FILTER_DENIED"])
    assert answer.json()["errors"][0]["extensions"]["usedIn"] == "where"


def test_a_purpose_in_header_and_extensions_must_agree(served: Served) -> None:
    headers = {"governance-purpose": "essential.service.operations"}
    answer = served.post(
        "hosting_provider", ONE, headers=headers, extensions={"purpose": "analytics"}
    )
    assert codes(answer) == ["BAD_USER_INPUT"]


def test_a_token_of_several_purposes_needs_one_said(served: Served) -> None:
    answer = served.post("subsidiary", ONE)
    assert codes(answer) == ["PURPOSE_REQUIRED"]
    assert "analytics.reporting" in answer.json()["errors"][0]["extensions"]["purposes"]


def test_a_foreign_purpose_is_refused_and_an_unknown_one_gets_the_nearest(served: Served) -> None:
    foreign = served.post("subsidiary", ONE, extensions={"purpose": "finance"})
    assert codes(foreign) == ["PURPOSE_NOT_ALLOWED"]
    unknown = served.post("subsidiary", ONE, extensions={"purpose": "analytics.reportin"})
    assert codes(unknown) == ["BAD_USER_INPUT"]
    assert "did you mean `analytics.reporting`" in unknown.json()["errors"][0]["message"]


def test_on_denied_is_taken_from_its_header(served: Served) -> None:
    query = "{ visitors(first: 1) { nodes { id preferences } } }"
    answer = served.post("hosting_provider", query, headers={"governance-on-denied": "reject"})
    assert codes(answer) == ["FIELD_DENIED"]
    assert "data" not in answer.json()
    wrong = served.post("hosting_provider", query, headers={"governance-on-denied": "maybe"})
    assert wrong.status_code == 400


def test_the_process_says_that_it_is_alive_and_ready(served: Served) -> None:
    assert served.client.get("/healthz").json() == {"status": "ok"}
    ready = served.client.get("/readyz")
    assert (ready.status_code, ready.json()) == (
        200,
        {"database": "ok", "policy": "ok", "ledger": "ok"},
    )


def test_a_process_that_cannot_find_the_policy_is_not_ready(served: Served) -> None:
    async def rename(database: Database, names: tuple[str, str]) -> None:
        async with database.unit_of_work() as work:
            before, after = names
            await work.connection.execute(text(f"alter table {before} rename to {after}"))

    names = ("policy_revision", "elsewhere")
    committed(served, lambda database: rename(database, names))
    away = served.client.get("/readyz")
    committed(served, lambda database: rename(database, names[::-1]))
    assert (away.status_code, away.json()["policy"]) == (503, "failing")
    assert served.client.get("/readyz").status_code == 200


@pytest.mark.parametrize("name", ["Governance-Purpose", "Governance-On-Denied", "Authorization"])
def test_two_headers_that_should_be_one_are_refused(served: Served, name: str) -> None:
    twice = [("content-type", "application/json"), (name, "one"), (name, "two")]
    answer = served.client.post("/graphql", content=b'{"query": "{ __typename }"}', headers=twice)
    assert answer.status_code == 400
    assert codes(answer) == ["BAD_USER_INPUT"]


def test_a_purpose_that_is_too_long_is_not_repeated(served: Served) -> None:
    answer = served.post("hosting_provider", ONE, extensions={"purpose": "x" * 900_000})
    assert codes(answer) == ["BAD_USER_INPUT"]
    assert len(answer.content) < 1000


MANY: dict[str, Any] = {"and": [{"and": []}] * 30_000}
LONG: dict[str, Any] = {"email": {"in": ["x"] * 10_001}}


@pytest.mark.parametrize("where", [MANY, LONG], ids=["objects", "items"])
def test_too_much_in_variables_is_refused_before_anyone_is_asked_for(
    served: Served, where: Any
) -> None:
    query = "query ($where: VisitorFilter) { visitors(where: $where) { nodes { id } } }"
    answer = served.post(None, query, variables={"where": where})
    assert codes(answer) == ["QUERY_TOO_COMPLEX"]


def test_a_slash_at_the_end_is_served_and_no_redirect_is_sent(served: Served) -> None:
    body = {"query": "{ viewer { role } }"}
    answer = served.client.post("/graphql/", json=body, follow_redirects=False)
    assert (answer.status_code, answer.json()["data"]) == (200, {"viewer": {"role": "anonymous"}})
    assert answer.headers["cache-control"] == "no-store"
    assert served.client.get("/healthz/", follow_redirects=False).status_code == 404
