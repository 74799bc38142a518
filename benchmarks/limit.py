"""The limit: hand-written SQL with the same predicates, and nothing else between it and the caller.

No guard, no ledger facts, no GraphQL: what is left is what the database and the driver cost. The
statements are the files of `sql/`, one for each database, role and question.
"""

import asyncio
import re
import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import asyncpg

from benchmarks.questions import PREFIXES
from benchmarks.world import Asker
from governance.database.dialect import FUNCTIONS
from governance.database.engine import dialect_of, sqlite_path
from governance.database.types import to_rfc3339
from governance.services.keys import Keys

POOL: Final = 8
"""Connections to PostgreSQL; as many as the product's."""
THREADS: Final = 4
_SQL: Final = Path(__file__).with_name("sql")
_PARAMETER: Final = re.compile(r"(?<!:):([a-z_]+)")
_BLOCK: Final = 64

LABELS: Final = {
    "external_id": "user user.unique_id",
    "email": "user user.contact user.contact.email personal_data",
    "first": "user user.name user.name.first personal_data profile",
    "last": "user user.name user.name.last personal_data profile",
    "phone": "user user.contact user.contact.phone_number personal_data profile",
    "country": "user user.contact user.contact.address user.contact.address.country"
    " personal_data profile",
    "ip": "user user.device user.device.ip_address user_data",
    "device": "user user.device user_data",
    "geo": "user user.location user.location.imprecise user_data",
    "consent": "user user.privacy_preferences",
}
"""What a grant or a notice may name to cover a field: its category and what is above it."""


class Driver(ABC):
    """A database, by its driver alone."""

    @abstractmethod
    async def fetch(self, sql: str, values: Sequence[Any]) -> str | None:
        """The one value of a statement; None where it has no row."""

    @abstractmethod
    async def close(self) -> None:
        """Give the connections back."""


class PostgresDriver(Driver):
    """asyncpg, with a pool that resets nothing."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    @classmethod
    async def open(cls, url: str) -> "PostgresDriver":
        """Connect."""
        pool = await asyncpg.create_pool(
            url,
            min_size=POOL,
            max_size=POOL,
            reset=_reset_nothing,
            statement_cache_size=100,
            max_cached_statement_lifetime=0,
            server_settings={"timezone": "UTC", "jit": "off"},
        )
        return cls(pool)

    async def fetch(self, sql: str, values: Sequence[Any]) -> str | None:
        """See `Driver.fetch`."""
        async with self._pool.acquire() as connection:
            return await connection.fetchval(sql, *values)  # type: ignore[no-any-return]

    async def close(self) -> None:
        """See `Driver.close`."""
        await self._pool.close()


async def _reset_nothing(_connection: Any) -> None:
    pass


class SqliteDriver(Driver):
    """sqlite3 in worker threads, each with a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = ThreadPoolExecutor(THREADS)
        self._local = threading.local()

    async def fetch(self, sql: str, values: Sequence[Any]) -> str | None:
        """See `Driver.fetch`."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self.fetch_here, sql, values)

    def fetch_here(self, sql: str, values: Sequence[Any]) -> str | None:
        """The same, in the calling thread."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = sqlite3.connect(
                f"file:{self._path}?mode=ro", uri=True, isolation_level=None
            )
            for name, (arity, function) in FUNCTIONS.items():
                connection.create_function(name, arity, function, deterministic=True)
        row = connection.execute(sql, values).fetchone()
        return None if row is None else row[0]

    async def close(self) -> None:
        """See `Driver.close`."""
        await asyncio.to_thread(self._threads.shutdown)


class Limit:
    """Answers the questions of one caller as fast as the database can."""

    def __init__(self, driver: Driver, dialect: str, asker: Asker, keys: Keys) -> None:
        self.driver: Driver = driver
        self._dialect = dialect
        self._asker = asker
        key = keys.pseudonym(asker.organization, "user.unique_id").ljust(_BLOCK, b"\0")
        self._constants: dict[str, Any] = {
            "organization": asker.organization,
            "inner_pad": bytes(byte ^ 0x36 for byte in key),
            "outer_pad": bytes(byte ^ 0x5C for byte in key),
        }

    @classmethod
    async def open(cls, url: str, asker: Asker, keys: Keys) -> "Limit":
        """Connect."""
        dialect = dialect_of(url)
        if dialect == "sqlite":
            return cls(SqliteDriver(sqlite_path(url)), dialect, asker, keys)
        return cls(await PostgresDriver.open(url), dialect, asker, keys)

    async def answer(self, name: str, variables: Mapping[str, Any]) -> bytes:
        """`{"data":…}`."""
        sql, values = self.bound(name, variables)
        body = await self.driver.fetch(sql, values)
        return PREFIXES[name] + (body or "null").encode() + b"}}"

    def bound(self, name: str, variables: Mapping[str, Any]) -> tuple[str, list[Any]]:
        """The statement of a question and its parameters, in their order."""
        sql, names = statement(self._dialect, self._asker.role, name)
        now = datetime.now(UTC)
        given = {**self._constants, **variables}
        given["now"] = now if self._dialect == "postgresql" else to_rfc3339(now)
        return sql, [given[one] for one in names]

    async def close(self) -> None:
        """Give the connections back."""
        await self.driver.close()


@cache
def statement(dialect: str, role: str, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a statement as its driver takes it, and the names of its parameters."""
    text = _expanded(dialect, f"{role}.{name}")
    names: list[str] = []

    def numbered(match: re.Match[str]) -> str:
        if match[1] not in names:
            names.append(match[1])
        place = names.index(match[1]) + 1
        return f"${place}" if dialect == "postgresql" else f"?{place}"

    return _PARAMETER.sub(numbered, text), tuple(names)


def fragment(dialect: str, name: str) -> str:
    """A condition of `sql/` over a visitor `v`, as SQLAlchemy's `text` takes it."""
    return _expanded(dialect, name)


def _expanded(dialect: str, file: str) -> str:
    """A file of `sql/` with the fragments it names in braces put in."""
    text = (_SQL / dialect / f"{file}.sql").read_text(encoding="utf-8")
    text = re.sub(r"^--.*\n", "", text, flags=re.MULTILINE).rstrip("\n")

    def put_in(match: re.Match[str]) -> str:
        name = match[1]
        if name in LABELS:
            return _covers(dialect, LABELS[name].split())
        return _expanded(dialect, name)

    return re.sub(r"\{([a-z_]+)\}", put_in, text)


def _covers(dialect: str, labels: Sequence[str]) -> str:
    """PostgreSQL: an array to intersect with. SQLite: the whole test, over texts."""
    if dialect == "postgresql":
        return "array[" + ", ".join(f"'{label}'" for label in labels) + "]"
    tests = (
        "(" + " or ".join(f"instr({one}, ' {label} ')" for label in labels) + ")"
        for one in ("a.granted", "a.categories", "n.categories")
    )
    return " and ".join(tests)
