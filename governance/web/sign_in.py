"""`POST /sign-in`: address, password and code become a token for some hours.

Who fails is told one thing, in one class of time: a password is verified whatever there is to
verify it against, and a refusal waits for the next tick of a clock, so that what a database does
for one and not for another is not seen.
"""

import asyncio
import hashlib
import time
from collections.abc import Mapping
from typing import Any, Final

from anyio import CapacityLimiter, to_thread

from governance.database.types import to_rfc3339
from governance.database.unit_of_work import UnitOfWork
from governance.engine.house import House
from governance.errors import Code, GovernanceError, bad_input
from governance.services import people
from governance.services.ledger import entry, keep
from governance.services.organizations import canonical_address
from governance.tables import AccessToken, User
from governance.web.posts import Posted

_MOST_AT_ONCE: Final = 2
"""Passwords verified at a time: each takes 19 MiB and a core."""
_TICK: Final = 0.25
"""Seconds of the clock that refusals wait for."""
_LONGEST_CODE: Final = 20
_MOST_PURPOSES: Final = 50
_FOR_NOTHING_ELSE: Final = "essential.service.operations"
"""The purpose under which the ledger has a sign-in."""


class SignIn:
    """Lets people in."""

    def __init__(self) -> None:
        self._room = CapacityLimiter(_MOST_AT_ONCE)

    async def __call__(self, posted: Posted) -> Mapping[str, Any]:
        """A token and until when it holds. Raises UNAUTHENTICATED, RATE_LIMITED, BAD_USER_INPUT."""
        most, begun = posted.house.settings.sign_ins_per_minute, time.monotonic()
        posted.limits.count("sign-in client", posted.client, most)
        email = canonical_address(posted.text("email"))
        posted.limits.count("sign-in", hashlib.sha256(email.encode()).hexdigest(), most)
        password, code = posted.text("password"), posted.text_or_none("code")
        purposes = posted.texts("purposes")
        if len(password) > people.MOST_PASSWORD:
            raise bad_input("`password` is too long", "password")
        if code is not None and len(code) > _LONGEST_CODE:
            raise bad_input("`code` is too long", "code")
        if len(purposes) > _MOST_PURPOSES:
            raise bad_input(f"`purposes` are more than {_MOST_PURPOSES}", "purposes")
        issued = await self._signed_in(posted, email, password, code, purposes)
        if issued is None:
            await asyncio.sleep(_TICK - (time.monotonic() - begun) % _TICK)
            raise GovernanceError(
                Code.UNAUTHENTICATED, "address, password or code are not right, or try again later"
            )
        row, text = issued
        assert row.expires_at is not None
        return {"token": text, "expiresAt": to_rfc3339(row.expires_at), "purposes": row.purposes}

    async def _signed_in(
        self, posted: Posted, email: str, password: str, code: str | None, purposes: list[str]
    ) -> tuple[AccessToken, str] | None:
        house = posted.house
        await house.reload()  # no guard asks here whether the policy is the active one
        async with house.database.reading() as work:
            known = await people.known_by(work, email)
        verified = await to_thread.run_sync(people.verify, known, password, limiter=self._room)
        async with house.database.unit_of_work() as work:
            user = await people.sign_in(work, house.keys, verified, code, now=posted.now)
            if user is None:
                return None
            issued = await people.start_session(
                work, house.keys, user, purposes, house.policy, now=posted.now
            )
            await _enter(work, house, user, issued[0])
            return issued


async def _enter(work: UnitOfWork, house: House, user: User, token: AccessToken) -> None:
    """State in the ledger that a person signed in, and what as."""
    made = entry(
        at=token.issued_at,
        actor=token.id,
        recipient=user.organization_id,
        role=user.role,
        purpose=_FOR_NOTHING_ELSE,
        revision=house.policy.revision,
        operation="sign in",
    )
    await keep(work, made)
