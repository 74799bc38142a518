"""SECURITY, figure 3: what an actor cannot see changes nothing of what it is told.

Not a row, not a value, not an order, a filter, a count, a cursor, an error: the bytes are the same.
"""

from collections.abc import Callable
from typing import Final

import pytest

from tests.conftest import DIALECTS
from tests.oracle.interference import interfere
from tests.oracle.running import in_processes

QUERIES: Final = 10_000
SEEDS: Final = (41, 42)
DOCUMENTS, TIMES = 12, 30


@pytest.mark.timeout(900)
def test_what_is_hidden_changes_no_byte_of_any_answer(new_database: Callable[[str], str]) -> None:
    calls = [
        (seed, new_database(dialect), DOCUMENTS, TIMES) for seed in SEEDS for dialect in DIALECTS
    ]
    outcomes = list(in_processes(interfere, calls))
    wrong = [one for outcome in outcomes for one in outcome.wrong]
    assert not wrong, f"{len(wrong)} answers changed\n{wrong[0]}"
    assert sum(outcome.queries for outcome in outcomes) >= QUERIES
    assert sum(outcome.changed for outcome in outcomes) >= QUERIES
