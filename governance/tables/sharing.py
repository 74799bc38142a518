"""Who may be shown data, and why: grants, legal requests, acquisitions. Reference tables."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from governance.database.types import Instant, Names, PlainText


class SharingGrant(SQLModel, table=True):
    """A grantor shares data of one site, or of all its sites, with a recipient (C12)."""

    __tablename__ = "sharing_grant"
    __table_args__ = (Index("ix_sharing_grant_recipient", "recipient_id", "status"),)

    id: str = Field(primary_key=True, sa_type=PlainText)
    grantor_id: str = Field(foreign_key="organization.id", sa_type=PlainText)
    recipient_id: str = Field(foreign_key="organization.id", sa_type=PlainText)
    site_id: str | None = Field(default=None, foreign_key="site.id", sa_type=PlainText)
    """Null: every site the grantor owns."""
    purposes: list[str] = Field(sa_type=Names)
    categories: list[str] = Field(sa_type=Names)
    """Data categories or classes."""
    legal_basis: str = Field(sa_type=PlainText)
    agreement: str | None = Field(default=None, sa_type=PlainText)
    status: str = Field(sa_type=PlainText)
    """`vocabulary.GrantStatus`."""
    starts_at: datetime = Field(sa_type=Instant)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
    proposed_by: str | None = Field(default=None, sa_type=PlainText)
    """The person, or else the access token."""
    approved_by: str | None = Field(default=None, sa_type=PlainText)
    approved_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    """Since when it is revoked."""
    created_at: datetime = Field(sa_type=Instant)


class LegalRequest(SQLModel, table=True):
    """An official's verified request about named visitors (C13)."""

    __tablename__ = "legal_request"
    __table_args__ = (Index("ix_legal_request_authority", "authority_id", "status"),)

    id: str = Field(primary_key=True, sa_type=PlainText)
    authority_id: str = Field(foreign_key="organization.id", sa_type=PlainText)
    reference: str = Field(sa_type=PlainText)
    instrument: str = Field(sa_type=PlainText)
    matter: str = Field(sa_type=PlainText)
    """`vocabulary.LegalMatter`."""
    jurisdiction: str = Field(sa_type=PlainText)
    status: str = Field(sa_type=PlainText)
    """`vocabulary.LegalRequestStatus`."""
    categories: list[str] | None = Field(default=None, sa_type=Names)
    """Data categories or classes that it asks for; null: any data."""
    opened_by: str | None = Field(default=None, sa_type=PlainText)
    verified_by: str | None = Field(default=None, sa_type=PlainText)
    seconded_by: str | None = Field(default=None, sa_type=PlainText)
    starts_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    sealed_until: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)


class LegalRequestVisitor(SQLModel, table=True):
    """A visitor whom a legal request names."""

    __tablename__ = "legal_request_visitor"
    __table_args__ = (
        ForeignKeyConstraint(["site_id", "visitor_id"], ["visitor.site_id", "visitor.id"]),
    )

    site_id: str = Field(primary_key=True, sa_type=PlainText)
    visitor_id: str = Field(primary_key=True, sa_type=PlainText)
    legal_request_id: str = Field(
        primary_key=True, foreign_key="legal_request.id", sa_type=PlainText
    )


class Acquisition(SQLModel, table=True):
    """A merger, sale, acquisition or financing over named sites (C16)."""

    __table_args__ = (Index("ix_acquisition_acquirer", "acquirer_id", "status"),)

    id: str = Field(primary_key=True, sa_type=PlainText)
    acquirer_id: str = Field(foreign_key="organization.id", sa_type=PlainText)
    kind: str = Field(sa_type=PlainText)
    """`vocabulary.AcquisitionKind`."""
    status: str = Field(sa_type=PlainText)
    """`vocabulary.AcquisitionStatus`."""
    opened_at: datetime = Field(sa_type=Instant)
    opened_by: str | None = Field(default=None, sa_type=PlainText)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_by: str | None = Field(default=None, sa_type=PlainText)
    """Who asked first to close it; it is closed when another person seconds."""
    seconded_by: str | None = Field(default=None, sa_type=PlainText)
    abandoned_at: datetime | None = Field(default=None, sa_type=Instant)
    abandoned_by: str | None = Field(default=None, sa_type=PlainText)


class AcquisitionSite(SQLModel, table=True):
    """A site that an acquisition is about."""

    __tablename__ = "acquisition_site"

    acquisition_id: str = Field(primary_key=True, foreign_key="acquisition.id", sa_type=PlainText)
    site_id: str = Field(primary_key=True, foreign_key="site.id", sa_type=PlainText)
