"""Mutations of sharing grants (C12, C14): proposed, approved by another person, ended."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import strawberry

from governance.schema.enums import LegalBasis
from governance.schema.mutations.declare import Write, mutation
from governance.schema.mutations.held import check_held
from governance.schema.reference import SharingGrant
from governance.services import grants
from governance.services.grant_terms import Terms
from governance.services.grants import Party
from governance.services.written import Written


@strawberry.input(description="What a grantor shares with a recipient.")
class ProposeSharingGrantInput:
    """Without `site`, of all sites of the grantor; without `startsAt`, from now on."""

    grantor: strawberry.ID
    recipient: strawberry.ID
    purposes: list[str]
    categories: list[str] = strawberry.field(description="data categories or classes")
    legal_basis: LegalBasis = LegalBasis.CONSENT
    site: strawberry.ID | None = strawberry.field(
        default=None, description="left out, every site of the grantor"
    )
    agreement: str | None = strawberry.field(
        default=None, description="where it was agreed, such as a contract's number"
    )
    starts_at: datetime | None = strawberry.field(default=None, description="left out, now")
    expires_at: datetime | None = None
    idempotency_key: str | None = None


@strawberry.input(description="A sharing grant that is acted on.")
class SharingGrantInput:
    """By its id."""

    id: strawberry.ID
    idempotency_key: str | None = None


@mutation(target="Organization", shows={"sharing_grant": SharingGrant})
async def propose_sharing_grant(write: Write, input: ProposeSharingGrantInput) -> Written:
    """Propose to share a grantor's data with a recipient; another person approves it."""
    await write.admit(input.grantor)
    check_held(write, [input.site])
    terms = Terms(
        grantor_id=input.grantor,
        recipient_id=input.recipient,
        purposes=input.purposes,
        categories=input.categories,
        legal_basis=input.legal_basis.value,
        starts_at=input.starts_at or write.now,
        site_id=input.site,
        agreement=input.agreement,
        expires_at=input.expires_at,
    )
    return await grants.propose(write.work, terms, write.policy, by=_party(write), now=write.now)


@mutation(target="SharingGrant", shows={"sharing_grant": SharingGrant})
async def approve_sharing_grant(write: Write, input: SharingGrantInput) -> Written:
    """Let a proposed grant share, or a suspended one again; not by the person who proposed it."""
    return await _act(write, input, grants.approve)


@mutation(target="SharingGrant", shows={"sharing_grant": SharingGrant})
async def suspend_sharing_grant(write: Write, input: SharingGrantInput) -> Written:
    """Let an active grant share nothing until it is approved again."""
    return await _act(write, input, grants.suspend)


@mutation(target="SharingGrant", shows={"sharing_grant": SharingGrant})
async def revoke_sharing_grant(write: Write, input: SharingGrantInput) -> Written:
    """End a grant for good."""
    return await _act(write, input, grants.revoke)


async def _act(
    write: Write, given: SharingGrantInput, act: Callable[..., Awaitable[Written]]
) -> Written:
    await write.admit(given.id)
    check_held(write, [await grants.site_of(write.work, given.id)])
    return await act(write.work, given.id, by=_party(write), now=write.now)


def _party(write: Write) -> Party:
    return Party(write.person, write.actor.organization)
