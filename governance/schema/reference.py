"""What is not a visitor's: organizations, sites, notices, cookies, grants, requests and more."""

from datetime import datetime

import strawberry

from governance.schema.connections import Node
from governance.schema.enums import (
    AcquisitionKind,
    AcquisitionStatus,
    GrantStatus,
    LegalBasis,
    LegalMatter,
    LegalRequestStatus,
    OrganizationKind,
)
from governance.schema.governed import governed_type, parts, to_one, value
from governance.schema.scalars import JSON

OPERATIONS = "system.operations"


@governed_type
class Organization(Node):
    """A company or authority: the operator, a customer, or someone who is shown data."""

    name: str | None = value(OPERATIONS)
    kind: OrganizationKind | None = value(OPERATIONS)
    country: str | None = value(OPERATIONS)
    contact: str | None = value(OPERATIONS)
    disabled_at: datetime | None = value(OPERATIONS)
    created_at: datetime | None = value(OPERATIONS)


@governed_type
class Site(Node):
    """A website whose visitors are held; its organization is the controller (C20)."""

    organization: Organization | None = to_one(
        OPERATIONS, "Organization", {"id": "organization_id"}
    )
    domain: str | None = value(OPERATIONS)
    name: str | None = value(OPERATIONS)
    jurisdiction: str | None = value(OPERATIONS)
    notice_days: int | None = value(OPERATIONS)
    created_at: datetime | None = value(OPERATIONS)


@governed_type
class Cookie(Node):
    """A cookie that a site may set (C4)."""

    site: Site | None = to_one(OPERATIONS, "Site", {"id": "site_id"})
    name: str | None = value(OPERATIONS)
    is_pattern: bool | None = value(OPERATIONS)
    domain: str | None = value(OPERATIONS)
    category: str | None = value(OPERATIONS)
    provider: str | None = value(OPERATIONS)
    description: str | None = value(OPERATIONS)
    retention: str | None = value(OPERATIONS)
    retention_seconds: int | None = value(OPERATIONS)
    third_party: bool | None = value(OPERATIONS)


@strawberry.type
class NoticeUse:
    """What a notice announces: a data category or class, for a purpose, to a kind of recipient."""

    purpose: str
    category: str
    recipient_kind: OrganizationKind


@governed_type
class Notice(Node):
    """A version of a site's privacy notice (C20, C21)."""

    site: Site | None = to_one(OPERATIONS, "Site", {"id": "site_id"})
    version: str | None = value(OPERATIONS)
    language: str | None = value(OPERATIONS)
    url: str | None = value(OPERATIONS)
    content_hash: str | None = value(OPERATIONS)
    material: bool | None = value(OPERATIONS)
    posted_at: datetime | None = value(OPERATIONS)
    binds_at: datetime | None = value(OPERATIONS)
    uses: list[NoticeUse] | None = parts(
        OPERATIONS,
        "notice_use",
        {"notice_id": "id"},
        {"purpose": "purpose", "category": "category", "recipientKind": "recipient_kind"},
        without={},
    )


@governed_type
class SharingGrant(Node):
    """A grantor shares data of one site, or of all its sites, with a recipient (C12)."""

    grantor: Organization | None = to_one(OPERATIONS, "Organization", {"id": "grantor_id"})
    recipient: Organization | None = to_one(OPERATIONS, "Organization", {"id": "recipient_id"})
    site: Site | None = to_one(OPERATIONS, "Site", {"id": "site_id"})
    purposes: list[str] | None = value(OPERATIONS)
    categories: list[str] | None = value(OPERATIONS)
    legal_basis: LegalBasis | None = value(OPERATIONS)
    agreement: str | None = value(OPERATIONS)
    status: GrantStatus | None = value(OPERATIONS)
    starts_at: datetime | None = value(OPERATIONS)
    expires_at: datetime | None = value(OPERATIONS)
    proposed_by: str | None = value(OPERATIONS)
    approved_by: str | None = value(OPERATIONS)
    approved_at: datetime | None = value(OPERATIONS)
    ended_at: datetime | None = value(OPERATIONS)
    created_at: datetime | None = value(OPERATIONS)


@governed_type
class LegalRequest(Node):
    """An official's request about named visitors (C13)."""

    authority: Organization | None = to_one(OPERATIONS, "Organization", {"id": "authority_id"})
    reference: str | None = value(OPERATIONS)
    instrument: str | None = value(OPERATIONS)
    matter: LegalMatter | None = value(OPERATIONS)
    jurisdiction: str | None = value(OPERATIONS)
    status: LegalRequestStatus | None = value(OPERATIONS)
    categories: list[str] | None = value(OPERATIONS)
    starts_at: datetime | None = value(OPERATIONS)
    expires_at: datetime | None = value(OPERATIONS)
    sealed_until: datetime | None = value(OPERATIONS)
    opened_by: str | None = value(OPERATIONS)
    verified_by: str | None = value(OPERATIONS)
    seconded_by: str | None = value(OPERATIONS)
    closed_at: datetime | None = value(OPERATIONS)
    created_at: datetime | None = value(OPERATIONS)


@governed_type
class Acquisition(Node):
    """A merger, sale, acquisition or financing over named sites (C16)."""

    acquirer: Organization | None = to_one(OPERATIONS, "Organization", {"id": "acquirer_id"})
    kind: AcquisitionKind | None = value(OPERATIONS)
    status: AcquisitionStatus | None = value(OPERATIONS)
    opened_at: datetime | None = value(OPERATIONS)
    opened_by: str | None = value(OPERATIONS)
    closed_at: datetime | None = value(OPERATIONS)
    closed_by: str | None = value(OPERATIONS)
    seconded_by: str | None = value(OPERATIONS)
    abandoned_at: datetime | None = value(OPERATIONS)
    abandoned_by: str | None = value(OPERATIONS)


@governed_type
class User(Node):
    """A person who works for an organization."""

    organization: Organization | None = to_one(
        OPERATIONS, "Organization", {"id": "organization_id"}
    )
    name: str | None = value("user.name")
    email: str | None = value("user.contact.email")
    role: str | None = value(OPERATIONS)
    disabled_at: datetime | None = value(OPERATIONS)
    created_at: datetime | None = value(OPERATIONS)


@governed_type
class Disclosure(Node):
    """An entry of the ledger: what was shown to whom, for which purpose; never a value."""

    at: datetime | None = value(OPERATIONS)
    actor: str | None = value(OPERATIONS)
    recipient: Organization | None = to_one(OPERATIONS, "Organization", {"id": "recipient_id"})
    role: str | None = value(OPERATIONS)
    purpose: str | None = value(OPERATIONS)
    policy_revision: str | None = value(OPERATIONS)
    operation: str | None = value(OPERATIONS)
    document_hash: str | None = value(OPERATIONS)
    coordinates: JSON | None = value(OPERATIONS)
    visitor_count: int | None = value(OPERATIONS)
