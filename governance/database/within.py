"""Reads inside a unit of work: what it wrote is seen before it is committed."""

from collections.abc import Sequence
from typing import Any

from governance.database.dialect import Postgres, Sqlite
from governance.database.read_errors import postgres_errors, sqlite_errors
from governance.database.readers import Reader
from governance.database.unit_of_work import UnitOfWork


class ReaderWithin(Reader):
    """The reader of one unit of work."""

    def __init__(self, work: UnitOfWork) -> None:
        self.dialect = Postgres() if work.dialect == "postgresql" else Sqlite()
        self._work = work

    async def read(self, sql: str, names: Sequence[str], values: Sequence[Any]) -> Sequence[Any]:
        """See `Reader.read`."""
        connection = await self._work.driver_connection()
        if isinstance(self.dialect, Postgres):
            with postgres_errors():
                return await connection.fetchrow(sql, *values)  # type: ignore[no-any-return]
        with sqlite_errors():
            async with connection.execute(sql, dict(zip(names, values, strict=True))) as cursor:
                return await cursor.fetchone()  # type: ignore[no-any-return]

    async def close(self) -> None:
        """The unit of work closes what is its own."""
