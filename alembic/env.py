"""Run the migrations on the caller's connection, or on the database of the settings."""

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from governance.database.engine import open_database
from governance.database.types import Instant, Names, PlainText
from governance.settings import Settings
from governance.tables import metadata


def render_item(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types by name; the template imports them."""
    if kind == "type" and isinstance(thing, Instant | Names):
        return type(thing).__name__
    return "PlainText" if kind == "type" and thing is PlainText else False


def migrate(connection: Connection) -> None:
    """Run in the transaction that the connection is in."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def migrate_the_settings_database() -> None:
    """As `alembic upgrade head` does in a checkout."""
    database = open_database(Settings().database_url, create=True, foreign_keys=False)
    try:
        async with database.engine.begin() as connection:
            await connection.run_sync(migrate)
    finally:
        await database.close()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    asyncio.run(migrate_the_settings_database())
