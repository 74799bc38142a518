"""People, tokens and policy revisions: who asks, and under which rules."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, column
from sqlmodel import Field, SQLModel

from governance.database.types import Instant, Names, PlainText


class User(SQLModel, table=True):
    """A person who works for an organization."""

    __tablename__ = "app_user"

    id: str = Field(primary_key=True, sa_type=PlainText)
    organization_id: str = Field(foreign_key="organization.id", sa_type=PlainText)
    name: str = Field(sa_type=PlainText)
    email: str = Field(unique=True, sa_type=PlainText)
    role: str = Field(sa_type=PlainText)
    password_hash: str | None = Field(default=None, sa_type=PlainText)
    """Argon2id; null until the person sets one."""
    totp_secret: str | None = Field(default=None, sa_type=PlainText)
    """Base32 (RFC 6238), sealed under the deployment's key; null without a second factor."""
    totp_step: int | None = Field(default=None, sa_type=BigInteger)
    """The last time step that a code was accepted for: none is taken twice."""
    failures: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """Failed sign-ins in a row."""
    locked_until: datetime | None = Field(default=None, sa_type=Instant)
    disabled_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)


class AccessToken(SQLModel, table=True):
    """A bearer token's rights; its secret is kept as a hash. Rights never change."""

    __tablename__ = "access_token"
    __table_args__ = (
        Index(
            "ix_access_token_visitor_expires",
            "expires_at",
            sqlite_where=column("visitor_id").is_not(None),
            postgresql_where=column("visitor_id").is_not(None),
        ),
    )

    id: str = Field(primary_key=True, sa_type=PlainText)
    organization_id: str = Field(foreign_key="organization.id", sa_type=PlainText)
    user_id: str | None = Field(default=None, foreign_key="app_user.id", sa_type=PlainText)
    role: str = Field(sa_type=PlainText)
    purposes: list[str] = Field(sa_type=Names)
    sites: list[str] | None = Field(default=None, sa_type=Names)
    """The sites it is held to; null: all that its role may see."""
    visitor_site_id: str | None = Field(default=None, sa_type=PlainText)
    """With `visitor_id`, whom the role `visitor` was verified to be."""
    visitor_id: str | None = Field(default=None, sa_type=PlainText)
    secret_hash: str = Field(sa_type=PlainText)
    label: str | None = Field(default=None, sa_type=PlainText)
    issued_at: datetime = Field(sa_type=Instant)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class SiteKey(SQLModel, table=True):
    """A publishable key of a site, for browsers on its pages; it is no secret."""

    __tablename__ = "site_key"
    __table_args__ = (Index("ix_site_key_site", "site_id"),)

    id: str = Field(primary_key=True, sa_type=PlainText)
    """`gov_pk_…`, as it stands in the page."""
    site_id: str = Field(foreign_key="site.id", sa_type=PlainText)
    origins: list[str] = Field(sa_type=Names)
    """Origins (RFC 6454) that may use it, such as `https://www.example.com`."""
    permission_basis: str | None = Field(default=None, sa_type=PlainText)
    """The legal basis that the site states for visitors who come by it (C6)."""
    created_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class Idempotency(SQLModel, table=True):
    """A mutation that a token asked for under a key of its own, and what came of it."""

    __table_args__ = (Index("ix_idempotency_recorded", "token_id", "recorded_at"),)

    token_id: str = Field(primary_key=True, foreign_key="access_token.id", sa_type=PlainText)
    mutation: str = Field(primary_key=True, sa_type=PlainText)
    key: str = Field(primary_key=True, sa_type=PlainText)
    input_hmac: str = Field(sa_type=PlainText)
    recorded_at: datetime = Field(sa_type=Instant)
    written_id: str = Field(sa_type=PlainText)
    """The id of what the mutation wrote."""
    told: str = Field(sa_type=PlainText)
    """JSON of what else its payload tells; never a secret."""


class PolicyRevision(SQLModel, table=True):
    """A policy that was activated: immutable, named by the hash of its text."""

    __tablename__ = "policy_revision"
    __table_args__ = (
        Index(
            "ix_policy_revision_active",
            "active",
            unique=True,
            sqlite_where=column("active"),
            postgresql_where=column("active"),
        ),
    )

    id: str = Field(primary_key=True, sa_type=PlainText)
    """`pol_…`, for the API."""
    revision: str = Field(unique=True, sa_type=PlainText)
    """Hexadecimal SHA-256 of rules and clauses."""
    rules: str = Field(sa_type=PlainText)
    clauses: str = Field(sa_type=PlainText)
    author: str = Field(sa_type=PlainText)
    active: bool = Field(default=False)
    activated_at: datetime = Field(sa_type=Instant)
