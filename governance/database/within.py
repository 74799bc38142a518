"""Reads inside a unit of work: what it wrote is seen before it is committed."""

from collections.abc import Sequence
from typing import Any, Final

from governance.database.dialect import Dialect, Postgres, Sqlite
from governance.database.read_errors import postgres_errors, sqlite_errors
from governance.database.readers import Reader
from governance.database.unit_of_work import UnitOfWork

_DIALECTS: Final[dict[str, Dialect]] = {"postgresql": Postgres(), "sqlite": Sqlite()}


class ReaderWithin(Reader):
    """The reader of one unit of work."""

    def __init__(self, work: UnitOfWork) -> None:
        self.dialect = _DIALECTS[work.dialect]
        self._work = work

    async def read(self, sql: str, names: Sequence[str], values: Sequence[Any]) -> Sequence[Any]:
        """See `Reader.read`."""
        connection = await self._work.driver_connection()
        if isinstance(self.dialect, Postgres):
            with postgres_errors():
                return await connection.fetchrow(sql, *values)  # type: ignore[no-any-return]
        with sqlite_errors():
            given = dict(zip(names, values, strict=True))
            (row,) = await connection.execute_fetchall(sql, given)
            return row  # type: ignore[no-any-return]

    async def close(self) -> None:
        """The unit of work closes what is its own."""
