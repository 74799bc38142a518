"""A backup is the whole of one moment, and ends the same in either database."""

import io
import itertools
import json
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
    MANIFEST,
    Backup,
    BackupUnreadable,
    count_rows,
    write_backup,
)
from governance.services.demo.seed import seed_demo
from governance.services.organizations import create_organization
from governance.tables import Visitor, metadata, table_of
from tests.conftest import DIALECTS

NOW = datetime(2026, 3, 1, 12, 30, 15, 123_000, tzinfo=UTC)
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
        await write_backup(work, file, schema="0001", now=NOW, advance=ignore)
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
    backup = Backup(await a_backup(before))
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
        await Backup(first).restore(work, ignore)
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
        await write_backup(work, file, schema="0001", now=NOW, advance=ignore)
    backup = Backup(file)
    assert backup.manifest.rows["organization"] == 1
    (rows,) = backup.rows(metadata.tables["organization"])
    assert [row["name"] for row in rows] == ["Before"]


async def test_a_database_with_data_is_left_as_it_is(database: Database) -> None:
    async with database.unit_of_work() as work:
        await create_organization(work, "Acme", "CUSTOMER", now=NOW)
    backup, before = Backup(await a_backup(database)), await contents(database)
    with pytest.raises(GovernanceError, match="the database holds data"):
        async with database.unit_of_work() as work:
            await backup.restore(work, ignore)
    assert await contents(database) == before


def edited(file: io.BytesIO, name: str, edit: Callable[[bytes], bytes]) -> io.BytesIO:
    """The backup with one part changed, and a CRC that fits."""
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            new.writestr(one, edit(content) if one == name else content)
    return changed


def said(**changed: Any) -> Callable[[bytes], bytes]:
    return lambda text: json.dumps(json.loads(text) | changed).encode()


ORGANIZATIONS = "organization.jsonl"
AMISS: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "another product": (MANIFEST, said(format="x"), "no backup of this product"),
    "no manifest": (MANIFEST, lambda _: b"[]", "no backup of this product"),
    "another version": (MANIFEST, said(version=2), "of another version of the format"),
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
    await Backup(file).restore(work, ignore)


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
    file = edited(await a_backup(source), part, edit)
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
        Backup(io.BytesIO(whole[: len(whole) * share // 4]))


async def test_a_flipped_bit_is_found(database: Database) -> None:
    async with database.unit_of_work() as work:
        await create_organization(work, "Acme" * 40, "CUSTOMER", now=NOW)
    file = await a_backup(database)
    place = zipfile.ZipFile(file).getinfo(ORGANIZATIONS).header_offset + 90
    whole = bytearray(file.getvalue())
    whole[place] ^= 1
    with pytest.raises(BackupUnreadable, match="`organization` is damaged"):
        Backup(io.BytesIO(bytes(whole))).check(ignore)
