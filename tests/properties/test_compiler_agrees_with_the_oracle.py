"""SECURITY, figure 1: the compiler against the naive reader, generated cases, both databases."""

import itertools
import math
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import pytest

from governance.vocabulary import FORMS, PERMITTING, RESTRICTING
from tests.conftest import DIALECTS
from tests.oracle.cases import ASKED_BY, ASKED_TIMES
from tests.oracle.running import TOO_DEEP, Report, run

CASES: Final = 20_000
LONG_CASES: Final = 1_000_000
POLICIES, FAMILIES = 6, 15
"""Policies of a world, documents of a policy."""
SEEDS: Final = (1, 7, 8, 21, 23, 32, 34)
"""Worlds that together cover every feature often; a fresh one comes on top."""
LEAST: Final = 500
"""How often each feature is covered at least."""

FEATURES: Final = (
    *(f"condition:{name}={held}" for name in (*PERMITTING, *RESTRICTING) for held in ("yes", "no")),
    *(f"form:{form}" for form in (*FORMS, None)),
    *(f"denial:{kind}" for kind in ("root", "relation", "value", "where", "orderBy", "withheld")),
    *(f"operator:{name}" for name in ("eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte")),
    *(f"operator:{name}" for name in ("contains", "startsWith", "isNull", "and", "or", "not")),
    *(f"depth:{depth}" for depth in (1, 2, 3)),
    *(f"scope:{what}" for what in ("sites", "to-one", "absent", "found")),
)


def worlds(
    seeds: Iterator[int], new_database: Callable[[str], str]
) -> Iterator[tuple[int, Sequence[str]]]:
    """Each seed with two empty databases."""
    for seed in seeds:
        yield seed, [new_database(dialect) for dialect in DIALECTS]


def agree(new_database: Callable[[str], str], cases: int) -> Report:
    """Some fixed seeds, a fresh one, then more fixed ones until there are enough cases."""
    fresh = int(time.time())
    print(f"fresh seed {fresh}")
    seeds = itertools.chain(SEEDS, [fresh], itertools.count(100))
    count = math.ceil(cases / (POLICIES * FAMILIES * ASKED_BY * ASKED_TIMES))
    report = run(worlds(itertools.islice(seeds, count), new_database), POLICIES, FAMILIES)
    print(report.table())
    assert not report.mismatches, f"fresh seed {fresh}\n" + "\n".join(report.mismatches[:2])
    assert report.covered[TOO_DEEP] <= report.cases * 0.02
    return report


@pytest.mark.timeout(900)
def test_compiler_and_oracle_agree_on_every_generated_case(
    new_database: Callable[[str], str],
) -> None:
    report = agree(new_database, CASES)
    assert report.cases >= CASES
    seldom = {name: report.covered[name] for name in FEATURES if report.covered[name] < LEAST}
    assert not seldom, f"covered less than {LEAST} times: {seldom}"


@pytest.mark.soak
def test_compiler_and_oracle_agree_in_the_long_run(new_database: Callable[[str], str]) -> None:
    agree(new_database, LONG_CASES)
