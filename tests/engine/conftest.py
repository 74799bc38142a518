"""The small world of the cases, for tests of single stages."""

from tests.cases.conftest import read_only, stage

__all__ = ["read_only", "stage"]
