"""Asks the product what the oracle was asked, on both databases, and counts what was covered."""

import asyncio
import json
import multiprocessing
import os
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Any, Final, TypeVar

from governance.engine import execute
from governance.engine.house import House
from governance.errors import Code
from tests.harness import ask
from tests.oracle.cases import Asker, Family
from tests.oracle.comparing import differences
from tests.oracle.exposing import Entry, hear, untold
from tests.oracle.theatre import Theatre

T = TypeVar("T")

TOGETHER: Final = 16
"""Families asked at once, so that their ledger entries share a commit."""

TOO_DEEP: Final = "skipped: too deep for SQLite"
"""SQLite before 3.46 parses with a stack of 100; the product refuses what does not fit."""


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


@dataclass(frozen=True, slots=True)
class Wrong:
    """A case in which they disagree."""

    asker: Asker
    variables: dict[str, Any]
    told: Sequence[str]
    expected: object
    got: Sequence[object]


async def play(
    theatre: Theatre, seed: int, families: int, report: Report, enough: int = 10
) -> None:
    """Ask under a seed's policy; stops when there are enough mismatches."""
    async with theatre.scene(seed) as scene:
        waiting = scene.stage.families(seed, families)
        while (batch := list(islice(waiting, TOGETHER))) and len(report.mismatches) < enough:
            await scene.admit(asker for family in batch for asker in family.askers)
            found = await asyncio.gather(*(play_family(scene.houses, one, report) for one in batch))
            for family, wrong in zip(batch, found, strict=True):
                report.mismatches += [_message(seed, scene.text, family, one) for one in wrong]


async def play_family(houses: Sequence[House], family: Family, report: Report) -> list[Wrong]:
    """The cases of a family, in order; stops at the first that is wrong."""
    rng = Random(family.seed)
    for asker in [one for one in family.askers for _ in range(family.times)]:
        variables = family.query.variables(rng, asker.cursors)
        expected = asker.oracle.answer(family.query.text, variables, asker.cursors)
        report.covered.update(asker.oracle.seen)
        report.cases += 1
        got = await asyncio.gather(*(_ask(house, asker, family, variables) for house in houses))
        told = []
        for house, (one, entries) in zip(houses, got, strict=True):
            if house.database.dialect == "sqlite" and _too_deep(one):
                report.covered[TOO_DEEP] += 1
                continue
            lines = [
                *differences(expected, one, asker.cursors),
                *untold(expected.exposed, entries),
            ]
            told += [f"{house.database.dialect}: {line}" for line in lines]
        if told:
            return [Wrong(asker, variables, told, expected, [one for one, _ in got])]
    return []


def _too_deep(got: dict[str, Any]) -> bool:
    told = [(error["extensions"]["code"], error["message"]) for error in got.get("errors", [])]
    return told == [(Code.QUERY_TOO_COMPLEX, execute.TOO_DEEP)]


async def _ask(
    house: House, asker: Asker, family: Family, variables: dict[str, Any]
) -> tuple[dict[str, Any], list[Entry]]:
    """The answer, and what the ledger was told.

    An exception, which nobody may ever see, is an answer that no oracle gives.
    """
    text, entries = family.query.text, hear()
    try:
        got = await ask(house, asker.actor, asker.purpose, text, variables, now=asker.now)
    except Exception:
        got = {"raised": traceback.format_exc(limit=-6)}
    return got, entries


def run(worlds: Iterable[tuple[int, Sequence[str]]], policies: int, families: int) -> Report:
    """Play worlds under `policies` each, with `families` each, until one shows a mismatch.

    A world is a seed and the addresses of empty databases. Each is played in a process of its own.
    """
    report = Report()
    calls = ((seed, urls, policies, families) for seed, urls in worlds)
    for one in in_processes(play_world, calls, lambda: bool(report.mismatches)):
        report.add(one)
    return report


def in_processes(
    work: Callable[..., T],
    calls: Iterable[tuple[Any, ...]],
    enough: Callable[[], bool] = lambda: False,
) -> Iterator[T]:
    """What calls return, in any order; as many at once as there are processors."""
    waiting, workers = iter(calls), os.cpu_count() or 1
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        running: set[Future[T]] = set()
        while True:
            for call in islice(waiting, 0 if enough() else workers - len(running)):
                running.add(pool.submit(work, *call))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)


def play_world(seed: int, urls: Sequence[str], policies: int, families: int) -> Report:
    """One world, to the end or to the first policy with mismatches."""
    return asyncio.run(_play_world(seed, urls, policies, families))


async def _play_world(seed: int, urls: Sequence[str], policies: int, families: int) -> Report:
    report = Report()
    theatre = await Theatre.open(seed, urls)
    for number in range(policies):
        if not report.mismatches:
            await play(theatre, seed * 1000 + number, families, report)
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
