"""`/graphql`: one ASGI endpoint for POST, for GET that reads nothing governed, and for browsers."""

import asyncio
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import structlog
from starlette.types import Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from governance.database.engine import is_outage
from governance.engine.answer import Answer, answer, refusal
from governance.engine.house import House
from governance.engine.request import Request
from governance.errors import Code, GovernanceError, bad_input, traced
from governance.web.authenticate import Authenticator
from governance.web.pages import graphiql, wants_page
from governance.web.parameters import (
    JSON,
    BadRequest,
    Parameters,
    from_body,
    from_query_string,
    headers_of,
    media_type,
)
from governance.web.statuses import RETRIED, RETRY_AFTER_SECONDS, status_of

_LOG: Final = structlog.get_logger("governance.web")
BODY_SECONDS: Final = 15.0
"""How long a body may take to arrive."""


class Disconnected(Exception):
    """The client went away before its body was whole."""


class GraphqlEndpoint:
    """Answers GraphQL requests over HTTP (GraphQL over HTTP, section 5)."""

    def __init__(self, opened: Callable[[], tuple[House, Authenticator]]) -> None:
        self._opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or a browser. Every line that is logged meanwhile has its id."""
        if wants_page(scope):
            await graphiql()(scope, receive, send)
            return
        request_id = secrets.token_hex(12)
        with bound_contextvars(request_id=request_id):
            await self._answer(scope, receive, send, request_id)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        begun = time.perf_counter()
        accepted: str | None = JSON
        try:
            headers = headers_of(scope["headers"])
            accepted = media_type(headers.get("accept"))
            status, made = await self._respond(scope, headers, receive, accepted, request_id)
        except Disconnected:
            return
        except BadRequest as error:
            status, made = error.status, refusal(error.error, request_id)
        except Exception as error:
            outage = is_outage(error)
            _LOG.error("database_unavailable" if outage else "request_failed", **traced(error))
            told = (
                GovernanceError(Code.OVERLOADED, "the database cannot be asked now")
                if outage
                else GovernanceError(Code.INTERNAL, "something went wrong here")
            )
            status, made = status_of(told.code, accepted or JSON), refusal(told, request_id)
        if made.refused is not None:
            _LOG.info("refused", status=status, code=made.refused)
        else:
            _LOG.debug("answered", status=status, ms=_since(begun), bytes=len(made.body))
        await _send(send, status, made, accepted or JSON, request_id)

    async def _respond(
        self,
        scope: Scope,
        headers: dict[str, str],
        receive: Receive,
        accepted: str | None,
        request_id: str,
    ) -> tuple[int, Answer]:
        house, authenticator = self._opened()
        if accepted is None:
            raise BadRequest(
                406,
                bad_input(
                    "answers are `application/graphql-response+json` or `application/json`",
                    "accept",
                ),
            )
        parameters, safe = await self._parameters(scope, headers, receive, house)
        try:
            actor = await authenticator.authenticate(headers.get("authorization"))
        except GovernanceError as error:
            made = refusal(error, request_id)
            return status_of(made.refused, accepted), made
        request = Request(
            text=parameters.query,
            actor=actor,
            now=datetime.now(UTC),
            purpose=parameters.purpose,
            operation=parameters.operation,
            variables=parameters.variables,
            on_denied=parameters.on_denied,
            idempotency_key=parameters.idempotency_key,
            id=request_id,
            safe=safe,
        )
        made = await answer(house, request)
        return status_of(made.refused, accepted), made

    async def _parameters(
        self, scope: Scope, headers: dict[str, str], receive: Receive, house: House
    ) -> tuple[Parameters, bool]:
        """The parameters, and whether the method is a safe one that may read nothing governed."""
        if scope["method"] == "GET":
            return from_query_string(scope["query_string"], headers), True
        if scope["method"] != "POST":
            raise BadRequest(405, bad_input("use POST", "method"))
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != JSON:
            raise BadRequest(415, bad_input("the body is `application/json`", "content-type"))
        body = await _body(receive, house.settings.max_body_bytes)
        return from_body(body, headers), False


def _since(begun: float) -> float:
    return round((time.perf_counter() - begun) * 1000, 1)


async def _body(receive: Receive, most: int) -> bytes:
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


async def _send(send: Send, status: int, made: Answer, media: str, request_id: str) -> None:
    headers = [
        (b"content-type", media.encode() + b"; charset=utf-8"),
        (b"content-length", str(len(made.body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"governance-request-id", request_id.encode()),
    ]
    if status in RETRIED:
        headers.append((b"retry-after", str(RETRY_AFTER_SECONDS).encode()))
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    if status == 405:
        headers.append((b"allow", b"GET, POST"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": made.body})
