"""One request, one transaction: the only place that commits.

    async with database.unit_of_work() as work:
        work.session.add(row)

Leaving the block commits; an error rolls back, and nothing of it stays. Plain functions of
`governance.services` take the `work` and never end it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """The session of rows and the connection of statements, both in one transaction."""

    session: AsyncSession
    connection: AsyncConnection

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.connection.dialect.name

    async def flush(self) -> None:
        """Write what the session holds; at no cost where that is nothing."""
        if self.session.new or self.session.dirty or self.session.deleted:
            await self.session.flush()

    async def driver_connection(self) -> Any:
        """The driver's own connection (asyncpg, aiosqlite), inside this transaction.

        PostgreSQL is told of a transaction with its first statement; the driver's must not be that.
        """
        await self.flush()
        driver: Any = (await self.connection.get_raw_connection()).driver_connection
        if self.dialect == "postgresql" and not driver.is_in_transaction():
            await self.connection.execute(select(1))
        return driver


@asynccontextmanager
async def unit_of_work(engine: AsyncEngine) -> AsyncIterator[UnitOfWork]:
    """Begin, yield, commit; roll back on an error."""
    async with AsyncSession(engine, expire_on_commit=False) as session:
        try:
            yield UnitOfWork(session, await session.connection())
            await session.commit()
        except BaseException:
            await session.rollback()
            raise
