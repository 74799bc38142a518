"""The rows of a database as plain dictionaries, found again by any of their columns."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from sqlalchemy import select

from governance.database.engine import Database
from governance.tables import metadata

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = Mapping[str, Sequence[Row]]

NOTICES: Final = "the notices of its site"

_GROWING = frozenset({"access_token", "policy_revision"})
"""Tables that asking itself writes to, and that no governed read shows."""


class Records:
    """All rows; `where` is the only way in, and remembers what it was asked."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._found: dict[tuple[str, tuple[str, ...]], dict[tuple[Any, ...], list[Row]]] = {}

    def all(self, table: str) -> Sequence[Row]:
        """Every row of a table."""
        return self._rows.get(table, ())

    def where(self, table: str, **columns: Any) -> Sequence[Row]:
        """The rows whose columns have these values; null equals nothing."""
        names = tuple(columns)
        index = self._found.get((table, names))
        if index is None:
            index = self._found[table, names] = defaultdict(list)
            for row in self.all(table):
                index[tuple(row[name] for name in names)].append(row)
        values = tuple(columns.values())
        return () if None in values else index.get(values, ())

    def one(self, table: str, **columns: Any) -> Row | None:
        """The only such row, or None."""
        found = self.where(table, **columns)
        assert len(found) <= 1, (table, columns)
        return found[0] if found else None


async def read_rows(database: Database) -> dict[str, list[Row]]:
    """What a database holds, in the order of keys."""
    rows: dict[str, list[Row]] = {}
    async with database.reading() as work:
        for table in metadata.sorted_tables:
            if table.name not in _GROWING:
                found = await work.connection.execute(select(table).order_by(*table.primary_key))
                rows[table.name] = [dict(row) for row in found.mappings()]
    for name in ("visitor", "consent"):  # what is computed of them asks their site's notices
        for row in rows[name]:
            row[NOTICES] = [one for one in rows["notice"] if one["site_id"] == row["site_id"]]
    return rows
