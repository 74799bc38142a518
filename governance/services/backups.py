"""A backup: every table in one snapshot, as lines of JSON in one ZIP file, for both databases.

`backup.json` says format, schema revision, moment and the number of rows of each table; beside it
lies `<table>.jsonl`, one row a line, in the order of the primary key. Each part has a CRC. Secret
keys are not in it. What is read back is all there or nothing of it is.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import orjson
from sqlalchemy import RowMapping, Table, func, insert, select
from sqlalchemy.exc import DBAPIError, StatementError

from governance.database.engine import is_outage
from governance.database.types import Instant, to_rfc3339
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.tables import Visitor, metadata, table_of

FORMAT: Final = "purpose-bound-governance backup"
VERSION: Final = 1
MANIFEST: Final = "backup.json"
_ROWS_AT_ONCE: Final = 500
_BROKEN: Final = (BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
"""What `zipfile` raises over a damaged file; a NotImplementedError is a RuntimeError."""

Advance = Callable[[int], None]
"""Told how many rows were taken since it was told last."""


class BackupUnreadable(Exception):
    """The file is damaged, or no backup of this product; the message says which."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    schema: str
    at: str
    rows: Mapping[str, int]
    """Table to the number of its rows."""


async def count_rows(work: UnitOfWork) -> dict[str, int]:
    """The number of rows of each table, parents first."""
    return {str(table.name): await _count(work, table) for table in metadata.sorted_tables}


async def count_visitors(work: UnitOfWork) -> int:
    """How many visitors a backup takes out."""
    return await _count(work, table_of(Visitor))


async def write_backup(
    work: UnitOfWork, file: IO[bytes], *, schema: str, now: datetime, advance: Advance
) -> Manifest:
    """Write every table of the snapshot that `work` reads."""
    rows: dict[str, int] = {}
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for table in metadata.sorted_tables:
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
                rows[str(table.name)] = await _write_table(work, table, lines, advance)
        manifest = Manifest(schema, to_rfc3339(now), rows)
        said = {"format": FORMAT, "version": VERSION, "schema": schema, "at": manifest.at}
        archive.writestr(MANIFEST, orjson.dumps({**said, "rows": rows}))
    return manifest


async def _write_table(work: UnitOfWork, table: Table, lines: IO[bytes], advance: Advance) -> int:
    written = 0
    ordered = select(table).order_by(*table.primary_key.columns)
    async with work.connection.stream(ordered) as found:
        async for batch in found.mappings().partitions(_ROWS_AT_ONCE):
            lines.write(b"".join(map(_line, batch)))
            written += len(batch)
            advance(len(batch))
    return written


def _line(row: RowMapping) -> bytes:
    option = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(dict(row), default=to_rfc3339, option=option)


class Backup:
    """A backup that is read. Opening it raises BackupUnreadable where it is none."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._archive = ZipFile(file)
            said = orjson.loads(self._archive.read(MANIFEST))
            if said["format"] != FORMAT:
                raise KeyError
            if said["version"] != VERSION:
                raise BackupUnreadable("it is of another version of the format")
            self.manifest = Manifest(said["schema"], said["at"], dict(said["rows"]))
        except _BROKEN as error:
            raise BackupUnreadable("it is damaged, or no backup") from error
        except (KeyError, TypeError, ValueError) as error:
            raise BackupUnreadable("it is no backup of this product") from error

    def rows(self, table: Table) -> Iterator[list[dict[str, Any]]]:
        """The rows of a table, some at a time. Raises BackupUnreadable."""
        moments = [one.name for one in table.columns if isinstance(one.type, Instant)]
        names = set(table.columns.keys())
        try:
            with self._archive.open(f"{table.name}.jsonl") as lines:
                while batch := [orjson.loads(line) for line in islice(lines, _ROWS_AT_ONCE)]:
                    for row in batch:
                        if set(row) != names:
                            raise ValueError
                        for name in moments:
                            row[name] = row[name] and datetime.fromisoformat(row[name])
                    yield batch
        except (*_BROKEN, KeyError, TypeError, ValueError) as error:
            raise BackupUnreadable(f"its table `{table.name}` is damaged") from error

    def check(self, advance: Advance) -> None:
        """Read all of it back. Raises BackupUnreadable where it is not what it says."""
        for table in metadata.sorted_tables:
            found = 0
            for batch in self.rows(table):
                found += len(batch)
                advance(len(batch))
            self._compare(table, found)

    async def restore(self, work: UnitOfWork, advance: Advance) -> None:
        """Write every row into a database without data. Raises CONFLICT where there is some."""
        for name, number in (await count_rows(work)).items():
            if number:
                raise GovernanceError(
                    Code.CONFLICT, f"the database holds data (`{name}`); restore into an empty one"
                )
        for table in metadata.sorted_tables:
            for batch in self.rows(table):
                await _insert(work, table, batch)
                advance(len(batch))
            self._compare(table, await _count(work, table))

    def _compare(self, table: Table, found: int) -> None:
        if found != self.manifest.rows.get(table.name):
            raise BackupUnreadable(f"its table `{table.name}` is not whole")


async def _insert(work: UnitOfWork, table: Table, batch: Sequence[Mapping[str, Any]]) -> None:
    try:
        await work.connection.execute(insert(table), batch)
    except StatementError as error:  # a value of another type, a parent that is not there
        if isinstance(error, DBAPIError) and is_outage(error):
            raise
        raise BackupUnreadable(f"its table `{table.name}` is damaged") from error


async def _count(work: UnitOfWork, table: Table) -> int:
    counted = select(func.count()).select_from(table)
    number: int = (await work.connection.execute(counted)).scalar_one()
    return number
