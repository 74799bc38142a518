"""A backup is the whole of one moment, and ends the same in either database."""

import hashlib
import io
import itertools
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select, update

from governance.database.engine import Database, open_database
from governance.database.unit_of_work import UnitOfWork
from governance.errors import GovernanceError
from governance.services.backups import (
    LARGEST_MANIFEST,
    LONGEST_LINE,
    MANIFEST,
    SEAL,
    Backup,
    BackupUnreadable,
    count_rows,
    write_backup,
)
from governance.services.demo.seed import seed_demo
from governance.services.keys import derive, keyed_hash
from governance.services.organizations import create_organization
from governance.tables import Visitor, metadata, table_of
from tests.conftest import DIALECTS

NOW = datetime(2026, 3, 1, 12, 30, 15, 123_000, tzinfo=UTC)
KEY = derive("5c" * 32).backups
ODD = "a\n\u2028\"\\'é😀\t{}"


def ignore(_rows: int) -> None:
    """No progress bar."""


async def contents(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    async with database.reading() as work:
        return {
            table.name: [
                dict(row)
                for row in (
                    await work.connection.execute(select(table).order_by(*table.primary_key))
                ).mappings()
            ]
            for table in metadata.sorted_tables
        }


async def a_backup(database: Database) -> io.BytesIO:
    file = io.BytesIO()
    async with database.reading() as work:
        await write_backup(work, file, KEY, schema="0001", now=NOW, advance=ignore)
    return file


async def seeded(url: str) -> Database:
    database = open_database(url)
    async with database.unit_of_work() as work:
        await seed_demo(work, now=NOW, visitors=60)
        await work.connection.execute(update(table_of(Visitor)).values(street_address=ODD))
    return database


@pytest.mark.parametrize(("source", "target"), list(itertools.product(DIALECTS, DIALECTS)))
async def test_what_is_restored_is_what_was_there(
    new_database: Callable[[str], str], source: str, target: str
) -> None:
    before, after = await seeded(new_database(source)), open_database(new_database(target))
    backup = Backup(await a_backup(before), KEY)
    backup.check(ignore)
    async with after.unit_of_work() as work:
        await backup.restore(work, ignore)
    expected = await contents(before)
    assert await contents(after) == expected
    assert sum(bool(rows) for rows in expected.values()) > 15
    assert {name: len(rows) for name, rows in expected.items()} == backup.manifest.rows
    for database in (before, after):
        await database.close()


async def test_a_backup_of_the_restored_is_the_same_bytes_in_each_part(
    new_database: Callable[[str], str],
) -> None:
    before, after = await seeded(new_database("sqlite")), open_database(new_database("postgresql"))
    first = await a_backup(before)
    async with after.unit_of_work() as work:
        await Backup(first, KEY).restore(work, ignore)
    second = await a_backup(after)
    parts = [zipfile.ZipFile(file) for file in (first, second)]
    for name in parts[0].namelist():
        assert parts[0].read(name) == parts[1].read(name), name
    for database in (before, after):
        await database.close()


async def test_what_is_written_meanwhile_is_not_in_it(database: Database) -> None:
    async with database.unit_of_work() as work:
        await create_organization(work, "Before", "CUSTOMER", now=NOW)
    file = io.BytesIO()
    async with database.reading() as work:
        assert (await count_rows(work))["organization"] == 1
        async with database.unit_of_work() as other:
            await create_organization(other, "Meanwhile", "CUSTOMER", now=NOW)
        await write_backup(work, file, KEY, schema="0001", now=NOW, advance=ignore)
    backup = Backup(file, KEY)
    assert backup.manifest.rows["organization"] == 1
    (rows,) = backup.rows(metadata.tables["organization"])
    assert [row["name"] for row in rows] == ["Before"]


async def test_a_database_with_data_is_left_as_it_is(database: Database) -> None:
    async with database.unit_of_work() as work:
        await create_organization(work, "Acme", "CUSTOMER", now=NOW)
    backup, before = Backup(await a_backup(database), KEY), await contents(database)
    with pytest.raises(GovernanceError, match="the database holds data"):
        async with database.unit_of_work() as work:
            await backup.restore(work, ignore)
    assert await contents(database) == before


def edited(file: io.BytesIO, name: str, edit: Callable[[bytes], bytes]) -> io.BytesIO:
    """The backup with one part changed, and a CRC that fits."""
    with zipfile.ZipFile(file) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    return packed(parts | {name: edit(parts[name])})


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return changed


def signed(file: io.BytesIO) -> io.BytesIO:
    """The same as one who has the key would write it."""
    with zipfile.ZipFile(file) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    manifest = json.loads(parts[MANIFEST])
    if isinstance(manifest, dict) and "sha256" in manifest:
        for name in set(manifest["sha256"]) & {one.removesuffix(".jsonl") for one in parts}:
            manifest["sha256"][name] = hashlib.sha256(parts[f"{name}.jsonl"]).hexdigest()
        parts[MANIFEST] = json.dumps(manifest).encode()
    return packed(parts | {SEAL: keyed_hash(KEY, parts[MANIFEST]).encode()})


def said(**changed: Any) -> Callable[[bytes], bytes]:
    return lambda text: json.dumps(json.loads(text) | changed).encode()


def counting(**changed: Any) -> Callable[[bytes], bytes]:
    return lambda text: said(rows=json.loads(text)["rows"] | changed)(text)


ORGANIZATIONS = "organization.jsonl"
AMISS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "another product": (MANIFEST, said(format="x"), "no backup of this product"),
    "no manifest": (MANIFEST, lambda _: b"[]", "no backup of this product"),
    "another version": (MANIFEST, said(version=1), "of another version of the format"),
    "rows that are none": (MANIFEST, said(rows={"visitor": "x"}), "no backup of this product"),
    "rows below none": (MANIFEST, counting(visitor=-1), "no backup of this product"),
    "half a row counted": (MANIFEST, counting(visitor=0.5), "no backup of this product"),
    "another table": (MANIFEST, counting(king=0), "no backup of this product"),
    "no time": (MANIFEST, said(at="\x1b[2J"), "no backup of this product"),
    "no schema": (MANIFEST, said(schema="\x1b[2J"), "no backup of this product"),
    "a manifest too long": (MANIFEST, said(x="y" * LARGEST_MANIFEST), "no backup of this product"),
    "a line too long": (
        ORGANIZATIONS, lambda text: b" " * LONGEST_LINE + text, "`organization` is damaged",
    ),
    "a row too few": (ORGANIZATIONS, lambda _: b"", "`organization` is not whole"),
    "half a row": (ORGANIZATIONS, lambda text: text[:-9], "`organization` is damaged"),
    "no object": (ORGANIZATIONS, lambda _: b"1\n", "`organization` is damaged"),
    "another column": (
        ORGANIZATIONS, lambda text: text.replace(b'"kind"', b'"king"'), "`organization` is damaged",
    ),
    "no moment": (
        ORGANIZATIONS, lambda text: text.replace(b"2026-", b"soon-"), "`organization` is damaged",
    ),
    "no value": (
        ORGANIZATIONS, lambda text: text.replace(b'"Acme"', b"null"), "`organization` is damaged",
    ),
    "no child of its own": (
        "site.jsonl", lambda text: text.replace(b'"org_', b'"gro_'), "damaged",
    ),
}  # fmt: skip


