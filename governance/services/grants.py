"""Sharing grants (C12, C14): proposed, approved by another person, suspended, resumed, revoked.

The table says what may follow what. A grant whose time is over is EXPIRED whatever its row says, as
every read takes it: no act changes it any more.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from governance.authz.rules import Policy
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.services import grant_terms
from governance.services.grant_terms import STANDING, Terms
from governance.services.organizations import find_operator
from governance.services.transitions import after, check_another
from governance.services.visitors import NO_TARGET
from governance.services.written import Written, changes
from governance.tables import SharingGrant
from governance.vocabulary import GrantStatus


class Act(StrEnum):
    """What is done to a grant, as a refusal says it."""

    APPROVE = "approved"
    SUSPEND = "suspended"
    REVOKE = "revoked"


TRANSITIONS: Final = {
    (GrantStatus.PROPOSED, Act.APPROVE): GrantStatus.ACTIVE,
    (GrantStatus.SUSPENDED, Act.APPROVE): GrantStatus.ACTIVE,
    (GrantStatus.ACTIVE, Act.SUSPEND): GrantStatus.SUSPENDED,
    (GrantStatus.PROPOSED, Act.REVOKE): GrantStatus.REVOKED,
    (GrantStatus.ACTIVE, Act.REVOKE): GrantStatus.REVOKED,
    (GrantStatus.SUSPENDED, Act.REVOKE): GrantStatus.REVOKED,
}
"""To approve a suspended grant resumes it; who may is the same."""

FIELDS: Final = {
    "grantor_id": "grantor",
    "recipient_id": "recipient",
    "site_id": "site",
    "purposes": "purposes",
    "categories": "categories",
    "legal_basis": "legalBasis",
    "agreement": "agreement",
    "status": "status",
    "starts_at": "startsAt",
    "expires_at": "expiresAt",
    "proposed_by": "proposedBy",
    "approved_by": "approvedBy",
    "approved_at": "approvedAt",
    "ended_at": "endedAt",
}


class Party(NamedTuple):
    """Who acts on a grant, and the organization they act for."""

    person: str
    organization: str


async def propose(
    work: UnitOfWork, said: Terms, policy: Policy, *, by: Party, now: datetime
) -> Written:
    """Propose a grant: it shares nothing until another person approves it.

    Raises what `grant_terms.checked` raises, and NOT_FOUND for a grantor that is not the actor's.
    """
    await _check_party(work, said.grantor_id, by)
    terms = await grant_terms.checked(work, said, policy, now=now)
    row = SharingGrant(
        id=new_id("SharingGrant"),
        grantor_id=terms.grantor_id,
        recipient_id=terms.recipient_id,
        site_id=terms.site_id,
        purposes=list(terms.purposes),
        categories=list(terms.categories),
        legal_basis=terms.legal_basis,
        agreement=terms.agreement,
        status=GrantStatus.PROPOSED.value,
        starts_at=terms.starts_at,
        expires_at=terms.expires_at,
        proposed_by=by.person,
        created_at=now,
    )
    work.session.add(row)
    await work.session.flush()
    made = changes("SharingGrant", {}, row.model_dump(), FIELDS)
    return Written("SharingGrant", row.id, made)


async def approve(work: UnitOfWork, grant_id: str, *, by: Party, now: datetime) -> Written:
    """Let a proposed or a suspended grant share.

    Raises APPROVAL_REQUIRED where who approves is who proposed; see also `_act`.
    """
    return await _act(work, grant_id, Act.APPROVE, by, now)


async def suspend(work: UnitOfWork, grant_id: str, *, by: Party, now: datetime) -> Written:
    """Let an active grant share nothing until it is approved again. Raises: see `_act`."""
    return await _act(work, grant_id, Act.SUSPEND, by, now)


async def revoke(work: UnitOfWork, grant_id: str, *, by: Party, now: datetime) -> Written:
    """End a grant for good. Raises: see `_act`."""
    return await _act(work, grant_id, Act.REVOKE, by, now)


async def site_of(work: UnitOfWork, grant_id: str) -> str | None:
    """The site that a grant is of; None where it is of all that the grantor owns."""
    row = await work.session.get(SharingGrant, grant_id)
    return None if row is None else row.site_id


def status_at(grant: SharingGrant, now: datetime) -> GrantStatus:
    """Where a grant stands: EXPIRED once its time is over."""
    status = GrantStatus(grant.status)
    over = grant.expires_at is not None and grant.expires_at <= now
    return GrantStatus.EXPIRED if over and status in STANDING else status


async def _act(work: UnitOfWork, grant_id: str, act: Act, by: Party, now: datetime) -> Written:
    """Raises NOT_FOUND for who is no party to it, and CONFLICT for what the table does not have."""
    row = await work.session.get(SharingGrant, grant_id, with_for_update=True)
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, NO_TARGET)
    await _check_party(work, row.grantor_id, by)
    before, status = row.model_dump(), status_at(row, now)
    following = after(TRANSITIONS, status, act, "sharing grant")
    if act is Act.APPROVE:
        check_another(by.person, row.proposed_by, "approve what one proposed")
        row.approved_by, row.approved_at = by.person, now
    if act is Act.REVOKE:
        row.ended_at = now
    row.status = following.value
    await work.session.flush()
    return Written(
        "SharingGrant", row.id, changes("SharingGrant", before, row.model_dump(), FIELDS)
    )


async def _check_party(work: UnitOfWork, grantor_id: str, by: Party) -> None:
    """INVARIANT(grantor-decides): who receives has no say; nor has anybody but the operator."""
    operator = await find_operator(work)
    if by.organization not in (grantor_id, None if operator is None else operator.id):
        raise GovernanceError(Code.NOT_FOUND, NO_TARGET)
