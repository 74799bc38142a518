"""Readers: one read-only statement, one snapshot, one row; the driver directly, no session state.

PostgreSQL through asyncpg with prepared statements; a connection that is given back is not reset,
for there is nothing to reset. SQLite through its own module, a connection for each thread.
"""

import asyncio
import sqlite3
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final

import asyncpg

from governance.database.dialect import FUNCTIONS, Dialect, Postgres, Sqlite
from governance.database.engine import dialect_of, plain_url, sqlite_path
from governance.database.read_errors import (
    ReadTimeout,
    ReadUnavailable,
    postgres_errors,
    sqlite_errors,
)

STATEMENTS: Final = 512
"""Prepared statements that each connection keeps."""
_SQLITE_THREADS: Final = 4
_STEPS_BETWEEN_CHECKS: Final = 2_000
AT_ONCE_SECONDS: Final = 0.002
"""How long the steps of a read on SQLite may hold up everybody else."""
AT_ONCE_CHARACTERS: Final = 20_000
"""Of a statement that is tried at once: to prepare a longer one takes too long, and has no end."""
_LONG_SECONDS: Final = 10.0
_SILENCE_SECONDS: Final = 1.0
"""How long PostgreSQL may be late with saying that a read took too long."""


class Reader(ABC):
    """Runs compiled reads."""

    dialect: Dialect

    @abstractmethod
    async def read(self, sql: str, names: Sequence[str], values: Sequence[Any]) -> Sequence[Any]:
        """The one row of a statement. Raises ReadTooComplex, ReadTimeout and ReadUnavailable."""

    @abstractmethod
    async def close(self) -> None:
        """Give the connections back."""


class PostgresReader(Reader):
    """A few asyncpg connections; the one given back last is taken first.

    A connection is kept after an answer and after an error of PostgreSQL's own. Whatever else ends
    a read, such as a caller that went away, ends the connection too.
    """

    def __init__(
        self, connect: Callable[[], Awaitable[Any]], size: int, timeout_seconds: float
    ) -> None:
        self.dialect = Postgres()
        self._timeout = timeout_seconds
        self._connect = connect
        self._size = size
        self._room = asyncio.Semaphore(size)
        self._idle: list[Any] = []
        self._closed = False

    async def read(self, sql: str, names: Sequence[str], values: Sequence[Any]) -> Sequence[Any]:
        """See `Reader.read`."""
        with postgres_errors():
            async with asyncio.timeout(self._timeout + _SILENCE_SECONDS), self._room:
                return await self._read(sql, values)

    async def _read(self, sql: str, values: Sequence[Any]) -> Sequence[Any]:
        connection = await self._take()
        intact = False
        try:
            row = await connection.fetchrow(sql, *values)
            intact = True
        except asyncpg.PostgresError:
            intact = True
            raise
        except asyncpg.InterfaceError as error:
            if connection.is_closed():
                raise ReadUnavailable from error
            raise
        finally:
            if intact and not connection.is_closed():
                self._idle.append(connection)
            else:
                connection.terminate()
        return row  # type: ignore[no-any-return]

    async def _take(self) -> Any:
        """A connection that is open, idle or new."""
        if self._closed:
            raise ReadUnavailable
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        return await self._connect()

    async def close(self) -> None:
        """Wait for the reads under way, then close every connection."""
        self._closed = True
        for _ in range(self._size):
            await self._room.acquire()
        while self._idle:
            await self._idle.pop().close()
        for _ in range(self._size):
            self._room.release()


class SqliteReader(Reader):
    """Reads that take a moment are done at once; longer ones in worker threads.

    To hand a read to a thread and back takes longer than most reads do. One that is not over in
    `AT_ONCE_SECONDS` is given up, done again in a thread, and goes there directly for a while.
    """

    def __init__(self, path: str, size: int, timeout_seconds: float) -> None:
        self.dialect = Sqlite()
        self._path = path
        self._timeout = timeout_seconds
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="reader")
        self._local = threading.local()
        self._connections: list[_Connection] = []
        self._closed = False
        self._long: dict[str, float] = {}
        """Statement to when it may be tried at once again."""

    async def read(self, sql: str, names: Sequence[str], values: Sequence[Any]) -> Sequence[Any]:
        """See `Reader.read`."""
        parameters = dict(zip(names, values, strict=True))
        if self._closed:
            raise ReadUnavailable
        if len(sql) <= AT_ONCE_CHARACTERS and time.monotonic() > self._long.get(sql, 0.0):
            try:
                row = self._read(sql, parameters, AT_ONCE_SECONDS)
                await asyncio.sleep(0)  # everybody else goes first
                return row
            except (ReadTimeout, ReadUnavailable):
                if len(self._long) >= STATEMENTS:
                    self._long.clear()
                self._long[sql] = time.monotonic() + _LONG_SECONDS
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._read, sql, parameters, self._timeout)

    def _read(self, sql: str, parameters: dict[str, Any], seconds: float) -> Sequence[Any]:
        """In the calling thread, on its own connection."""
        with sqlite_errors():
            connection = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._local.connection = _Connection(self._path, seconds)
                self._connections.append(connection)
            return connection.read(sql, parameters, seconds)

    async def close(self) -> None:
        """Wait for the threads, then close their connections."""
        self._closed = True
        await asyncio.to_thread(partial(self._threads.shutdown, wait=True))
        while self._connections:
            self._connections.pop().close()


class _Connection:
    """A read-only connection to SQLite, whose reads end when their time is over."""

    def __init__(self, path: str, seconds: float) -> None:
        self._deadline = 0.0
        self._connection = sqlite3.connect(
            "file:" + path + "?mode=ro",
            uri=True,
            timeout=seconds,  # for a lock, which readers of a WAL hardly ever meet
            isolation_level=None,
            check_same_thread=False,
            cached_statements=STATEMENTS,
        )
        for name, (arity, function) in FUNCTIONS.items():
            self._connection.create_function(name, arity, function, deterministic=True)
        self._connection.set_progress_handler(self._is_late, _STEPS_BETWEEN_CHECKS)
        self.close = self._connection.close

    def read(self, sql: str, parameters: dict[str, Any], seconds: float) -> Sequence[Any]:
        """The one row of a statement."""
        self._deadline = time.monotonic() + seconds
        return self._connection.execute(sql, parameters).fetchone()  # type: ignore[no-any-return]

    def _is_late(self) -> bool:
        return time.monotonic() > self._deadline


def open_reader(url: str, *, size: int, timeout_seconds: float) -> Reader:
    """A reader of a database that exists."""
    plain = plain_url(url)
    if dialect_of(plain) == "sqlite":
        return SqliteReader(str(sqlite_path(plain)), min(size, _SQLITE_THREADS), timeout_seconds)
    connect = partial(
        asyncpg.connect,
        plain,
        statement_cache_size=STATEMENTS,
        max_cached_statement_lifetime=0,
        max_cacheable_statement_size=0,  # by default none over 15 KiB is kept, but planned anew
        server_settings={
            "timezone": "UTC",
            "application_name": "governance-read",
            "default_transaction_read_only": "on",
            "jit": "off",
            "plan_cache_mode": "force_generic_plan",
            "statement_timeout": str(int(timeout_seconds * 1000)),
        },
    )
    return PostgresReader(connect, size, timeout_seconds)
