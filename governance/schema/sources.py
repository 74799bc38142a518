"""Where the rows of each governed type lie, how they name visitor, site and organization, and which
sites they concern."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Table

from governance import tables
from governance.authz.cookies import DECISIONS
from governance.schema.reference import (
    Acquisition,
    Cookie,
    Disclosure,
    LegalRequest,
    Notice,
    Organization,
    SharingGrant,
    Site,
    User,
)
from governance.schema.visitors import (
    Consent,
    ConsentEvent,
    CookieDecision,
    CookieObservation,
    Visit,
    Visitor,
)
from governance.tables import table_of


@dataclass(frozen=True, slots=True)
class Link:
    """Sites that a row concerns: those of another table's rows whose `key` is its `column`."""

    table: Table
    key: str
    column: str
    site: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of a type lie, its path to each anchor, and which sites its rows concern."""

    table: Table
    site: str | None = None
    """The column that names the site."""
    visitor: str | None = None
    """The column that names the visitor."""
    organizations: tuple[str, ...] = ()
    """Columns that name the organizations whose row it is."""
    link: Link | None = None
    """How a row of no one site tells the sites it concerns."""
    site_or_all: str | None = None
    """A column that names the one site it concerns; where it is null, the link does."""
    asked_by: str | None = None
    """The column that names the access token whose row it is."""
    tells_of: str | None = None
    """The column that names the visitor, or none, of whom a row tells that no visitor owns."""


_SITE: Final = table_of(tables.Site)

SOURCES: Final[dict[type, Source]] = {
    Visitor: Source(table_of(tables.Visitor), site="site_id", visitor="id"),
    Visit: Source(table_of(tables.Visit), site="site_id", visitor="visitor_id"),
    Consent: Source(table_of(tables.Consent), site="site_id", visitor="visitor_id"),
    ConsentEvent: Source(table_of(tables.ConsentEvent), site="site_id", visitor="visitor_id"),
    CookieObservation: Source(
        table_of(tables.CookieObservation), site="site_id", visitor="visitor_id"
    ),
    Cookie: Source(table_of(tables.Cookie), site="site_id"),
    CookieDecision: Source(DECISIONS, site="site_id", tells_of="visitor_id"),
    Notice: Source(table_of(tables.Notice), site="site_id"),
    Site: Source(_SITE, site="id"),
    Organization: Source(table_of(tables.Organization), organizations=("id",)),
    SharingGrant: Source(
        table_of(tables.SharingGrant),
        organizations=("grantor_id", "recipient_id"),
        site_or_all="site_id",
        link=Link(_SITE, key="organization_id", column="grantor_id", site="id"),
    ),
    LegalRequest: Source(
        table_of(tables.LegalRequest),
        organizations=("authority_id",),
        link=Link(
            table_of(tables.LegalRequestVisitor),
            key="legal_request_id",
            column="id",
            site="site_id",
        ),
    ),
    Acquisition: Source(
        table_of(tables.Acquisition),
        organizations=("acquirer_id",),
        link=Link(
            table_of(tables.AcquisitionSite), key="acquisition_id", column="id", site="site_id"
        ),
    ),
    User: Source(table_of(tables.User), organizations=("organization_id",)),
    Disclosure: Source(
        table_of(tables.Disclosure), organizations=("recipient_id",), asked_by="actor"
    ),
}
