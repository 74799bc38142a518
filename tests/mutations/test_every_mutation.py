"""Laws of every mutation: recorded without a value, done once, and refused without a trace.

A registry has an example of each; whatever is added to the schema is held to these laws.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from operator import itemgetter
from typing import Any, Final

import orjson
import pytest
from sqlalchemy import update

from governance.authz.decision import Decisions, Denied
from governance.engine.answer import answer
from governance.schema.binding import binding, datamap
from governance.tables import AccessToken, table_of
from governance.vocabulary import DATA_CATEGORIES, DATA_USES, ROLES
from tests.cases.actors import NAMES, an_actor
from tests.cases.rows import NOW
from tests.cases.stage import Asked, Stage, a_stage
from tests.conftest import DIALECTS
from tests.mutations.asking import codes
from tests.mutations.contents import contents
from tests.mutations.examples import EXAMPLES, KEY, another_input, request_of

WORDS: Final = re.compile(r"[A-Z_]+|[a-z]{3}_[0-9a-z]{26}|[0-9T:.Z-]+")
"""Enums, ids and moments: they are names, and the ledger may say them."""
STRANGERS: Final = {
    "site_owner": "owner_of_west",
    "site_agent": "agent_of_west",
    "visitor": "visitor_eve",
}
"""Whom the conditions of a role's rules keep from `east` and its visitor `ada`."""


def test_every_mutation_has_an_example() -> None:
    assert EXAMPLES.keys() == binding().mutations.keys()


@pytest.fixture(scope="module", params=DIALECTS)
async def still(
    request: pytest.FixtureRequest, new_database: Callable[[str], str]
) -> AsyncIterator[Stage]:
    """The small world of tests that change nothing."""
    async with a_stage(new_database(request.param)) as opened:
        yield opened


def told_of(asked: Asked, name: str) -> dict[str, Any]:
    """The payload of a mutation that was done."""
    assert not [code for code in codes(asked) if code != "FIELD_DENIED"], asked.text
    payload: dict[str, Any] = asked.body["data"][name]
    return payload


def texts(given: Any) -> Iterator[str]:
    """The texts of an input that are no word of the vocabulary."""
    if isinstance(given, str):
        known = given in DATA_USES | DATA_CATEGORIES or given in ROLES
        if len(given) > 3 and not known and not WORDS.fullmatch(given):
            yield given
    elif isinstance(given, dict | list):
        for one in given.values() if isinstance(given, dict) else given:
            yield from texts(one)


@pytest.mark.parametrize("name", EXAMPLES)
async def test_it_is_recorded_by_coordinates_and_hashes_and_no_value(
    stage: Stage, name: str
) -> None:
    asked = await stage.ask(request_of(name))
    told = told_of(asked, name)
    (entry,) = (one for one in asked.entries if one["operation"] == name)
    coordinates = orjson.loads(entry["coordinates"])
    hashed = orjson.loads(entry["changes"])
    assert (coordinates["mutation"], coordinates["id"]) == (name, told["id"])
    assert coordinates["written"]
    assert [one for one, _, _ in hashed] == coordinates["written"]
    assert all(one is None or len(one) == 64 for _, *pair in hashed for one in pair)
    kept = str(asked.entries).lower()
    assert [text for text in texts(EXAMPLES[name].given) if text.lower() in kept] == []


@pytest.mark.parametrize("name", EXAMPLES)
async def test_it_is_done_once_for_a_key_also_by_two_at_once_and_its_secret_told_once(
    stage: Stage, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    request = request_of(name, idempotency_key=KEY)
    two = await asyncio.gather(*(answer(stage.house, request) for _ in range(2)))
    told = [told_of(Asked(one, [], []), name) for one in two]
    first, again = sorted(told, key=itemgetter("replayed"))
    secret = {"token": None} if "token" in first else {}
    assert (first["replayed"], again) == (False, {**first, **secret, "replayed": True})
    after = await contents(stage.house.database)
    assert told_of(await stage.ask(request), name) == again
    other = request_of(name, given=another_input(name), idempotency_key=KEY)
    assert codes(await stage.ask(other)) == ["CONFLICT"]
    later = await contents(stage.house.database)
    assert {**later, "disclosure": []} == {**after, "disclosure": []}
    if secret:
        assert first["token"].rpartition("_")[2][:32] not in f"{later}{caplog.text}"


@pytest.mark.parametrize("name", EXAMPLES)
async def test_who_may_not_is_denied_or_finds_nothing_and_nothing_changes(
    still: Stage, name: str
) -> None:
    before = await contents(still.house.database)
    policy, asked_by = still.house.policy, set[str]()
    for who in NAMES:
        role, purposes = an_actor(who).role, an_actor(who).purposes
        for purpose in purposes:
            decisions = Decisions(policy, datamap(), role, purpose, "write")
            denied = isinstance(decisions.rows(f"Mutation.{name}"), Denied)
            if denied or who in STRANGERS.values():
                asked = await still.ask(request_of(name, who, purpose=purpose))
                expected = "MUTATION_DENIED" if denied else "NOT_FOUND"
                assert (codes(asked), asked.entries) == ([expected], []), (who, purpose)
                assert not asked.body.get("data") or asked.body["data"] == {name: None}
                asked_by.add(role)
    rules = (rule for rule in policy.rules if rule.resource == f"Mutation.{name}")
    assert {rule.role for rule in rules if rule.conditions} <= STRANGERS.keys() & asked_by
    assert await contents(still.house.database) == before


@pytest.mark.parametrize("name", EXAMPLES)
async def test_nobody_and_a_get_write_nothing(still: Stage, name: str) -> None:
    before = await contents(still.house.database)
    assert codes(await still.ask(request_of(name, "anonymous"))) == ["UNAUTHENTICATED"]
    by_get = await still.ask(request_of(name, safe=True))
    assert (codes(by_get), "data" in by_get.body) == (["BAD_USER_INPUT"], False)
    assert await contents(still.house.database) == before


@pytest.mark.parametrize("name", EXAMPLES)
async def test_a_token_that_ended_writes_nothing(still: Stage, name: str) -> None:
    table = table_of(AccessToken)
    own = update(table).where(table.c.id == an_actor(EXAMPLES[name].who).token)
    for column, code in (("revoked_at", "TOKEN_REVOKED"), ("expires_at", "TOKEN_EXPIRED")):
        await still.change(own.values({column: NOW}))
        before = await contents(still.house.database)
        asked = await still.ask(request_of(name))
        assert (codes(asked), asked.entries) == ([code], [])
        assert await contents(still.house.database) == before
        await still.change(own.values({column: None}))
