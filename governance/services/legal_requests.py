"""Legal requests of officials (C13): opened, verified by two different people, closed.

A request names visitors and counts in its window alone. Who opened it may be one of the two who
verify it, never both.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import func, select
from sqlmodel import col

from governance.authz.rules import Policy
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.grant_terms import check_categories, check_window
from governance.services.organizations import check_is, check_jurisdiction, printable
from governance.services.transitions import after, check_another
from governance.services.written import Written, changes
from governance.tables import LegalRequest, LegalRequestVisitor, Organization, Visitor
from governance.vocabulary import (
    LegalMatter,
    LegalRequestStatus,
    OrganizationKind,
    check_name,
)

MOST_VISITORS: Final = 1000


class Act(StrEnum):
    """What is done to a request, as a refusal says it."""

    VERIFY = "verified"
    SECOND = "seconded"
    CLOSE = "closed"


TRANSITIONS: Final = {
    (LegalRequestStatus.OPENED, Act.VERIFY): LegalRequestStatus.OPENED,
    (LegalRequestStatus.OPENED, Act.SECOND): LegalRequestStatus.VERIFIED,
    (LegalRequestStatus.OPENED, Act.CLOSE): LegalRequestStatus.CLOSED,
    (LegalRequestStatus.VERIFIED, Act.CLOSE): LegalRequestStatus.CLOSED,
}
"""To verify is to second where another person verified before."""

FIELDS: Final = {
    "authority_id": "authority",
    "reference": "reference",
    "instrument": "instrument",
    "matter": "matter",
    "jurisdiction": "jurisdiction",
    "status": "status",
    "categories": "categories",
    "starts_at": "startsAt",
    "expires_at": "expiresAt",
    "sealed_until": "sealedUntil",
    "opened_by": "openedBy",
    "verified_by": "verifiedBy",
    "seconded_by": "secondedBy",
    "closed_at": "closedAt",
}


@dataclass(frozen=True, slots=True)
class Instrument:
    """What an official presented: of which authority, in what matter, about whom, for how long."""

    authority_id: str
    instrument: str
    reference: str
    matter: str
    jurisdiction: str
    visitors: Sequence[tuple[str, str]]
    """(site id, visitor id) of each that it names."""
    starts_at: datetime
    expires_at: datetime
    categories: Sequence[str] | None = None
    """Data categories or classes; None: any data."""
    sealed_until: datetime | None = None


class Counted(NamedTuple):
    """How many requests of a kind there are, and how many visitors they name."""

    year: int
    """Of its opening, in UTC."""
    country: str | None
    """Of the authority."""
    jurisdiction: str
    matter: str
    status: str
    requests: int
    visitors: int


async def open_request(
    work: UnitOfWork, said: Instrument, policy: Policy, *, by: str, now: datetime
) -> Written:
    """Open a request: it shows nothing until two people have verified it.

    Raises BAD_USER_INPUT, and NOT_FOUND for an authority that does not exist.
    """
    instrument = printable(said.instrument, "instrument")
    reference = printable(said.reference, "reference")
    check_name(said.matter, list(LegalMatter), "matter", "matter")
    check_jurisdiction(said.jurisdiction)
    categories = None if said.categories is None else list(dict.fromkeys(said.categories))
    if categories is not None:
        check_categories(policy, categories)
    check_window(said.starts_at, said.expires_at, now)
    if said.sealed_until is not None and said.sealed_until <= now:
        raise bad_input("`sealedUntil` is not in the future", "sealedUntil")
    await check_is(work, said.authority_id, OrganizationKind.PUBLIC_AUTHORITY, "authority")
    row = LegalRequest(
        id=new_id("LegalRequest"),
        authority_id=said.authority_id,
        reference=reference,
        instrument=instrument,
        matter=said.matter,
        jurisdiction=said.jurisdiction,
        status=LegalRequestStatus.OPENED.value,
        categories=categories,
        opened_by=by,
        starts_at=said.starts_at,
        expires_at=said.expires_at,
        sealed_until=said.sealed_until,
        created_at=now,
    )
    work.session.add(row)
    await work.session.flush()
    work.session.add_all(
        LegalRequestVisitor(site_id=site, visitor_id=visitor, legal_request_id=row.id)
        for site, visitor in said.visitors
    )
    await work.session.flush()
    return _written(row, {})


async def verify(work: UnitOfWork, request_id: str, *, by: str, now: datetime) -> Written:
    """Vouch for a request; it counts when a second person has.

    Raises NOT_FOUND, APPROVAL_REQUIRED where both are one person, and CONFLICT for a request that
    is not OPENED or whose window is over.
    """
    row = await _find(work, request_id)
    before, act = row.model_dump(), Act.VERIFY if row.verified_by is None else Act.SECOND
    following = after(TRANSITIONS, LegalRequestStatus(row.status), act, "legal request")
    if row.expires_at <= now:
        raise GovernanceError(Code.CONFLICT, "the window of the legal request is over")
    if act is Act.VERIFY:
        row.verified_by = by
    else:
        check_another(by, row.verified_by, "verify it too")
        row.seconded_by = by
    row.status = following.value
    await work.session.flush()
    return _written(row, before)


async def close(work: UnitOfWork, request_id: str, *, now: datetime) -> Written:
    """End a request: it shows nothing any more. Raises NOT_FOUND, and CONFLICT for a closed one."""
    row = await _find(work, request_id)
    before, status = row.model_dump(), LegalRequestStatus(row.status)
    row.status = after(TRANSITIONS, status, Act.CLOSE, "legal request").value
    row.closed_at = now
    await work.session.flush()
    return _written(row, before)


async def transparency(work: UnitOfWork) -> Sequence[Counted]:
    """All requests counted by year, country, jurisdiction, matter and status; sealed ones too."""
    named = func.count(col(LegalRequestVisitor.visitor_id))
    found = (
        select(LegalRequest, col(Organization.country), named)
        .join(Organization, col(Organization.id) == LegalRequest.authority_id)
        .outerjoin(
            LegalRequestVisitor, col(LegalRequestVisitor.legal_request_id) == LegalRequest.id
        )
        .group_by(col(LegalRequest.id), col(Organization.country))
    )
    requests, visitors = Counter[tuple[int, str | None, str, str, str]](), Counter[object]()
    for row, country, count in await work.session.execute(found):
        kind = (row.created_at.year, country, row.jurisdiction, row.matter, row.status)
        requests[kind] += 1
        visitors[kind] += count
    kinds = sorted(requests, key=lambda kind: (kind[0], kind[1] or "", *kind[2:]))
    return [Counted(*kind, requests[kind], visitors[kind]) for kind in kinds]


async def sites_of(work: UnitOfWork, request_id: str) -> Sequence[str]:
    """The sites of the visitors whom a request names."""
    named = col(LegalRequestVisitor.legal_request_id) == request_id
    found = select(col(LegalRequestVisitor.site_id)).where(named).distinct()
    return (await work.session.scalars(found)).all()


async def find_visitors(work: UnitOfWork, ids: Sequence[str]) -> Mapping[str, str | None]:
    """Visitor id to site id, None for who is not there. Raises BAD_USER_INPUT for too many."""
    wanted = dict[str, str | None].fromkeys(ids)
    if not 1 <= len(wanted) <= MOST_VISITORS:
        raise bad_input(f"`visitors` must name 1 to {MOST_VISITORS} visitors", "visitors")
    found = select(col(Visitor.id), col(Visitor.site_id)).where(col(Visitor.id).in_(wanted))
    for visitor, site in await work.session.execute(found):
        wanted[visitor] = site
    return wanted


async def _find(work: UnitOfWork, request_id: str) -> LegalRequest:
    row = await work.session.get(LegalRequest, request_id, with_for_update=True)
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, "no legal request of that id")
    return row


def _written(row: LegalRequest, before: dict[str, object]) -> Written:
    """It names no visitor: the ledger would tell them of a request that is sealed."""
    made = changes("LegalRequest", before, row.model_dump(), FIELDS)
    return Written("LegalRequest", row.id, made)
