"""Opt-outs that hold when an address changes: one by address becomes one by visitor (C5)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select

from governance.database.unit_of_work import UnitOfWork
from governance.identity import new_id
from governance.services.visitors import Row, whole_row
from governance.tables import OptOut, table_of


async def kept_opt_outs(
    work: UnitOfWork, site_id: str, left: Mapping[str, str], now: datetime
) -> list[Row]:
    """Opt-outs to write for visitors who leave an address that is opted out, here or everywhere.

    `left` has the digest of the address that a visitor leaves, by the visitor's id.
    """
    if not left:
        return []
    row = table_of(OptOut).c
    here = or_(row.site_id.is_(None), row.site_id == site_id)
    found = select(row.site_id, row.kind, row.key).where(
        here, row.key.in_({*left.keys(), *left.values()})
    )
    known = {tuple(one) for one in await work.connection.execute(found)}
    return [
        whole_row(
            OptOut, id=new_id("OptOut"), site_id=where, kind="visitor", key=visitor, recorded_at=now
        )
        for visitor, address in left.items()
        for where in (None, site_id)
        if (where, "address", address) in known and (where, "visitor", visitor) not in known
    ]
