"""The disclosure ledger's one writer per process: an entry is durable before its answer leaves.

Entries that wait together are committed together (group commit), on both databases by the same
code. The queue is bounded; an entry that is not durable in time is refused with
LEDGER_UNAVAILABLE, and its answer does not leave. No entry, no answer.
"""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

import orjson
import structlog
from sqlalchemy import insert

from governance.database.engine import Database, is_outage
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, traced
from governance.identity import new_id
from governance.tables import Disclosure, table_of

_LOG = structlog.get_logger("governance.ledger")
_TABLE: Final[Any] = table_of(Disclosure)
_INSERT: Final = insert(_TABLE)
_MOST_AT_ONCE: Final = 500
_CANNOT: Final = "the disclosure ledger cannot be written; try again"


def entry(
    *,
    at: datetime,
    actor: str,
    recipient: str,
    role: str,
    purpose: str,
    revision: str,
    operation: str | None,
    document_hash: str = "",
    variables_hmac: str = "",
    coordinates: str = '{"read":[],"shown":{},"used":[],"signed":[]}',
    signatures: str = "[]",
    visitors: int = 0,
    changes: str | None = None,
) -> dict[str, Any]:
    """A row of the ledger; what is left out says that no document was read and nothing shown."""
    return {
        "id": new_id("Disclosure"),
        "at": at,
        "actor": actor,
        "recipient_id": recipient,
        "role": role,
        "purpose": purpose,
        "policy_revision": revision,
        "operation": operation,
        "document_hash": document_hash,
        "variables_hmac": variables_hmac,
        "coordinates": coordinates,
        "signatures": signatures,
        "changes": changes,
        "visitor_count": visitors,
    }


_TRIAL: Final = entry(
    at=datetime(2000, 1, 1, tzinfo=UTC),
    actor="",
    recipient="",
    role="",
    purpose="",
    revision="",
    operation=None,
)
"""An entry that is never kept."""


def signatures_of(visitors: Iterable[str]) -> str:
    """The signatures of an entry about visitors, by id, of whom nothing was shown."""
    named = "".join(sorted({visitor.rpartition("_")[2] for visitor in visitors}))
    return orjson.dumps([[["", named]] if named else None]).decode()


async def keep(work: UnitOfWork, *entries: Mapping[str, Any]) -> None:
    """Have entries committed with what they tell of, or nothing. Raises LEDGER_UNAVAILABLE."""
    try:
        await work.connection.execute(_INSERT, list(entries))
    except Exception as error:
        raise GovernanceError(Code.LEDGER_UNAVAILABLE, _CANNOT) from error


class Ledger:
    """Takes entries and answers when they are durable."""

    def __init__(self, database: Database, *, queue: int, timeout_seconds: float) -> None:
        self._database = database
        self._queue: asyncio.Queue[tuple[Mapping[str, Any], asyncio.Future[None]]]
        self._queue = asyncio.Queue(queue)
        self._timeout = timeout_seconds
        self._writer: asyncio.Task[None] | None = None
        self._proven = False
        """Whether the last commit, or trial, succeeded; none yet at first."""

    def start(self) -> None:
        """Begin to write."""
        self._writer = asyncio.create_task(self._write_forever(), name="ledger")

    async def close(self) -> None:
        """Stop; entries that still wait are refused to their callers by their time limit."""
        if self._writer is not None:
            self._writer.cancel()
            with suppress(asyncio.CancelledError):
                await self._writer

    async def record(self, entry: Mapping[str, Any]) -> None:
        """Return once the entry is durable. Raises LEDGER_UNAVAILABLE."""
        durable: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        try:
            self._queue.put_nowait((entry, durable))
            async with asyncio.timeout(self._timeout):
                await durable
        except Exception as error:
            raise GovernanceError(Code.LEDGER_UNAVAILABLE, _CANNOT) from error

    async def writes(self) -> bool:
        """Whether entries can be written: as the last commit says, or else a trial.

        Without the trial a process that is sent no reads, because it is not ready, never would be.
        """
        if not self._proven:
            try:
                async with asyncio.timeout(self._timeout), self._database.trial() as work:
                    await work.connection.execute(_INSERT, [_TRIAL])
                self._proven = True
            except Exception as error:
                _LOG.warning("ledger_unavailable", entries=0, **traced(error))
        return self._proven

    async def _write_forever(self) -> None:
        while True:
            waiting = [await self._queue.get()]
            while not self._queue.empty() and len(waiting) < _MOST_AT_ONCE:
                waiting.append(self._queue.get_nowait())
            await self._commit(waiting)

    async def _commit(self, waiting: list[tuple[Mapping[str, Any], asyncio.Future[None]]]) -> None:
        entries = [entry for entry, durable in waiting if not durable.done()]
        failure: Exception | None = None
        try:
            if entries:
                async with self._database.unit_of_work() as work:
                    await work.connection.execute(_INSERT, entries)
                self._proven = True
        except Exception as error:  # whatever it is, the writer goes on
            if len(waiting) > 1 and not is_outage(error):
                for one in waiting:  # so that an entry that does not fit fails alone
                    await self._commit([one])
                return
            failure, self._proven = error, False
            _LOG.error("ledger_unavailable", entries=len(entries), **traced(error))
        for _, durable in waiting:
            if not durable.done():
                durable.set_result(None) if failure is None else durable.set_exception(failure)
