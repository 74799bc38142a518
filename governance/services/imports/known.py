"""Rows that lines name by a key: those that are new, those that change, those that say the same."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import RowMapping, select
from sqlmodel import SQLModel

from governance.database.unit_of_work import UnitOfWork
from governance.services.imports.run import Plan, Reject
from governance.services.rows import changes_of, is_among, rows_of, update_of
from governance.services.visitors import Row
from governance.tables import Visitor, table_of

RESTRICTED: Final = "the visitor is restricted (C22)"
"""Why a line is rejected that adds to what is kept of a restricted visitor."""


class Told(NamedTuple):
    """What a line says of a row."""

    line: int
    key: str
    columns: Mapping[str, Any]
    """The columns that the file speaks of, the same for each line."""
    row: Row
    """The whole row, should it be new."""


class Change(NamedTuple):
    """What a line changes in a known row, or why it may not."""

    columns: Mapping[str, Any]
    refusal: str | None = None


def as_told(told: Told, _row: RowMapping) -> Change:
    """Whatever the line says is what the row says from now on."""
    return Change(told.columns)


async def plan_rows(
    work: UnitOfWork,
    model: type[SQLModel],
    site_id: str,
    key: str,
    lines: Sequence[Told],
    *,
    change: Callable[[Told, RowMapping], Change] = as_told,
    stamp: Mapping[str, Any] | None = None,
    others: Mapping[str, str] = MappingProxyType({}),
) -> Plan:
    """Insert rows whose `key` column is unknown on the site, and update what differs.

    `others` are ids of rows by keys that they are known by besides; `stamp` is written beside each
    update. No key comes twice in a batch.
    """
    plan = Plan()
    known: dict[str, list[RowMapping]] = {}
    for row in await rows_of(work, model, site_id, key, {told.key for told in lines}):
        known.setdefault(row[key], []).append(row)
    by_id = {row["id"]: row for row in await rows_of(work, model, site_id, "id", others.values())}
    for also, row_id in others.items():
        known.setdefault(also, []).append(by_id[row_id])
    inserts: list[Row] = []
    updates: list[dict[str, Any]] = []
    for told in lines:
        rows = known.get(told.key, [])
        if not rows:
            inserts.append(told.row)
            continue
        if len(rows) > 1:
            plan.rejects.append(Reject(told.line, "", "more than one row has this key"))
            continue
        changed = change(told, rows[0])
        if all(rows[0][name] == value for name, value in changed.columns.items()):
            plan.skipped += 1
        elif changed.refusal is not None:
            plan.rejects.append(Reject(told.line, "", changed.refusal))
        else:
            updates.append(changes_of(rows[0]["id"], {**changed.columns, **(stamp or {})}))
    plan.written = len(inserts) + len(updates)
    plan.also = {"changed": len(updates)}
    plan.inserts = [(model, inserts)]
    if updates:
        plan.updates = [(update_of(model, site_id, [*lines[0].columns, *(stamp or {})]), updates)]
    return plan


async def restricted_of(work: UnitOfWork, site_id: str, visitor_ids: Iterable[str]) -> set[str]:
    """Those of the visitors of a site whose processing is restricted (C22)."""
    row = table_of(Visitor).c
    wanted = set(visitor_ids)
    if not wanted:
        return set()
    restricted = row.restricted_at.is_not(None)
    named = is_among(work, row.id, wanted)
    found = select(row.id).where(row.site_id == site_id, named, restricted)
    return set(await work.connection.scalars(found))
