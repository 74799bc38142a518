"""Endpoints that take a JSON object by POST and answer with one; refusals look as everywhere."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import orjson
import structlog
from starlette.types import Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from governance.engine.answer import Answer
from governance.engine.house import House
from governance.errors import bad_input
from governance.web.exchange import Disconnected, body_of, refused_by, send_answer
from governance.web.limits import Limits
from governance.web.parameters import GRAPHQL_JSON, JSON, BadRequest, headers_of, is_json, object_of

_LOG: Final = structlog.get_logger("governance.web")
_MOST_BYTES: Final = 16_384


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted, by whom."""

    house: House
    limits: Limits
    given: Mapping[str, Any] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    client: str = field(repr=False)
    """See `Limits.client_of`."""
    now: datetime

    def text(self, name: str) -> str:
        """A text of the body. Raises BAD_USER_INPUT where there is none."""
        value = self.text_or_none(name)
        if value is None:
            raise bad_input(f"`{name}` is missing", name)
        return value

    def text_or_none(self, name: str) -> str | None:
        """A text of the body, or None. Raises BAD_USER_INPUT for anything else."""
        value = self.given.get(name)
        if value is not None and not isinstance(value, str):
            raise bad_input(f"`{name}` is not a text", name)
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts of the body, empty where there is none. Raises BAD_USER_INPUT."""
        value = self.given.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise bad_input(f"`{name}` is not a list of texts", name)
        return value


Respond = Callable[[Posted], Awaitable[Mapping[str, Any]]]


class PostEndpoint:
    """One ASGI endpoint over what responds; it reads nothing governed."""

    def __init__(self, house: Callable[[], House], limits: Limits, respond: Respond) -> None:
        self._house = house
        self._limits = limits
        self._respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. Every line that is logged meanwhile has its id."""
        request_id = secrets.token_hex(12)
        with bound_contextvars(request_id=request_id):
            try:
                told = await self._respond(await self._posted(scope, receive))
                status, made = 200, Answer(orjson.dumps(told))
            except Disconnected:
                return
            except Exception as error:
                status, made = refused_by(error, GRAPHQL_JSON, request_id)
                _LOG.info("refused", status=status, code=made.refused)
            await send_answer(send, status, made, JSON, request_id, allow=b"POST")

    async def _posted(self, scope: Scope, receive: Receive) -> Posted:
        if scope["method"] != "POST":
            raise BadRequest(405, bad_input("use POST", "method"))
        headers = headers_of(scope["headers"])
        if not is_json(headers):
            raise BadRequest(415, bad_input("the body is `application/json`", "content-type"))
        body = await body_of(receive, _MOST_BYTES)
        return Posted(
            house=self._house(),
            limits=self._limits,
            given=object_of(body),
            headers=headers,
            client=self._limits.client_of(scope),
            now=datetime.now(UTC),
        )
