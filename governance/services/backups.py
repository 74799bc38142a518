"""A backup: every table in one snapshot, as lines of JSON in one ZIP file, for both databases.

`backup.json` says format, schema revision, moment, and of each table the number of rows and the
SHA-256 of its part, `<table>.jsonl`: one row a line, in the order of the primary key.
`backup.hmac` is the HMAC of `backup.json` by a key of the deployment, so that no row can be
altered. Secret keys are not in it. What is read back is all there or nothing of it is.
"""

import hmac
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import orjson
from sqlalchemy import RowMapping, Table, func, insert, select
from sqlalchemy.exc import DBAPIError, StatementError

from governance.database.engine import is_outage
from governance.database.types import Instant, from_rfc3339, to_rfc3339
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.services.keys import keyed_hash
from governance.tables import metadata

FORMAT: Final = "purpose-bound-governance backup"
VERSION: Final = 2
MANIFEST: Final = "backup.json"
SEAL: Final = "backup.hmac"
KEY_REMEDY: Final = (
    "put the backup's key in place (GOVERNANCE_SECRET_KEY or GOVERNANCE_SECRET_KEY_FILE)"
)
LARGEST_MANIFEST: Final = 2**20
LONGEST_LINE: Final = 16 * 2**20
"""Bytes; a file that says otherwise is none of ours, and would only fill the memory."""
_NAME: Final = re.compile("[0-9a-z_]{1,64}")
_DIGEST: Final = re.compile("[0-9a-f]{64}")
_ROWS_AT_ONCE: Final = 500
_CHUNK: Final = 2**18
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
    digests: Mapping[str, str]
    """Table to the hexadecimal SHA-256 of its part."""


async def count_rows(work: UnitOfWork) -> dict[str, int]:
    """The number of rows of each table, parents first."""
    return {str(table.name): await _count(work, table) for table in metadata.sorted_tables}


async def write_backup(
    work: UnitOfWork, file: IO[bytes], key: bytes, *, schema: str, now: datetime, advance: Advance
) -> Manifest:
    """Write every table of the snapshot that `work` reads; `key` is `Keys.backups`."""
    rows: dict[str, int] = {}
    digests: dict[str, str] = {}
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for table in metadata.sorted_tables:
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
                name = str(table.name)
                rows[name], digests[name] = await _write_table(work, table, lines, advance)
        manifest = Manifest(schema, to_rfc3339(now), rows, digests)
        said = {"format": FORMAT, "version": VERSION, "schema": schema, "at": manifest.at}
        text = orjson.dumps({**said, "rows": rows, "sha256": digests})
        archive.writestr(MANIFEST, text)
        archive.writestr(SEAL, keyed_hash(key, text))
    return manifest


async def _write_table(
    work: UnitOfWork, table: Table, lines: IO[bytes], advance: Advance
) -> tuple[int, str]:
    """The number of rows, and the digest of their lines."""
    written, digest = 0, sha256()
    ordered = select(table).order_by(*table.primary_key.columns)
    async with work.connection.stream(ordered) as found:
        async for batch in found.mappings().partitions(_ROWS_AT_ONCE):
            text = b"".join(map(_line, batch))
            lines.write(text)
            digest.update(text)
            written += len(batch)
            advance(len(batch))
    return written, digest.hexdigest()


def _line(row: RowMapping) -> bytes:
    option = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(dict(row), default=to_rfc3339, option=option)


class Backup:
    """A backup that is read. Opening it raises BackupUnreadable where it is none of this key's."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        try:
            self._archive = ZipFile(file)
            text = self._start(MANIFEST, LARGEST_MANIFEST)
            said = orjson.loads(text)
            if said["format"] != FORMAT:
                raise KeyError
            if said["version"] != VERSION:
                raise BackupUnreadable("it is of another version of the format")
            seal = self._start(SEAL, LARGEST_MANIFEST)
            if not hmac.compare_digest(seal, keyed_hash(key, text).encode()):
                reason = "it was altered, or made with another secret key"
                raise BackupUnreadable(f"{reason}; {KEY_REMEDY}")
            self.manifest = _manifest(said)
        except _BROKEN as error:
            raise BackupUnreadable("it is damaged, or no backup") from error
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BackupUnreadable("it is no backup of this product") from error

    def _part(self, name: str) -> IO[bytes]:
        """A part that can be read a bit at a time, whatever it holds."""
        about = self._archive.getinfo(name)
        if about.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile
        return self._archive.open(about)

    def _start(self, name: str, limit: int) -> bytes:
        with self._part(name) as part:
            text = part.read(limit + 1)
        if len(text) > limit:
            raise ValueError
        return text

    def rows(self, table: Table) -> Iterator[list[dict[str, Any]]]:
        """The rows of a table, some at a time. Raises BackupUnreadable."""
        moments = [one.name for one in table.columns if isinstance(one.type, Instant)]
        names = set(table.columns.keys())
        try:
            self._verify(str(table.name))  # before any of it is understood
            with self._part(f"{table.name}.jsonl") as part:
                lines = iter(lambda: part.readline(LONGEST_LINE), b"")
                while batch := [_row(line) for line in islice(lines, _ROWS_AT_ONCE)]:
                    for row in batch:
                        if set(row) != names:
                            raise ValueError
                        for name in moments:
                            row[name] = row[name] and datetime.fromisoformat(row[name])
                    yield batch
        except (*_BROKEN, KeyError, TypeError, ValueError) as error:
            raise BackupUnreadable(f"its table `{table.name}` is damaged") from error

    def _verify(self, name: str) -> None:
        digest = sha256()
        with self._part(f"{name}.jsonl") as part:
            while chunk := part.read(_CHUNK):
                digest.update(chunk)
            if digest.hexdigest() != self.manifest.digests[name]:
                raise BackupUnreadable(f"its table `{name}` is not what was written")

    def _tables(self) -> list[Table]:
        """Parents first. Raises BackupUnreadable where the backup has others."""
        known = {str(table.name) for table in metadata.sorted_tables}
        if known != set(self.manifest.rows):
            raise BackupUnreadable("it has other tables than this version")
        return metadata.sorted_tables

    def check(self, advance: Advance) -> None:
        """Read all of it back. Raises BackupUnreadable where it is not what it says."""
        for table in self._tables():
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
        for table in self._tables():
            for batch in self.rows(table):
                await _insert(work, table, batch)
                advance(len(batch))
            self._compare(table, await _count(work, table))

    def _compare(self, table: Table, found: int) -> None:
        if found != self.manifest.rows.get(table.name):
            raise BackupUnreadable(f"its table `{table.name}` is not whole")


def _manifest(said: Any) -> Manifest:
    """Raises ValueError, and others, for what no backup says."""
    rows, digests = dict(said["rows"]), dict(said["sha256"])
    counted = all(type(number) is int and number >= 0 for number in rows.values())
    named = all(map(_NAME.fullmatch, [said["schema"], *rows]))
    if not counted or not named or set(rows) != set(digests):
        raise ValueError
    if not all(map(_DIGEST.fullmatch, digests.values())):
        raise ValueError
    return Manifest(said["schema"], to_rfc3339(from_rfc3339(said["at"])), rows, digests)


def _row(line: bytes) -> Any:
    if not line.endswith(b"\n"):  # cut off, or longer than any of ours
        raise ValueError
    return orjson.loads(line)


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
