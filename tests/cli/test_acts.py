"""What operators do by commands is in the ledger, with the change or not at all."""

import asyncio
import json
import os
import pwd
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col
from starlette.testclient import TestClient

from governance.cli.acting import this_operator
from governance.database.engine import open_database
from governance.settings import Settings
from governance.tables import Disclosure
from governance.web.app import create_app
from tests.cli.conftest import Command

ISSUE = ("token", "issue", "--role", "support", "--organization", "Overlay Works", "--all-sites")
SUPPORT = ("--purpose", "essential.service.operations.support")


def acts() -> Sequence[Disclosure]:
    """The ledger of the environment's database, oldest first."""

    async def read() -> Sequence[Disclosure]:
        database = open_database(Settings().database_url)
        async with database.reading() as work:
            entries = select(Disclosure).order_by(col(Disclosure.id))
            found = (await work.session.scalars(entries)).all()
        await database.close()
        return found

    return asyncio.run(read())


def test_each_command_that_changes_something_is_in_the_ledger(deployed: Command) -> None:
    deployed("organization", "add", "Northwind", "--kind", "customer")
    deployed("site", "add", "n.example", "--organization", "Northwind")
    person = ("--name", "A", "--role", "support", "--organization", "Overlay Works")
    user = json.loads(deployed("user", "add", "a@overlay.example", *person, "--json").out)
    deployed("user", "disable", user["id"])
    token = json.loads(deployed(*ISSUE, *SUPPORT, "--json").out)
    deployed("token", "rotate", token["id"])
    deployed("token", "revoke", token["id"])
    cookies = deployed("import", "cookies", "--template").out
    Path("cookies.csv").write_text(cookies, encoding="utf-8")
    taken = ("import", "cookies", "cookies.csv", "--site", "n.example")
    assert (deployed(*taken, "--dry-run").status, deployed(*taken).status) == (0, 0)
    for group in ("organization", "site", "user", "token"):
        assert deployed(group, "list").status == 0
    found = acts()
    assert [one.operation for one in found] == [
        "init", "organization add", "site add", "user add", "user disable",
        "token issue", "token rotate", "token revoke", "import cookies",
    ]  # fmt: skip
    assert {one.actor for one in found} == {f"operator:{pwd.getpwuid(os.geteuid()).pw_name}"}
    assert {(one.role, one.purpose) for one in found} == {
        ("operator", "essential.service.operations")
    }


def test_a_refused_command_leaves_no_act(deployment: Command) -> None:
    assert deployment("token", "revoke", "tok_x").status == 2
    assert deployment("site", "add", "n n", "--organization", "Overlay Works").status == 2
    assert [one.operation for one in acts()] == ["init"]


def test_an_act_shows_nothing_and_holds_no_value(deployment: Command) -> None:
    deployment("organization", "add", "Secretive Ltd", "--kind", "customer")
    act = acts()[-1]
    assert json.loads(act.coordinates) == {"read": [], "shown": {}, "used": [], "signed": []}
    assert (json.loads(act.signatures), act.visitor_count) == ([], 0)
    assert "Secretive" not in str(act.model_dump())


def test_nothing_is_done_before_there_is_an_operator(command: Command) -> None:
    command("migrate")
    status, out, err = command("organization", "add", "N", "--kind", "customer")
    assert (status, out) == (1, "")
    assert err == "error: there is no operator yet; run `governance init`\n"
    assert command("organization", "list").out == "none\n"


def test_the_user_is_the_process_and_not_what_its_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody_else")
    assert this_operator() == f"operator:{pwd.getpwuid(os.geteuid()).pw_name}"


def test_who_may_read_the_ledger_is_shown_the_acts(command: Command) -> None:
    made = command("init", "--organization", "O", "--site", "o.example", "--json")
    headers = {
        "authorization": f"Bearer {json.loads(made.out)['token']}",
        "governance-purpose": "essential.legal_obligation",
    }
    query = "{ disclosures { nodes { actor role operation coordinates visitorCount } } }"
    with TestClient(create_app(Settings())) as client:
        answer = client.post("/graphql", json={"query": query}, headers=headers).json()
    assert answer["data"]["disclosures"]["nodes"] == [
        {
            "actor": this_operator(),
            "role": "operator",
            "operation": "init",
            "coordinates": {"read": [], "shown": {}, "used": [], "signed": []},
            "visitorCount": 0,
        }
    ]
