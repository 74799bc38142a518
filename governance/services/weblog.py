"""Import a web log: visits, and a visitor for each distinct (IP address, user agent).

INVARIANT(once): a line is known by the keyed hash of (site, line, n-th occurrence in the file), so
a file that is imported again, or that was stopped midway, ends with the same rows. Each batch is
one transaction; a visitor's counts are moved by the visits that this batch really wrote.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Update, bindparam, case, or_, select, update
from sqlmodel import col

from governance.database.engine import Database
from governance.database.types import Instant
from governance.database.unit_of_work import UnitOfWork
from governance.identity import new_id
from governance.services.keys import Keys, keyed_hash
from governance.services.log_lines import (
    LineRejected,
    LogLine,
    parse_line,
    system_and_browser,
)
from governance.services.matching import network_of, referrer_host
from governance.services.visitors import Row, insert_absent
from governance.tables import Visit, Visitor, table_of

LINES: Final = 2000
"""Lines of a batch."""

_REMEMBERED: Final = 500_000
"""Visitors whose ids are kept between batches."""


@dataclass(slots=True)
class Summary:
    """What became of the lines: each one that was read was written, skipped or rejected."""

    read: int = 0
    written: int = 0
    skipped: int = 0
    """Lines that an earlier import wrote."""
    rejected: int = 0
    visitors: int = 0
    """Visitors who were new."""


class Reject(NamedTuple):
    """A rejected line: where, and why; no value."""

    line: int
    column: int
    reason: str


class TooManyRejects(Exception):
    """More lines were rejected than allowed; whole batches before them stay written."""


class Keyed(NamedTuple):
    """A line with the keys of its visitor and of itself."""

    line: LogLine
    source_key: str
    line_key: str


class LogImport:
    """One run over one file for one site."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        site_id: str,
        *,
        now: datetime,
        permission_basis: str,
        dry_run: bool = False,
        max_rejects: int | None = None,
        on_reject: Callable[[Reject], None] = lambda _: None,
        on_batch: Callable[[], None] = lambda: None,
    ) -> None:
        self.summary = Summary()
        self._database = database
        self._key = keys.import_keys
        self._site_id = site_id
        self._now = now
        self._basis = permission_basis
        self._dry_run = dry_run
        self._max_rejects = max_rejects
        self._on_reject = on_reject
        self._on_batch = on_batch
        self._seen: set[bytes] = set()
        self._repeats: dict[bytes, int] = {}
        self._visitor_ids: dict[str, str] = {}

    async def run(self, lines: Iterable[bytes]) -> Summary:
        """Import lines, with or without their ends. Raises TooManyRejects."""
        batch: list[Keyed] = []
        for line in lines:
            self.summary.read += 1
            try:
                batch.append(self._keyed(line.rstrip(b"\r\n")))
            except LineRejected as rejected:
                self._reject(Reject(self.summary.read, rejected.column, rejected.reason))
            if len(batch) == LINES:
                await self._take(batch)
                batch = []
        await self._take(batch)
        return self.summary

    def _reject(self, reject: Reject) -> None:
        self.summary.rejected += 1
        self._on_reject(reject)
        if self._max_rejects is not None and self.summary.rejected > self._max_rejects:
            raise TooManyRejects

    def _keyed(self, raw: bytes) -> Keyed:
        line = parse_line(raw)
        agent = line.user_agent or ""
        source_key = keyed_hash(self._key, "visitor", self._site_id, line.ip_address, agent)
        nth = str(self._occurrence(raw))
        return Keyed(line, source_key, keyed_hash(self._key, "line", self._site_id, raw, nth))

    def _occurrence(self, raw: bytes) -> int:
        """Which one of its equals the line is in this file, from 1."""
        digest = hashlib.blake2b(raw, digest_size=12).digest()
        if digest not in self._seen:
            self._seen.add(digest)
            return 1
        nth = self._repeats[digest] = self._repeats.get(digest, 1) + 1
        return nth

    async def _take(self, batch: list[Keyed]) -> None:
        if not batch:
            return
        if self._dry_run:
            async with self._database.reading() as work:
                written = len(batch) - await self._count_known(work, batch)
        else:
            async with self._database.unit_of_work() as work:
                visitor_ids, added = await self._visitors(work, batch)
                written = await self._visits(work, batch, visitor_ids)
            self.summary.visitors += added
            if len(self._visitor_ids) > _REMEMBERED:
                self._visitor_ids.clear()
            self._visitor_ids.update(visitor_ids)
        self.summary.written += written
        self.summary.skipped += len(batch) - written
        self._on_batch()

    async def _count_known(self, work: UnitOfWork, batch: list[Keyed]) -> int:
        of_batch = col(Visit.line_key).in_([one.line_key for one in batch])
        known = select(col(Visit.line_key)).where(col(Visit.site_id) == self._site_id, of_batch)
        return len((await work.session.scalars(known)).all())

    async def _visitors(self, work: UnitOfWork, batch: list[Keyed]) -> tuple[dict[str, str], int]:
        """(ids by source key of everyone in the batch, how many are new)."""
        firsts = {one.source_key: one.line for one in reversed(batch)}
        ids = {key: self._visitor_ids[key] for key in firsts if key in self._visitor_ids}
        ids |= await self._find(work, firsts.keys() - ids.keys())
        absent = [self._visitor(key, line) for key, line in firsts.items() if key not in ids]
        added = await insert_absent(work, Visitor, absent, ("source_key", "id"))
        ids |= {row["source_key"]: row["id"] for row in added}
        ids |= await self._find(work, firsts.keys() - ids.keys())
        return ids, len(added)

    async def _find(self, work: UnitOfWork, keys: Iterable[str]) -> dict[str, str]:
        wanted = list(keys)
        if not wanted:
            return {}
        known = select(table_of(Visitor).c.source_key, table_of(Visitor).c.id).where(
            col(Visitor.site_id) == self._site_id, col(Visitor.source_key).in_(wanted)
        )
        found = await work.connection.execute(known)
        return {row.source_key: row.id for row in found}

    def _visitor(self, source_key: str, line: LogLine) -> Row:
        """Known since its first visit: a notice posted later binds it as one who was there."""
        system, browser = system_and_browser(line.user_agent or "")
        return {
            "site_id": self._site_id,
            "id": new_id("Visitor"),
            "source_key": source_key,
            "ip_address": line.ip_address,
            "ip_network": network_of(line.ip_address),
            "os": system,
            "browser": browser,
            "permission_basis": self._basis,
            "visit_count": 0,
            "created_at": line.at,
            "updated_at": self._now,
        }

    async def _visits(
        self, work: UnitOfWork, batch: list[Keyed], visitor_ids: dict[str, str]
    ) -> int:
        rows = {one.line_key: self._visit(one, visitor_ids[one.source_key]) for one in batch}
        written = await insert_absent(work, Visit, list(rows.values()), ("line_key",))
        moved: dict[str, list[datetime]] = {}
        for found in written:
            row = rows[found["line_key"]]
            moved.setdefault(row["visitor_id"], []).append(row["at"])
        if moved:
            changes = [
                {
                    "of_site": self._site_id,
                    "of_id": visitor_id,
                    "more": len(times),
                    "first": min(times),
                    "last": max(times),
                    "now": self._now,
                }
                for visitor_id, times in sorted(moved.items())
            ]
            await work.connection.execute(MOVE, changes)
        return len(written)

    def _visit(self, keyed: Keyed, visitor_id: str) -> Row:
        line = keyed.line
        system, browser = system_and_browser(line.user_agent or "")
        return {
            "site_id": self._site_id,
            "id": new_id("Visit"),
            "visitor_id": visitor_id,
            "at": line.at,
            "path": line.path,
            "referrer": line.referrer,
            "referrer_host": None if line.referrer is None else referrer_host(line.referrer),
            "ip_address": line.ip_address,
            "ip_network": network_of(line.ip_address),
            "user_agent": line.user_agent,
            "os": system,
            "browser": browser,
            "pages_viewed": 1,
            "line_key": keyed.line_key,
        }


def _move() -> Update:
    """Add visits to a visitor: count, first and last, and since when it is known."""
    row = table_of(Visitor).c
    first, last = bindparam("first", type_=Instant), bindparam("last", type_=Instant)
    return (
        update(table_of(Visitor))
        .where(row.site_id == bindparam("of_site"), row.id == bindparam("of_id"))
        .values(
            visit_count=row.visit_count + bindparam("more"),
            first_seen_at=case(
                (or_(row.first_seen_at.is_(None), row.first_seen_at > first), first),
                else_=row.first_seen_at,
            ),
            last_seen_at=case(
                (or_(row.last_seen_at.is_(None), row.last_seen_at < last), last),
                else_=row.last_seen_at,
            ),
            created_at=case((row.created_at > first, first), else_=row.created_at),
            updated_at=bindparam("now", type_=Instant),
        )
    )


MOVE: Final = _move()
