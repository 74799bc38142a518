"""People on the command line: added with a role they may have, listed by id, disabled."""

import json

import pytest
from starlette.testclient import TestClient

from governance.settings import Settings
from governance.web.app import create_app
from tests.cli.conftest import Command

ADA = ("ada@overlay.example", "--name", "Ada Brown", "--organization", "Overlay Works")
SUPPORT = "essential.service.operations.support"
USER = "usr_01m8149n52e2es08kwphkz5jxr"


def add(run: Command, *arguments: str) -> str:
    status, out, err = run("user", "add", *ADA, *arguments, "--json")
    assert (status, err) == (0, "")
    return str(json.loads(out)["id"])


def a_token(run: Command, user: str, *arguments: str) -> tuple[int, str, str]:
    of_whom = ("--organization", "Overlay Works", "--user", user, "--all-sites")
    return run("token", "issue", *of_whom, "--purpose", SUPPORT, *arguments, "--json")


def test_people_are_listed_without_names_and_addresses(deployed: Command) -> None:
    user = add(deployed, "--role", "support")
    status, out, err = deployed("user", "list", "--json")
    assert (status, err) == (0, "")
    (row,) = json.loads(out)
    assert (row["id"], row["role"], row["disabledAt"]) == (user, "support", None)
    assert set(row) == {"id", "role", "organization", "createdAt", "disabledAt"}


def test_the_tokens_of_a_disabled_person_are_refused_at_the_next_read(deployment: Command) -> None:
    user = add(deployment, "--role", "support")
    token = json.loads(a_token(deployment, user, "--role", "support")[1])["token"]
    headers = {"authorization": f"Bearer {token}"}
    body = {"query": "{ sites { totalCount } }"}
    with TestClient(create_app(Settings())) as client:
        assert "data" in client.post("/graphql", json=body, headers=headers).json()
        first = json.loads(deployment("user", "disable", user, "--json").out)["disabledAt"]
        refused = client.post("/graphql", json=body, headers=headers)
    assert first is not None
    assert refused.status_code == 401
    assert refused.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    again = json.loads(deployment("user", "disable", user, "--json").out)["disabledAt"]
    assert again == first


def test_a_persons_token_acts_in_the_persons_role(deployment: Command) -> None:
    user = add(deployment, "--role", "support")
    status, _, err = a_token(deployment, user, "--role", "privacy_officer")
    assert (status, err) == (
        2,
        "error: that user has the role `support`, not `privacy_officer`\n",
    )
    issued = json.loads(a_token(deployment, user, "--role", "support")[1])
    assert issued["user"] == user
    deployment("user", "disable", user)
    status, _, err = a_token(deployment, user, "--role", "support")
    assert (status, err) == (1, "error: that user is disabled\n")


def test_a_token_is_not_for_a_person_of_another_organization(deployment: Command) -> None:
    deployment("organization", "add", "Northwind", "--kind", "customer")
    user = add(deployment, "--role", "site_owner")
    asked = ("--role", "site_owner", "--user", user, "--all-sites", "--purpose", "analytics")
    for whose, named in (("Northwind", user), ("Overlay Works", USER)):
        arguments = [named if one == user else one for one in asked]
        status, _, err = deployment("token", "issue", "--organization", whose, *arguments)
        assert (status, err) == (2, "error: no user of that id in that organization\n")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--role", "suport"), 2, "`suport` is not a role, did you mean `support`"),
        (("--role", "subsidiary"), 2, "is of SUBSIDIARY, not of OPERATOR"),
        (("--role", "visitor"), 2, "nobody's who works for an organization"),
        (("--role", "support", "--organization", "Nobody"), 2, "no organization `Nobody`"),
        (("--role", "support", "--name", " "), 2, "`name` must be"),
        (("--role", "support"), 1, "a user of that address exists"),
    ],
)
def test_a_person_that_cannot_be_is_refused(
    deployment: Command, arguments: tuple[str, ...], status: int, message: str
) -> None:
    add(deployment, "--role", "auditor")
    outcome = deployment("user", "add", *ADA, *arguments)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (status, "", 1)
    assert message in outcome.err
    assert "ada@" not in outcome.err


@pytest.mark.parametrize(
    "email", ["ada", "ada@", "@x.example", "a b@x.example", "ada@localhost", "a@b@x.example"]
)
def test_what_is_no_address_is_refused_without_repeating_it(
    deployment: Command, email: str
) -> None:
    rest = ("--name", "A", "--role", "support", "--organization", "Overlay Works")
    status, out, err = deployment("user", "add", email, *rest)
    assert (status, out) == (2, "")
    assert err == "error: `email` must be an address such as `ada@example.com`\n"


def test_an_unknown_person_is_named_as_such(deployment: Command) -> None:
    assert deployment("user", "disable", USER) == (2, "", "error: no user of that id\n")
