"""How visits move their visitors: how many there were, the first and the last of them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Update,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    update,
)

from governance.database.types import Instant
from governance.database.unit_of_work import UnitOfWork
from governance.services.rows import is_among
from governance.services.visitors import Row
from governance.tables import Visit, Visitor, table_of


def moves_of(site_id: str, visits: Sequence[Row], now: datetime) -> list[dict[str, Any]]:
    """The parameters of MOVE for visits that are new, in one order for all who write."""
    moved: dict[str, list[datetime]] = {}
    for visit in visits:
        moved.setdefault(visit["visitor_id"], []).append(visit["at"])
    return [
        {
            "of_site": site_id,
            "of_id": visitor_id,
            "more": len(times),
            "first": min(times),
            "last": max(times),
            "now": now,
        }
        for visitor_id, times in sorted(moved.items())
    ]


def values_moved(
    more: ColumnElement[int],
    first: ColumnElement[datetime],
    last: ColumnElement[datetime],
    now: ColumnElement[datetime],
) -> dict[str, Any]:
    """What visits change in a visitor: count, first and last, and since when it is known."""
    row = table_of(Visitor).c
    return {
        "visit_count": row.visit_count + more,
        "first_seen_at": case(
            (or_(row.first_seen_at.is_(None), row.first_seen_at > first), first),
            else_=row.first_seen_at,
        ),
        "last_seen_at": case(
            (or_(row.last_seen_at.is_(None), row.last_seen_at < last), last),
            else_=row.last_seen_at,
        ),
        "created_at": case((row.created_at > first, first), else_=row.created_at),
        "updated_at": now,
    }


def move_by(work: UnitOfWork, site_id: str, visit_ids: Collection[str], now: datetime) -> Update:
    """Add visits that are written to all their visitors, in one statement."""
    row, visit = table_of(Visitor).c, table_of(Visit).c
    new = (
        select(
            visit.visitor_id,
            func.count().label("more"),
            func.min(visit.at).label("first"),
            func.max(visit.at).label("last"),
        )
        .where(visit.site_id == site_id, is_among(work, visit.id, visit_ids))
        .group_by(visit.visitor_id)
        .subquery("new")
    )
    moved = values_moved(new.c.more, new.c.first, new.c.last, literal(now, Instant))
    of_visitors = (row.site_id == site_id, row.id == new.c.visitor_id)
    return update(table_of(Visitor)).where(*of_visitors).values(moved)


def _move() -> Update:
    row = table_of(Visitor).c
    moved = values_moved(
        bindparam("more", type_=Integer),
        bindparam("first", type_=Instant),
        bindparam("last", type_=Instant),
        bindparam("now", type_=Instant),
    )
    of_visitor = (row.site_id == bindparam("of_site"), row.id == bindparam("of_id"))
    return update(table_of(Visitor)).where(*of_visitor).values(moved)


MOVE: Final = _move()
"""Add visits to one visitor: the parameters are those of `moves_of`."""
