"""Visitors and what they own: visits, consents, cookies seen, all within `Rows(Visitor)`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, case, null, or_, select

from governance import tables
from governance.database.dialect import constant, number
from governance.schema.connections import Connection, Node
from governance.schema.enums import ConsentStatus, CookieReason, LegalBasis, OrganizationKind
from governance.schema.governed import (
    Moment,
    governed_type,
    parts,
    to_many,
    to_one,
    value,
    withheld,
)
from governance.schema.reference import OPERATIONS, Cookie, Notice, Site
from governance.schema.scalars import JSON
from governance.services.asking_again import asks_again
from governance.tables import table_of

HISTORY = "user.behavior.browsing_history"
DEVICE = "user.device"
ADDRESS = "user.contact.address"
CONSENT = "user.privacy_preferences"

_BANDS = (
    (18, "UNDER_18"),
    (25, "18_24"),
    (35, "25_34"),
    (45, "35_44"),
    (55, "45_54"),
    (65, "55_64"),
)


def age_band(row: Callable[[str], ColumnElement[Any]], at: Moment) -> ColumnElement[Any]:
    """The band of the age reached this year: UNDER_18, 18_24, … 55_64, 65_PLUS."""
    age = at.year - row("birth_year")
    bands = [(age < number(top), constant(name)) for top, name in _BANDS]
    return case((row("birth_year").is_(None), null()), *bands, else_=constant("65_PLUS"))


def bound_by_notice(row: Callable[[str], ColumnElement[Any]], at: Moment) -> ColumnElement[Any]:
    """The site's newest notice that binds the visitor now, or null (C21)."""
    notice = table_of(tables.Notice).c
    binding = select(notice.id).where(
        notice.site_id == row("site_id"),
        notice.posted_at <= at.now,
        or_(row("created_at") > notice.posted_at, notice.binds_at <= at.now),
    )
    newest = binding.order_by(notice.posted_at.desc(), notice.id.desc()).limit(number(1))
    return newest.correlate_except(table_of(tables.Notice)).scalar_subquery()


@strawberry.type
class Identifier:
    """Another identifier of a visitor; devices and cookies have coordinates of their own."""

    kind: str
    value: str


@governed_type
class Visitor(Node):
    """A data subject on one site; a person on two sites is two visitors."""

    site: Site | None = to_one("system.operations", "Site", {"id": "site_id"})
    external_id: str | None = value("user.unique_id", "pseudonym")
    identifiers: list[Identifier] | None = parts(
        "user.unique_id",
        "visitor_alias",
        {"visitor_id": "id"},
        {"kind": "kind", "value": "value"},
        without={"kind": ("device", "cookie")},
    )
    created_at: datetime | None = value("system.operations", "year")
    updated_at: datetime | None = value("system.operations", "year")

    email: str | None = value(
        "user.contact.email", "domain", "sha256", "pseudonym", stored={"sha256": "email_sha256"}
    )
    first_name: str | None = value("user.name.first", "initials", "pseudonym")
    last_name: str | None = value("user.name.last", "initials", "pseudonym")
    phone: str | None = value("user.contact.phone_number", "pseudonym")
    street_address: str | None = value(ADDRESS + ".street", "pseudonym")
    city: str | None = value(ADDRESS + ".city", "pseudonym")
    region: str | None = value(ADDRESS + ".state", "pseudonym")
    postal_code: str | None = value(ADDRESS + ".postal_code", "pseudonym")
    country: str | None = value(ADDRESS + ".country", "pseudonym")
    social_network: str | None = value("user.social", "pseudonym")
    social_handle: str | None = value("user.social", "pseudonym")

    ip_address: str | None = value(
        "user.device.ip_address", "network", "pseudonym", stored={"network": "ip_network"}
    )
    device_type: str | None = value(DEVICE)
    hardware: str | None = value(DEVICE)
    os: str | None = value(DEVICE)
    browser: str | None = value(DEVICE)
    device_id: str | None = value("user.device.device_id", "pseudonym")
    mac_address: str | None = value("user.device.device_id", "pseudonym")
    geo_country: str | None = value("user.location.imprecise")
    geo_region: str | None = value("user.location.imprecise", "country")
    geo_city: str | None = value("user.location.imprecise")
    latitude: float | None = value("user.location.precise", column="latitude_e6")
    longitude: float | None = value("user.location.precise", column="longitude_e6")
    gender: str | None = value("user.demographic.gender")
    birth_year: int | None = value("user.demographic.date_of_birth", "band")
    age_band: str | None = value("user.demographic.age_range", computed=age_band)

    preferences: JSON | None = value("user.content")
    first_seen_at: datetime | None = value(HISTORY, "year")
    last_seen_at: datetime | None = value(HISTORY, "year")
    visit_count: int | None = value(HISTORY)
    withheld: list[str] | None = withheld(CONSENT)
    bound_by_notice: strawberry.ID | None = value(
        CONSENT, computed=bound_by_notice, description="the notice that binds the visitor now"
    )

    visits: "Connection[Visit] | None" = to_many(HISTORY, "Visit", {"visitor_id": "id"})
    consents: "Connection[Consent] | None" = to_many(CONSENT, "Consent", {"visitor_id": "id"})
    cookies: "Connection[CookieObservation] | None" = to_many(
        "user.device.cookie", "CookieObservation", {"visitor_id": "id"}
    )


