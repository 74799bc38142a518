"""People sign in: address, password and, where they have one, the code of a second factor.

Five failures in a row lock a person out for a quarter of an hour. Whoever fails is told the same:
an address that is not known, a wrong password or code, a person who is locked out or disabled. A
password is verified for each of them, if need be against a hash of nobody's.

Verifying takes tens of milliseconds, so it is done before the transaction that decides, which
looks at the person anew under a lock: no guess is counted less than once, however many are made
at a time, and no code is taken twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from sqlalchemy import select, update
from sqlmodel import col

from governance.authz.rules import Policy
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.services import factors, tokens
from governance.services.hashes import ARGON2, hash_password, verify_password
from governance.services.keys import Keys
from governance.services.organizations import canonical_address
from governance.services.tokens import Rights
from governance.tables import AccessToken, Organization, User

LEAST_PASSWORD: Final = 12
MOST_PASSWORD: Final = 200
"""Characters of a password."""
MOST_FAILURES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)
SESSION: Final = timedelta(hours=8)
"""How long a person stays signed in."""
SIGNED_IN: Final = "sign-in"
"""The label of the tokens that signing in gives."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a password was held against, and whether it was right."""

    user_id: str | None
    """None: nobody has the address."""
    password_hash: str | None = field(repr=False)
    is_right: bool
    renewed: str | None = field(default=None, repr=False)
    """A hash by today's parameters, where the old one was made by others."""


async def set_password(work: UnitOfWork, user_id: str, password: str, *, now: datetime) -> User:
    """Give a person a password; what they signed in to by the old one ends, and so does a lock.

    Raises NOT_FOUND, and BAD_USER_INPUT for a password that is too short, too long or the address.
    """
    user = await find_user(work, user_id)
    check_password(password, user.email)
    user.password_hash = hash_password(password)
    user.failures, user.locked_until = 0, None
    await end_sessions(work, user_id, now=now)
    await work.session.flush()
    return user


def check_password(password: str, email: str) -> None:
    """Refuse what is no password. Raises BAD_USER_INPUT, without repeating it."""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        bounds = f"{LEAST_PASSWORD} to {MOST_PASSWORD}"
        raise bad_input(f"`password` must be {bounds} characters", "password")
    if not password.isprintable():
        raise bad_input("`password` must be of printable characters", "password")
    if password.strip().casefold() == email.casefold():
        raise bad_input("`password` must not be the address", "password")


async def enroll_totp(work: UnitOfWork, keys: Keys, user_id: str) -> str:
    """Give a person a new second factor, in place of an older one; its address for an app.

    Raises NOT_FOUND.
    """
    user = await find_user(work, user_id)
    secret = factors.new_secret()
    user.totp_secret, user.totp_step = factors.seal(keys, user.id, secret), None
    await work.session.flush()
    return factors.uri_of(secret, user.email)


async def remove_totp(work: UnitOfWork, user_id: str) -> User:
    """Take a person's second factor away. Raises NOT_FOUND."""
    user = await find_user(work, user_id)
    user.totp_secret = user.totp_step = None
    await work.session.flush()
    return user


async def known_by(work: UnitOfWork, email: str) -> User | None:
    """Who has an address."""
    return (await work.session.scalars(select(User).where(col(User.email) == email))).first()


def verify(user: User | None, password: str) -> Verified:
    """Hold a password against the person's hash, or against nobody's: as slow either way."""
    kept = None if user is None else user.password_hash
    is_right = verify_password(kept or _nobodys(), password) and kept is not None
    outdated = is_right and kept is not None and ARGON2.check_needs_rehash(kept)
    renewed = hash_password(password) if outdated else None
    return Verified(None if user is None else user.id, kept, is_right, renewed)


async def sign_in(
    work: UnitOfWork, keys: Keys, verified: Verified, code: str | None, *, now: datetime
) -> User | None:
    """The person, if they may come in; else None, and the failure is counted.

    It does not raise for a failure: who commits `work` keeps the count.
    """
    if verified.user_id is None:
        return None
    locked = select(User).where(col(User.id) == verified.user_id).with_for_update()
    anew = locked.execution_options(populate_existing=True)
    user = (await work.session.scalars(anew)).one()
    if not await _may_try(work, user, now):
        return None
    step = None
    is_right = verified.is_right and user.password_hash == verified.password_hash
    if is_right and user.totp_secret is not None:
        secret = factors.unseal(keys, user.id, user.totp_secret)
        step = factors.step_of(secret, code or "", now=now, after=user.totp_step)
        is_right = step is not None
    if not is_right:
        user.failures += 1
        if user.failures >= MOST_FAILURES:
            user.failures, user.locked_until = 0, now + LOCKED_FOR
        await work.session.flush()
        return None
    user.failures, user.locked_until = 0, None
    user.totp_step = user.totp_step if step is None else step
    user.password_hash = verified.renewed or user.password_hash
    await work.session.flush()
    return user


async def start_session(
    work: UnitOfWork,
    keys: Keys,
    user: User,
    purposes: Sequence[str],
    policy: Policy,
    *,
    now: datetime,
) -> tuple[AccessToken, str]:
    """A token of the person's role for some hours: its row and its text.

    Raises PURPOSE_REQUIRED where no purpose is named and the role has not one alone, and
    PURPOSE_NOT_ALLOWED for one that no rule knows the role for; both tell the role's own.
    """
    offered = sorted(policy.purposes_of_role(user.role))
    asked = list(purposes) or offered
    if len(asked) != 1 and not purposes:
        message = "name the purposes that you sign in for"
        raise GovernanceError(Code.PURPOSE_REQUIRED, message, purposes=offered)
    for purpose in asked:
        policy.check_purpose(purpose, "purposes")
        if not any(policy.covers(one, purpose) for one in offered):
            message = f"`{purpose}` is no purpose of the role `{user.role}`"
            raise GovernanceError(Code.PURPOSE_NOT_ALLOWED, message, purposes=offered)
    rights = Rights(user.role, user.organization_id, asked, None, user.id)
    return await tokens.issue(
        work,
        keys,
        rights,
        now=now,
        expires_at=now + SESSION,
        label=SIGNED_IN,
        quick=True,
        known_roles=policy.roles,
        known_purposes=policy.purposes,
    )


async def _may_try(work: UnitOfWork, user: User, now: datetime) -> bool:
    """Whether a person is neither locked out nor disabled, nor their organization."""
    organization = await work.session.get_one(Organization, user.organization_id)
    if user.disabled_at is not None or organization.disabled_at is not None:
        return False
    return user.locked_until is None or user.locked_until <= now


async def end_sessions(work: UnitOfWork, user_id: str, *, now: datetime) -> None:
    """End what a person signed in to: each read checks it, so the next one is refused."""
    signed_in = (
        col(AccessToken.user_id) == user_id,
        col(AccessToken.label) == SIGNED_IN,
        col(AccessToken.revoked_at).is_(None),
    )
    await work.session.execute(update(AccessToken).where(*signed_in).values(revoked_at=now))


async def find_user(work: UnitOfWork, id_or_address: str) -> User:
    """A person by id or address, to change. Raises NOT_FOUND."""
    named = col(User.id) == id_or_address
    if "@" in id_or_address:
        named = col(User.email) == canonical_address(id_or_address)
    row = (await work.session.scalars(select(User).where(named).with_for_update())).first()
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, "no user of that id or address")
    return row


@cache
def _nobodys() -> str:
    """The hash that a password is verified against where there is none."""
    return hash_password("a password that nobody has")
