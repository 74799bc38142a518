"""The tables. Every governed one carries `site_id`, first in its primary key: a site is a shard."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from governance.tables.access import AccessToken, Idempotency, PolicyRevision, SiteKey, User
from governance.tables.consents import Consent, ConsentEvent, Notice, NoticeUse, OptOut
from governance.tables.cookies import Cookie, CookieBlock, CookieObservation
from governance.tables.deployment import Deployment, SigningKey
from governance.tables.ledger import Disclosure
from governance.tables.organizations import Organization, Site
from governance.tables.sharing import (
    Acquisition,
    AcquisitionSite,
    LegalRequest,
    LegalRequestVisitor,
    SharingGrant,
)
from governance.tables.visitors import Correction, Visit, Visitor, VisitorAlias

metadata = SQLModel.metadata


def table_of(model: type[SQLModel]) -> Table:
    """The table of a model."""
    return model.__table__  # type: ignore[attr-defined,no-any-return]


__all__ = [
    "AccessToken",
    "Acquisition",
    "AcquisitionSite",
    "Consent",
    "ConsentEvent",
    "Cookie",
    "CookieBlock",
    "CookieObservation",
    "Correction",
    "Deployment",
    "Disclosure",
    "Idempotency",
    "LegalRequest",
    "LegalRequestVisitor",
    "Notice",
    "NoticeUse",
    "OptOut",
    "Organization",
    "PolicyRevision",
    "SharingGrant",
    "SigningKey",
    "Site",
    "SiteKey",
    "User",
    "Visit",
    "Visitor",
    "VisitorAlias",
    "metadata",
    "table_of",
]
