"""The migrations make what the tables say, on both databases, and undo it without a rest."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from governance.database.engine import Database, DatabaseUnavailable, open_database
from governance.database.migrations import current, downgrade, head, pending, upgrade
from governance.tables import metadata
from tests.conftest import DIALECTS, PostgreSQL


@pytest.fixture(params=DIALECTS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'made' / 'on the way' / 'empty.db'}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.create(empty=True)


@pytest.fixture
async def look(empty_url: str) -> AsyncIterator[Callable[[Callable[[Connection], Any]], Any]]:
    opened: list[Database] = []

    async def at(read: Callable[[Connection], Any]) -> Any:
        opened[:] = opened or [open_database(empty_url)]
        async with opened[0].reading() as work:
            return await work.connection.run_sync(read)

    yield at
    for database in opened:
        await database.close()


def the_schema(connection: Connection) -> dict[str, Any]:
    """Everything that the database itself says of its tables; a migration adds columns last."""
    found = inspect(connection)
    return {
        name: [
            sorted(
                (c["name"], str(c["type"]), c["nullable"], str(c["default"]))
                for c in found.get_columns(name)
            ),
            found.get_pk_constraint(name)["constrained_columns"],
            sorted(map(str, found.get_foreign_keys(name))),
            sorted(map(an_index, found.get_indexes(name))),
            sorted(map(str, found.get_unique_constraints(name))),
        ]
        for name in sorted(found.get_table_names())
        if name != "alembic_version"
    }


def an_index(index: Any) -> str:
    conditions = {key: str(value) for key, value in index.get("dialect_options", {}).items()}
    return str(index | {"dialect_options": conditions})


def differences(connection: Connection) -> Any:
    return compare_metadata(MigrationContext.configure(connection), metadata)


async def test_a_migrated_database_has_the_tables_of_the_metadata(
    empty_url: str, look: Any
) -> None:
    await upgrade(empty_url)
    assert await look(differences) == []
    assert set(await look(the_schema)) == set(metadata.tables)


async def test_up_down_up_leaves_the_same_schema(empty_url: str, look: Any) -> None:
    await upgrade(empty_url)
    first = await look(the_schema)
    await downgrade(empty_url, "base")
    assert await look(the_schema) == {}
    await upgrade(empty_url)
    assert await look(the_schema) == first


async def test_the_metadata_creates_what_the_migrations_create(
    empty_url: str, look: Any, new_database: Callable[[str], str]
) -> None:
    database = open_database(empty_url, create=True)
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await database.close()
    migrated = open_database(new_database(database.dialect))
    async with migrated.reading() as work:
        expected = await work.connection.run_sync(the_schema)
    await migrated.close()
    assert await look(the_schema) == expected


async def test_two_processes_that_migrate_at_once_both_succeed(empty_url: str, look: Any) -> None:
    await asyncio.gather(upgrade(empty_url), upgrade(empty_url), upgrade(empty_url))
    assert await look(differences) == []


async def test_a_failed_migration_leaves_nothing_behind(empty_url: str, look: Any) -> None:
    database = open_database(empty_url, create=True)
    async with database.engine.begin() as connection:
        await connection.execute(text("create table visit (other int)"))
    await database.close()
    with pytest.raises(Exception, match="visit"):
        await upgrade(empty_url)
    assert list(await look(the_schema)) == ["visit"]


async def test_pending_names_what_a_database_lacks(empty_url: str) -> None:
    await upgrade(empty_url)
    assert await current(empty_url) == head()
    assert await pending(empty_url) == []
    await downgrade(empty_url, "base")
    assert await current(empty_url) is None
    assert (await pending(empty_url))[-1] == head()


async def test_asking_for_the_revision_creates_no_database(tmp_path: Path) -> None:
    path = tmp_path / "absent.db"
    with pytest.raises(DatabaseUnavailable, match=r"no database at .*absent\.db"):
        await current(f"sqlite:///{path}")
    assert not path.exists()


async def test_every_text_column_compares_by_code_point_on_postgresql(postgres_url: str) -> None:
    database = open_database(postgres_url)
    async with database.reading() as work:
        names = await work.connection.scalars(
            text(
                "select distinct table_name || '.' || column_name from information_schema.columns"
                " where table_schema = 'public' and data_type = 'text' and collation_name is null"
                " and table_name <> 'alembic_version'"
            )
        )
        assert names.all() == []
    await database.close()


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_a_governed_table_has_its_site_first_in_the_key(table: Any) -> None:
    reference = {"site", "opt_out", "sharing_grant", "acquisition_site", "site_key"}
    if "site_id" in table.columns and table.name not in reference:
        assert next(iter(table.primary_key.columns)).name == "site_id"
