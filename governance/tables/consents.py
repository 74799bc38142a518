"""What visitors were told and what they said: notices and their uses, consents, opt-outs."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from governance.database.types import Instant, Names, PlainText


class Notice(SQLModel, table=True):
    """A version of a site's privacy notice (C20, C21)."""

    __table_args__ = (
        Index("ix_notice_id", "id"),
        Index("ix_notice_posted", "site_id", "posted_at", "id", "binds_at"),
    )

    site_id: str = Field(primary_key=True, foreign_key="site.id", sa_type=PlainText)
    id: str = Field(primary_key=True, sa_type=PlainText)
    version: str = Field(sa_type=PlainText)
    language: str = Field(sa_type=PlainText)
    url: str | None = Field(default=None, sa_type=PlainText)
    content_hash: str = Field(sa_type=PlainText)
    material: bool = Field(default=True)
    posted_at: datetime = Field(sa_type=Instant)
    binds_at: datetime = Field(sa_type=Instant)
    """When it binds visitors who were there before it: posting plus the site's notice days."""


class NoticeUse(SQLModel, table=True):
    """One use that a notice announces: this category, for this purpose, to this kind."""

    __tablename__ = "notice_use"
    __table_args__ = (
        ForeignKeyConstraint(["site_id", "notice_id"], ["notice.site_id", "notice.id"]),
    )

    site_id: str = Field(primary_key=True, sa_type=PlainText)
    notice_id: str = Field(primary_key=True, sa_type=PlainText)
    recipient_kind: str = Field(primary_key=True, sa_type=PlainText)
    purpose: str = Field(primary_key=True, sa_type=PlainText)
    category: str = Field(primary_key=True, sa_type=PlainText)


class Consent(SQLModel, table=True):
    """Where a visitor stands on a purpose under a regime: the latest event by sequence."""

    __table_args__ = (
        ForeignKeyConstraint(["site_id", "visitor_id"], ["visitor.site_id", "visitor.id"]),
        Index("ix_consent_id", "id"),
        Index("ix_consent_standing", "site_id", "visitor_id", "purpose", "regime", unique=True),
    )

    site_id: str = Field(primary_key=True, sa_type=PlainText)
    id: str = Field(primary_key=True, sa_type=PlainText)
    visitor_id: str = Field(sa_type=PlainText)
    purpose: str = Field(sa_type=PlainText)
    regime: str = Field(default="default", sa_type=PlainText)
    status: str = Field(sa_type=PlainText)
    """`vocabulary.ConsentStatus`."""
    legal_basis: str = Field(sa_type=PlainText)
    recipients: list[str] = Field(sa_type=Names)
    """`vocabulary.OrganizationKind` of those it was given for."""
    notice_id: str | None = Field(default=None, sa_type=PlainText)
    method: str = Field(sa_type=PlainText)
    jurisdiction: str | None = Field(default=None, sa_type=PlainText)
    language: str | None = Field(default=None, sa_type=PlainText)
    given_at: datetime | None = Field(default=None, sa_type=Instant)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
    source: str | None = Field(default=None, sa_type=PlainText)
    receipt: str | None = Field(default=None, sa_type=PlainText)
    """ISO/IEC TS 27560 receipt of the event that stands, as a signed JWS (RFC 7515)."""
    sequence: int = Field(sa_type=BigInteger)


class ConsentEvent(SQLModel, table=True):
    """What was said, when; append-only."""

    __tablename__ = "consent_event"
    __table_args__ = (
        ForeignKeyConstraint(["site_id", "consent_id"], ["consent.site_id", "consent.id"]),
        Index("ix_consent_event_consent", "site_id", "consent_id", "sequence", unique=True),
        Index("ix_consent_event_line", "site_id", "line_key", unique=True),
    )

    site_id: str = Field(primary_key=True, sa_type=PlainText)
    id: str = Field(primary_key=True, sa_type=PlainText)
    consent_id: str = Field(sa_type=PlainText)
    visitor_id: str = Field(sa_type=PlainText)
    sequence: int = Field(sa_type=BigInteger)
    status: str = Field(sa_type=PlainText)
    method: str = Field(sa_type=PlainText)
    source: str | None = Field(default=None, sa_type=PlainText)
    legal_basis: str | None = Field(default=None, sa_type=PlainText)
    recipients: list[str] | None = Field(default=None, sa_type=Names)
    notice_id: str | None = Field(default=None, sa_type=PlainText)
    jurisdiction: str | None = Field(default=None, sa_type=PlainText)
    language: str | None = Field(default=None, sa_type=PlainText)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
    evidence: str | None = Field(default=None, sa_type=PlainText)
    """Canonical JSON: what was displayed, the locale, the page."""
    conflicts_with: str | None = Field(default=None, sa_type=PlainText)
    """The consent under another regime that said the opposite when this was said."""
    recorded_at: datetime = Field(sa_type=Instant)
    line_key: str | None = Field(default=None, sa_type=PlainText)
    """Keyed hash of (site, what the line says, n-th occurrence) of an import; never shown."""


class OptOut(SQLModel, table=True):
    """A visitor's opt-out (C5): by visitor, by address, or by cookie; on one site or on all."""

    __tablename__ = "opt_out"
    __table_args__ = (Index("ix_opt_out_key", "key"),)

    id: str = Field(primary_key=True, sa_type=PlainText)
    site_id: str | None = Field(default=None, foreign_key="site.id", sa_type=PlainText)
    """Null: on every site."""
    kind: str = Field(sa_type=PlainText)
    """`visitor`, `address` or `cookie`."""
    key: str = Field(sa_type=PlainText)
    """The visitor's id, the SHA-256 of the match address, or the cookie's value."""
    recorded_at: datetime = Field(sa_type=Instant)
