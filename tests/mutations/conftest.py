"""A stage of its own for each test that writes, on both databases; copies for those that kill."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from governance.database.engine import sqlite_path
from tests.cases.stage import Stage, a_stage
from tests.conftest import DIALECTS, PostgreSQL, in_loop


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    """The small world, fresh."""
    async with a_stage(database_url) as opened:
        yield opened


@pytest.fixture(scope="module")
def filled(new_database: Callable[[str], str]) -> Callable[[str], str]:
    """The small world of a dialect, in a database that nobody has open."""

    @cache
    def fill(dialect: str) -> str:
        async def open_and_close() -> None:
            async with a_stage(url):
                pass

        url = new_database(dialect)
        in_loop(open_and_close())
        return url

    return fill


@pytest.fixture(params=DIALECTS)
def a_copy(
    request: pytest.FixtureRequest, filled: Callable[[str], str], tmp_path: Path
) -> Iterator[Callable[[], str]]:
    """Make a copy of the small world; it is gone after the test."""
    original, made = filled(request.param), list[str]()
    server: PostgreSQL | None = None
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql")

    def copy() -> str:
        if server is None:
            path = tmp_path / f"{len(made)}.db"
            shutil.copy(sqlite_path(original), path)
            made.append(f"sqlite:///{path}")
        else:
            made.append(server.copy(original))
        return made[-1]

    yield copy
    if server is not None:
        for url in made:
            server.drop(url)
