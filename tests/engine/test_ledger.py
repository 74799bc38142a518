"""No entry, no answer: the ledger fails in every way it can, and comes back by itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import pytest
from sqlalchemy import text

from governance.database.engine import open_database
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from tests.cases.stage import Asked, Stage, a_stage

DOCUMENT: Final = "{ visitors { totalCount nodes { id email } } }"
LIMIT: Final = 0.4
"""How long an answer may wait for its entry here, in seconds."""

FULL: Final = {
    "sqlite": (
        "create trigger full before insert on disclosure begin select raise(abort, 'full'); end",
        "drop trigger full",
    ),
    "postgresql": (
        "alter table disclosure add constraint full_up check (false) not valid",
        "alter table disclosure drop constraint full_up",
    ),
}
GONE: Final = (
    "alter table disclosure rename to elsewhere",
    "alter table elsewhere rename to disclosure",
)


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    async with a_stage(database_url, ledger_timeout_seconds=LIMIT, ledger_queue=4) as opened:
        yield opened


async def ask(stage: Stage) -> Asked:
    """What the privacy officer is told; the ledger's entries stay."""
    return await stage.tell("privacy_officer", DOCUMENT, purpose="subject_access")


async def told(stage: Stage) -> Code | None:
    """The code of a refusal, well within twice the limit; None for an answer."""
    async with asyncio.timeout(2 * LIMIT + 1):
        given = await stage.tell_only("privacy_officer", DOCUMENT, purpose="subject_access")
    if given.refused is not None:
        assert b"data" not in given.body
        assert b"@" not in given.body
    return given.refused


async def run(stage: Stage, statement: str) -> None:
    """Something done to the database by hand."""
    await stage.change(text(statement))


@asynccontextmanager
async def locked(stage: Stage) -> AsyncIterator[None]:
    """Another program holds the ledger; readers go on."""
    other = open_database(stage.house.database.url)
    async with other.unit_of_work() as work:
        if work.dialect == "postgresql":
            await work.connection.execute(text("lock table disclosure in exclusive mode"))
        yield
    await other.close()


async def test_every_answered_read_has_its_entry(stage: Stage) -> None:
    asked = await ask(stage)
    assert asked.answer.refused is None
    (entry,) = asked.entries
    assert (entry["visitor_count"], entry["role"]) == (9, "privacy_officer")


@pytest.mark.parametrize("way", ["full", "gone"])
async def test_a_ledger_that_cannot_be_written_refuses_and_recovers(stage: Stage, way: str) -> None:
    broken, mended = GONE if way == "gone" else FULL[stage.house.database.dialect]
    assert await told(stage) is None
    await run(stage, broken)
    for _ in range(3):
        assert await told(stage) is Code.LEDGER_UNAVAILABLE
        assert not await stage.house.ledger.writes()
    await run(stage, mended)
    assert await stage.house.ledger.writes(), "no read has to come before it is ready again"
    assert await told(stage) is None
    assert len(await stage.entries()) == 2


async def test_an_entry_that_breaks_the_writer_is_refused_and_the_next_one_is_kept(
    stage: Stage,
) -> None:
    unfit: dict[Any, Any] = {1: "x", "id": "x"}  # its names do not sort: no error of a database
    with pytest.raises(GovernanceError) as refused:
        await stage.house.ledger.record(unfit)
    assert refused.value.code is Code.LEDGER_UNAVAILABLE
    assert isinstance(refused.value.__cause__, TypeError)
    assert await stage.house.checks() == {"database": True, "policy": True, "ledger": True}
    assert await told(stage) is None
    assert await stage.house.ledger.writes()
    assert len(await stage.entries()) == 1


async def test_an_entry_that_breaks_the_writer_fails_alone(stage: Stage) -> None:
    (entry,) = (await ask(stage)).entries
    unfit: dict[Any, Any] = {1: "x", "id": "x"}
    fit = {**entry, "id": new_id("Disclosure")}
    ledger = stage.house.ledger
    broken, kept = await asyncio.gather(
        ledger.record(unfit), ledger.record(fit), return_exceptions=True
    )
    assert isinstance(broken, GovernanceError)
    assert kept is None
    assert fit["id"] in {one["id"] for one in await stage.entries()}


async def test_a_ledger_that_is_locked_refuses_within_its_limit_and_recovers(stage: Stage) -> None:
    assert await told(stage) is None
    async with locked(stage):
        assert await told(stage) is Code.LEDGER_UNAVAILABLE
        assert await told(stage) is Code.LEDGER_UNAVAILABLE
    async with asyncio.timeout(5):
        while await told(stage) is not None:
            pass
    answered = 2
    assert len(await stage.entries()) >= answered


async def test_entries_that_nobody_waits_for_any_more_do_not_make_it_well(stage: Stage) -> None:
    ledger = stage.house.ledger
    await run(stage, GONE[0])
    gone = asyncio.get_running_loop().create_future()
    gone.cancel()
    assert await told(stage) is Code.LEDGER_UNAVAILABLE
    await ledger._commit([({}, gone)])
    assert not await ledger.writes()
    await run(stage, GONE[1])
    assert await ledger.writes()


async def test_more_entries_than_may_wait_are_refused_at_once(stage: Stage) -> None:
    async with locked(stage):
        refusals = await asyncio.gather(*(told(stage) for _ in range(40)))
    assert set(refusals) == {Code.LEDGER_UNAVAILABLE}
    async with asyncio.timeout(5):
        while await told(stage) is not None:
            pass


async def test_entries_that_wait_together_are_all_there(stage: Stage) -> None:
    answers = await asyncio.gather(*(told(stage) for _ in range(4)))
    assert answers == [None] * 4
    assert len(await stage.entries()) == 4


async def test_a_read_by_the_other_door_needs_its_entry_too(stage: Stage) -> None:
    broken, mended = FULL[stage.house.database.dialect]
    document = "{ viewer { role } visitors { totalCount } }"
    await run(stage, broken)
    given = await stage.tell_only("privacy_officer", document, purpose="subject_access")
    assert given.refused is Code.LEDGER_UNAVAILABLE
    assert b"data" not in given.body
    alone = await stage.tell_only("privacy_officer", "{ viewer { role } }")
    assert alone.refused is None
    await run(stage, mended)


@pytest.mark.parametrize(
    ("who", "purpose", "document"),
    [
        ("anonymous", "subject_access", DOCUMENT),
        ("revoked", "subject_access", DOCUMENT),
        ("privacy_officer", None, DOCUMENT),
        ("privacy_officer", "data_quality", "{ visitors(first: -1) { totalCount } }"),
        ("privacy_officer", "subject_access", "{ visitorz }"),
        ("developer", "personalize", '{ visitors(where: {email: {eq: ""}}) { totalCount } }'),
    ],
)
async def test_a_refused_read_has_no_entry(
    stage: Stage, who: str, purpose: str | None, document: str
) -> None:
    asked = await stage.tell(who, document, purpose=purpose)
    assert asked.answer.refused is not None
    assert asked.entries == []
