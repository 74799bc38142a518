"""What browsers on a site's pages ask for: a token, and leave to read answers (CORS).

Leave is given to the origins of the sites' keys alone, and never with credentials: a browser adds
no cookie of ours, and there is none. It says only which pages may read an answer. What the answer
holds is the token's to say.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from governance.database.types import to_rfc3339
from governance.engine.house import House
from governance.errors import traced
from governance.services import browsers
from governance.services.site_keys import live_origins
from governance.web.posts import Posted

_LOG: Final = structlog.get_logger("governance.web")
_KEPT_SECONDS: Final = 5.0
"""How long the origins are kept before they are read anew."""
_PREFLIGHT: Final = [
    (b"access-control-allow-methods", b"POST"),
    (
        b"access-control-allow-headers",
        b"authorization, content-type, governance-on-denied, governance-purpose, idempotency-key",
    ),
    (b"access-control-max-age", b"60"),
    (b"vary", b"Origin"),
]
_EXPOSED: Final = (b"access-control-expose-headers", b"governance-request-id, retry-after")


async def browser_token(posted: Posted) -> Mapping[str, Any]:
    """A visitor's token. Raises UNAUTHENTICATED, RATE_LIMITED, BAD_USER_INPUT."""
    house = posted.house
    posted.limits.count("browser", posted.client, house.settings.browser_tokens_per_minute)
    key, recognition = posted.text("key"), posted.text_or_none("recognition")
    async with house.database.unit_of_work() as work:
        given = await browsers.admit(
            work,
            house.keys,
            key=key,
            origin=posted.headers.get("origin"),
            recognition=recognition,
            now=posted.now,
        )
    return {
        "token": given.token,
        "expiresAt": to_rfc3339(given.expires_at),
        "site": given.site,
        "visitor": given.visitor,
        "recognition": given.recognition,
    }


class Origins:
    """The origins of the sites' keys, as they were some seconds ago."""

    def __init__(self, house: Callable[[], House]) -> None:
        self._house = house
        self._known = frozenset[str]()
        self._until = 0.0
        self._reading = asyncio.Lock()

    async def have(self, origin: str) -> bool:
        """Whether some key is for the origin; no, where that cannot be told."""
        if time.monotonic() >= self._until:
            async with self._reading:
                if time.monotonic() >= self._until:
                    self._known = await self._read()
                    self._until = time.monotonic() + _KEPT_SECONDS
        return origin in self._known

    async def _read(self) -> frozenset[str]:
        try:
            async with self._house().database.reading() as work:
                return await live_origins(work)
        except Exception as error:
            _LOG.error("origins_unknown", **traced(error))
            return frozenset()


class CrossOrigin:
    """An endpoint whose answers the pages of known origins may read (Fetch, section 3.2)."""

    def __init__(self, endpoint: ASGIApp, origins: Origins) -> None:
        self._endpoint = endpoint
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; from anywhere else it is the endpoint's alone."""
        origin = next((value for name, value in scope["headers"] if name == b"origin"), None)
        if origin is None or not await self._origins.have(origin.decode("latin-1")):
            await self._endpoint(scope, receive, send)
            return
        allowed = (b"access-control-allow-origin", origin)
        if scope["method"] == "OPTIONS":
            headers = [allowed, *_PREFLIGHT]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_allowed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], allowed, _EXPOSED]}
            await send(message)

        await self._endpoint(scope, receive, send_allowed)
