"""Access tokens: `gov_<id>_<random><mac>`.

The id (26 characters) names the row, the random part (32 characters, 160 bits) is the secret, the
MAC (16 characters, 80 bits, over both by the server's key) lets a forged token be refused before
any Argon2 work. The row keeps a hash of the secret; the token is shown once.
"""

import base64
import hmac
import re
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlmodel import col

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.hashes import hash_quickly, hash_secret
from governance.services.keys import Keys
from governance.services.organizations import check_kind
from governance.tables import AccessToken, Organization, Site, User, Visitor
from governance.vocabulary import DATA_USES, ROLES, check_name

PURPOSES: Final = DATA_USES | {"subject_access", "data_quality", "due_diligence"}
"""The data uses, and those that the shipped policy declares."""

OF_OWN_SITES: Final = frozenset({"site_owner", "site_agent"})
"""Roles that see nothing of a site that is not their organization's."""

LONGEST_LABEL: Final = 200
_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_TOKEN: Final = re.compile(
    r"gov_([0-7][0-9a-hjkmnp-tv-z]{25})_([0-9a-hjkmnp-tv-z]{32})([0-9a-hjkmnp-tv-z]{16})"
)
_TO_OURS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ALPHABET)


@dataclass(frozen=True, slots=True)
class ParsedToken:
    """A token that carries our MAC; whether its secret is right is `verify_secret`'s to say."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rights:
    """What a token allows, before it exists."""

    role: str
    organization_id: str
    purposes: Sequence[str]
    sites: Sequence[str] | None
    """Site ids; None for all that the role may see."""
    user_id: str | None = None
    visitor: tuple[str, str] | None = None
    """(site id, visitor id) of whom the role `visitor` was verified to be."""


def parse(token_text: str, keys: Keys) -> ParsedToken | None:
    """The id and the secret of a token that we made; None for a forged or misspelt one."""
    match = _TOKEN.fullmatch(token_text)
    if match is None:
        return None
    suffix, secret, mac = match.groups()
    if not hmac.compare_digest(mac, _mac(keys, suffix, secret)):
        return None
    return ParsedToken(f"tok_{suffix}", secret)


def make_token(
    keys: Keys, token_id: str, random: Callable[[int], bytes] = secrets.token_bytes
) -> tuple[str, str]:
    """(token text, secret) for the id of a row."""
    suffix, secret = token_id.removeprefix("tok_"), _base32(random(20))
    return f"gov_{suffix}_{secret}{_mac(keys, suffix, secret)}", secret


async def issue(
    work: UnitOfWork,
    keys: Keys,
    rights: Rights,
    *,
    now: datetime,
    expires_at: datetime | None = None,
    label: str | None = None,
    quick: bool = False,
    known_roles: Collection[str] = ROLES,
    known_purposes: Collection[str] = PURPOSES,
) -> tuple[AccessToken, str]:
    """Make a token with these rights: its row and its text, which nobody can tell again.

    A `quick` one, for those that a program asks for by the minute, is verified without Argon2.
    Raises BAD_USER_INPUT for an unknown role or purpose, or rights that do not fit together, and
    NOT_FOUND for an organization, site or visitor that does not exist.
    """
    check_names(rights, known_roles, known_purposes)
    if expires_at is not None and expires_at <= now:
        raise bad_input("`expiresAt` is not in the future", "expiresAt")
    if label is not None and not (1 <= len(label) <= LONGEST_LABEL and label.isprintable()):
        reason = f"`label` must be 1 to {LONGEST_LABEL} printable characters"
        raise bad_input(reason, "label")
    await _check_targets(work, rights)
    token_id = new_id("AccessToken")
    text, secret = make_token(keys, token_id)
    visitor_site_id, visitor_id = rights.visitor or (None, None)
    row = AccessToken(
        id=token_id,
        organization_id=rights.organization_id,
        user_id=rights.user_id,
        role=rights.role,
        purposes=list(dict.fromkeys(rights.purposes)),
        sites=None if rights.sites is None else list(dict.fromkeys(rights.sites)),
        visitor_site_id=visitor_site_id,
        visitor_id=visitor_id,
        secret_hash=hash_quickly(secret, keys) if quick else hash_secret(secret),
        label=label,
        issued_at=now,
        expires_at=expires_at,
    )
    work.session.add(row)
    await work.session.flush()
    return row, text


async def revoke(work: UnitOfWork, token_id: str, *, now: datetime) -> AccessToken:
    """End a token; each read checks it, so the next one is refused. The first time stays."""
    row = await find(work, token_id, lock=True)
    if row.revoked_at is None:
        row.revoked_at = now
        await work.session.flush()
    return row


async def rotate(
    work: UnitOfWork,
    keys: Keys,
    token_id: str,
    *,
    now: datetime,
    overlap: timedelta,
    most: timedelta | None = None,
) -> tuple[AccessToken, str]:
    """A new token with the same rights and length of life; the old one ends after `overlap`.

    `most` is how long the new one may live at most.
    """
    old = await find(work, token_id, lock=True)
    if old.revoked_at is not None or (old.expires_at is not None and old.expires_at <= now):
        raise GovernanceError(Code.CONFLICT, f"`{token_id}` is revoked or expired")
    if overlap < timedelta():
        raise bad_input("`overlap` is negative", "overlap")
    life = most
    if old.expires_at is not None:
        own = old.expires_at - old.issued_at
        life = own if most is None else min(own, most)
    new_token_id = new_id("AccessToken")
    text, secret = make_token(keys, new_token_id)
    kept = old.model_dump(exclude={"id", "secret_hash", "issued_at", "expires_at", "revoked_at"})
    row = AccessToken(
        **kept,
        id=new_token_id,
        secret_hash=hash_secret(secret),
        issued_at=now,
        expires_at=None if life is None else now + life,
    )
    work.session.add(row)
    if overlap:
        old.expires_at = min(now + overlap, old.expires_at or now + overlap)
    else:
        old.revoked_at = now
    await work.session.flush()
    return row, text


async def find(work: UnitOfWork, token_id: str, *, lock: bool = False) -> AccessToken:
    """The token of an id, locked if it is to be changed. Raises NOT_FOUND."""
    locked = {"key_share": True} if lock else None
    row = await work.session.get(AccessToken, token_id, with_for_update=locked)
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, "no token of that id")
    return row


async def all_tokens(work: UnitOfWork) -> list[AccessToken]:
    """Every token, oldest first."""
    order = (col(AccessToken.issued_at), col(AccessToken.id))
    return list(await work.session.scalars(select(AccessToken).order_by(*order)))


def check_names(
    rights: Rights, known_roles: Collection[str], known_purposes: Collection[str]
) -> None:
    """Refuse an unknown role or purpose, and rights that do not fit together."""
    check_name(rights.role, known_roles, "role", "role")
    if rights.role == "anonymous":
        raise bad_input("the role `anonymous` is for requests without a token", "role")
    if not rights.purposes:
        raise bad_input("a token needs at least one purpose", "purposes")
    for purpose in rights.purposes:
        check_name(purpose, known_purposes, "purpose", "purposes")
    if rights.sites is not None and not rights.sites:
        raise bad_input("a token is held to at least one site, or to all", "sites")
    if (rights.role == "visitor") != (rights.visitor is not None):
        raise bad_input("the role `visitor`, and no other, is bound to one visitor", "role")


async def _check_targets(work: UnitOfWork, rights: Rights) -> None:
    organization = await work.session.get(Organization, rights.organization_id)
    if organization is None or organization.disabled_at is not None:
        raise GovernanceError(Code.NOT_FOUND, "no organization of that id")
    check_kind(rights.role, organization)
    await _check_sites(work, rights)
    if rights.user_id is not None:
        await _check_user(work, rights, rights.user_id)
    if rights.visitor is not None and await work.session.get(Visitor, rights.visitor) is None:
        raise GovernanceError(Code.NOT_FOUND, "no visitor of that id on that site")


async def _check_sites(work: UnitOfWork, rights: Rights) -> None:
    if rights.sites is None:
        return
    wanted = select(Site).where(col(Site.id).in_(rights.sites))
    found = {site.id: site for site in await work.session.scalars(wanted)}
    if set(rights.sites) - found.keys():
        raise GovernanceError(Code.NOT_FOUND, "no site of that id")
    for site in found.values():
        if rights.role in OF_OWN_SITES and site.organization_id != rights.organization_id:
            raise bad_input(
                f"the role `{rights.role}` sees its own organization's sites, and "
                f"`{site.domain}` is another's; name the site's owner as the organization",
                "sites",
            )


async def _check_user(work: UnitOfWork, rights: Rights, user_id: str) -> None:
    user = await work.session.get(User, user_id)
    if user is None or user.organization_id != rights.organization_id:
        raise GovernanceError(Code.NOT_FOUND, "no user of that id in that organization")
    if user.disabled_at is not None:
        raise GovernanceError(Code.CONFLICT, "that user is disabled")
    if user.role != rights.role:
        raise bad_input(f"that user has the role `{user.role}`, not `{rights.role}`", "role")


def _mac(keys: Keys, suffix: str, secret: str) -> str:
    return _base32(hmac.digest(keys.token_mac, f"{suffix}_{secret}".encode(), "sha256")[:10])


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").translate(_TO_OURS)
