"""The parameters of a GraphQL request over HTTP, from its body, query string and headers."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl

import orjson

from governance.engine.authorize import OnDenied
from governance.errors import GovernanceError, bad_input

GRAPHQL_JSON: Final = "application/graphql-response+json"
JSON: Final = "application/json"
HTML: Final = "text/html"
_OFFERED: Final = {GRAPHQL_JSON: GRAPHQL_JSON, JSON: JSON, "application/*": JSON, "*/*": JSON}
"""What an `Accept` header may name, and what it gets."""
_PAGE_TOO: Final = {**_OFFERED, HTML: HTML}
LONGEST_CHOICE: Final = 256
"""Characters of a purpose or of `onDenied`: an error repeats it."""
ONCE: Final = frozenset(
    {"authorization", "governance-purpose", "governance-on-denied", "idempotency-key"}
)
"""Headers of which there is one, or the request contradicts itself."""


class Parameters(NamedTuple):
    """What a request asks for."""

    query: str
    operation: str | None
    variables: Mapping[str, Any]
    purpose: str | None
    on_denied: OnDenied
    idempotency_key: str | None


class BadRequest(Exception):
    """The request has not the shape of a GraphQL request: always an HTTP error."""

    def __init__(self, status: int, error: GovernanceError) -> None:
        super().__init__(error.message)
        self.status = status
        self.error = error


def headers_of(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by their lower-case names. Raises BadRequest for two that should be one."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key = name.decode("latin-1")
        if key in ONCE and key in headers:
            raise _bad(f"there are two headers `{key}`", key)
        headers[key] = value.decode("latin-1")
    return headers


def from_body(body: bytes, headers: Mapping[str, str]) -> Parameters:
    """The parameters of a POST. Raises BadRequest."""
    return _parameters(object_of(body), headers)


def object_of(body: bytes) -> dict[str, Any]:
    """The JSON object of a body. Raises BadRequest."""
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        told = "is not JSON in UTF-8, or beyond its bounds" if body else "is empty"
        raise _bad(f"the body {told}") from error
    if not isinstance(given, dict):
        raise _bad("the body is not a JSON object")
    return given


def is_json(headers: Mapping[str, str]) -> bool:
    """Whether the body says that it is JSON."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() == JSON


def from_query_string(query_string: bytes, headers: Mapping[str, str]) -> Parameters:
    """The parameters of a GET; `variables` and `extensions` are JSON there. Raises BadRequest."""
    try:
        given: dict[str, Any] = dict(parse_qsl(query_string.decode("ascii"), strict_parsing=False))
        for name in ("variables", "extensions"):
            if name in given:
                given[name] = orjson.loads(given[name])
    except (UnicodeDecodeError, ValueError) as error:
        raise _bad("the query string does not parse") from error
    return _parameters(given, headers)


def _parameters(given: dict[str, Any], headers: Mapping[str, str]) -> Parameters:
    query = _text(given, "query")
    if query is None:
        raise _bad("`query` is missing", "query")
    extensions = _object(given, "extensions")
    return Parameters(
        query=query,
        operation=_text(given, "operationName") or None,
        variables=_object(given, "variables"),
        purpose=_one_of(headers.get("governance-purpose"), extensions.get("purpose"), "purpose"),
        on_denied=_on_denied(
            _one_of(headers.get("governance-on-denied"), extensions.get("onDenied"), "onDenied")
        ),
        idempotency_key=headers.get("idempotency-key"),
    )


def _on_denied(text: str | None) -> OnDenied:
    if text is None:
        return OnDenied.ERROR
    try:
        return OnDenied(text)
    except ValueError as error:
        raise _bad("`onDenied` is `error`, `null` or `reject`", "onDenied") from error


def _one_of(header: str | None, extension: Any, name: str) -> str | None:
    """A header or its twin in `extensions`; two that differ are refused."""
    if extension is not None and not isinstance(extension, str):
        raise _bad(f"`extensions.{name}` is not a text", name)
    if any(one is not None and len(one) > LONGEST_CHOICE for one in (header, extension)):
        raise _bad(f"`{name}` is too long", name)
    if header is not None and extension is not None and header != extension:
        raise _bad(f"header and `extensions.{name}` differ", name)
    return header if header is not None else extension


def _text(given: dict[str, Any], name: str) -> str | None:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise _bad(f"`{name}` is not a text", name)
    return value


def _object(given: dict[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name)
    if value is not None and not isinstance(value, dict):
        raise _bad(f"`{name}` is not an object", name)
    return value or {}


def _bad(message: str, argument: str | None = None) -> BadRequest:
    return BadRequest(400, bad_input(message, argument))


@lru_cache(maxsize=256)
def media_type(accept: str | None) -> str | None:
    """What to answer in, by the `Accept` header; None where neither is accepted."""
    return JSON if accept is None else _best(accept, _OFFERED)


@lru_cache(maxsize=256)
def prefers_html(accept: str) -> bool:
    """Whether a page is preferred to an answer."""
    return _best(accept, _PAGE_TOO) == HTML


def _best(accept: str, offered: Mapping[str, str]) -> str | None:
    """What is offered and accepted with the highest quality, the first of equals."""
    best: tuple[float, str] | None = None
    for part in accept.split(","):
        name, *options = (piece.strip().lower() for piece in part.split(";"))
        quality = _quality(options)
        if name in offered and quality > 0 and (best is None or quality > best[0]):
            best = (quality, offered[name])
    return best[1] if best else None


def _quality(options: list[str]) -> float:
    for option in options:
        if option.startswith("q="):
            try:
                return float(option[2:])
            except ValueError:
                return 0.0
    return 1.0
