"""The root of queries: governed reads, and the few fields that read nothing governed."""

from typing import Any, Final

import strawberry
from strawberry.types.field import StrawberryField

from governance.schema.access import FieldAccess, PolicyRevision, Viewer, access, policy_revisions
from governance.schema.access import viewer as resolve_viewer
from governance.schema.connections import Connection, Node
from governance.schema.inputs import argument, connection_arguments
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
from governance.schema.root import ROOT, Root
from governance.schema.visitors import (
    Consent,
    CookieDecision,
    CookieObservation,
    Visit,
    Visitor,
)

ON_BEHALF: Final = frozenset({"access"})
"""Root fields that the policy opens by name to those who may ask about other roles."""


def _one(target: str | None, *names: str) -> Any:
    made: StrawberryField = strawberry.field(metadata={ROOT: Root(target, many=False)})
    made.arguments = [
        argument(name, "str | None" if name == "externalId" else "ID | None") for name in names
    ]
    return made


def _by_id(target: str | None) -> Any:
    made: StrawberryField = strawberry.field(metadata={ROOT: Root(target, many=False)})
    made.arguments = [argument("id", "ID", required=True)]
    return made


def _many(target: str, *, site: bool = False) -> Any:
    made: StrawberryField = strawberry.field(metadata={ROOT: Root(target, many=True)})
    leading = [argument("site", "ID | None")] if site else []
    made.arguments = leading + connection_arguments(target)
    return made


def _decided(target: str) -> Any:
    made: StrawberryField = strawberry.field(
        metadata={ROOT: Root(target, many=False, listed=True)},
        description="every cookie of a site's registry, at most 5000; without a visitor whom the "
        "caller may see there is no consent",
    )
    made.arguments = [argument("site", "ID", required=True), argument("visitor", "ID | None")]
    return made


@strawberry.type
class Query:
    """Reads. A governed one needs a purpose, obeys the policy and is recorded in the ledger."""

    viewer: Viewer = strawberry.field(resolver=resolve_viewer)
    access: list[FieldAccess] | None = strawberry.field(resolver=access)
    policy_revisions: Connection[PolicyRevision] | None = strawberry.field(
        resolver=policy_revisions
    )

    node: Node | None = _by_id(None)
    organization: Organization | None = _by_id("Organization")
    organizations: Connection[Organization] | None = _many("Organization")
    site: Site | None = _by_id("Site")
    sites: Connection[Site] | None = _many("Site")
    visitor: Visitor | None = _one("Visitor", "id", "site", "externalId")
    visitors: Connection[Visitor] | None = _many("Visitor", site=True)
    visits: Connection[Visit] | None = _many("Visit", site=True)
    consents: Connection[Consent] | None = _many("Consent", site=True)
    cookies: Connection[Cookie] | None = _many("Cookie", site=True)
    cookie_observations: Connection[CookieObservation] | None = _many(
        "CookieObservation", site=True
    )
    allowed_cookies: list[CookieDecision] | None = _decided("CookieDecision")
    notices: Connection[Notice] | None = _many("Notice", site=True)
    sharing_grants: Connection[SharingGrant] | None = _many("SharingGrant")
    legal_requests: Connection[LegalRequest] | None = _many("LegalRequest")
    acquisitions: Connection[Acquisition] | None = _many("Acquisition")
    users: Connection[User] | None = _many("User")
    disclosures: Connection[Disclosure] | None = _many("Disclosure")
