"""How visits move their visitors: how many there were, the first and the last of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Update, bindparam, case, or_, update

from governance.database.types import Instant
from governance.services.visitors import Row
from governance.tables import Visitor, table_of


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


def _move() -> Update:
    """Add visits to a visitor: count, first and last, and since when it is known."""
    row = table_of(Visitor).c
    first, last = bindparam("first", type_=Instant), bindparam("last", type_=Instant)
    return (
        update(table_of(Visitor))
        .where(row.site_id == bindparam("of_site"), row.id == bindparam("of_id"))
        .values(
            visit_count=row.visit_count + bindparam("more"),
            first_seen_at=case(
                (or_(row.first_seen_at.is_(None), row.first_seen_at > first), first),
                else_=row.first_seen_at,
            ),
            last_seen_at=case(
                (or_(row.last_seen_at.is_(None), row.last_seen_at < last), last),
                else_=row.last_seen_at,
            ),
            created_at=case((row.created_at > first, first), else_=row.created_at),
            updated_at=bindparam("now", type_=Instant),
        )
    )


MOVE: Final = _move()
