"""Who lets whom in: nobody gives more than they have themselves.

A privacy officer gives every role of every organization. A site's owner gives roles of its own
organization, for purposes that its token covers and sites that it is held to. Any other role that
the policy lets issue gives itself alone. The policy says whose organization it may be.

INVARIANT(one-person): nobody becomes two by giving tokens, where it takes two people to act. A
token of a role that approves is a person's: through the API it is given to the issuer's own person
alone. Others get theirs by signing in, or by an operator's command.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlmodel import col

from governance.authz.actor import Actor
from governance.authz.rules import Policy
from governance.database.types import from_rfc3339, to_rfc3339
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.services import organizations, tokens
from governance.services.keys import Keys
from governance.services.tokens import Rights
from governance.services.visitors import NO_TARGET
from governance.services.written import Change, Written
from governance.tables import AccessToken, Site, User

MOST_LIFE: Final = timedelta(days=366)
"""How long a token may live that is issued through the API."""
MOST_OVERLAP: Final = timedelta(days=7)
_OF_PEOPLE: Final = frozenset({"privacy_officer", "site_owner"})
"""Roles that approve, verify and close."""
_OF_SITES: Final = frozenset({"site_owner", "site_agent"})


async def create_user(
    work: UnitOfWork,
    actor: Actor,
    policy: Policy,
    organization_id: str,
    name: str,
    email: str,
    role: str,
    *,
    now: datetime,
) -> Written:
    """A person of an organization, without a password yet.

    Raises MUTATION_DENIED for a role that the actor may not give, and what
    `organizations.create_user` does.
    """
    policy.check_role(role)
    _check_role(actor, policy, role)
    owner = await organizations.find_organization(work, organization_id)
    user = await organizations.create_user(
        work, owner, name, email, role, now=now, known_roles=policy.roles
    )
    said = {"name": user.name, "email": user.email, "role": user.role}
    changed = tuple(Change(f"User.{field}", None, value) for field, value in said.items())
    return Written("User", user.id, changed)


async def disable_user(
    work: UnitOfWork, actor: Actor, policy: Policy, user: User, *, now: datetime
) -> Written:
    """End a person's tokens and sign-ins. Raises MUTATION_DENIED for one of a role beyond."""
    _check_role(actor, policy, user.role)
    before = user.disabled_at
    after = (await organizations.disable_user(work, user.id, now=now)).disabled_at
    return Written("User", user.id, (Change("User.disabledAt", before, after),))


async def issue(
    work: UnitOfWork,
    keys: Keys,
    actor: Actor,
    policy: Policy,
    rights: Rights,
    *,
    life: timedelta,
    label: str | None,
    now: datetime,
) -> Written:
    """A token; its secret is told once. Raises MUTATION_DENIED, and what `tokens.issue` does."""
    tokens.check_names(rights, policy.roles, policy.purposes)
    _check_within(actor, policy, rights)
    await _check_owned(work, rights)
    if not timedelta() < life <= MOST_LIFE:
        told = f"`lifeSeconds` is more than 0, and at most {MOST_LIFE.days} days"
        raise bad_input(told, "lifeSeconds")
    row, text = await tokens.issue(
        work,
        keys,
        rights,
        now=now,
        expires_at=now + min(life, _most_life(actor, rights.user_id, now)),
        label=label,
        known_roles=policy.roles,
        known_purposes=policy.purposes,
    )
    return _issued(row, text)


async def revoke(
    work: UnitOfWork, actor: Actor, policy: Policy, token: AccessToken, *, now: datetime
) -> Written:
    """End a token; the next read obeys. Raises MUTATION_DENIED for one beyond the actor's own."""
    if token.id != actor.token:
        _check_role(actor, policy, token.role)
        _check_sites(actor, token.sites)
    before = token.revoked_at
    after = (await tokens.revoke(work, token.id, now=now)).revoked_at
    return Written("AccessToken", token.id, (Change("AccessToken.revokedAt", before, after),))


