"""A mutation that is killed at any point leaves all or nothing, and can be asked for again.

INVARIANT(all-or-nothing): the write, its ledger entry, its idempotency row and the entry of what
its payload shows. The process is killed by SIGKILL; the points are the statements of its
transaction, and the moments before and after the commit.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import orjson
import pytest

from tests.conftest import in_loop
from tests.mutations.contents import Contents, alike, contents_at, fresh
from tests.mutations.examples import EXAMPLES
from tests.mutations.killing import ENDED

EVERY_POINT: Final = {"recordConsent", "rotateToken", "mergeVisitors"}
"""Mutations that are killed before each statement; the others, before one in the middle."""
KILLED, NEVER = -9, -1


class Ended(NamedTuple):
    """The points that a process came to, how it ended, and what was told if it lived."""

    points: list[str]
    status: int
    told: dict[str, Any]


class Program:
    """Does mutations in processes that die where they are told to."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, url: str, mutation: str, fatal: int = NEVER) -> Ended:
        """Ask for the example of a mutation, in a process that dies at this point."""
        asks, tells = self._process.stdin, self._process.stdout
        assert asks is not None
        assert tells is not None
        print(url, mutation, fatal, file=asks, flush=True)
        points, told = list[str](), dict[str, Any]()
        for line in tells:
            if line.startswith(ENDED):
                return Ended(points, int(line.split()[1]), told)
            if line.startswith("{"):
                told = orjson.loads(line)
            else:
                points.append(line.strip())
        raise AssertionError(f"the program that does mutations ended at {mutation}: {points}")


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    command = [sys.executable, "-m", "tests.mutations.killing"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        yield Program(process)
        assert process.stdin is not None
        process.stdin.close()
    assert process.returncode == 0


def held_by(url: str) -> Contents:
    """What a program that starts now finds."""
    found = list[Contents]()

    async def look() -> None:
        found.append(await contents_at(url))

    in_loop(look())
    return found[0]


def fatal_points(name: str, points: list[str]) -> list[int]:
    """The points at which a mutation is killed: those before the commit, and the one after it."""
    last = points.index("before commit")
    return [*(range(last) if name in EVERY_POINT else [last // 2]), last, last + 1]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_mutation_that_is_killed_leaves_all_or_nothing(
    program: Program, a_copy: Callable[[], str], name: str
) -> None:
    calm, url = a_copy(), a_copy()
    nothing = held_by(url)
    whole = program.run(calm, name)
    everything = held_by(calm)
    assert (whole.status, whole.points[-2:]) == (0, ["before commit", "after commit"]), whole
    assert whole.told["data"][name]["replayed"] is False
    assert fresh(nothing, everything)["idempotency"] == 1

    left = nothing
    for fatal in fatal_points(name, whole.points):
        ended = program.run(url, name, fatal)
        assert (ended.status, ended.points) == (KILLED, whole.points[: fatal + 1])
        left = held_by(url)
        committed = ended.points[-1] == "after commit"
        assert alike(left) == alike(everything if committed else nothing), ended.points
        assert committed or left == nothing, ended.points

    again = program.run(url, name)
    assert again.told["data"][name]["replayed"] is True
    assert without_entries(held_by(url)) == without_entries(left)


def without_entries(held: Contents) -> Contents:
    """Contents but for the ledger, into which what a payload shows is entered each time."""
    return {name: rows for name, rows in held.items() if name != "disclosure"}
