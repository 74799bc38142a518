"""Who may try the demo: a fresh token for every role, which lives for a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlmodel import col

from governance.database.unit_of_work import UnitOfWork
from governance.services import tokens
from governance.services.keys import Keys
from governance.services.organizations import all_organizations, all_sites
from governance.services.tokens import Rights
from governance.tables import AccessToken, Organization, Site, User, Visitor

LABEL: Final = "demo"
LIFE: Final = timedelta(hours=24)

PURPOSES: Final[dict[str, tuple[str, ...]]] = {
    "privacy_officer": ("essential.legal_obligation", "subject_access", "data_quality"),
    "analyst": ("analytics", "functional.service.improve", "marketing"),
    "support": ("essential.service.operations.support",),
    "developer": ("functional.service.improve", "personalize"),
    "auditor": ("essential.legal_obligation",),
    "site_owner": (
        "analytics.reporting",
        "marketing.communications",
        "personalize",
        "functional.service.improve",
        "data_quality",
    ),
    "site_agent": ("functional.storage.privacy_preferences",),
    "hosting_provider": ("essential.service.operations",),
    "subsidiary": ("analytics.reporting", "marketing.communications", "personalize.content"),
    "partner": ("analytics.reporting",),
    "data_provider": ("marketing.advertising", "third_party_sharing"),
    "law_enforcement": ("third_party_sharing.legal_obligation",),
    "acquirer": ("due_diligence",),
    "visitor": ("subject_access",),
}
"""What each role is there for under the shipped policy, in the demo's tokens."""

KINDS: Final = {
    "site_owner": "CUSTOMER",
    "site_agent": "CUSTOMER",
    "hosting_provider": "HOSTING_PROVIDER",
    "subsidiary": "SUBSIDIARY",
    "partner": "BUSINESS_PARTNER",
    "data_provider": "DATA_PROVIDER",
    "law_enforcement": "PUBLIC_AUTHORITY",
    "acquirer": "ACQUIRER",
}
"""Whose people a role is for, where not the operator's."""


@dataclass(frozen=True, slots=True)
class DemoActor:
    """A token and whose it is. `sites` None: all that the role may see."""

    role: str
    organization: str
    organization_name: str
    sites: list[str] | None
    purposes: list[str]
    token: str
    visitor: str | None


async def issue_demo_tokens(work: UnitOfWork, keys: Keys, *, now: datetime) -> list[DemoActor]:
    """One token for each role and organization of its kind, and for two visitors.

    Those of an earlier start are revoked. The first of a role is the one to try.
    """
    await _revoke_earlier(work, now)
    organizations = sorted(await all_organizations(work), key=lambda one: one.id)
    sites = sorted(await all_sites(work), key=lambda one: one.id)
    actors = []
    for role in PURPOSES:
        kind = KINDS.get(role, "OPERATOR")
        for organization in (one for one in organizations if one.kind == kind):
            for rights in await _rights(work, role, organization, sites):
                row, text = await tokens.issue(
                    work, keys, rights, now=now, expires_at=now + LIFE, label=LABEL
                )
                actors.append(
                    DemoActor(
                        role=role,
                        organization=organization.id,
                        organization_name=organization.name,
                        sites=row.sites,
                        purposes=row.purposes,
                        token=text,
                        visitor=row.visitor_id,
                    )
                )
    return actors


async def _rights(
    work: UnitOfWork, role: str, organization: Organization, sites: Sequence[Site]
) -> list[Rights]:
    purposes = PURPOSES[role]
    own = [site.id for site in sites if site.organization_id == organization.id]
    if role == "visitor":
        firsts = {site.organization_id: site for site in reversed(sites) if site.id not in own}
        shown = [await _a_visitor(work, site) for site in reversed(firsts.values())]
        pairs = [pair for pair in shown if pair is not None][:2]
        return [Rights(role, organization.id, purposes, [pair[0]], visitor=pair) for pair in pairs]
    if role == "site_agent":
        return [Rights(role, organization.id, purposes, own[:1])] if own else []
    user_id = await _user(work, role, organization)
    held = own if role == "site_owner" else None
    return [Rights(role, organization.id, purposes, held or None, user_id=user_id)]


async def _a_visitor(work: UnitOfWork, site: Site) -> tuple[str, str] | None:
    """The site's first visitor who is known by name."""
    known = (
        select(col(Visitor.id))
        .where(col(Visitor.site_id) == site.id, col(Visitor.external_id).is_not(None))
        .order_by(col(Visitor.external_id))
        .limit(1)
    )
    visitor_id = (await work.session.scalars(known)).first()
    return None if visitor_id is None else (site.id, visitor_id)


async def _user(work: UnitOfWork, role: str, organization: Organization) -> str | None:
    of_role = (
        select(col(User.id))
        .where(col(User.organization_id) == organization.id, col(User.role) == role)
        .order_by(col(User.id))
        .limit(1)
    )
    return (await work.session.scalars(of_role)).first()


async def _revoke_earlier(work: UnitOfWork, now: datetime) -> None:
    earlier = (col(AccessToken.label) == LABEL, col(AccessToken.revoked_at).is_(None))
    await work.session.execute(update(AccessToken).where(*earlier).values(revoked_at=now))
