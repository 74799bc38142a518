"""Many rows of a site in one statement: found, locked and changed, however many there are.

Lists are one parameter, so that a statement is the same however long they are.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Update,
    bindparam,
    case,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    update,
)
from sqlmodel import SQLModel

from governance.database.dialect import DIALECTS
from governance.database.types import PlainText
from governance.database.unit_of_work import UnitOfWork
from governance.tables import Visitor, table_of


def is_among(
    work: UnitOfWork, column: ColumnElement[Any], values: Collection[str]
) -> ColumnElement[bool]:
    """Whether a column of text has one of the values."""
    dialect = DIALECTS[work.dialect]
    listed = bindparam(None, sorted(values), type_=dialect.list_of(PlainText))
    return dialect.member(column, listed)


async def rows_of(
    work: UnitOfWork, model: type[SQLModel], site_id: str, column: str, values: Iterable[str]
) -> Sequence[RowMapping]:
    """The rows of a site that have one of the values in a column."""
    table = table_of(model)
    wanted = list(values)
    if not wanted:
        return []
    named = is_among(work, table.c[column], wanted)
    found = select(table).where(table.c.site_id == site_id, named)
    return (await work.connection.execute(found)).mappings().all()


async def ids_of(
    work: UnitOfWork, model: type[SQLModel], site_id: str, column: str, values: Iterable[str]
) -> Sequence[tuple[str, str]]:
    """Pairs of value and id of the rows of a site that have one of the values in a column."""
    row = table_of(model).c
    wanted = list(values)
    if not wanted:
        return []
    named = is_among(work, row[column], wanted)
    found = select(row[column], row.id).where(row.site_id == site_id, named)
    return [(value, row_id) for value, row_id in await work.connection.execute(found)]


async def locked(
    work: UnitOfWork, site_id: str, ids: Iterable[str], *columns: str
) -> dict[str, RowMapping]:
    """Rows of visitors of a site by id, whole or these columns, locked in one order for all.

    So no two who lock several wait for each other.
    """
    table = table_of(Visitor)
    wanted = set(ids)
    if not wanted:
        return {}
    told = [table.c[name] for name in dict.fromkeys(("id", *columns))] if columns else [table]
    named = is_among(work, table.c.id, wanted)
    found = select(*told).where(table.c.site_id == site_id, named)
    rows = await work.connection.execute(found.order_by(table.c.id).with_for_update())
    return {one["id"]: one for one in rows.mappings()}


def update_of(model: type[SQLModel], site_id: str, columns: Iterable[str]) -> Update:
    """Set columns of the row of a site that `changes_of` names."""
    table = table_of(model)
    values = {name: bindparam(f"to_{name}", type_=table.c[name].type) for name in columns}
    of_row = (table.c.site_id == site_id, table.c.id == bindparam("of_id"))
    return update(table).where(*of_row).values(values)


def changes_of(row_id: str, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of `update_of` for one row."""
    return {"of_id": row_id} | {f"to_{name}": value for name, value in columns.items()}


async def plan_afresh(work: UnitOfWork, *, unless_known: str | None = None) -> None:
    """Let PostgreSQL plan each statement of this transaction by how large the tables are now.

    It would keep the plans that it makes while they are empty, and compare each row of a site with
    each key of a batch by them until it next looks how large they are. To plan for each row that is
    inserted costs much too: not where it has looked at the table `unless_known`.
    """
    if work.dialect != "postgresql":
        return
    mode: ColumnElement[str] = literal("force_custom_plan")
    if unless_known is not None:
        relation = table("pg_class", column("relname"), column("reltuples"))
        looked = select(relation.c.reltuples >= 0).where(
            relation.c.relname == unless_known,
            func.pg_table_is_visible(literal_column("oid")),
        )
        mode = case((looked.scalar_subquery(), "auto"), else_=mode)
    await work.connection.execute(select(func.set_config("plan_cache_mode", mode, True)))
