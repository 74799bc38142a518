"""The write by hand: a Starlette route that records consent with the driver alone.

What a careful programmer would write: the token's verdict is kept, its row checked in the same
transaction; one transaction locks the visitor, moves what stands, and keeps the event and who wrote
it. No GraphQL, no policy, no hashes: what is left is what the database and the driver cost.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import aiosqlite
import asyncpg
import orjson

from benchmarks.limit import POOL
from benchmarks.world import Asker
from governance.database.engine import BUSY_TIMEOUT_MS, dialect_of, sqlite_path
from governance.database.types import to_rfc3339
from governance.identity import new_id

TOKEN: Final = """
select organization_id from access_token
where id = $1 and revoked_at is null and (expires_at is null or expires_at > $2)
"""
VISITOR: Final = """
select v.restricted_at from visitor v join site s on s.id = v.site_id
where v.site_id = $1 and v.id = $2 and s.organization_id = $3
"""
STANDING: Final = """
insert into consent (site_id, id, visitor_id, purpose, regime, status, legal_basis, recipients,
                     method, given_at, withdrawn_at, sequence)
values ($1, $2, $3, $4, 'default', $5, 'CONSENT', $6, $7, $8, null, 1)
on conflict (site_id, visitor_id, purpose, regime) do update set
  status = excluded.status, recipients = excluded.recipients, method = excluded.method,
  given_at = coalesce(excluded.given_at, consent.given_at), withdrawn_at = null,
  sequence = consent.sequence + 1
returning id, sequence
"""
EVENT: Final = """
insert into consent_event (site_id, id, consent_id, visitor_id, sequence, status, method,
                           legal_basis, recipients, recorded_at)
values ($1, $2, $3, $4, $5, $6, $7, 'CONSENT', $8, $9)
"""
AUDIT: Final = """
insert into disclosure (id, at, actor, recipient_id, role, purpose, policy_revision, operation,
                        document_hash, variables_hmac, coordinates, signatures, visitor_count)
values ($1, $2, $3, $4, 'site_agent', $5, '', 'recordConsent', '', '', $6, '[]', 1)
"""


class Refused(Exception):
    """The token does not hold, or there is no such visitor that it may write of."""


class Said(NamedTuple):
    """What a request says."""

    site: str
    visitor: str
    purpose: str
    status: str
    method: str


class Writer(ABC):
    """A database that consent is written to, by its driver alone."""

    @abstractmethod
    async def record(self, asker: Asker, said: Said) -> tuple[str, datetime]:
        """One transaction; the id of what stands and when it was recorded. Raises Refused."""

    @abstractmethod
    async def close(self) -> None:
        """Give the connections back."""


class PostgresWriter(Writer):
    """asyncpg and its pool."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def record(self, asker: Asker, said: Said) -> tuple[str, datetime]:
        """See `Writer.record`."""
        now = datetime.now(UTC)
        async with self._pool.acquire() as connection, connection.transaction():
            owner = await connection.fetchval(TOKEN, asker.token, now)
            visitor = await connection.fetchrow(
                VISITOR + " for update of v", said.site, said.visitor, owner
            )
            _check(owner, visitor)
            standing = await connection.fetchrow(STANDING, *_standing(said, now, []))
            await connection.execute(EVENT, *_event(said, standing, now, []))
            await connection.execute(AUDIT, *_audit(asker, standing, now))
        return standing[0], now

    async def close(self) -> None:
        """See `Writer.close`."""
        await self._pool.close()


class SqliteWriter(Writer):
    """aiosqlite: one connection, for SQLite has one writer, and whoever writes waits in line."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._turn = asyncio.Lock()

    async def record(self, asker: Asker, said: Said) -> tuple[str, datetime]:
        """See `Writer.record`."""
        moment = datetime.now(UTC)
        now = to_rfc3339(moment)
        async with self._turn:
            await self._connection.execute("begin immediate")
            try:
                owner = await self._row(TOKEN, asker.token, now)
                visitor = owner and await self._row(VISITOR, said.site, said.visitor, owner[0])
                _check(owner, visitor)
                standing = await self._row(STANDING, *_standing(said, now, "[]"))
                await self._row(EVENT, *_event(said, standing, now, "[]"))
                await self._row(AUDIT, *_audit(asker, standing, now))
                await self._connection.commit()
            except BaseException:
                await self._connection.rollback()
                raise
        return standing[0], moment

    async def _row(self, sql: str, *values: Any) -> Any:
        rows = list(await self._connection.execute_fetchall(sql.replace("$", "?"), values))
        return rows[0] if rows else None

    async def close(self) -> None:
        """See `Writer.close`."""
        await self._connection.close()


async def open_writer(url: str) -> Writer:
    """Connect, as durable as the product."""
    if dialect_of(url) == "postgresql":
        settings = {"timezone": "UTC", "jit": "off", "synchronous_commit": "on"}
        pool = await asyncpg.create_pool(
            url, min_size=POOL, max_size=POOL, server_settings=settings
        )
        return PostgresWriter(pool)
    connection = await aiosqlite.connect(sqlite_path(url), isolation_level=None)
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "synchronous=FULL", "foreign_keys=ON"):
        await connection.execute("PRAGMA " + pragma)
    return SqliteWriter(connection)


class Route:
    """Answers `{"data":{"recordConsent":…}}` to a body of `input`."""

    def __init__(self, writer: Writer, askers: Sequence[Asker]) -> None:
        self._writer = writer
        self._askers = {asker.bearer: asker for asker in askers}
        """Verdicts on tokens, kept: whose they are."""

    async def answer(self, authorization: str, body: Mapping[str, Any]) -> bytes:
        """Record what the body says. Raises Refused."""
        asker = self._askers.get(authorization.removeprefix("Bearer "))
        if asker is None:
            raise Refused
        given = body["input"]
        said = Said(*(given[name] for name in Said._fields))
        id, at = await self._writer.record(asker, said)
        told = {"id": id, "recordedAt": to_rfc3339(at), "consent": {"status": said.status}}
        return orjson.dumps({"data": {"recordConsent": told}})

    async def close(self) -> None:
        """Give the connections back."""
        await self._writer.close()


def _check(owner: Any, visitor: Any) -> None:
    if owner is None or visitor is None or visitor[0] is not None:
        raise Refused


def _standing(said: Said, now: Any, recipients: Any) -> tuple[Any, ...]:
    given = now if said.status == "GIVEN" else None
    id = new_id("Consent")
    return (
        *(said.site, id, said.visitor, said.purpose, said.status),
        *(recipients, said.method, given),
    )


def _event(said: Said, standing: Any, now: Any, recipients: Any) -> tuple[Any, ...]:
    id = new_id("ConsentEvent")
    return (
        *(said.site, id, standing[0], said.visitor, standing[1], said.status, said.method),
        *(recipients, now),
    )


def _audit(asker: Asker, standing: Any, now: Any) -> tuple[Any, ...]:
    told = orjson.dumps({"written": standing[0]}).decode()
    return new_id("Disclosure"), now, asker.token, asker.organization, asker.purpose, told