async def restore_into(work: UnitOfWork, file: io.BytesIO) -> None:
    await Backup(file, KEY).restore(work, ignore)


@pytest.mark.parametrize(("part", "edit", "message"), AMISS.values(), ids=AMISS)
async def test_a_file_that_is_amiss_is_refused_and_leaves_nothing(
    sqlite_url: str,
    database: Database,
    part: str,
    edit: Callable[[bytes], bytes],
    message: str,
) -> None:
    source = open_database(sqlite_url)
    async with source.unit_of_work() as work:
        await seed_demo(work, now=NOW, visitors=1)
        await create_organization(work, "Acme", "CUSTOMER", now=NOW)
    file = signed(edited(await a_backup(source), part, edit))
    with pytest.raises(BackupUnreadable, match=message):
        async with database.unit_of_work() as work:
            await restore_into(work, file)
    async with database.reading() as work:
        assert set((await count_rows(work)).values()) == {0}
    await source.close()


@pytest.mark.parametrize("share", [0, 1, 3])
async def test_a_part_of_a_file_is_no_backup(database: Database, share: int) -> None:
    whole = (await a_backup(database)).getvalue()
    with pytest.raises(BackupUnreadable, match="it is damaged, or no backup"):
        Backup(io.BytesIO(whole[: len(whole) * share // 4]), KEY)


async def test_a_flipped_bit_is_found(database: Database) -> None:
    async with database.unit_of_work() as work:
        await create_organization(work, "Acme" * 40, "CUSTOMER", now=NOW)
    file = await a_backup(database)
    place = zipfile.ZipFile(file).getinfo(ORGANIZATIONS).header_offset + 90
    whole = bytearray(file.getvalue())
    whole[place] ^= 1
    with pytest.raises(BackupUnreadable, match="`organization` is damaged"):
        Backup(io.BytesIO(bytes(whole)), KEY).check(ignore)


async def test_a_backup_that_was_altered_or_is_of_another_key_is_refused(
    database: Database,
) -> None:
    async with database.unit_of_work() as work:
        await create_organization(work, "Acme", "CUSTOMER", now=NOW)
    file = await a_backup(database)
    altered = edited(file, ORGANIZATIONS, lambda text: text.replace(b"Acme", b"Evil"))
    with pytest.raises(BackupUnreadable, match="`organization` is not what was written"):
        Backup(altered, KEY).check(ignore)
    with pytest.raises(BackupUnreadable, match="was altered, or made with another secret key"):
        Backup(edited(file, MANIFEST, said(at="2020-01-01T00:00:00.000Z")), KEY)
    with pytest.raises(BackupUnreadable, match="put the backup's key in place"):
        Backup(file, derive("6d" * 32).backups)


@pytest.mark.parametrize("part", [MANIFEST, SEAL, ORGANIZATIONS])
async def test_a_part_of_blanks_without_end_does_not_fill_the_memory(
    database: Database, part: str
) -> None:
    blanks = 256 * 2**20
    file = edited(await a_backup(database), part, lambda _: b" " * blanks)
    tracemalloc.start()
    try:
        with pytest.raises(BackupUnreadable):
            Backup(file, KEY).check(ignore)
        assert tracemalloc.get_traced_memory()[1] < blanks / 4
    finally:
        tracemalloc.stop()


async def test_a_part_that_is_packed_in_another_way_is_not_unpacked(database: Database) -> None:
    with zipfile.ZipFile(await a_backup(database)) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    with pytest.raises(BackupUnreadable, match="it is damaged, or no backup"):
        Backup(file, KEY)
