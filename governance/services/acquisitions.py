"""Acquisitions (C16): opened over named sites, closed by an act of two people, or abandoned.

No date closes one. A financing changes no owner, so it is never closed.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlmodel import col

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.organizations import check_is
from governance.services.transitions import after, check_another
from governance.services.written import Written, changes
from governance.tables import Acquisition, AcquisitionSite, Site
from governance.vocabulary import (
    AcquisitionKind,
    AcquisitionStatus,
    OrganizationKind,
    check_name,
)

MOST_SITES: Final = 1000


class Act(StrEnum):
    """What is done to an acquisition, as a refusal says it."""

    CLOSE = "closed"
    SECOND = "seconded"
    ABANDON = "abandoned"


TRANSITIONS: Final = {
    (AcquisitionStatus.OPEN, Act.CLOSE): AcquisitionStatus.OPEN,
    (AcquisitionStatus.OPEN, Act.SECOND): AcquisitionStatus.CLOSED,
    (AcquisitionStatus.OPEN, Act.ABANDON): AcquisitionStatus.ABANDONED,
}
"""To close is to second where another person asked to close before."""

FIELDS: Final = {
    "acquirer_id": "acquirer",
    "kind": "kind",
    "status": "status",
    "opened_at": "openedAt",
    "opened_by": "openedBy",
    "closed_at": "closedAt",
    "closed_by": "closedBy",
    "seconded_by": "secondedBy",
    "abandoned_at": "abandonedAt",
    "abandoned_by": "abandonedBy",
}


async def open_acquisition(
    work: UnitOfWork, kind: str, acquirer_id: str, sites: Sequence[str], *, by: str, now: datetime
) -> Written:
    """Open an event over sites, by id: the acquirer sees what the policy opens before a closing.

    Raises BAD_USER_INPUT, NOT_FOUND, and CONFLICT for a site in an open one with that acquirer.
    """
    check_name(kind, list(AcquisitionKind), "kind of acquisition", "kind")
    await check_is(work, acquirer_id, OrganizationKind.ACQUIRER, "acquirer")
    await _check_sites(work, acquirer_id, sites)
    row = Acquisition(
        id=new_id("Acquisition"),
        acquirer_id=acquirer_id,
        kind=kind,
        status=AcquisitionStatus.OPEN.value,
        opened_at=now,
        opened_by=by,
    )
    work.session.add(row)
    await work.session.flush()
    work.session.add_all(AcquisitionSite(acquisition_id=row.id, site_id=one) for one in set(sites))
    await work.session.flush()
    return _written(row, {})


async def close(work: UnitOfWork, acquisition_id: str, *, by: str, now: datetime) -> Written:
    """Ask to close it; it is closed when a second person asks.

    Raises NOT_FOUND, APPROVAL_REQUIRED where both are one person, and CONFLICT for an event that
    is not OPEN or is a financing.
    """
    row = await _find(work, acquisition_id)
    if row.kind == AcquisitionKind.FINANCING:
        reason = "a financing changes no owner: it is never closed, and may be abandoned"
        raise GovernanceError(Code.CONFLICT, reason)
    before, act = row.model_dump(), Act.CLOSE if row.closed_by is None else Act.SECOND
    following = after(TRANSITIONS, AcquisitionStatus(row.status), act, "acquisition")
    if act is Act.CLOSE:
        row.closed_by = by
    else:
        check_another(by, row.closed_by, "close it too")
        row.seconded_by, row.closed_at = by, now
    row.status = following.value
    await work.session.flush()
    return _written(row, before)


async def abandon(work: UnitOfWork, acquisition_id: str, *, by: str, now: datetime) -> Written:
    """End it without a closing: the acquirer sees nothing any more.

    Raises NOT_FOUND, and CONFLICT for an event that is not OPEN.
    """
    row = await _find(work, acquisition_id)
    before, status = row.model_dump(), AcquisitionStatus(row.status)
    row.status = after(TRANSITIONS, status, Act.ABANDON, "acquisition").value
    row.abandoned_at, row.abandoned_by = now, by
    await work.session.flush()
    return _written(row, before)


def check_sites(sites: Sequence[str]) -> None:
    """Raise BAD_USER_INPUT for an event over nothing, or over more than `MOST_SITES`."""
    if not 1 <= len(sites) <= MOST_SITES:
        raise bad_input(f"`sites` must name 1 to {MOST_SITES} sites", "sites")


async def sites_of(work: UnitOfWork, acquisition_id: str) -> Sequence[str]:
    """The sites that an event is over."""
    named = col(AcquisitionSite.acquisition_id) == acquisition_id
    return (await work.session.scalars(select(col(AcquisitionSite.site_id)).where(named))).all()


async def _find(work: UnitOfWork, acquisition_id: str) -> Acquisition:
    row = await work.session.get(Acquisition, acquisition_id, with_for_update=True)
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, "no acquisition of that id")
    return row


async def _check_sites(work: UnitOfWork, acquirer_id: str, sites: Sequence[str]) -> None:
    """They exist, and none is in an open event with the acquirer, whom `check_is` has locked."""
    check_sites(sites)
    wanted = sorted(set(sites))
    known = await work.session.scalars(select(col(Site.id)).where(col(Site.id).in_(wanted)))
    if len(known.all()) < len(wanted):
        reason = "`sites` names one that does not exist"
        raise GovernanceError(Code.NOT_FOUND, reason, argument="sites")
    same = select(col(Acquisition.id)).where(
        col(Acquisition.acquirer_id) == acquirer_id,
        col(Acquisition.status) == AcquisitionStatus.OPEN.value,
        col(AcquisitionSite.acquisition_id) == Acquisition.id,
        col(AcquisitionSite.site_id).in_(wanted),
    )
    other = (await work.session.scalars(same.order_by(col(Acquisition.id)))).first()
    if other is not None:
        reason = f"the acquisition `{other}` with that acquirer is OPEN over a site of these"
        raise GovernanceError(Code.CONFLICT, reason, acquisition=other)


def _written(row: Acquisition, before: dict[str, object]) -> Written:
    made = changes("Acquisition", before, row.model_dump(), FIELDS)
    return Written("Acquisition", row.id, made)
