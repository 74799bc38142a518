"""Mutations of legal requests (C13): opened, verified by two different people, closed."""

from datetime import datetime

import strawberry

from governance.schema.enums import LegalMatter
from governance.schema.mutations.declare import Write, mutation
from governance.schema.mutations.held import check_held
from governance.schema.reference import LegalRequest
from governance.services import legal_requests
from governance.services.legal_requests import Instrument
from governance.services.written import Written


@strawberry.input(description="What an official presented about named visitors.")
class OpenLegalRequestInput:
    """Without `categories`, about any data; without `startsAt`, from now on."""

    authority: strawberry.ID
    instrument: str = strawberry.field(description="such as `court order`")
    reference: str = strawberry.field(description="the authority's own, such as a file number")
    matter: LegalMatter
    jurisdiction: str = strawberry.field(description="of ISO 3166, such as US or US-CA")
    visitors: list[strawberry.ID]
    expires_at: datetime
    starts_at: datetime | None = strawberry.field(default=None, description="left out, now")
    categories: list[str] | None = strawberry.field(
        default=None, description="data categories or classes; left out, any data"
    )
    sealed_until: datetime | None = strawberry.field(
        default=None, description="until when nobody is told whom it names"
    )
    idempotency_key: str | None = None


@strawberry.input(description="A legal request that is acted on.")
class LegalRequestInput:
    """By its id."""

    id: strawberry.ID
    idempotency_key: str | None = None


@mutation(target="Visitor", shows={"legal_request": LegalRequest})
async def open_legal_request(write: Write, input: OpenLegalRequestInput) -> Written:
    """Open an official's request about named visitors; it shows nothing until it is verified."""
    named = await legal_requests.find_visitors(write.work, input.visitors)
    for visitor, site in named.items():
        await write.admit(visitor, site)
    said = Instrument(
        authority_id=input.authority,
        instrument=input.instrument,
        reference=input.reference,
        matter=input.matter.value,
        jurisdiction=input.jurisdiction,
        visitors=[(site, visitor) for visitor, site in named.items() if site is not None],
        starts_at=input.starts_at or write.now,
        expires_at=input.expires_at,
        categories=input.categories,
        sealed_until=input.sealed_until,
    )
    return await legal_requests.open_request(
        write.work, said, write.policy, by=write.person, now=write.now
    )


@mutation(target="LegalRequest", shows={"legal_request": LegalRequest})
async def verify_legal_request(write: Write, input: LegalRequestInput) -> Written:
    """Vouch for a request; it is verified when a second person has."""
    await _admit(write, input.id)
    return await legal_requests.verify(write.work, input.id, by=write.person, now=write.now)


@mutation(target="LegalRequest", shows={"legal_request": LegalRequest})
async def close_legal_request(write: Write, input: LegalRequestInput) -> Written:
    """End a request; it shows nothing any more."""
    await _admit(write, input.id)
    return await legal_requests.close(write.work, input.id, now=write.now)


async def _admit(write: Write, request_id: str) -> None:
    await write.admit(request_id)
    check_held(write, await legal_requests.sites_of(write.work, request_id))
