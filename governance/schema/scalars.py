"""The scalars of the schema: `DateTime` and `JSON`."""

import re
from datetime import UTC, datetime
from typing import Any, Final, NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from governance.database.types import to_rfc3339

JSON = NewType("JSON", object)
"""Any JSON value."""

_RFC3339 = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})"
)


def parse_instant(text: object) -> datetime:
    """An RFC 3339 moment, cut to the millisecond, in UTC. Raises GraphQLError for anything else."""
    match = _RFC3339.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise GraphQLError("a DateTime is an RFC 3339 text such as `2026-01-31T12:00:00.000Z`")
    day, time, fraction, zone = match.groups()
    offset = "+00:00" if zone in "Zz" else zone
    try:
        moment = datetime.fromisoformat(
            f"{day}T{time}{(fraction or '.0')[:4].ljust(4, '0')}{offset}"
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise GraphQLError("that DateTime does not exist") from error


def _any_value(value: Any) -> Any:
    return value


SCALARS: Final[dict[object, ScalarDefinition]] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment in RFC 3339, in UTC with `Z` and milliseconds.",
        serialize=to_rfc3339,
        parse_value=parse_instant,
    ),
    JSON: strawberry.scalar(
        name="JSON", description="Any JSON value.", serialize=_any_value, parse_value=_any_value
    ),
}
