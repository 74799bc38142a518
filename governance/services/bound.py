"""Lists as one parameter, so that a statement is the same however long they are."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    bindparam,
    case,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
)

from governance.database.dialect import DIALECTS
from governance.database.types import PlainText
from governance.database.unit_of_work import UnitOfWork


def is_among(
    work: UnitOfWork, column: ColumnElement[Any], values: Collection[str]
) -> ColumnElement[bool]:
    """Whether a column of text has one of the values."""
    dialect = DIALECTS[work.dialect]
    listed = bindparam(None, sorted(values), type_=dialect.list_of(PlainText))
    return dialect.member(column, listed)


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
