"""Mutations of organizations and of the sites they own (C20)."""

from typing import Any, Final

import strawberry

from governance.errors import bad_input
from governance.schema.enums import OrganizationKind
from governance.schema.mutations.declare import Write, mutation
from governance.schema.mutations.held import check_held
from governance.schema.reference import Organization, Site
from governance.services import organization_changes, organizations
from governance.services.organization_changes import organization_written, site_written
from governance.services.written import Written
from governance.vocabulary import OrganizationKind as Kind

LEAST_DAYS: Final = 30
"""Days until a notice binds visitors who were there before, unless the operator sets fewer."""


@strawberry.input(description="A company or authority.")
class CreateOrganizationInput:
    """No two have the same name."""

    name: str
    kind: OrganizationKind
    country: str | None = strawberry.field(default=None, description="of ISO 3166-1, such as US")
    contact: str | None = None
    idempotency_key: str | None = None


@strawberry.input(description="What changes of an organization; what is left out stays.")
class UpdateOrganizationInput:
    """By its id."""

    id: strawberry.ID
    name: str | None = strawberry.UNSET
    country: str | None = strawberry.UNSET
    contact: str | None = strawberry.UNSET
    disabled: bool | None = strawberry.field(
        default=strawberry.UNSET, description="whether its access tokens are refused"
    )
    idempotency_key: str | None = None


@strawberry.input(description="A website, and the organization that answers for it.")
class CreateSiteInput:
    """No two have the same domain."""

    organization: strawberry.ID
    domain: str
    name: str | None = strawberry.field(default=None, description="left out, the domain")
    jurisdiction: str | None = strawberry.field(
        default=None, description="of ISO 3166, such as US or US-CA"
    )
    notice_days: int = strawberry.field(
        default=30, description="days until a changed notice binds visitors who were there before"
    )
    idempotency_key: str | None = None


@strawberry.input(description="What changes of a site; what is left out stays.")
class UpdateSiteInput:
    """By its id."""

    id: strawberry.ID
    name: str | None = strawberry.UNSET
    jurisdiction: str | None = strawberry.UNSET
    notice_days: int | None = strawberry.field(
        default=strawberry.UNSET, description="of notices that are posted from now on"
    )
    idempotency_key: str | None = None


@mutation(target=None, shows={"organization": Organization})
async def create_organization(write: Write, input: CreateOrganizationInput) -> Written:
    """Add a company or authority."""
    await write.admit_untargeted()
    check_held(write, None)
    row = await organizations.create_organization(
        write.work,
        input.name,
        input.kind.value,
        now=write.now,
        country=input.country,
        contact=input.contact,
    )
    return organization_written(row)


@mutation(target="Organization", shows={"organization": Organization})
async def update_organization(write: Write, input: UpdateOrganizationInput) -> Written:
    """Change a company or authority, or whether it is admitted at all."""
    await write.admit(input.id)
    check_held(write, None)
    values = _given(input, "name", "country", "contact", "disabled")
    return await organization_changes.update_organization(
        write.work, input.id, values, now=write.now
    )


@mutation(target="Organization", shows={"site": Site})
async def create_site(write: Write, input: CreateSiteInput) -> Written:
    """Add a website of an organization, which is the controller of its visitors' data."""
    await write.admit(input.organization)
    check_held(write, None)
    _check_notice_days(write, input.notice_days)
    row = await organizations.create_site(
        write.work,
        input.organization,
        input.domain,
        now=write.now,
        name=input.name,
        jurisdiction=input.jurisdiction,
        notice_days=input.notice_days,
    )
    return site_written(row)


@mutation(target="Site", shows={"site": Site})
async def update_site(write: Write, input: UpdateSiteInput) -> Written:
    """Change a website's name, its jurisdiction, or how long its notices take to bind."""
    await write.admit(input.id)
    values = _given(input, "name", "jurisdiction", "notice_days")
    _check_notice_days(write, values.get("notice_days"))
    return await organization_changes.update_site(write.work, input.id, values)


def _check_notice_days(write: Write, days: int | None) -> None:
    """INVARIANT(time-to-object): only the operator shortens the wait that visitors have (C21)."""
    officer = "privacy_officer" in write.policy.roles_of(write.actor.role)
    if officer and write.actor.kind == Kind.OPERATOR:
        return
    if days is not None and days < LEAST_DAYS:
        reason = f"`noticeDays` must be at least {LEAST_DAYS}; ask the operator for fewer"
        raise bad_input(reason, "noticeDays")


def _given(said: object, *names: str) -> dict[str, Any]:
    """What was not left out of an input."""
    values = {name: getattr(said, name) for name in names}
    return {name: value for name, value in values.items() if value is not strawberry.UNSET}
