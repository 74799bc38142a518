"""Consents of two visitors who are one: a standing for each purpose and regime, and all events."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import RowMapping, Table, delete, func, select, update

from governance.database.unit_of_work import UnitOfWork
from governance.tables import Consent, ConsentEvent, table_of
from governance.vocabulary import GIVING, REFUSING, ConsentStatus

_STANDING: Final = table_of(Consent)
_EVENT: Final = table_of(ConsentEvent)


async def move_consents(work: UnitOfWork, site_id: str, kept_id: str, other_id: str) -> None:
    """What the other said is what the kept one said."""
    found = await _standings(work, site_id, kept_id, other_id)
    kept = {_place(row): row for row in found if row["visitor_id"] == kept_id}
    for row in found:
        rival = kept.get(_place(row))
        if row["visitor_id"] == other_id and rival is not None:
            lost, stands = sorted((row, rival), key=_weight)
            await _join(work, site_id, lost, stands)
    for table in (_STANDING, _EVENT):
        of_other = (table.c.site_id == site_id, table.c.visitor_id == other_id)
        await work.connection.execute(update(table).where(*of_other).values(visitor_id=kept_id))


async def _standings(
    work: UnitOfWork, site_id: str, kept_id: str, other_id: str
) -> list[RowMapping]:
    """Where both stand, each with when the latest of its events was recorded."""
    event = _EVENT.c
    latest = (
        select(func.max(event.recorded_at))
        .where(event.site_id == site_id, event.consent_id == _STANDING.c.id)
        .correlate(_STANDING)
        .scalar_subquery()
        .label("recorded_at")
    )
    of_both = (
        _STANDING.c.site_id == site_id,
        _STANDING.c.visitor_id.in_((kept_id, other_id)),
    )
    found = select(_STANDING, latest).where(*of_both).order_by(_STANDING.c.id)
    return list((await work.connection.execute(found)).mappings())


def _place(row: RowMapping) -> tuple[str, str]:
    return row["purpose"], row["regime"]


def _weight(row: RowMapping) -> tuple[int, bool, datetime | None, str]:
    """INVARIANT(refuse-beats-give): a refusal weighs most, and being asked least; then the later.

    Without events a standing is older than any.
    """
    said = row["status"] in GIVING or row["status"] == ConsentStatus.EXPIRED
    rank = 2 if row["status"] in REFUSING else int(said)
    return rank, row["recorded_at"] is not None, row["recorded_at"], row["id"]


async def _join(work: UnitOfWork, site_id: str, lost: RowMapping, stands: RowMapping) -> None:
    """The events of the standing that is given up come before those of the one that stands.

    So the latest by sequence is still the one that stands. Sequences are moved by way of negative
    ones, because no two events of a standing ever have the same.
    """
    event = _EVENT.c
    of_stands = (event.site_id == site_id, event.consent_id == stands["id"])
    of_lost = (event.site_id == site_id, event.consent_id == lost["id"])
    before: int = lost["sequence"] + 1
    await _set(work, _EVENT, of_stands, sequence=-(event.sequence + before))
    await _set(work, _EVENT, of_lost, consent_id=stands["id"])
    await _set(work, _EVENT, (*of_stands, event.sequence < 0), sequence=-event.sequence)
    against = (event.site_id == site_id, event.conflicts_with == lost["id"])
    await _set(work, _EVENT, against, conflicts_with=stands["id"])
    row = _STANDING.c
    await work.connection.execute(
        delete(_STANDING).where(row.site_id == site_id, row.id == lost["id"])
    )
    of_row = (row.site_id == site_id, row.id == stands["id"])
    await _set(work, _STANDING, of_row, sequence=stands["sequence"] + before)


async def _set(work: UnitOfWork, table: Table, where: tuple[Any, ...], **values: Any) -> None:
    await work.connection.execute(update(table).where(*where).values(values))
