"""Bring a database to the schema of this version, and say how far it is."""

from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from governance.database.engine import open_database
from governance.database.shipped import shipped

_LOCK: Final = 7_311_846_120_447_113
"""Advisory lock of PostgreSQL: two processes that start together migrate one after the other."""


def configuration() -> Config:
    """Alembic's configuration for the shipped migrations; needs no file."""
    config = Config()
    config.set_main_option("script_location", str(shipped("alembic")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def head() -> str:
    """The revision that this version of the product works with."""
    revision = ScriptDirectory.from_config(configuration()).get_current_head()
    if revision is None:
        raise FileNotFoundError("this installation lacks its migrations")
    return revision


def revisions() -> list[str]:
    """Every revision that this version knows, oldest first."""
    scripts = ScriptDirectory.from_config(configuration())
    return [script.revision for script in scripts.walk_revisions("base", "heads")][::-1]


async def current(url: str) -> str | None:
    """The revision that a database is at; None for one without a schema."""
    database = open_database(url)
    try:
        await database.reach()
        async with database.reading() as work:
            return await work.connection.run_sync(_revision_of)
    finally:
        await database.close()


async def pending(url: str) -> list[str]:
    """The revisions that a database lacks, oldest first; empty when it is up to date."""
    at, known = await current(url), revisions()
    if at is None:
        return known
    return known[known.index(at) + 1 :] if at in known else known


async def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to a revision, making a SQLite file where there is none."""

    def run(connection: Connection) -> None:
        command.upgrade(_on(connection), revision)

    await _with_connection(url, run, create=True)


async def downgrade(url: str, revision: str) -> None:
    """Take a database back to a revision; `base` is nothing at all."""

    def run(connection: Connection) -> None:
        command.downgrade(_on(connection), revision)

    await _with_connection(url, run, create=False)


def _on(connection: Connection) -> Config:
    config = configuration()
    config.attributes["connection"] = connection
    return config


def _revision_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def _with_connection(url: str, work: Any, *, create: bool) -> Any:
    """Run `work(connection)` in one transaction: a migration is there whole or not at all."""
    database = open_database(url, create=create, foreign_keys=False)
    try:
        await database.reach()
        async with database.engine.begin() as connection:
            if database.dialect == "postgresql":
                await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            return await connection.run_sync(work)
    finally:
        await database.close()
