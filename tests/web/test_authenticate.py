"""Tokens at the door: forged, unknown, revoked, expired, disabled."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import func, select, update
from starlette.types import Message
from structlog.testing import capture_logs

from governance.authz.policy import load_policy
from governance.authz.rules import Policy
from governance.database.engine import Database, open_database
from governance.engine.house import House
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.schema.binding import datamap
from governance.services import tokens
from governance.services.keys import derive
from governance.services.organizations import create_organization, create_user
from governance.services.policies import activate, shipped_policy
from governance.settings import Settings
from governance.tables import AccessToken, Disclosure, Organization
from governance.web.authenticate import Authenticator
from governance.web.graphql import GraphqlEndpoint
from governance.web.limits import Limits
from tests.web.conftest import SECRET, Served, a_lost_database, committed
from tests.web.test_graphql_over_http import ONE, codes

SUPPORT = "essential.service.operations.support"
SHAPELESS = ["", "Bearer", "Bearer x", "Basic abc", "Bearer gov_", "Bearer gov_1_2"]


@pytest.mark.parametrize("authorization", SHAPELESS)
def test_what_is_not_a_token_is_401(served: Served, authorization: str) -> None:
    headers = {"authorization": authorization}
    answer = served.client.post("/graphql", json={"query": ONE}, headers=headers)
    assert (answer.status_code, codes(answer)) == (401, ["UNAUTHENTICATED"])
    assert answer.headers["www-authenticate"] == "Bearer"


def test_without_a_token_nothing_governed_is_read(served: Served) -> None:
    answer = served.post(None, ONE)
    assert (answer.status_code, codes(answer)) == (401, ["UNAUTHENTICATED"])


def test_a_forged_token_is_401(served: Served) -> None:
    text = served.tokens["partner"]
    forged = text[:-1] + ("0" if text[-1] != "0" else "1")
    headers = {"authorization": "Bearer " + forged}
    answer = served.client.post("/graphql", json={"query": ONE}, headers=headers)
    assert (answer.status_code, codes(answer)) == (401, ["UNAUTHENTICATED"])


async def test_a_forged_token_is_refused_before_the_database_is_asked(tmp_path: Path) -> None:
    lost = a_lost_database(tmp_path)
    door = Authenticator(lost, derive(SECRET), keep_seconds=1)
    forged, _ = tokens.make_token(derive("cd" * 32), new_id("AccessToken"))
    with pytest.raises(GovernanceError) as refused:
        await door.authenticate("Bearer " + forged)
    assert refused.value.code is Code.UNAUTHENTICATED
    ours, _ = tokens.make_token(derive(SECRET), new_id("AccessToken"))
    with pytest.raises(FileNotFoundError):
        await door.authenticate("Bearer " + ours)
    await lost.close()


@pytest.mark.parametrize(("seconds", "known"), [(30, True), (0, False)])
async def test_a_verdict_is_kept_as_long_as_it_was_set(
    sqlite_url: str, tmp_path: Path, seconds: float, known: bool
) -> None:
    database, lost, now = open_database(sqlite_url), a_lost_database(tmp_path), datetime.now(UTC)
    async with database.unit_of_work() as work:
        owner = await create_organization(work, "Acme", "OPERATOR", now=now)
        rights = tokens.Rights("support", owner.id, [SUPPORT], None)
        _, token = await tokens.issue(work, derive(SECRET), rights, now=now)
    door = Authenticator(database, derive(SECRET), keep_seconds=seconds)
    assert await door.authenticate("Bearer " + token) is not None
    door._database = lost
    if known:
        assert await door.authenticate("Bearer " + token) is not None
    else:
        with pytest.raises(FileNotFoundError):
            await door.authenticate("Bearer " + token)
    await lost.close()
    await database.close()


async def test_the_tokens_of_one_person_name_the_person(database: Database) -> None:
    keys, now = derive(SECRET), datetime.now(UTC)
    async with database.unit_of_work() as work:
        owner = await create_organization(work, "Acme", "OPERATOR", now=now)
        ada = await create_user(work, owner, "Ada", "ada@acme.example", "support", now=now)
        rights = tokens.Rights("support", owner.id, [SUPPORT], None, ada.id)
        issued = [(await tokens.issue(work, keys, rights, now=now))[1] for _ in range(2)]
        nobodys = replace(rights, user_id=None)
        issued.append((await tokens.issue(work, keys, nobodys, now=now))[1])
    door = Authenticator(database, keys, keep_seconds=1)
    actors = [await door.authenticate("Bearer " + token) for token in issued]
    assert [actor and actor.user for actor in actors] == [ada.id, ada.id, None]


async def a_house(url: str) -> tuple[House, Policy]:
    """A house over a database of its own, and its policy under another revision."""
    settings = Settings.model_validate({"database_url": url, "secret_key": SECRET})
    database, now = open_database(url), datetime.now(UTC)
    rules, clauses = shipped_policy()
    policy = load_policy(rules, clauses, datamap())
    async with database.unit_of_work() as work:
        await activate(work, policy, rules, clauses, author="test", now=now)
    house = await House.open(settings, derive(SECRET), database)
    return house, replace(policy, revision="f" * 64)


async def told(
    house: House, door: Authenticator, token: str
) -> tuple[int, dict[str, Any], list[str]]:
    """Status and body of the answer to a read in this loop, and the events of the log."""
    sent: list[Message] = []
    headers = [
        (b"content-type", b"application/json"),
        (b"authorization", f"Bearer {token}".encode()),
    ]

    async def receive() -> Message:
        return {"type": "http.request", "body": orjson.dumps({"query": ONE})}

    async def send(message: Message) -> None:
        sent.append(message)

    with capture_logs() as logs:
        endpoint = GraphqlEndpoint(lambda: (house, door), Limits(house.settings))
        await endpoint({"type": "http", "method": "POST", "headers": headers}, receive, send)
    return sent[0]["status"], orjson.loads(sent[1]["body"]), [line["event"] for line in logs]


async def test_a_token_that_no_database_can_tell_of_is_503(sqlite_url: str, tmp_path: Path) -> None:
    house, _ = await a_house(sqlite_url)
    lost = a_lost_database(tmp_path)
    door = Authenticator(lost, house.keys, keep_seconds=1)
    token, _ = tokens.make_token(house.keys, new_id("AccessToken"))
    status, body, events = await told(house, door, token)
    assert (status, body["errors"][0]["extensions"]["code"]) == (503, "OVERLOADED")
    assert "data" not in body
    assert events == ["database_unavailable", "refused"]
    await house.close()
    for database in (lost, house.database):
        await database.close()


async def test_a_policy_that_cannot_be_loaded_anew_is_503(sqlite_url: str, tmp_path: Path) -> None:
    house, another = await a_house(sqlite_url)
    database, now = house.database, datetime.now(UTC)
    async with database.unit_of_work() as work:
        owner = await create_organization(work, "Acme", "OPERATOR", now=now)
        rights = tokens.Rights("support", owner.id, [SUPPORT], None)
        _, token = await tokens.issue(work, house.keys, rights, now=now)
        await activate(work, another, *shipped_policy(), author="test", now=now)
    house.database = lost = a_lost_database(tmp_path)
    door = Authenticator(database, house.keys, keep_seconds=1)
    status, body, events = await told(house, door, token)
    assert (status, body["errors"][0]["extensions"]["code"]) == (503, "OVERLOADED")
    assert "data" not in body
    assert events == ["database_unavailable", "refused"]
    await house.close()
    await lost.close()
    await database.close()


def _change(table: Any, **values: Any) -> Any:
    async def run(database: Database) -> None:
        async with database.unit_of_work() as work:
            await work.connection.execute(update(table).values(**values))

    return run


def _entries(served: Served) -> int:
    found: list[int] = []

    async def run(database: Database) -> None:
        async with database.reading() as work:
            counted = select(func.count()).select_from(Disclosure)
            found.append((await work.session.execute(counted)).scalar_one())

    committed(served, run)
    return found[0]


STATES: dict[str, tuple[Any, dict[str, Any], dict[str, Any], str]] = {
    "revoked": (
        AccessToken,
        {"revoked_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"revoked_at": None},
        "TOKEN_REVOKED",
    ),
    "expired": (
        AccessToken,
        {"expires_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"expires_at": datetime.now(UTC) + timedelta(days=1)},
        "TOKEN_EXPIRED",
    ),
    "organization disabled": (
        Organization,
        {"disabled_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"disabled_at": None},
        "UNAUTHENTICATED",
    ),
}


@pytest.mark.parametrize(("table", "values", "before", "code"), STATES.values(), ids=STATES)
@pytest.mark.parametrize(
    "query", [ONE, "{ viewer { role } }", "{ visitors { totalCount } viewer { role } }"]
)
def test_the_next_request_obeys_a_change_of_the_token(
    served: Served,
    table: Any,
    values: dict[str, Any],
    before: dict[str, Any],
    code: str,
    query: str,
) -> None:
    assert served.post("hosting_provider", query).status_code == 200
    entries = _entries(served)
    committed(served, _change(table, **values))
    try:
        answer = served.post("hosting_provider", query)
        assert (answer.status_code, codes(answer)) == (401, [code])
        assert "data" not in answer.json()
        assert _entries(served) == entries
    finally:
        committed(served, _change(table, **before))
