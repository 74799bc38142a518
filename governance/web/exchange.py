"""One HTTP exchange: the body that comes in, and the answer that goes out whatever went wrong."""

import asyncio
from typing import Final

import structlog
from starlette.types import Receive, Send

from governance.database.engine import is_outage
from governance.engine.answer import Answer, refusal
from governance.errors import Code, GovernanceError, bad_input, traced
from governance.web.parameters import BadRequest
from governance.web.statuses import RETRIED, RETRY_AFTER_SECONDS, status_of

_LOG: Final = structlog.get_logger("governance.web")
BODY_SECONDS: Final = 15.0
"""How long a body may take to arrive."""


class Disconnected(Exception):
    """The client went away before its body was whole."""


async def body_of(receive: Receive, most: int) -> bytes:
    """The whole body. Raises BadRequest when it is too large or too slow."""
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Disconnected
                chunk = message.get("body", b"")
                size += len(chunk)
                if size > most:
                    raise BadRequest(413, bad_input(f"the body is larger than {most} bytes"))
                chunks.append(chunk)
                if not message.get("more_body", False):
                    return b"".join(chunks)
    except TimeoutError as error:
        raise BadRequest(408, bad_input("the body did not arrive in time")) from error


def refused_by(error: Exception, media: str, request_id: str) -> tuple[int, Answer]:
    """The status and the refusal that an error means; what nobody expected is logged."""
    if isinstance(error, BadRequest):
        return error.status, refusal(error.error, request_id)
    if isinstance(error, GovernanceError):
        return status_of(error.code, media), refusal(error, request_id)
    outage = is_outage(error)
    _LOG.error("database_unavailable" if outage else "request_failed", **traced(error))
    told = (
        GovernanceError(Code.OVERLOADED, "the database cannot be asked now")
        if outage
        else GovernanceError(Code.INTERNAL, "something went wrong here")
    )
    return status_of(told.code, media), refusal(told, request_id)


async def send_answer(
    send: Send, status: int, made: Answer, media: str, request_id: str, allow: bytes = b"GET, POST"
) -> None:
    """The answer, with the headers that every one has; `allow` is for a 405."""
    headers = [
        (b"content-type", media.encode() + b"; charset=utf-8"),
        (b"content-length", str(len(made.body)).encode()),
        (b"cache-control", b"no-store"),
        (b"vary", b"Origin"),
        (b"x-content-type-options", b"nosniff"),
        (b"governance-request-id", request_id.encode()),
    ]
    if status in RETRIED:
        headers.append((b"retry-after", str(made.retry_after or RETRY_AFTER_SECONDS).encode()))
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    if status == 405:
        headers.append((b"allow", allow))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": made.body})
