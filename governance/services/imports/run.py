"""One run of an import: the lines of a file, in batches of one transaction each.

INVARIANT(once): each line has a key, and a line whose key is known changes nothing. So a file that
is imported again, or that was stopped midway, ends with the same rows. A batch is planned from what
it reads and then written. A dry run plans each batch from the tables as they are, and writes none:
it does not know what the batches before would have changed, such as where a visitor stands.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

from sqlalchemy import Update
from sqlmodel import SQLModel

from governance.database.engine import Database
from governance.database.unit_of_work import UnitOfWork
from governance.services.imports.occurrences import Occurrences
from governance.services.rows import plan_afresh
from governance.services.turns import take_turn
from governance.services.visitors import Row, insert_rows

LINES: Final = 2000
"""Lines of a batch."""


class Reject(NamedTuple):
    """A rejected line: where, and why; no value."""

    line: int
    """From 1, as editors count."""
    column: int | str
    """The character, from 1, of a log; the name of a CSV column, or nothing for the whole line."""
    reason: str


class LineRejected(Exception):
    """A line that says nothing that can be taken in: the column and the reason; never a value."""

    def __init__(self, column: int | str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


class TooManyRejects(Exception):
    """More lines were rejected than allowed; whole batches before them stay written."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Where an import goes: the site, the key that lines are told by, and what the file had."""

    site_id: str
    key: bytes = field(repr=False)
    now: datetime
    seen: Occurrences


@dataclass(slots=True)
class Plan:
    """What a batch changes, and what becomes of its lines."""

    written: int = 0
    skipped: int = 0
    """Lines that say what is known already."""
    rejects: list[Reject] = field(default_factory=list)
    also: Mapping[str, int] = field(default_factory=dict)
    """What else is worth counting, by its name."""
    inserts: Sequence[tuple[type[SQLModel], list[Row]]] = ()
    """New rows, each table after those that it points to."""
    updates: Sequence[tuple[Update, list[dict[str, Any]]]] = ()
    """Statements with the parameters of each row that they change."""

    async def write(self, work: UnitOfWork) -> None:
        """Carry it out."""
        for model, rows in self.inserts:
            await insert_rows(work, model, rows)
        for statement, changes in self.updates:
            if changes:
                await work.connection.execute(statement, changes)


Item = TypeVar("Item")


class Kind(Protocol[Item]):
    """A kind of file: how its lines are read, and what they change."""

    intake: Intake

    def read(self, lines: Iterable[bytes]) -> Iterator[Item | Reject]:
        """What each line says, or why it is rejected. Raises BAD_USER_INPUT for a wrong header."""
        ...

    async def plan(self, work: UnitOfWork, items: Sequence[Item]) -> Plan:
        """What a batch changes, given what the database holds. Only reads."""
        ...


@dataclass(slots=True)
class Summary:
    """What became of the lines: each one that was read was written, skipped or rejected.

    Where an import stops before its end, the rest of what it read is unfinished.
    """

    read: int = 0
    written: int = 0
    skipped: int = 0
    """Lines that say what is known already."""
    rejected: int = 0
    also: Counter[str] = field(default_factory=Counter)

    def counts(self) -> dict[str, int]:
        """All of it by name."""
        done = {"written": self.written, "skipped": self.skipped, "rejected": self.rejected}
        unfinished = self.read - sum(done.values())
        rest = {"unfinished": unfinished} if unfinished else {}
        return {"read": self.read} | done | rest | self.also


class Import(Generic[Item]):
    """One run over one file, counted in the summary."""

    def __init__(
        self,
        database: Database,
        kind: Kind[Item],
        summary: Summary,
        *,
        dry_run: bool = False,
        max_rejects: int | None = None,
        on_reject: Callable[[Reject], None] = lambda _: None,
        on_batch: Callable[[], None] = lambda: None,
    ) -> None:
        self.summary = summary
        self._database = database
        self._kind = kind
        self._dry_run = dry_run
        self._max_rejects = max_rejects
        self._on_reject = on_reject
        self._on_batch = on_batch

    async def run(self, lines: Iterable[bytes]) -> Summary:
        """Import lines, with or without their ends. Raises TooManyRejects."""
        batch: list[Item] = []
        for one in self._kind.read(lines):
            self.summary.read += 1
            if isinstance(one, Reject):
                self._reject(one)
            else:
                batch.append(one)
            if self.summary.read % LINES == 0:
                await self._take(batch)
                batch = []
        await self._take(batch)
        return self.summary

    def _reject(self, reject: Reject) -> None:
        self.summary.rejected += 1
        self._on_reject(reject)
        if self._max_rejects is not None and self.summary.rejected > self._max_rejects:
            raise TooManyRejects

    async def _take(self, batch: list[Item]) -> None:
        if batch:
            plan = await (self._rehearse(batch) if self._dry_run else self._carry_out(batch))
            self.summary.written += plan.written
            self.summary.skipped += plan.skipped
            self.summary.also.update(plan.also)
            for reject in plan.rejects:
                self._reject(reject)
        self._on_batch()

    async def _rehearse(self, batch: list[Item]) -> Plan:
        async with self._database.reading() as work:
            return await self._kind.plan(work, batch)

    async def _carry_out(self, batch: list[Item]) -> Plan:
        async with self._database.unit_of_work() as work:
            await take_turn(work, self._kind.intake.site_id)
            await plan_afresh(work)
            plan = await self._kind.plan(work, batch)
            await plan.write(work)
            return plan
