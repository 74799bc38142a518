"""Codes to HTTP statuses, once (GraphQL over HTTP, section 6.4).

Under `application/graphql-response+json` a refused request has the status of its code. Under
`application/json` it has 200, except where the status is what intermediaries must see.
"""

from typing import Final

from governance.errors import Code

STATUS: Final[dict[Code, int]] = {
    Code.UNAUTHENTICATED: 401,
    Code.TOKEN_EXPIRED: 401,
    Code.TOKEN_REVOKED: 401,
    Code.PURPOSE_REQUIRED: 400,
    Code.PURPOSE_NOT_ALLOWED: 403,
    Code.FIELD_DENIED: 403,
    Code.FILTER_DENIED: 403,
    Code.MUTATION_DENIED: 403,
    Code.APPROVAL_REQUIRED: 403,
    Code.BAD_USER_INPUT: 400,
    Code.SENSITIVE_DATA_REFUSED: 400,
    Code.CURSOR_INVALID: 400,
    Code.NOT_FOUND: 404,
    Code.CONFLICT: 409,
    Code.QUERY_TOO_COMPLEX: 400,
    Code.RATE_LIMITED: 429,
    Code.OVERLOADED: 503,
    Code.TIMEOUT: 503,
    Code.LEDGER_UNAVAILABLE: 503,
    Code.GRAPHQL_PARSE_FAILED: 400,
    Code.GRAPHQL_VALIDATION_FAILED: 400,
    Code.INTERNAL: 500,
}

ALWAYS_SEEN: Final = frozenset({401, 429, 500, 503})
"""Statuses that `application/json` answers carry too."""

RETRIED: Final = frozenset({429, 503})
"""Statuses that come with `Retry-After`."""
RETRY_AFTER_SECONDS: Final = 1


def status_of(refused: Code | None, media_type: str) -> int:
    """The status of an answer in a media type."""
    if refused is None:
        return 200
    status = STATUS[refused]
    return status if media_type != "application/json" or status in ALWAYS_SEEN else 200
