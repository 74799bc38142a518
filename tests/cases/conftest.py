"""The small world for other tests: one for a module that only reads, a fresh one for the rest."""

from collections.abc import AsyncIterator, Callable

import pytest

from tests.cases.case import DIALECTS
from tests.cases.stage import Stage, a_stage


@pytest.fixture(scope="module", params=DIALECTS)
async def read_only(
    request: pytest.FixtureRequest, new_database: Callable[[str], str]
) -> AsyncIterator[Stage]:
    async with a_stage(new_database(request.param)) as opened:
        yield opened


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    async with a_stage(database_url) as opened:
        yield opened