@governed_type
class Visit(Node):
    """One page view or session (C3)."""

    visitor: Visitor | None = to_one("user.unique_id", "Visitor", {"id": "visitor_id"})
    at: datetime | None = value(HISTORY, "year")
    path: str | None = value(HISTORY)
    referrer: str | None = value(HISTORY, "domain", stored={"domain": "referrer_host"})
    ip_address: str | None = value(
        "user.device.ip_address", "network", "pseudonym", stored={"network": "ip_network"}
    )
    user_agent: str | None = value(DEVICE)
    os: str | None = value(DEVICE)
    browser: str | None = value(DEVICE)
    pages_viewed: int | None = value(HISTORY)
    seconds_spent: int | None = value(HISTORY)


@governed_type
class Consent(Node):
    """Where a visitor stands on a purpose under a regime."""

    visitor: Visitor | None = to_one("user.unique_id", "Visitor", {"id": "visitor_id"})
    purpose: str | None = value(CONSENT)
    regime: str | None = value(CONSENT)
    status: ConsentStatus | None = value(CONSENT)
    legal_basis: LegalBasis | None = value(CONSENT)
    recipients: list[OrganizationKind] | None = value(CONSENT)
    notice: Notice | None = to_one(CONSENT, "Notice", {"id": "notice_id"})
    asks_again: bool | None = value(
        CONSENT,
        computed=lambda row, at: asks_again(row, at.now),
        description="whether it stands, and a material notice was posted since",
    )
    method: str | None = value(CONSENT)
    jurisdiction: str | None = value(CONSENT)
    language: str | None = value(CONSENT)
    given_at: datetime | None = value(CONSENT)
    withdrawn_at: datetime | None = value(CONSENT)
    expires_at: datetime | None = value(CONSENT)
    source: str | None = value(CONSENT)
    receipt: str | None = value(CONSENT)
    history: "Connection[ConsentEvent] | None" = to_many(
        CONSENT, "ConsentEvent", {"consent_id": "id"}
    )


@governed_type
class ConsentEvent(Node):
    """What a visitor said, and when."""

    status: ConsentStatus | None = value(CONSENT)
    method: str | None = value(CONSENT)
    source: str | None = value(CONSENT)
    recorded_at: datetime | None = value(CONSENT)


@governed_type
class CookieObservation(Node):
    """A cookie seen on a visitor (C4)."""

    visitor: Visitor | None = to_one("user.unique_id", "Visitor", {"id": "visitor_id"})
    name: str | None = value("user.device.cookie")
    cookie: Cookie | None = to_one("user.device.cookie", "Cookie", {"id": "cookie_id"})
    allowed: bool | None = value(
        "user.device.cookie",
        description="whether it was registered and allowed when it was last seen",
    )
    first_seen_at: datetime | None = value("user.device.cookie")
    last_seen_at: datetime | None = value("user.device.cookie")


@governed_type
class CookieDecision:
    """Whether a site may set a cookie of its registry on a visitor now (C4)."""

    cookie: Cookie | None = to_one(OPERATIONS, "Cookie", {"id": "id"})
    name: str | None = value(OPERATIONS)
    is_pattern: bool | None = value(
        OPERATIONS, description="whether it is every cookie whose name begins with `name`"
    )
    category: str | None = value(OPERATIONS)
    allowed: bool | None = value(OPERATIONS)
    reason: CookieReason | None = value(OPERATIONS)
