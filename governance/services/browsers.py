"""Tokens for browsers on a site's pages: for minutes, of one visitor, showing nothing personal.

A visitor is recognised by what the page kept in a cookie of its own site: a JWT (RFC 7519) that we
signed. One that is forged, of another site or too old says nothing, and its browser is taken for a
new visitor. Nothing that a page can send makes its browser somebody else.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from sqlalchemy import delete, select
from sqlmodel import col

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.services import policies, site_keys, tokens
from governance.services.hashes import QUICK
from governance.services.keys import Keys
from governance.services.ledger import entry, keep, signatures_of
from governance.services.tokens import Rights
from governance.services.visitors import insert_rows, visitor_row
from governance.tables import AccessToken, Idempotency, Site, SiteKey, Visitor

PURPOSES: Final = ("functional.storage.privacy_preferences",)
"""For these the role `visitor` is told which cookies are allowed and where its consents stand; what
is personal it is shown for `subject_access` alone."""
LIFE: Final = timedelta(minutes=15)
RECOGNISED_FOR: Final = timedelta(days=395)
"""How long a browser is recognised: thirteen months, counted from when it was new."""
_KEPT_AFTER: Final = timedelta(hours=1)
"""How long an expired token is still told from an unknown one."""
_MOST_REMOVED: Final = 100
_ALGORITHMS: Final = ["HS256"]
_LONGEST: Final = 1000


class Admitted(NamedTuple):
    """What a browser gets."""

    token: str
    expires_at: datetime
    site: str
    visitor: str
    recognition: str
    """What the page keeps in its cookie, and sends the next time."""


async def admit(
    work: UnitOfWork,
    keys: Keys,
    *,
    key: str,
    origin: str | None,
    recognition: str | None,
    now: datetime,
) -> Admitted:
    """A token for the visitor of a browser, who is made if it recognises none.

    Raises UNAUTHENTICATED for a key that is not known, revoked, or not of the origin, alike.
    """
    found = await site_keys.live_key(work, key, origin)
    if found is None:
        raise GovernanceError(Code.UNAUTHENTICATED, "that key is not known for this origin")
    site_key, site = found
    visitor = await _recognised(work, keys, site, recognition, now)
    is_new = visitor is None or recognition is None
    if visitor is None or recognition is None:
        visitor, recognition = await _new_visitor(work, keys, site_key, now)
    await _remove_expired(work, now)
    rights = Rights(
        "visitor", site.organization_id, PURPOSES, [site.id], visitor=(site.id, visitor)
    )
    row, text = await tokens.issue(
        work, keys, rights, now=now, expires_at=now + LIFE, label=site_key.id, quick=True
    )
    if is_new:
        await _enter(work, row, visitor, now)
    return Admitted(text, now + LIFE, site.id, visitor, recognition)


async def _recognised(
    work: UnitOfWork, keys: Keys, site: Site, recognition: str | None, now: datetime
) -> str | None:
    """The visitor of this site whom a recognition names, if we signed it and it is not too old."""
    if recognition is None or len(recognition) > _LONGEST:
        return None
    try:
        signed = jwt.decode(recognition, _signing(keys), algorithms=_ALGORITHMS)
    except (JoseError, ValueError):
        return None
    claims = signed.claims
    old = now.timestamp() - claims["iat"] > RECOGNISED_FOR.total_seconds()
    if claims["site"] != site.id or old:
        return None
    known = select(col(Visitor.id)).where(
        col(Visitor.site_id) == site.id, col(Visitor.id) == claims["sub"]
    )
    return (await work.session.scalars(known)).first()


async def _new_visitor(
    work: UnitOfWork, keys: Keys, site_key: SiteKey, now: datetime
) -> tuple[str, str]:
    """A visitor of whom nothing is known, held on the basis that the site stated with its key."""
    visitor, basis = new_id("Visitor"), site_key.permission_basis
    made = visitor_row(site_id=site_key.site_id, id=visitor, now=now, permission_basis=basis)
    await insert_rows(work, Visitor, [made])
    claims = {"site": site_key.site_id, "sub": visitor, "iat": int(now.timestamp())}
    return visitor, jwt.encode({"alg": _ALGORITHMS[0]}, claims, _signing(keys))


async def _enter(work: UnitOfWork, token: AccessToken, visitor: str, now: datetime) -> None:
    """State in the ledger that a visitor was made, and by whom."""
    revision = await policies.active(work)
    made = entry(
        at=now,
        actor=token.id,
        recipient=token.organization_id,
        role=token.role,
        purpose=PURPOSES[0],
        revision="" if revision is None else revision.revision,
        operation="browser token",
        signatures=signatures_of([visitor]),
        visitors=1,
    )
    await keep(work, made)


async def _remove_expired(work: UnitOfWork, now: datetime) -> None:
    """Remove some tokens of browsers that expired a while ago, so that they do not pile up."""
    over = (
        select(col(AccessToken.id))
        .where(
            col(AccessToken.visitor_id).is_not(None),
            col(AccessToken.expires_at) < now - _KEPT_AFTER,
            col(AccessToken.secret_hash).startswith(QUICK),
        )
        .order_by(col(AccessToken.expires_at))
        .limit(_MOST_REMOVED)
        .with_for_update(skip_locked=True)
    )
    ended = list(await work.session.scalars(over))
    if ended:
        await work.session.execute(delete(Idempotency).where(col(Idempotency.token_id).in_(ended)))
        await work.session.execute(delete(AccessToken).where(col(AccessToken.id).in_(ended)))


def _signing(keys: Keys) -> OctKey:
    return OctKey.import_key(keys.recognition)
