"""Publishable keys of a site, `gov_pk_…`: they stand in its pages, so they are no secret.

A key says which site a page is of, and which origins (RFC 6454) may use it. What a browser gets by
one is in `governance.services.browsers`.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import uuid_utils
from sqlalchemy import select, update
from sqlmodel import col
from typeid import TypeID

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.services.organizations import canonical_domain
from governance.tables import AccessToken, Organization, Site, SiteKey
from governance.vocabulary import LegalBasis, check_name

MOST_ORIGINS: Final = 50
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}
_KEY: Final = re.compile(r"gov_pk_[0-7][0-9a-hjkmnp-tv-z]{25}")


async def issue(
    work: UnitOfWork,
    site: Site,
    origins: Sequence[str],
    *,
    now: datetime,
    permission_basis: str | None = None,
) -> SiteKey:
    """A key for the pages of a site. Raises BAD_USER_INPUT for what is no origin, or no basis.

    `permission_basis` is the legal basis that the site states for visitors who come by the key
    (C6); without it nobody may use their rows.
    """
    if permission_basis is not None:
        check_name(permission_basis, list(LegalBasis), "legal basis", "permissionBasis")
    canonical = list(dict.fromkeys(map(canonical_origin, origins)))
    if not 1 <= len(canonical) <= MOST_ORIGINS:
        raise bad_input(f"a key is for 1 to {MOST_ORIGINS} origins", "origins")
    row = SiteKey(
        id=str(TypeID.from_uuid(uuid_utils.uuid4(), "gov_pk")),
        site_id=site.id,
        origins=canonical,
        permission_basis=permission_basis,
        created_at=now,
    )
    work.session.add(row)
    await work.session.flush()
    return row


async def revoke(work: UnitOfWork, key: str, *, now: datetime) -> SiteKey:
    """End a key, and with it the tokens that browsers have by it. The first time stays.

    Raises NOT_FOUND.
    """
    found = select(SiteKey).where(col(SiteKey.id) == key).with_for_update()
    row = (await work.session.scalars(found)).first()
    if row is None:
        raise GovernanceError(Code.NOT_FOUND, "no site key of that id")
    if row.revoked_at is None:
        row.revoked_at = now
        by_it = (col(AccessToken.label) == key, col(AccessToken.visitor_id).is_not(None))
        live = col(AccessToken.revoked_at).is_(None)
        await work.session.execute(update(AccessToken).where(*by_it, live).values(revoked_at=now))
        await work.session.flush()
    return row


async def all_keys(work: UnitOfWork) -> Sequence[SiteKey]:
    """Every key, oldest first."""
    order = (col(SiteKey.created_at), col(SiteKey.id))
    return (await work.session.scalars(select(SiteKey).order_by(*order))).all()


async def live_key(work: UnitOfWork, key: str, origin: str | None) -> tuple[SiteKey, Site] | None:
    """A key that holds for an origin, and its site, while the site's owner is not disabled.

    The key cannot be revoked before `work` ends, so that no token escapes its revocation.
    """
    if not _KEY.fullmatch(key):
        return None
    found = (
        select(SiteKey, Site)
        .join(Site, col(Site.id) == col(SiteKey.site_id))
        .join(Organization, col(Organization.id) == col(Site.organization_id))
        .where(col(SiteKey.id) == key, col(SiteKey.revoked_at).is_(None))
        .where(col(Organization.disabled_at).is_(None))
        .with_for_update(read=True, of=SiteKey)
    )
    row = (await work.session.execute(found)).one_or_none()
    return None if row is None or origin not in row[0].origins else (row[0], row[1])


async def live_origins(work: UnitOfWork) -> frozenset[str]:
    """The origins of all keys that hold."""
    held = select(SiteKey).where(col(SiteKey.revoked_at).is_(None))
    return frozenset(one for key in await work.session.scalars(held) for one in key.origins)


def canonical_origin(text: str) -> str:
    """An origin as browsers spell it (RFC 6454, section 6.2). Raises BAD_USER_INPUT.

    >>> canonical_origin("https://WWW.Bücher.example:443")
    'https://www.xn--bcher-kva.example'
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _no_origin() from None
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise _no_origin()
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOCAL):
        raise _no_origin()
    try:
        name = f"[{host}]" if ":" in host and host in _LOCAL else canonical_domain(host)
    except GovernanceError:
        raise _no_origin() from None
    own_port = port is not None and port != _DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{name}" + (f":{port}" if own_port else "")


def _no_origin() -> GovernanceError:
    told = "an origin is such as `https://www.example.com`; `http` is for this machine alone"
    return bad_input(told, "origins")
