"""`viewer`, `access`, `policyRevisions`: what needs no purpose and reads nothing governed."""

from typing import Any

import pytest

from governance.schema.binding import datamap
from tests.web.conftest import Served
from tests.web.test_graphql_over_http import codes

ACCESS = """
query ($purpose: String, $role: String) {
  access(purpose: $purpose, role: $role) { coordinate decision forms conditions clauses }
}
"""
REVISIONS = """
query ($after: String) {
  policyRevisions(first: 1, after: $after) { totalCount nodes { active } pageInfo { endCursor } }
}
"""


def access(served: Served, role: str, purpose: str) -> dict[str, Any]:
    answer = served.post(role, ACCESS, variables={"purpose": purpose})
    return {one["coordinate"]: one for one in answer.json()["data"]["access"]}


def test_access_tells_of_every_coordinate_and_mutation(served: Served) -> None:
    told = access(served, "data_provider", "third_party_sharing")
    mutations = {f"Mutation.{name}" for name in datamap().mutations}
    assert told.keys() == set(map(str, datamap().fields)) | mutations
    assert {told[name]["decision"] for name in mutations} == {"DENIED"}


def test_access_tells_under_which_condition_a_mutation_is_open(served: Served) -> None:
    told = access(served, "site_agent", "functional.storage.privacy_preferences")
    assert told["Mutation.recordConsent"] == {
        "coordinate": "Mutation.recordConsent",
        "decision": "CONDITIONAL",
        "forms": [],
        "conditions": ["row: own_site"],
        "clauses": ["C6"],
    }


def test_access_tells_forms_conditions_and_clauses(served: Served) -> None:
    email = access(served, "data_provider", "third_party_sharing")["Visitor.email"]
    assert (email["decision"], email["forms"]) == ("CONDITIONAL", ["sha256"])
    assert "row: not opted_out" in email["conditions"]
    assert "C5" in email["clauses"]


def test_a_value_whose_row_never_leaves_is_denied(served: Served) -> None:
    told = access(served, "subsidiary", "analytics.reporting")
    assert told["Acquisition.kind"]["decision"] == "DENIED"


def test_an_unknown_purpose_gets_the_nearest(served: Served) -> None:
    answer = served.post("partner", ACCESS, variables={"purpose": "analitics"})
    assert codes(answer) == ["BAD_USER_INPUT"]
    assert "did you mean `analytics`" in answer.json()["errors"][0]["message"]


def test_an_auditor_may_ask_about_another_role(served: Served) -> None:
    variables = {"purpose": "marketing.advertising", "role": "data_provider"}
    answer = served.post("auditor", ACCESS, variables=variables).json()["data"]["access"]
    assert {one["coordinate"]: one["forms"] for one in answer}["Visitor.email"] == ["sha256"]


def test_asking_about_another_role_needs_a_right_of_its_own(served: Served) -> None:
    variables = {"purpose": "marketing.advertising", "role": "data_provider"}
    answer = served.post("partner", ACCESS, variables=variables)
    assert codes(answer) == ["BAD_USER_INPUT"]
    assert answer.json()["errors"][0]["extensions"]["argument"] == "role"
    assert answer.json()["data"] == {"access": None}


def test_an_unknown_role_gets_the_nearest(served: Served) -> None:
    variables = {"purpose": "analytics", "role": "partnr"}
    answer = served.post("auditor", ACCESS, variables=variables)
    assert "did you mean `partner`" in answer.json()["errors"][0]["message"]


def test_the_viewer_is_told_what_one_request_may_ask_for(served: Served) -> None:
    told = served.post(None, "{ viewer { role quota { maxCost maxDepth maxTokens maxFields } } }")
    bounds = served.settings
    assert told.json()["data"]["viewer"] == {
        "role": "anonymous",
        "quota": {
            "maxCost": bounds.max_cost,
            "maxDepth": bounds.max_depth,
            "maxTokens": bounds.max_tokens,
            "maxFields": bounds.max_fields,
        },
    }


def test_the_viewer_is_who_the_token_says(served: Served) -> None:
    query = "{ viewer { role purposes sites organization { kind } token { id expiresAt } } }"
    told = served.post("subsidiary", query).json()["data"]["viewer"]
    assert (told["role"], told["organization"]["kind"]) == ("subsidiary", "SUBSIDIARY")
    assert told["token"]["id"].removeprefix("tok_") in served.tokens["subsidiary"]


def test_policy_revisions_page_by_cursor(served: Served) -> None:
    first = served.post("auditor", REVISIONS).json()["data"]["policyRevisions"]
    assert (first["totalCount"], first["nodes"]) == (1, [{"active": True}])
    after = first["pageInfo"]["endCursor"]
    assert (
        served.post("auditor", REVISIONS, variables={"after": after}).json()["data"][
            "policyRevisions"
        ]["nodes"]
        == []
    )
    assert codes(served.post("auditor", REVISIONS, variables={"after": "x"})) == ["CURSOR_INVALID"]
    assert codes(served.post(None, REVISIONS)) == ["UNAUTHENTICATED"]


def test_who_activated_a_policy_is_told_to_those_who_may_ask_about_others(served: Served) -> None:
    query = "{ policyRevisions { nodes { author } } }"
    told = served.post("auditor", query).json()["data"]["policyRevisions"]["nodes"]
    hidden = served.post("partner", query).json()["data"]["policyRevisions"]["nodes"]
    assert (told, hidden) == ([{"author": "test"}], [{"author": None}])


@pytest.mark.parametrize("name", ["role", "purpose"])
def test_a_long_name_is_not_repeated(served: Served, name: str) -> None:
    answer = served.post("auditor", ACCESS, variables={"purpose": "analytics", name: "x" * 300})
    assert codes(answer) == ["BAD_USER_INPUT"]
    assert len(answer.content) < 1000


def test_what_would_be_resolved_thousands_of_times_is_refused(served: Served) -> None:
    fields = " ".join(f"a{n}: coordinate" for n in range(12))
    roots = " ".join(f"r{n}: access {{ ...A }}" for n in range(40))
    query = f"{{ {roots} }} fragment A on FieldAccess {{ {fields} }}"
    assert codes(served.post("partner", query)) == ["QUERY_TOO_COMPLEX"]
    twice = "{ a: access { coordinate decision } b: access { coordinate forms } }"
    assert "errors" not in served.post("partner", twice).json()
