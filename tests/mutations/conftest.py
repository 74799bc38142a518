"""A stage of its own for each test that writes, on both databases."""

from collections.abc import AsyncIterator

import pytest

from tests.cases.stage import Stage, a_stage


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    """The small world, fresh."""
    async with a_stage(database_url) as opened:
        yield opened
