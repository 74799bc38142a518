"""The demo in this process, opened once for the documents that show what it answers."""

from collections.abc import AsyncIterator

import pytest

from examples.demo_house import Demo, open_demo


@pytest.fixture(scope="session")
async def demo() -> AsyncIterator[Demo]:
    async with open_demo() as opened:
        yield opened