async def rotate(
    work: UnitOfWork,
    keys: Keys,
    actor: Actor,
    policy: Policy,
    token: AccessToken,
    *,
    overlap: timedelta,
    now: datetime,
) -> Written:
    """A token in place of another, which ends after the overlap; its secret is told once.

    Raises MUTATION_DENIED for one that the actor could not have issued, and CONFLICT for one that
    ended.
    """
    if not timedelta() <= overlap <= MOST_OVERLAP:
        told = f"`overlapSeconds` is from 0 to {MOST_OVERLAP.days} days"
        raise bad_input(told, "overlapSeconds")
    if token.visitor_id is not None or token.user_id not in (None, actor.user):
        raise _denied("`token` is a visitor's, or another person's: it is not given to others")
    _check_within(actor, policy, _rights_of(token))
    most = _most_life(actor, token.user_id, now)
    row, text = await tokens.rotate(work, keys, token.id, now=now, overlap=overlap, most=most)
    return _issued(row, text)


def own_user(actor: Actor, role: str, organization_id: str) -> str | None:
    """Whose token it is: the issuer's where it has the issuer's role, else a program's."""
    is_own = (role, organization_id) == (actor.role, actor.organization)
    return actor.user if is_own else None


def _most_life(actor: Actor, user_id: str | None, now: datetime) -> timedelta:
    """A person's token ends with the one that gave it: who signed in for a day stays a day."""
    if user_id is None or actor.expires_at is None:
        return MOST_LIFE
    return min(MOST_LIFE, from_rfc3339(actor.expires_at) - now)


def _check_within(actor: Actor, policy: Policy, rights: Rights) -> None:
    _check_role(actor, policy, rights.role)
    _check_sites(actor, rights.sites)
    if rights.user_id is None and _OF_PEOPLE & policy.roles_of(rights.role):
        raise _denied(f"tokens of the role `{rights.role}` are people's: let them sign in")
    if _gives_all(actor, policy):
        return
    for purpose in rights.purposes:
        if not any(policy.covers(own, purpose) for own in actor.purposes):
            raise _denied(f"your token does not cover `{purpose}`")


def _check_role(actor: Actor, policy: Policy, role: str) -> None:
    own = policy.roles_of(actor.role)
    given = {actor.role} | (_OF_SITES if "site_owner" in own else set[str]())
    if role not in given and not _gives_all(actor, policy):
        raise _denied(f"the role `{role}` is not yours to give or to end")


def _check_sites(actor: Actor, sites: Collection[str] | None) -> None:
    if actor.sites is not None and (sites is None or not set(sites) <= set(actor.sites)):
        raise _denied("your token is held to sites, and this is beyond them")


async def _check_owned(work: UnitOfWork, rights: Rights) -> None:
    """Another company's site is told as one that is not there. Raises NOT_FOUND."""
    if rights.sites is None or rights.role not in tokens.OF_OWN_SITES:
        return
    owned = select(col(Site.id)).where(
        col(Site.id).in_(rights.sites), col(Site.organization_id) == rights.organization_id
    )
    if set(rights.sites) - set(await work.session.scalars(owned)):
        raise GovernanceError(Code.NOT_FOUND, NO_TARGET, argument="sites")


def _gives_all(actor: Actor, policy: Policy) -> bool:
    return "privacy_officer" in policy.roles_of(actor.role)


def _rights_of(token: AccessToken) -> Rights:
    return Rights(token.role, token.organization_id, token.purposes, token.sites, token.user_id)


def _issued(row: AccessToken, text: str) -> Written:
    assert row.expires_at is not None
    said = {
        "role": row.role,
        "organization": row.organization_id,
        "user": row.user_id,
        "purposes": row.purposes,
        "sites": row.sites,
        "expiresAt": row.expires_at,
    }
    return Written(
        "AccessToken",
        row.id,
        tuple(Change(f"AccessToken.{field}", None, value) for field, value in said.items()),
        told={"expires_at": to_rfc3339(row.expires_at)},
        secret=text,
    )


def _denied(message: str) -> GovernanceError:
    return GovernanceError(Code.MUTATION_DENIED, message)
