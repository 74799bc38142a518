"""What is served under `/.well-known/` (RFC 8615) to anybody: nothing there is governed."""

from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse

from governance.engine.house import House
from governance.errors import traced
from governance.services.signing import public_keys, signers
from governance.web.statuses import RETRY_AFTER_SECONDS

_LOG: Final = structlog.get_logger("governance.web")
_FRESH: Final = {"Cache-Control": "public, max-age=300"}
_NOT_NOW: Final = {"Cache-Control": "no-store", "Retry-After": str(RETRY_AFTER_SECONDS)}


class KeySetResponse(JSONResponse):
    """A JWK set (RFC 7517, section 8.5)."""

    media_type = "application/jwk-set+json"


def key_set(house: Callable[[], House]) -> Callable[[Request], Awaitable[JSONResponse]]:
    """The public halves of every signing key, old ones too: what verifies a receipt."""

    async def answer(_request: Request) -> JSONResponse:
        try:
            async with house().database.reading() as work:
                known = await signers(work, house().keys)
        except Exception as error:  # whatever it is, there is no set to be told
            _LOG.error("no_key_set", **traced(error))
            return JSONResponse({"status": "failing"}, status_code=503, headers=_NOT_NOW)
        return KeySetResponse(public_keys(known), headers=_FRESH)

    return answer
