"""Restriction (C22): while it lasts, data of a visitor is kept and corrected, and not used."""

from datetime import datetime

from sqlalchemy import update

from governance.database.unit_of_work import UnitOfWork
from governance.services.visiting.names import Held
from governance.services.written import Written, changes
from governance.tables import Visitor, table_of


async def restrict(work: UnitOfWork, visitor: Held, *, now: datetime) -> Written:
    """Restrict processing, in force at the next read; the first time stays."""
    return await _set(work, visitor, visitor.row["restricted_at"] or now, now)


async def lift(work: UnitOfWork, visitor: Held, *, now: datetime) -> Written:
    """Lift a restriction; where there is none nothing changes."""
    return await _set(work, visitor, None, now)


async def _set(work: UnitOfWork, visitor: Held, since: datetime | None, now: datetime) -> Written:
    after = {**visitor.row, "restricted_at": since}
    if after != visitor.row:
        row = table_of(Visitor).c
        of_visitor = (row.site_id == visitor.row["site_id"], row.id == visitor.row["id"])
        values = {"restricted_at": since, "updated_at": now}
        await work.connection.execute(update(table_of(Visitor)).where(*of_visitor).values(values))
    changed = changes("Visitor", visitor.row, after, {"restricted_at": "restrictedAt"})
    return Written("Visitor", visitor.row["id"], changed, visitor.key)
