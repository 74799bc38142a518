"""Who asks in the cases: a token for each role, under what it is naturally for, and some more."""

from datetime import datetime
from typing import Final

from sqlalchemy import insert

from governance.authz.actor import Actor
from governance.database.engine import Database
from governance.tables import AccessToken
from governance.vocabulary import OrganizationKind
from tests.cases.companies import ORGANIZATIONS
from tests.cases.people import VISITORS
from tests.cases.rows import LONG_AGO, NOW, an_id, day, row

PURPOSES: Final = {
    "privacy_officer": "essential.legal_obligation subject_access data_quality",
    "analyst": "analytics functional.service.improve marketing",
    "support": "essential.service.operations.support",
    "developer": "functional.service.improve personalize",
    "auditor": "essential.legal_obligation",
    "site_owner": "analytics.reporting marketing.communications personalize data_quality",
    "site_agent": "functional.storage.privacy_preferences",
    "hosting_provider": "essential.service.operations",
    "subsidiary": "analytics.reporting marketing.communications personalize.content",
    "partner": "analytics.reporting",
    "data_provider": "marketing.advertising third_party_sharing",
    "law_enforcement": "third_party_sharing.legal_obligation",
    "acquirer": "due_diligence",
    "visitor": "subject_access",
}
"""What each role's tokens are for; the first is what the cases of a role and a type ask under."""

_ACTORS: Final = {
    "privacy_officer": ("a", "privacy_officer", "hq"),
    "privacy_officer_of_west": ("ax", "privacy_officer", "hq", "west"),
    "pia": ("ay", "privacy_officer", "hq"),
    "pia_again": ("az", "privacy_officer", "hq"),
    "analyst": ("b", "analyst", "hq"),
    "support": ("c", "support", "hq"),
    "developer": ("d", "developer", "hq"),
    "auditor": ("e", "auditor", "hq"),
    "site_owner": ("f", "site_owner", "east"),
    "owner_of_west": ("fx", "site_owner", "west"),
    "owner_of_nothing": ("fz", "site_owner", "ex"),
    "site_agent": ("g", "site_agent", "east", "east"),
    "agent_of_west": ("gx", "site_agent", "west", "west"),
    "hosting_provider": ("h", "hosting_provider", "nest"),
    "subsidiary": ("j", "subsidiary", "near"),
    "far_subsidiary": ("jx", "subsidiary", "far"),
    "partner": ("k", "partner", "path"),
    "data_provider": ("m", "data_provider", "data"),
    "law_enforcement": ("n", "law_enforcement", "state"),
    "prefect": ("nx", "law_enforcement", "prefect"),
    "acquirer": ("p", "acquirer", "cap"),
    "acquirer_of_west": ("px", "acquirer", "take"),
    "visitor": ("q", "visitor", "gate"),
    "visitor_eve": ("qx", "visitor", "gate"),
    "revoked": ("r", "privacy_officer", "hq"),
    "expired": ("s", "privacy_officer", "hq"),
    "of_disabled_user": ("t", "site_owner", "east"),
    "unknown": ("v", "privacy_officer", "hq"),
}
"""Name to the end of the token's id, role, organization, and the site it is held to, if any."""

NAMES: Final = tuple(_ACTORS)

PEOPLE: Final = {"pia": "pan", "pia_again": "pan", "of_disabled_user": "jan"}
"""Whose token it is; the others are nobody's."""

SELVES: Final = {"visitor": "ada", "visitor_eve": "eve"}
UNTIL: Final[dict[str, datetime]] = {"expired": NOW, "developer": day("2026-12-01")}


def actor(name: str) -> Actor | None:
    """The actor of that name; None for `anonymous`."""
    if name == "anonymous":
        return None
    key, role, organization, *site = _ACTORS[name]
    whom = SELVES.get(name)
    title, kind, _ = ORGANIZATIONS[organization]
    expires_at = UNTIL.get(name)
    return Actor(
        token=an_id("AccessToken", key),
        role=role,
        organization=an_id("Organization", organization),
        organization_name=title,
        kind=OrganizationKind(kind),
        purposes=tuple(PURPOSES[role].split()),
        sites=tuple(an_id("Site", one) for one in site) or None,
        visitor=None
        if whom is None
        else (an_id("Site", VISITORS[whom]["site"]), an_id("Visitor", whom)),
        expires_at=None if expires_at is None else expires_at.isoformat(),
        user=an_id("User", PEOPLE[name]) if name in PEOPLE else None,
    )


def an_actor(name: str) -> Actor:
    """The actor of that name, who is somebody."""
    found = actor(name)
    assert found is not None
    return found


async def admit_all(database: Database) -> None:
    """Write the rows of every token but that of `unknown`."""
    rows = []
    for name, (key, *_) in _ACTORS.items():
        who = an_actor(name)
        if name == "unknown":
            continue
        site, visitor = who.visitor or (None, None)
        _, made = row(
            AccessToken,
            key,
            organization_id=who.organization,
            user_id=who.user,
            role=who.role,
            purposes=list(who.purposes),
            sites=None if who.sites is None else list(who.sites),
            visitor_site_id=site,
            visitor_id=visitor,
            secret_hash="unused",
            issued_at=LONG_AGO,
            expires_at=UNTIL.get(name),
            revoked_at=NOW if name == "revoked" else None,
        )
        rows.append(made)
    async with database.unit_of_work() as work:
        await work.connection.execute(insert(AccessToken), rows)
