"""`/graphql`: one ASGI endpoint for POST, for GET that reads nothing governed, and for browsers."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import structlog
from starlette.types import Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from governance.engine.answer import Answer, answer
from governance.engine.house import House
from governance.engine.request import Request
from governance.errors import bad_input
from governance.web.authenticate import Authenticator
from governance.web.exchange import Disconnected, body_of, refused_by, send_answer
from governance.web.gpc import sends_gpc
from governance.web.limits import Limits
from governance.web.pages import graphiql, wants_page
from governance.web.parameters import (
    JSON,
    BadRequest,
    Parameters,
    from_body,
    from_query_string,
    headers_of,
    is_json,
    media_type,
)
from governance.web.statuses import status_of

_LOG: Final = structlog.get_logger("governance.web")


class GraphqlEndpoint:
    """Answers GraphQL requests over HTTP (GraphQL over HTTP, section 5)."""

    def __init__(self, opened: Callable[[], tuple[House, Authenticator]], limits: Limits) -> None:
        self._opened = opened
        self._limits = limits

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
        except Exception as error:
            status, made = refused_by(error, accepted or JSON, request_id)
        if made.refused is not None:
            _LOG.info("refused", status=status, code=made.refused)
        else:
            _LOG.debug("answered", status=status, ms=_since(begun), bytes=len(made.body))
        await send_answer(send, status, made, accepted or JSON, request_id)

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
        actor = await authenticator.authenticate(headers.get("authorization"))
        if actor is not None and actor.visitor is not None:
            most = house.settings.visitor_requests_per_minute
            self._limits.count("visitor", self._limits.client_of(scope), most)
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
            gpc=sends_gpc(scope["headers"]),
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
        if not is_json(headers):
            raise BadRequest(415, bad_input("the body is `application/json`", "content-type"))
        body = await body_of(receive, house.settings.max_body_bytes)
        return from_body(body, headers), False


def _since(begun: float) -> float:
    return round((time.perf_counter() - begun) * 1000, 1)
