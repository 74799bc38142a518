"""The scalars of the schema: `DateTime` and `JSON`."""

from datetime import datetime
from typing import Any, Final, NewType

import strawberry
from graphql import GraphQLError, StringValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

from governance.database.types import from_rfc3339, to_rfc3339

JSON = NewType("JSON", object)
"""Any JSON value."""


def parse_instant(text: object) -> datetime:
    """An RFC 3339 moment, cut to the millisecond, in UTC. Raises GraphQLError for anything else."""
    try:
        return from_rfc3339(text if isinstance(text, str) else "")
    except ValueError as error:
        raise GraphQLError(str(error)) from error


def _instant_of(node: ValueNode, _variables: object = None) -> datetime:
    """The moment of a literal; where it is none, the error says where it stands."""
    try:
        return parse_instant(node.value if isinstance(node, StringValueNode) else None)
    except GraphQLError as error:
        raise GraphQLError(error.message, node) from error


def _any_value(value: Any) -> Any:
    return value


SCALARS: Final[dict[object, ScalarDefinition]] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment in RFC 3339, in UTC with `Z` and milliseconds.",
        serialize=to_rfc3339,
        parse_value=parse_instant,
        parse_literal=_instant_of,
    ),
    JSON: strawberry.scalar(
        name="JSON", description="Any JSON value.", serialize=_any_value, parse_value=_any_value
    ),
}
