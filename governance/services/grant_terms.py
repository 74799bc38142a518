"""What a sharing grant may say: known names, parties that fit, and no second grant of the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select
from sqlmodel import col

from governance.authz.rules import Policy
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.services.organizations import printable
from governance.tables import Organization, SharingGrant, Site
from governance.vocabulary import (
    ANONYMOUS,
    DATA_CATEGORIES,
    KINDS_OF_ROLE,
    SENSITIVE_CATEGORIES,
    GrantStatus,
    LegalBasis,
    OrganizationKind,
    check_name,
)

STANDING: Final = (GrantStatus.PROPOSED, GrantStatus.ACTIVE, GrantStatus.SUSPENDED)
"""Statuses of a grant that shares, or may come to share."""

NO_RECIPIENT: Final = "no organization of that id to which the policy opens anything by a grant"


@dataclass(frozen=True, slots=True)
class Terms:
    """Who shares what with whom, for which purposes, on what ground and how long."""

    grantor_id: str
    recipient_id: str
    purposes: Sequence[str]
    categories: Sequence[str]
    """Data categories or classes."""
    legal_basis: str
    starts_at: datetime
    site_id: str | None = None
    """None: every site that the grantor owns."""
    agreement: str | None = None
    expires_at: datetime | None = None


async def checked(work: UnitOfWork, said: Terms, policy: Policy, *, now: datetime) -> Terms:
    """The terms, each name once.

    They are refused where they say nothing, contradict themselves or are another grant's already.
    The grantor is locked: two that propose at once find one another. Raises BAD_USER_INPUT,
    NOT_FOUND, and CONFLICT with the `grant` that it overlaps.
    """
    terms = replace(
        said,
        purposes=list(dict.fromkeys(said.purposes)),
        categories=list(dict.fromkeys(said.categories)),
        agreement=None if said.agreement is None else printable(said.agreement, "agreement"),
    )
    _check_words(terms, policy)
    _check_dates(terms, now)
    await _check_parties(work, terms, policy)
    for other in await _beside(work, terms):
        if _standing(other, now) and _meet(terms, other, policy):
            where = "all sites" if other.site_id is None else "its site"
            raise GovernanceError(
                Code.CONFLICT,
                f"the grant `{other.id}` is {other.status} and shares the same on {where}",
                grant=other.id,
            )
    return terms


def check_categories(policy: Policy, categories: Sequence[str]) -> None:
    """Raise BAD_USER_INPUT for none, an unknown one, or one of sensitive data alone (C8)."""
    if not categories:
        raise bad_input("`categories` names nothing", "categories")
    for name in categories:
        policy.check_category(name, "categories")
        reached = {one for one in DATA_CATEGORIES if name in policy.labels_of(one)}
        if reached and reached <= SENSITIVE_CATEGORIES:
            raise bad_input(f"`{name}` is sensitive data, which nobody is shown", "categories")


def check_window(starts_at: datetime, expires_at: datetime, now: datetime) -> None:
    """Raise BAD_USER_INPUT for a window that is over, or that ends before it starts."""
    if expires_at <= starts_at:
        raise bad_input("`expiresAt` is not after `startsAt`", "expiresAt")
    if expires_at <= now:
        raise bad_input("`expiresAt` is not in the future", "expiresAt")


def _check_words(terms: Terms, policy: Policy) -> None:
    if not terms.purposes:
        raise bad_input("`purposes` names nothing", "purposes")
    for purpose in terms.purposes:
        policy.check_purpose(purpose, "purposes")
    check_categories(policy, terms.categories)
    check_name(terms.legal_basis, list(LegalBasis), "legal basis", "legalBasis")


def _check_dates(terms: Terms, now: datetime) -> None:
    if terms.expires_at is not None:
        check_window(terms.starts_at, terms.expires_at, now)


async def _check_parties(work: UnitOfWork, terms: Terms, policy: Policy) -> None:
    if terms.recipient_id == terms.grantor_id:
        raise bad_input("`recipient` is the grantor", "recipient")
    grantor = await work.session.get(Organization, terms.grantor_id, with_for_update=True)
    if grantor is None:
        raise GovernanceError(Code.NOT_FOUND, "no organization of that id", argument="grantor")
    recipient = await work.session.get(Organization, terms.recipient_id)
    if (
        recipient is None
        or recipient.disabled_at is not None
        or recipient.kind not in kinds_opened(policy)
    ):  # told alike: who proposes may not see what the recipient is
        raise GovernanceError(Code.NOT_FOUND, NO_RECIPIENT, argument="recipient")
    if terms.site_id is not None:
        site = await work.session.get(Site, terms.site_id)
        if site is None or site.organization_id != terms.grantor_id:
            raise bad_input("`site` is no site of the grantor", "site")


def kinds_opened(policy: Policy) -> frozenset[OrganizationKind]:
    """The kinds of organization that have a role to which a rule opens something by a grant."""
    opened = set[OrganizationKind]()
    granted = {
        rule.role for rule in policy.rules if rule.effect == "allow" and "grant" in rule.conditions
    }
    for role in policy.roles - {"visitor", ANONYMOUS}:
        if granted & policy.roles_of(role):  # a declared role is of any kind
            opened |= KINDS_OF_ROLE.get(role, frozenset(OrganizationKind))
    return frozenset(opened)


async def _beside(work: UnitOfWork, terms: Terms) -> Sequence[SharingGrant]:
    """The grants between the two over a site of the terms, oldest first."""
    found = select(SharingGrant).where(
        col(SharingGrant.grantor_id) == terms.grantor_id,
        col(SharingGrant.recipient_id) == terms.recipient_id,
    )
    if terms.site_id is not None:
        site = col(SharingGrant.site_id)
        found = found.where(or_(site.is_(None), site == terms.site_id))
    return (await work.session.scalars(found.order_by(col(SharingGrant.id)))).all()


def _standing(grant: SharingGrant, now: datetime) -> bool:
    return grant.status in STANDING and (grant.expires_at is None or grant.expires_at > now)


def _meet(terms: Terms, other: SharingGrant, policy: Policy) -> bool:
    """Whether a purpose, a category and a moment are of both."""
    return (
        any(
            policy.covers(one, another) or policy.covers(another, one)
            for one in terms.purposes
            for another in other.purposes
        )
        and bool(_reached(policy, terms.categories) & _reached(policy, other.categories))
        and (other.expires_at is None or terms.starts_at < other.expires_at)
        and (terms.expires_at is None or other.starts_at < terms.expires_at)
    )


def _reached(policy: Policy, names: Iterable[str]) -> set[str]:
    """The data categories that categories and classes cover."""
    return {one for one in DATA_CATEGORIES if not policy.labels_of(one).isdisjoint(names)}
