"""SECURITY, figure 4: taking a right away never reveals a row, a value or a clearer form of it."""

from collections.abc import Callable
from typing import Final

import pytest

from tests.conftest import DIALECTS
from tests.oracle.monotony import TAKINGS, take
from tests.oracle.running import in_processes

SEEDS: Final = (51, 52, 54)
DOCUMENTS: Final = 8


@pytest.mark.timeout(900)
@pytest.mark.parametrize("what", TAKINGS)
def test_what_is_taken_away_reveals_nothing(what: str, new_database: Callable[[str], str]) -> None:
    calls = [
        (what, seed, [new_database(dialect) for dialect in DIALECTS], DOCUMENTS) for seed in SEEDS
    ]
    outcomes = list(in_processes(take, calls))
    wrong = [one for outcome in outcomes for one in outcome.wrong]
    assert not wrong, f"{len(wrong)} things were revealed\n{wrong[0]}"
    assert sum(outcome.lessened for outcome in outcomes) > 0, "nothing was taken away"
