"""A material notice asks again those who consented before it: an event `REQUESTED` for each.

INVARIANT(asking-moves-nothing): what was given stands as it stood, under the notice it was given
under; that it is asked for again is an event beside it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, RowMapping, Select, and_, exists, literal, or_, select, update

from governance.database.dialect import is_one_of
from governance.database.types import Instant
from governance.database.unit_of_work import UnitOfWork
from governance.identity import new_id
from governance.services.rows import locked
from governance.services.visitors import BATCH, Row, insert_rows, whole_row
from governance.tables import Consent, ConsentEvent, Notice, table_of
from governance.vocabulary import GIVING, ConsentStatus

METHOD: Final = "NOTICE"
"""How an event of asking again came about."""

_CONSENT: Final = table_of(Consent)
_EVENT: Final = table_of(ConsentEvent)
_NOTICE: Final = table_of(Notice)
_KNOWN: Final = _NOTICE.alias("known")


class Asked(NamedTuple):
    """How many consents were asked for, and where to go on; None when nobody is left to ask."""

    events: int
    then: str | None


def asks_again(
    consent: Callable[[str], ColumnElement[object]], now: ColumnElement[datetime]
) -> ColumnElement[bool]:
    """Whether a standing consent, by its columns, is older than a material notice that is posted.

    It is older where its notice was posted before; without a notice, where it was given before or
    at no known moment.
    """
    known = exists().where(
        _KNOWN.c.site_id == consent("site_id"),
        _KNOWN.c.id == consent("notice_id"),
        or_(
            _KNOWN.c.posted_at > _NOTICE.c.posted_at,
            and_(_KNOWN.c.posted_at == _NOTICE.c.posted_at, _KNOWN.c.id >= _NOTICE.c.id),
        ),
    )
    older = or_(
        and_(consent("notice_id").is_not(None), ~known.correlate_except(_KNOWN)),
        and_(
            consent("notice_id").is_(None),
            or_(consent("given_at").is_(None), consent("given_at") <= _NOTICE.c.posted_at),
        ),
    )
    since = exists().where(
        _NOTICE.c.site_id == consent("site_id"),
        _NOTICE.c.material,
        _NOTICE.c.posted_at <= now,
        older,
    )
    return and_(
        is_one_of(consent("status"), sorted(GIVING)),
        or_(consent("expires_at").is_(None), consent("expires_at") > now),
        since.correlate_except(_NOTICE),
    )


async def ask_again(
    work: UnitOfWork, site_id: str, *, now: datetime, after: str = "", most: int = BATCH
) -> Asked:
    """Record that the site's newest material notice asks again, for so many consents.

    Goes through the site's visitors in the order of their ids from `after` on; whoever was asked
    under this notice is passed over, so it may be called again from the start at any time.
    """
    material = select(_NOTICE.c.id).where(
        _NOTICE.c.site_id == site_id, _NOTICE.c.material, _NOTICE.c.posted_at <= now
    )
    newest = material.order_by(_NOTICE.c.posted_at.desc(), _NOTICE.c.id.desc()).limit(1)
    notice = await work.connection.scalar(newest)
    if notice is None:
        return Asked(0, None)
    pending = _pending(site_id, notice, now).where(_CONSENT.c.visitor_id >= after)
    pending = pending.order_by(_CONSENT.c.visitor_id, _CONSENT.c.id).limit(most)
    found = (await work.connection.execute(pending)).all()
    if not found:
        return Asked(0, None)
    visitors = sorted({row.visitor_id for row in found})
    await locked(work, site_id, visitors, "id")
    # somebody may have spoken before they were held
    still = pending.where(_CONSENT.c.id.in_([row.id for row in found]))
    standing = (await work.connection.execute(still)).mappings().all()
    moved = update(_CONSENT).where(
        _CONSENT.c.site_id == site_id, _CONSENT.c.id.in_([row["id"] for row in standing])
    )
    await work.connection.execute(moved.values(sequence=_CONSENT.c.sequence + 1))
    events = [_event(row, notice, now) for row in standing]
    await insert_rows(work, ConsentEvent, events)
    return Asked(len(events), visitors[-1] if len(found) == most else None)


def _pending(site_id: str, notice: str, now: datetime) -> Select[Any]:
    """The consents of a site for which the notice has to ask, and has not yet."""
    asked_before = exists().where(
        _EVENT.c.site_id == _CONSENT.c.site_id,
        _EVENT.c.consent_id == _CONSENT.c.id,
        _EVENT.c.status == ConsentStatus.REQUESTED,
        _EVENT.c.notice_id == notice,
    )
    return select(_CONSENT).where(
        _CONSENT.c.site_id == site_id,
        asks_again(_CONSENT.c.__getitem__, literal(now, Instant())),
        ~asked_before,
    )


def _event(consent: RowMapping, notice: str, now: datetime) -> Row:
    return whole_row(
        ConsentEvent,
        id=new_id("ConsentEvent"),
        consent_id=consent["id"],
        sequence=consent["sequence"] + 1,
        status=ConsentStatus.REQUESTED,
        method=METHOD,
        notice_id=notice,
        recorded_at=now,
        **{name: consent[name] for name in ("site_id", "visitor_id", "legal_basis", "recipients")},
    )
