"""Mutations of consents: what a visitor said, and that it no longer holds."""

from datetime import datetime

import strawberry

from governance.schema.enums import ConsentStatus, LegalBasis, OrganizationKind
from governance.schema.mutations.batches import RecordedItem
from governance.schema.mutations.declare import Write, mutation
from governance.schema.mutations.held import visitor_named
from governance.schema.scalars import JSON
from governance.schema.visitors import Consent
from governance.services import consents
from governance.services.batches import written_of
from governance.services.said import Said
from governance.services.written import Written


@strawberry.input(description="What a visitor said to a purpose, and how.")
class ConsentInput:
    """The visitor is named by `visitor`, or by `externalId` on a site."""

    purpose: str
    status: ConsentStatus
    method: str = strawberry.field(description="how it was said, such as BANNER or FORM")
    visitor: strawberry.ID | None = None
    external_id: str | None = None
    legal_basis: LegalBasis = LegalBasis.CONSENT
    recipients: list[OrganizationKind] = strawberry.field(
        default_factory=list, description="kinds of organizations beside the site's own"
    )
    regime: str = "default"
    notice: strawberry.ID | None = strawberry.field(
        default=None, description="the notice that was shown; left out, the newest one posted"
    )
    language: str | None = None
    jurisdiction: str | None = None
    expires_at: datetime | None = None
    source: str | None = None
    evidence: JSON | None = strawberry.field(
        default=None, description="what was displayed: an object of texts"
    )

    def said(self) -> Said:
        """As the service takes it."""
        return Said(
            purpose=self.purpose,
            status=self.status.value,
            method=self.method,
            legal_basis=self.legal_basis.value,
            recipients=tuple(kind.value for kind in self.recipients),
            regime=self.regime,
            notice_id=self.notice,
            language=self.language,
            jurisdiction=self.jurisdiction,
            expires_at=self.expires_at,
            source=self.source,
            evidence=self.evidence,
        )


@strawberry.input(description="What a visitor said to a purpose, and how.")
class RecordConsentInput(ConsentInput):
    """`site` goes with `externalId`."""

    site: strawberry.ID | None = None
    idempotency_key: str | None = None


@strawberry.input(description="What visitors of a site said, 1,000 at most.")
class RecordConsentsInput:
    """Each is taken or refused by itself."""

    site: strawberry.ID
    consents: list[ConsentInput]
    idempotency_key: str | None = None


@strawberry.input(description="That a visitor withdraws what was given.")
class WithdrawConsentInput:
    """The visitor is named by `visitor`, or by `site` and `externalId`."""

    purpose: str
    visitor: strawberry.ID | None = None
    site: strawberry.ID | None = None
    external_id: str | None = None
    regime: str = "default"
    method: str = "WITHDRAWAL"
    source: str | None = None
    idempotency_key: str | None = None


@mutation(target="Visitor", shows={"consent": Consent})
async def record_consent(write: Write, input: RecordConsentInput) -> Written:
    """Record what a visitor said to a purpose: an event, and where the visitor stands by it."""
    visitor = await visitor_named(write, input.visitor, input.site, input.external_id)
    await write.admit(visitor.id, visitor.site_id)
    return await consents.record(write.work, write.issuer, visitor, input.said(), now=write.now)


@mutation(target="Site", tells={"results": list[RecordedItem]})
async def record_consents(write: Write, input: RecordConsentsInput) -> Written:
    """Record what visitors of a site said; what is wrong with one refuses that one alone."""
    await write.admit(input.site)
    items = [((one.visitor, one.external_id), one.said()) for one in input.consents]
    outcomes = await consents.record_each(
        write.work, write.issuer, input.site, items, now=write.now
    )
    return written_of("Consent", input.site, outcomes)


@mutation(target="Visitor", shows={"consent": Consent})
async def withdraw_consent(write: Write, input: WithdrawConsentInput) -> Written:
    """Withdraw what a visitor gave for a purpose; in force at the next read."""
    visitor = await visitor_named(write, input.visitor, input.site, input.external_id)
    await write.admit(visitor.id, visitor.site_id)
    return await consents.withdraw(
        write.work,
        write.issuer,
        visitor,
        purpose=input.purpose,
        regime=input.regime,
        method=input.method,
        source=input.source,
        now=write.now,
    )
