"""From a bearer token to an actor. A forged token is refused before any Argon2 work.

The verdict on a secret is kept for a short while under a keyed hash of the token. It says who the
token is, never that it still holds: the guard of each statement asks the database that.
"""

import time
from hashlib import blake2b
from typing import Final

from anyio import CapacityLimiter, to_thread
from sqlalchemy import select

from governance.authz.actor import Actor
from governance.database.engine import Database
from governance.database.types import to_rfc3339
from governance.engine.kept import Kept
from governance.errors import Code, GovernanceError
from governance.services import tokens
from governance.services.hashes import QUICK, verify_secret
from governance.services.keys import Keys
from governance.tables import AccessToken, Organization, table_of
from governance.vocabulary import OrganizationKind

_SCHEME: Final = "bearer "
_MOST_KEPT: Final = 10_000
_MOST_AT_ONCE: Final = 2
"""Argon2 verifications at a time: each takes 19 MiB and a core."""


class Authenticator:
    """Knows actors by their tokens."""

    def __init__(self, database: Database, keys: Keys, keep_seconds: float) -> None:
        self._database = database
        self._keys = keys
        self._keep_seconds = keep_seconds
        self._limiter = CapacityLimiter(_MOST_AT_ONCE)
        self._kept = Kept[tuple[float, Actor]](_MOST_KEPT)
        """A keyed hash of a token to when it is verified again, and its actor."""

    async def authenticate(self, authorization: str | None) -> Actor | None:
        """The actor of an `Authorization` header; None without one. Raises UNAUTHENTICATED."""
        if authorization is None:
            return None
        if not authorization.lower().startswith(_SCHEME):
            raise GovernanceError(Code.UNAUTHENTICATED, "say `Authorization: Bearer gov_…`")
        text = authorization[len(_SCHEME) :].strip()
        if not text:
            raise GovernanceError(Code.UNAUTHENTICATED, "there is no token after `Bearer`")
        key = blake2b(text.encode(), key=self._keys.token_cache).digest()
        kept = self._kept.get(key)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        parsed = tokens.parse(text, self._keys)
        if parsed is None:
            raise _unknown()
        actor = await self._verify(parsed)
        if self._keep_seconds:
            self._kept.keep(key, (time.monotonic() + self._keep_seconds, actor))
        return actor

    async def _verify(self, parsed: tokens.ParsedToken) -> Actor:
        statement = (
            select(AccessToken, Organization)
            .join(
                Organization, table_of(Organization).c.id == table_of(AccessToken).c.organization_id
            )
            .where(table_of(AccessToken).c.id == parsed.id)
        )
        async with self._database.reading() as work:
            found = (await work.session.execute(statement)).one_or_none()
        if found is None:
            raise _unknown()
        row, owner = found
        if not await self._is_right(row.secret_hash, parsed.secret):
            raise _unknown()
        return actor_of(row, owner)

    async def _is_right(self, secret_hash: str, secret: str) -> bool:
        if secret_hash.startswith(QUICK):
            return verify_secret(secret_hash, secret, self._keys)
        return await to_thread.run_sync(
            verify_secret, secret_hash, secret, self._keys, limiter=self._limiter
        )


def actor_of(token: AccessToken, organization: Organization) -> Actor:
    """The rights of a token's row."""
    bound = (token.visitor_site_id, token.visitor_id)
    return Actor(
        token=token.id,
        role=token.role,
        organization=organization.id,
        organization_name=organization.name,
        kind=OrganizationKind(organization.kind),
        purposes=tuple(token.purposes),
        sites=None if token.sites is None else tuple(token.sites),
        visitor=(bound[0], bound[1]) if bound[0] is not None and bound[1] is not None else None,
        expires_at=None if token.expires_at is None else to_rfc3339(token.expires_at),
        user=token.user_id,
    )


def _unknown() -> GovernanceError:
    return GovernanceError(Code.UNAUTHENTICATED, "that access token is not known")
