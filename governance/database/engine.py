"""The engine for writes and administration, on both databases. Governed reads have their own door.

SQLite is one file in WAL mode with `synchronous=FULL`: what was committed survives a loss of power.
A unit of work begins IMMEDIATE there, so that it never finds out late that another one writes.
PostgreSQL is reached with the libpq spelling of an address (`?host=/dir`, `sslmode=…`), in UTC.
"""

import asyncio
import re
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    closing,
    nullcontext,
    suppress,
)
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Connection, Pool, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    OperationalError,
    TimeoutError,
)
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from governance.database.dialect import FUNCTIONS
from governance.database.unit_of_work import UnitOfWork, unit_of_work

Dialect: TypeAlias = Literal["sqlite", "postgresql"]

BUSY_TIMEOUT_MS: Final = 10_000
CONNECT_TIMEOUT_S: Final = 10
_DEFERRED: Final = "governance_deferred"
_HARMLESS: Final = frozenset({"host", "port", "dbname", "sslmode", "connect_timeout", "mode"})
"""Options of an address that are shown; any other may be a secret."""
_ONE_SNAPSHOT: Final[dict[str, Any]] = {"isolation_level": "REPEATABLE READ"}


class DatabaseUnavailable(Exception):
    """The database cannot be opened; the message says what was looked at and what to do."""


class _Undone(Exception):
    """Ends the unit of work of a trial."""


_OUTAGES: Final = (OperationalError, InterfaceError, TimeoutError, OSError, DatabaseUnavailable)

_IN_THE_WAY: Final = frozenset({"40001", "40P01"})
"""States of PostgreSQL that say: another transaction was in the way, try again."""

_AWAY: Final = frozenset({"08", "28", "3D", "53", "57"})
"""Classes of PostgreSQL's states: no connection, not let in, no such database, no room, stopped."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database: its plain address, its dialect, and the engine of its writes."""

    url: str
    """`sqlite:///PATH` or `postgresql://…`, as asyncpg and libpq read it."""
    dialect: Dialect
    engine: AsyncEngine
    turn: AbstractAsyncContextManager[None]
    """Taken by who writes: SQLite has one writer, and waits for it by sleeping, not in line."""

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[UnitOfWork]:
        """One transaction: committed at the end, rolled back on an error."""
        async with self.turn, unit_of_work(self.engine) as work:
            yield work

    @asynccontextmanager
    async def trial(self) -> AsyncIterator[UnitOfWork]:
        """A unit of work that is never kept; it fails where a real one would."""
        with suppress(_Undone):
            async with self.unit_of_work() as work:
                yield work
                raise _Undone

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """One snapshot for administration; takes no write lock and keeps nothing."""
        async with self.engine.connect() as connection:
            options = _ONE_SNAPSHOT if self.dialect == "postgresql" else {_DEFERRED: True}
            await connection.execution_options(**options)
            async with AsyncSession(connection, expire_on_commit=False) as session:
                yield UnitOfWork(session, connection)

    async def reach(self) -> None:
        """Connect once. Raises DatabaseUnavailable when that fails."""
        try:
            async with self.engine.connect():
                pass
        except Exception as error:
            raise unavailable(error, self.url) from error

    async def close(self) -> None:
        """Give the connections back."""
        await self.engine.dispose()


def plain_url(url: str) -> str:
    """The address without a driver's name. Raises DatabaseUnavailable for any other database."""
    scheme, separator, rest = url.partition("://")
    names = {"sqlite": "sqlite", "sqlite+aiosqlite": "sqlite"} | dict.fromkeys(
        ("postgresql", "postgres", "postgresql+asyncpg"), "postgresql"
    )
    if not separator or scheme not in names:
        raise DatabaseUnavailable("the database must be `sqlite:///PATH` or `postgresql://…`")
    if names[scheme] == "postgresql" and _has_stray_at(rest):
        raise DatabaseUnavailable(
            "the address has an `@` that does not part user and host; percent-encode the password"
        )
    plain = f"{names[scheme]}://{rest}"
    try:
        make_url(plain)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUnavailable("the database's address is malformed") from error
    return plain


def _has_stray_at(rest: str) -> bool:
    """Whether libpq's spelling and ours could differ over where a password ends."""
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    return rest.count("@") > 1 or "@" in rest[len(authority) :]


def dialect_of(url: str) -> Dialect:
    """Which of the two databases an address names."""
    return "sqlite" if plain_url(url).startswith("sqlite:") else "postgresql"


