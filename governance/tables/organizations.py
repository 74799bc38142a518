"""Organizations and the sites they own: reference tables."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from governance.database.types import Instant, PlainText


class Organization(SQLModel, table=True):
    """A company or authority: the operator, a customer, or someone who is shown data."""

    id: str = Field(primary_key=True, sa_type=PlainText)
    name: str = Field(unique=True, sa_type=PlainText)
    kind: str = Field(sa_type=PlainText)
    """`vocabulary.OrganizationKind`."""
    country: str | None = Field(default=None, sa_type=PlainText)
    contact: str | None = Field(default=None, sa_type=PlainText)
    disabled_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)


class Site(SQLModel, table=True):
    """A website whose visitors are held; its owner is the controller (C20)."""

    __table_args__ = (Index("ix_site_organization", "organization_id"),)

    id: str = Field(primary_key=True, sa_type=PlainText)
    organization_id: str = Field(foreign_key="organization.id", sa_type=PlainText)
    domain: str = Field(unique=True, sa_type=PlainText)
    name: str = Field(sa_type=PlainText)
    jurisdiction: str | None = Field(default=None, sa_type=PlainText)
    notice_days: int = Field(default=30)
    """Days until a changed notice binds existing visitors (C21)."""
    created_at: datetime = Field(sa_type=Instant)
