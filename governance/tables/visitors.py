"""Visitors, their other names, and their visits."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from governance.database.types import Instant, PlainText


class Visitor(SQLModel, table=True):
    """A data subject on one site; a person on two sites is two visitors."""

    __table_args__ = (
        Index("ix_visitor_id", "id"),
        Index("ix_visitor_external", "site_id", "external_id"),
        Index("ix_visitor_source", "site_id", "source_key", unique=True),
        Index("ix_visitor_email", "site_id", "email_match"),
        Index("ix_visitor_created", "site_id", "created_at", "id"),
        Index("ix_visitor_last_seen", "site_id", "last_seen_at", "id"),
    )

    site_id: str = Field(primary_key=True, foreign_key="site.id", sa_type=PlainText)
    id: str = Field(primary_key=True, sa_type=PlainText)
    external_id: str | None = Field(default=None, sa_type=PlainText)
    source_key: str | None = Field(default=None, sa_type=PlainText)
    """Keyed hash of what an import tells a visitor by; never shown."""
    email: str | None = Field(default=None, sa_type=PlainText)
    email_match: str | None = Field(default=None, sa_type=PlainText)
    """The address as it is compared: `services.matching.match_address`, made at write."""
    email_sha256: str | None = Field(default=None, sa_type=PlainText)
    """Hexadecimal SHA-256 of the match address, made at write."""
    first_name: str | None = Field(default=None, sa_type=PlainText)
    last_name: str | None = Field(default=None, sa_type=PlainText)
    phone: str | None = Field(default=None, sa_type=PlainText)
    street_address: str | None = Field(default=None, sa_type=PlainText)
    city: str | None = Field(default=None, sa_type=PlainText)
    region: str | None = Field(default=None, sa_type=PlainText)
    postal_code: str | None = Field(default=None, sa_type=PlainText)
    country: str | None = Field(default=None, sa_type=PlainText)
    social_network: str | None = Field(default=None, sa_type=PlainText)
    social_handle: str | None = Field(default=None, sa_type=PlainText)
    ip_address: str | None = Field(default=None, sa_type=PlainText)
    """Canonical text: IPv4 dotted, IPv6 compressed (RFC 5952)."""
    ip_network: str | None = Field(default=None, sa_type=PlainText)
    """The /24 or /48 around `ip_address`, made at write."""
    device_type: str | None = Field(default=None, sa_type=PlainText)
    hardware: str | None = Field(default=None, sa_type=PlainText)
    os: str | None = Field(default=None, sa_type=PlainText)
    browser: str | None = Field(default=None, sa_type=PlainText)
    device_id: str | None = Field(default=None, sa_type=PlainText)
    mac_address: str | None = Field(default=None, sa_type=PlainText)
    geo_country: str | None = Field(default=None, sa_type=PlainText)
    """ISO 3166-1 alpha-2."""
    geo_region: str | None = Field(default=None, sa_type=PlainText)
    """ISO 3166-2, such as `DE-BE`."""
    geo_city: str | None = Field(default=None, sa_type=PlainText)
    latitude_e6: int | None = Field(default=None)
    """Millionths of a degree."""
    longitude_e6: int | None = Field(default=None)
    gender: str | None = Field(default=None, sa_type=PlainText)
    birth_year: int | None = Field(default=None)
    preferences: str | None = Field(default=None, sa_type=PlainText)
    """Canonical JSON text of an object (C2)."""
    permission_basis: str | None = Field(default=None, sa_type=PlainText)
    """The legal basis stated at ingest (C6); without one nobody may use the row."""
    hash_key: bytes | None = Field(default=None)
    """The key of the ledger's hashes of this visitor's values, made at the first write of one;
    erasure destroys it."""
    restricted_at: datetime | None = Field(default=None, sa_type=Instant)
    """Since when processing is restricted (C22), or null."""
    first_seen_at: datetime | None = Field(default=None, sa_type=Instant)
    last_seen_at: datetime | None = Field(default=None, sa_type=Instant)
    visit_count: int = Field(default=0)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)


class VisitorAlias(SQLModel, table=True):
    """Another identifier of a visitor: an external id, a device, a cookie. None is lost."""

    __tablename__ = "visitor_alias"
    __table_args__ = (
        ForeignKeyConstraint(["site_id", "visitor_id"], ["visitor.site_id", "visitor.id"]),
        Index("ix_visitor_alias_visitor", "site_id", "visitor_id"),
    )

    site_id: str = Field(primary_key=True, sa_type=PlainText)
    kind: str = Field(primary_key=True, sa_type=PlainText)
    value: str = Field(primary_key=True, sa_type=PlainText)
    visitor_id: str = Field(sa_type=PlainText)


class Visit(SQLModel, table=True):
    """One page view or session, as a web log or the API reports it (C3)."""

    __table_args__ = (
        ForeignKeyConstraint(["site_id", "visitor_id"], ["visitor.site_id", "visitor.id"]),
        Index("ix_visit_id", "id"),
        Index("ix_visit_visitor", "site_id", "visitor_id", "at"),
        Index("ix_visit_at", "site_id", "at", "id"),
        Index("ix_visit_line", "site_id", "line_key", unique=True),
    )

    site_id: str = Field(primary_key=True, sa_type=PlainText)
    id: str = Field(primary_key=True, sa_type=PlainText)
    visitor_id: str = Field(sa_type=PlainText)
    at: datetime = Field(sa_type=Instant)
    path: str | None = Field(default=None, sa_type=PlainText)
    referrer: str | None = Field(default=None, sa_type=PlainText)
    referrer_host: str | None = Field(default=None, sa_type=PlainText)
    """The host of `referrer`, made at write."""
    ip_address: str | None = Field(default=None, sa_type=PlainText)
    ip_network: str | None = Field(default=None, sa_type=PlainText)
    user_agent: str | None = Field(default=None, sa_type=PlainText)
    os: str | None = Field(default=None, sa_type=PlainText)
    browser: str | None = Field(default=None, sa_type=PlainText)
    pages_viewed: int | None = Field(default=None)
    seconds_spent: int | None = Field(default=None)
    line_key: str | None = Field(default=None, sa_type=PlainText)
    """The second, and the keyed hash of (site, line, n-th occurrence), of an imported log line;
    never shown."""


class Correction(SQLModel, table=True):
    """That a value of a visitor was corrected (C22), by whom; the wrong value is not kept."""

    __table_args__ = (
        ForeignKeyConstraint(["site_id", "visitor_id"], ["visitor.site_id", "visitor.id"]),
        Index("ix_correction_visitor", "site_id", "visitor_id", "recorded_at"),
    )

    site_id: str = Field(primary_key=True, sa_type=PlainText)
    id: str = Field(primary_key=True, sa_type=PlainText)
    visitor_id: str = Field(sa_type=PlainText)
    coordinate: str = Field(sa_type=PlainText)
    """Such as `Visitor.email`."""
    before_hmac: str | None = Field(default=None, sa_type=PlainText)
    """Hexadecimal HMAC-SHA256 under the visitor's key; null where there was no value."""
    corrected_by: str = Field(sa_type=PlainText)
    """The access token's id."""
    recorded_at: datetime = Field(sa_type=Instant)
