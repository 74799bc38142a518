"""The comparison with the oracle notices compilers that are broken on purpose."""

from collections.abc import Callable
from typing import Final

import pytest

from tests.oracle.mutants import MUTANTS, hunt
from tests.oracle.running import in_processes

SEEDS: Final = (76, 75, 71, 8, 9, 10, 11, 12)
FAMILIES: Final = 16
"""Of each policy, six a world; most mutants are found in the first."""


@pytest.mark.timeout(900)
def test_every_broken_compiler_is_found(new_database: Callable[[str], str]) -> None:
    calls = [
        (mutant, SEEDS, [new_database("sqlite") for _ in SEEDS], FAMILIES) for mutant in MUTANTS
    ]
    found = dict(in_processes(hunt, calls))
    print("\n".join(f"{cases or 0:6} cases: {mutant}" for mutant, cases in found.items()))
    assert found.keys() == MUTANTS.keys()
    assert len(found) >= 10
    assert not [mutant for mutant, cases in found.items() if cases is None]
