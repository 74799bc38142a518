"""A mutation that is asked for twice under one key is done once, and says so."""

import asyncio
from datetime import timedelta
from typing import Any, Final

import pytest
from sqlalchemy import update

from governance.tables import AccessToken, ConsentEvent, Idempotency, table_of
from tests.cases.rows import NOW, an_id
from tests.cases.stage import Asked, Stage
from tests.mutations.asking import ADA, codes, counted, payload

ASK: Final = """
mutation ($input: RecordConsentInput!) {
  recordConsent(input: $input) { id recordedAt replayed consent { status } }
}
"""
KEY: Final = "the same click"
GIVES: Final = {"visitor": ADA, "purpose": "personalize", "status": "GIVEN", "method": "BANNER"}


async def ask(stage: Stage, who: str = "site_agent", key: str | None = KEY, **more: Any) -> Asked:
    """Ask under a key of the input; `said` changes the input, the rest the request."""
    given = {**GIVES, **more.pop("said", {}), **({} if key is None else {"idempotencyKey": key})}
    return await stage.tell(who, ASK, variables={"input": given}, **more)


async def test_the_second_time_tells_of_the_first(stage: Stage) -> None:
    first = payload(await ask(stage))
    before = await counted(stage, ConsentEvent)
    asked = await ask(stage, now=NOW + timedelta(hours=1))
    assert payload(asked) == {**first, "replayed": True}
    assert await counted(stage, ConsentEvent) == before
    assert [entry["operation"] for entry in asked.entries] == [None]


async def test_the_header_is_a_key_too(stage: Stage) -> None:
    first = payload(await ask(stage, key=None, idempotency_key=KEY))
    assert payload(await ask(stage, key=None, idempotency_key=KEY)) == {**first, "replayed": True}
    assert payload(await ask(stage)) == {**first, "replayed": True}


async def test_another_input_under_the_same_key_is_a_conflict(stage: Stage) -> None:
    await ask(stage)
    before = await counted(stage, ConsentEvent)
    assert codes(await ask(stage, said={"status": "REFUSED"})) == ["CONFLICT"]
    assert await counted(stage, ConsentEvent) == before


async def test_another_token_has_keys_of_its_own(stage: Stage) -> None:
    await ask(stage)
    assert payload(await ask(stage, "visitor", said={"status": "REFUSED"}))["replayed"] is False


async def test_a_key_is_forgotten_after_a_day(stage: Stage) -> None:
    await ask(stage)
    kept = NOW + timedelta(hours=24) - timedelta(milliseconds=1)
    assert payload(await ask(stage, now=kept))["replayed"] is True
    assert payload(await ask(stage, now=NOW + timedelta(hours=24)))["replayed"] is False


async def test_a_failure_takes_no_key(stage: Stage) -> None:
    nobody = an_id("Visitor", "0")
    assert codes(await ask(stage, said={"visitor": nobody})) == ["NOT_FOUND"]
    assert await counted(stage, Idempotency) == 0
    assert payload(await ask(stage))["replayed"] is False


async def test_of_many_at_once_one_is_done(stage: Stage) -> None:
    before = await counted(stage, ConsentEvent)
    given = {**GIVES, "idempotencyKey": KEY}
    answers = await asyncio.gather(
        *(stage.tell_only("site_agent", ASK, variables={"input": given}) for _ in range(8))
    )
    assert {answer.refused for answer in answers} == {None}
    assert sum(b'"replayed":false' in answer.body for answer in answers) == 1
    assert await counted(stage, ConsentEvent) == before + 1


@pytest.mark.parametrize("key", ["", "x" * 201, "two\nlines"])
async def test_a_key_that_cannot_be_one_is_refused(stage: Stage, key: str) -> None:
    assert codes(await ask(stage, key=key)) == ["BAD_USER_INPUT"]


async def test_two_keys_that_differ_are_refused(stage: Stage) -> None:
    assert codes(await ask(stage, idempotency_key="another")) == ["BAD_USER_INPUT"]


async def test_a_token_that_was_revoked_is_told_nothing_again(stage: Stage) -> None:
    await ask(stage)
    revoke = update(table_of(AccessToken))
    await stage.change(revoke.values(revoked_at=NOW))
    assert codes(await ask(stage)) == ["TOKEN_REVOKED"]
