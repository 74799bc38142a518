"""The cookie registry of a site, and which cookies were seen on whom (C4)."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from governance.database.types import Instant, PlainText


class Cookie(SQLModel, table=True):
    """A cookie that a site may set, as its registry describes it."""

    __table_args__ = (
        Index("ix_cookie_id", "id"),
        Index("ix_cookie_name", "site_id", "name"),
        Index("ix_cookie_source", "site_id", "source_key", unique=True),
    )

    site_id: str = Field(primary_key=True, foreign_key="site.id", sa_type=PlainText)
    id: str = Field(primary_key=True, sa_type=PlainText)
    name: str = Field(sa_type=PlainText)
    is_pattern: bool = Field(default=False)
    domain: str | None = Field(default=None, sa_type=PlainText)
    category: str = Field(sa_type=PlainText)
    """`vocabulary.COOKIE_CATEGORIES`."""
    provider: str | None = Field(default=None, sa_type=PlainText)
    description: str | None = Field(default=None, sa_type=PlainText)
    retention: str | None = Field(default=None, sa_type=PlainText)
    """As its source words it, such as `13 months`."""
    retention_seconds: int | None = Field(default=None, sa_type=BigInteger)
    third_party: bool = Field(default=False)
    source_key: str | None = Field(default=None, sa_type=PlainText)
    """Keyed hash of what an import tells a cookie by; never shown."""


class CookieObservation(SQLModel, table=True):
    """A cookie seen on a visitor."""

    __tablename__ = "cookie_observation"
    __table_args__ = (
        ForeignKeyConstraint(["site_id", "visitor_id"], ["visitor.site_id", "visitor.id"]),
        ForeignKeyConstraint(["site_id", "cookie_id"], ["cookie.site_id", "cookie.id"]),
        Index("ix_cookie_observation_id", "id"),
        Index("ix_cookie_observation_visitor", "site_id", "visitor_id", "name", unique=True),
    )

    site_id: str = Field(primary_key=True, sa_type=PlainText)
    id: str = Field(primary_key=True, sa_type=PlainText)
    visitor_id: str = Field(sa_type=PlainText)
    cookie_id: str | None = Field(default=None, sa_type=PlainText)
    name: str = Field(sa_type=PlainText)
    allowed: bool | None = Field(default=None)
    """Whether it was registered and allowed when it was last seen; null where nobody asked."""
    first_seen_at: datetime = Field(sa_type=Instant)
    last_seen_at: datetime = Field(sa_type=Instant)


class CookieBlock(SQLModel, table=True):
    """A site blocks, or allows again, a category of cookies or one cookie (C4)."""

    __tablename__ = "cookie_block"

    site_id: str = Field(primary_key=True, foreign_key="site.id", sa_type=PlainText)
    kind: str = Field(primary_key=True, sa_type=PlainText)
    """`category` or `cookie`."""
    key: str = Field(primary_key=True, sa_type=PlainText)
    """The category, or the cookie's id."""
    blocked: bool
    recorded_at: datetime = Field(sa_type=Instant)
