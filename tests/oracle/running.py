"""Asks the product what the oracle was asked, on both databases, and counts what was covered."""

import asyncio
import json
import multiprocessing
import os
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Any, Final

from governance.database.engine import Database, open_database
from governance.engine.house import House
from governance.errors import Code
from governance.services.keys import derive
from tests.harness import SECRET, a_house, admit, ask
from tests.oracle.cases import Asker, Family, Stage
from tests.oracle.comparing import differences
from tests.oracle.policies import CLAUSES, PolicyMaker, a_policy
from tests.oracle.records import Records, read_rows
from tests.oracle.worlds import World, a_world

TOGETHER: Final = 16
"""Families asked at once, so that their ledger entries share a commit."""

TOO_DEEP: Final = "skipped: too deep for SQLite"
"""SQLite before 3.46 parses with a stack of 100; the product refuses what does not fit."""
PATIENT: Final[dict[str, Any]] = {
    "ledger_timeout_seconds": 60,
    "statement_timeout_seconds": 60,
    "pool_size": 2,
}
"""Machines that run tests are slow at times; each connection prepares each statement anew."""


@dataclass(slots=True)
class Report:
    """What a run covered, and where product and oracle disagreed."""

    cases: int = 0
    covered: Counter[str] = field(default_factory=Counter)
    mismatches: list[str] = field(default_factory=list)

    def add(self, other: "Report") -> None:
        """Count another run with this one."""
        self.cases += other.cases
        self.covered.update(other.covered)
        self.mismatches += other.mismatches

    def table(self) -> str:
        """One line for each feature."""
        lines = [f"{self.cases} cases"]
        lines += [f"{count:8} {feature}" for feature, count in sorted(self.covered.items())]
        return "\n".join(lines)


class Theatre:
    """A world in each of several databases, played under one policy after another."""

    def __init__(self, world: World, databases: Sequence[Database], records: Records) -> None:
        self.world = world
        self.databases = databases
        self.records = records

    @classmethod
    async def open(cls, seed: int, urls: Sequence[str]) -> "Theatre":
        """Fill empty databases with a seed's world, and read it back."""
        world = a_world(seed)
        databases = [open_database(url) for url in urls]
        held = []
        for database in databases:
            await world.fill(database)
            held.append(await read_rows(database))
        assert all(rows == held[0] for rows in held), "the databases hold different rows"
        return cls(world, databases, Records(held[0]))

    async def close(self) -> None:
        """Give the connections back."""
        for database in self.databases:
            await database.close()

    async def play(self, seed: int, families: int, report: Report) -> None:
        """Ask under a seed's policy; stops at the tenth mismatch."""
        text, policy = a_policy(seed)
        roles = PolicyMaker(Random(seed)).roles
        stage = Stage(self.world, self.records, policy, roles, derive(SECRET).pseudonym)
        async with AsyncExitStack() as stack:
            houses = [
                await stack.enter_async_context(
                    a_house(database, text, CLAUSES, ledger_timeout_seconds=60)
                )
                for database in self.databases
            ]
            waiting = stage.families(seed, families)
            while (batch := list(islice(waiting, TOGETHER))) and len(report.mismatches) < 10:
                await self._admit(batch)
                found = await asyncio.gather(*(play(houses, one, report) for one in batch))
                for family, wrong in zip(batch, found, strict=True):
                    report.mismatches += [_message(seed, text, family, one) for one in wrong]

    async def _admit(self, families: Sequence[Family]) -> None:
        for database in self.databases:
            for actor in {id(one): one.actor for f in families for one in f.askers}.values():
                await admit(database, actor)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A case in which they disagree."""

    asker: Asker
    variables: dict[str, Any]
    told: Sequence[str]
    expected: object
    got: Sequence[object]


async def play(houses: Sequence[House], family: Family, report: Report) -> list[Wrong]:
    """The cases of a family, in order; stops at the first that is wrong."""
    rng = Random(family.seed)
    for asker in [one for one in family.askers for _ in range(family.times)]:
        variables = family.query.variables(rng, asker.cursors)
        expected = asker.oracle.answer(family.query.text, variables, asker.cursors)
        report.covered.update(asker.oracle.seen)
        report.cases += 1
        got = await asyncio.gather(*(_ask(house, asker, family, variables) for house in houses))
        told = []
        for house, one in zip(houses, got, strict=True):
            if house.database.dialect == "sqlite" and _too_deep(one):
                report.covered[TOO_DEEP] += 1
                continue
            lines = differences(expected, one, asker.cursors)
            told += [f"{house.database.dialect}: {line}" for line in lines]
        if told:
            return [Wrong(asker, variables, told, expected, got)]
    return []


def _too_deep(got: dict[str, Any]) -> bool:
    codes = [error["extensions"]["code"] for error in got.get("errors", [])]
    return codes == [Code.QUERY_TOO_COMPLEX]


async def _ask(
    house: House, asker: Asker, family: Family, variables: dict[str, Any]
) -> dict[str, Any]:
    """The answer; an exception, which nobody may ever see, is one that no oracle gives."""
    text = family.query.text
    try:
        return await ask(house, asker.actor, asker.purpose, text, variables, now=asker.now)
    except Exception:
        return {"raised": traceback.format_exc(limit=-6)}


def run(
    worlds: Iterable[tuple[int, Sequence[str]]], *, cases: int, policies: int, families: int
) -> Report:
    """Worlds until there are enough cases: each under `policies`, each with `families`.

    A world is a seed and the addresses of empty databases. Each is played in a process of its own.
    """
    report = Report()
    waiting = iter(worlds)
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        playing: set[Future[Report]] = set()
        while True:
            while len(playing) < workers and report.cases < cases and not report.mismatches:
                playing.add(pool.submit(play_world, *next(waiting), policies, families))
            if not playing:
                return report
            done, playing = wait(playing, return_when=FIRST_COMPLETED)
            for one in done:
                report.add(one.result())


def play_world(seed: int, urls: Sequence[str], policies: int, families: int) -> Report:
    """One world, to the end or to the first policy with mismatches."""
    return asyncio.run(_play_world(seed, urls, policies, families))


async def _play_world(seed: int, urls: Sequence[str], policies: int, families: int) -> Report:
    report = Report()
    theatre = await Theatre.open(seed, urls)
    for number in range(policies):
        if not report.mismatches:
            await theatre.play(seed * 1000 + number, families, report)
    await theatre.close()
    return report


def _message(seed: int, text: str, family: Family, wrong: Wrong) -> str:
    """Everything that is needed to see the case again."""
    asker = wrong.asker
    return "\n".join(
        [
            f"---- policy seed {seed}, world seed {seed // 1000}, family seed {family.seed}",
            *wrong.told,
            f"actor: {asker.actor}",
            f"purpose: {asker.purpose}, now: {asker.now.isoformat()}",
            f"query: {family.query.text}",
            f"variables: {json.dumps(wrong.variables)}",
            f"oracle:  {wrong.expected}",
            *(f"product: {one}" for one in wrong.got),
            "policy:",
            *_relevant(text, asker),
        ]
    )


def _relevant(text: str, asker: Asker) -> list[str]:
    """The lines of the policy that speak to the actor's role, and every declaration."""
    roles = asker.oracle.matching.roles
    lines = [line.split(", ") for line in text.splitlines()]
    return [", ".join(cells) for cells in lines if cells[0] != "p" or cells[1] in roles]
