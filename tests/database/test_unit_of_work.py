"""One unit of work is one transaction, on both databases."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from governance.database.engine import (
    Database,
    DatabaseUnavailable,
    dialect_of,
    open_database,
    plain_url,
)
from governance.identity import new_id
from governance.tables import Organization, SharingGrant, Site

NAME = col(Organization.name)
NOW = datetime(2026, 3, 1, 12, 0, 0, 123_999, tzinfo=UTC)


def an_organization(name: str = "Acme") -> Organization:
    return Organization(id=new_id("Organization"), name=name, kind="CUSTOMER", created_at=NOW)


async def names(database: Database) -> list[str]:
    async with database.reading() as work:
        return list(await work.connection.scalars(select(NAME).order_by(NAME)))


async def test_leaving_the_block_commits(database: Database) -> None:
    async with database.unit_of_work() as work:
        work.session.add(an_organization())
    assert await names(database) == ["Acme"]


async def test_an_error_rolls_all_of_it_back(database: Database) -> None:
    async def fail() -> None:
        async with database.unit_of_work() as work:
            work.session.add(an_organization())
            await work.session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await names(database) == []


async def test_statements_and_rows_share_the_transaction(database: Database) -> None:
    async with database.unit_of_work() as work:
        work.session.add(an_organization("Rows"))
        await work.session.flush()
        row = an_organization("Statements").model_dump()
        await work.connection.execute(insert(Organization).values(row))
        seen = await work.connection.scalars(select(NAME))
        assert sorted(seen) == ["Rows", "Statements"]


async def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.unit_of_work() as work:
        work.session.add(an_organization())
        await work.session.flush()
        assert await asyncio.wait_for(names(database), 2) == []


async def test_writers_queue_and_none_fails(database: Database) -> None:
    async def write(name: str) -> None:
        async with database.unit_of_work() as work:
            await work.session.execute(select(Organization))
            work.session.add(an_organization(name))

    await asyncio.gather(*(write(f"{n:02}") for n in range(20)))
    assert len(await names(database)) == 20


async def test_a_missing_parent_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        async with database.unit_of_work() as work:
            work.session.add(
                Site(
                    id=new_id("Site"),
                    organization_id=new_id("Organization"),
                    domain="secret.example",
                    name="Secret",
                    created_at=NOW,
                )
            )
    assert "secret.example" not in str(caught.value).partition("DETAIL")[0]


async def test_times_and_names_come_back_as_they_went_in(database: Database) -> None:
    owner = an_organization()
    grant = SharingGrant(
        id=new_id("SharingGrant"),
        grantor_id=owner.id,
        recipient_id=owner.id,
        purposes=["analytics", 'odd"\\'],
        categories=[],
        legal_basis="CONSENT",
        status="ACTIVE",
        starts_at=NOW.astimezone(timezone(timedelta(hours=5))),
        created_at=NOW,
    )
    async with database.unit_of_work() as work:
        work.session.add(owner)
        await work.session.flush()
        work.session.add(grant)
    async with database.unit_of_work() as work:
        found = (await work.session.execute(select(SharingGrant))).scalar_one()
        assert found.purposes == ["analytics", 'odd"\\']
        assert found.categories == []
        assert found.starts_at == NOW.replace(microsecond=123_000)
        assert found.starts_at.utcoffset() == timedelta(0)


async def test_sqlite_keeps_what_it_committed(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    async with database.reading() as work:
        for pragma, value in [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]:
            assert await work.connection.scalar(text(f"pragma {pragma}")) == value
    await database.close()


async def test_postgresql_speaks_utc(postgres_url: str) -> None:
    database = open_database(postgres_url)
    async with database.reading() as work:
        assert await work.connection.scalar(text("show timezone")) == "UTC"
        assert await work.connection.scalar(text("show synchronous_commit")) == "on"
    await database.close()


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("sqlite:///var/x.db", "sqlite:///var/x.db"),
        ("sqlite+aiosqlite:////x.db", "sqlite:////x.db"),
        ("postgres://h/d", "postgresql://h/d"),
        ("postgresql+asyncpg://h/d?host=/run", "postgresql://h/d?host=/run"),
    ],
)
def test_an_address_is_known_without_its_driver(url: str, plain: str) -> None:
    assert plain_url(url) == plain
    assert dialect_of(url) == plain.partition(":")[0]


@pytest.mark.parametrize(
    "url", ["mysql://h/d", "x", "", "sqlite://", "sqlite:///:memory:", "postgresql://h:port/d"]
)
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnavailable):
        open_database(url, create=True)


def test_opening_a_missing_file_makes_none(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"no database at"):
        open_database(f"sqlite:///{tmp_path / 'x' / 'y.db'}")
    assert list(tmp_path.iterdir()) == []


async def test_a_server_that_is_not_there_is_named_without_the_password(tmp_path: Path) -> None:
    database = open_database(f"postgresql://ada:hunter2@/absent?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable, match="cannot reach") as caught:
        await database.reach()
    assert "hunter2" not in str(caught.value)
    await database.close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_text("something else entirely, and long enough to be read as a header" * 20)
    with pytest.raises(DatabaseUnavailable, match="is no readable database"):
        open_database(f"sqlite:///{path}")


def test_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    open_database(f"sqlite:///{path}", create=True)
    assert path.stat().st_mode & 0o777 == 0o600


async def test_what_the_driver_is_asked_first_is_asked_in_the_transaction(
    database: Database,
) -> None:
    async with database.unit_of_work() as work:
        driver = await work.driver_connection()
        began = driver.is_in_transaction() if work.dialect == "postgresql" else None
        assert began or driver.in_transaction
