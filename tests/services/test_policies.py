"""Policy revisions: one is active, changed by compare-and-set."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from governance.authz.rules import Policy
from governance.database.engine import Database
from governance.errors import Code, GovernanceError
from governance.services.policies import activate, active, history

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def a_policy(revision: str) -> Policy:
    return Policy(revision, (), {}, {"auditor_eu": ("auditor",)}, {}, {"due_diligence": "finance"})


async def test_one_revision_is_active(database: Database) -> None:
    async with database.unit_of_work() as work:
        assert await active(work) is None
        for number in range(3):
            now = NOW + timedelta(hours=number)
            await activate(work, a_policy(str(number)), "r", "c", author="ada", now=now)
    async with database.reading() as work:
        now_active = await active(work)
        assert now_active is not None
        assert now_active.revision == "2"
        assert [row.revision for row in await history(work)] == ["2", "1", "0"]


async def test_activating_the_active_revision_changes_nothing(database: Database) -> None:
    async with database.unit_of_work() as work:
        first = await activate(work, a_policy("1"), "r", "c", author="ada", now=NOW)
        later = NOW + timedelta(days=1)
        again = await activate(work, a_policy("1"), "r", "c", author="bob", now=later)
        assert (again.id, again.author, again.activated_at) == (first.id, "ada", NOW)


async def test_an_older_revision_comes_back_as_the_row_it_was(database: Database) -> None:
    async with database.unit_of_work() as work:
        first = await activate(work, a_policy("1"), "r", "c", author="ada", now=NOW)
        await activate(work, a_policy("2"), "r", "c", author="ada", now=NOW)
        back = await activate(work, a_policy("1"), "r", "c", author="ada", now=NOW, expected="2")
        assert back.id == first.id
        assert len(await history(work)) == 2


@pytest.mark.parametrize("expected", [None, "0"])
async def test_a_policy_that_was_changed_meanwhile_is_a_conflict(
    database: Database, expected: str | None
) -> None:
    async with database.unit_of_work() as work:
        await activate(work, a_policy("1"), "r", "c", author="ada", now=NOW, expected=None)
        with pytest.raises(GovernanceError) as caught:
            await activate(work, a_policy("2"), "r", "c", author="b", now=NOW, expected=expected)
        assert caught.value.code == Code.CONFLICT
        still = await active(work)
        assert still is not None
        assert still.revision == "1"


def test_a_policy_adds_its_names_to_the_known_ones() -> None:
    assert {"auditor_eu", "analyst"} <= a_policy("1").roles
    assert {"due_diligence", "analytics"} <= a_policy("1").purposes


async def test_of_two_activations_at_once_one_is_told(database: Database) -> None:
    async def one(revision: str) -> None:
        async with database.unit_of_work() as work:
            await activate(work, a_policy(revision), "r", "c", author="ada", now=NOW, expected=None)

    results = await asyncio.gather(one("1"), one("2"), return_exceptions=True)
    told = [result for result in results if isinstance(result, GovernanceError)]
    assert [error.code for error in told] == [Code.CONFLICT]
    async with database.reading() as work:
        assert await active(work) is not None