def sqlite_path(url: str) -> Path:
    """The file of a `sqlite:///PATH` address."""
    path = make_url(plain_url(url)).database
    if not path or path == ":memory:" or path.startswith("file:"):
        raise DatabaseUnavailable("a SQLite database is a file: `sqlite:///PATH`")
    return Path(path)


def open_database(
    url: str, *, create: bool = False, foreign_keys: bool = True, pool_size: int = 5
) -> Database:
    """Open a database for writes and administration.

    `create` lets SQLite make its file and folder; without it a missing file is refused. Only a
    migration turns `foreign_keys` off, because SQLite alters a table by copying it.
    """
    plain = plain_url(url)
    if dialect_of(plain) == "sqlite":
        path = sqlite_path(plain)
        if create and not path.exists():
            _make(path)
        if path.exists() and not path.is_file():
            raise DatabaseUnavailable(f"{path} is not a file; name one: `sqlite:///PATH`")
        if not path.is_file():
            raise DatabaseUnavailable(
                f"no database at {path}; `governance init` makes one, or name yours by "
                "GOVERNANCE_DATABASE_URL"
            )
        _use_wal(path)
        return Database(
            plain, "sqlite", _sqlite_engine(path, foreign_keys, pool_size), asyncio.Lock()
        )
    return Database(plain, "postgresql", _postgresql_engine(plain, pool_size), nullcontext())


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except (FileExistsError, NotADirectoryError) as error:
        raise DatabaseUnavailable(f"no database can be made at {path}: no such folder") from error


def _use_wal(path: Path) -> None:
    """Put the file into WAL mode, which it keeps; this once, waiting does not work by itself."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    try:
        with closing(sqlite3.connect(path)) as connection:
            while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                try:
                    connection.execute("PRAGMA journal_mode=WAL")
                except sqlite3.OperationalError:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.02)
    except sqlite3.Error as error:
        raise unavailable(error, f"sqlite:///{path}") from error


def _sqlite_engine(path: Path, foreign_keys: bool, pool_size: int) -> AsyncEngine:
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{path}", pool_size=pool_size, max_overflow=0, hide_parameters=True
    )
    pool: Pool = engine.sync_engine.pool

    @event.listens_for(pool, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin and end where we say so
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.close()
        for name, (arity, function) in FUNCTIONS.items():
            connection.create_function(name, arity, function, deterministic=True)

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        deferred = connection.get_execution_options().get(_DEFERRED, False)
        connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")

    return engine


def _postgresql_engine(url: str, pool_size: int) -> AsyncEngine:
    settings = {
        "timezone": "UTC",
        "application_name": "governance",
        "synchronous_commit": "on",
        "jit": "off",  # what a mutation reads back would take longer to compile than to run
    }
    try:
        return create_async_engine(
            "postgresql+asyncpg://",
            connect_args={"dsn": url, "server_settings": settings, "timeout": CONNECT_TIMEOUT_S},
            pool_size=pool_size,
            max_overflow=0,
            hide_parameters=True,
        )
    except ModuleNotFoundError as error:
        raise DatabaseUnavailable(
            "PostgreSQL needs asyncpg: pip install 'purpose-bound-governance[postgres]'"
        ) from error


def is_outage(error: BaseException) -> bool:
    """Whether an error says that the database cannot be asked, and not that we asked wrongly."""
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None) or ""
        if error.connection_invalidated or state[:2] in _AWAY:
            return True
    return isinstance(error, _OUTAGES)


def was_in_the_way(error: BaseException) -> bool:
    """Whether a transaction failed only because of another one, as in a deadlock: try again."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _IN_THE_WAY


def unavailable(error: Exception, url: str) -> DatabaseUnavailable:
    """What a failure to connect means, without the password of the address."""
    if dialect_of(url) == "sqlite":
        reason = "locked by another program" if "locked" in str(error) else "no readable database"
        return DatabaseUnavailable(f"{sqlite_path(url)} is {reason}")
    return DatabaseUnavailable(
        f"cannot reach {shown_url(url)}: is the server running, the name right?"
    )


def shown_url(url: str) -> str:
    """An address as people may see it: who connects, and all that is not harmless, is `***`."""
    scheme, _, rest = plain_url(url).partition("://")
    place, _, query = rest.partition("?")
    authority, slash, path = place.partition("/")
    _, at, host = authority.rpartition("@")
    asked = "&".join(map(_shown_option, query.split("&"))) if query else ""
    return f"{scheme}://{'***@' if at else ''}{host}{slash}{path}{'?' if asked else ''}{asked}"


def _shown_option(option: str) -> str:
    name, separator, _ = option.partition("=")
    if not separator:
        return "***"
    return option if name in _HARMLESS else f"{name}=***"
