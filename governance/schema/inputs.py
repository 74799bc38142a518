"""Filters, orders and paging arguments, made from the governed fields of each type.

A filter has a field for every sortable value, an order an enum member for each; both are used on
the *visible clear value*, so that they tell nothing the field itself would not.
"""

import inspect
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, Final

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from governance.schema.scalars import JSON

NAMESPACE: Final[dict[str, Any]] = {"ID": strawberry.ID, "JSON": JSON, "datetime": datetime}
"""Where annotations of generated arguments find their types; filled by `add_inputs`."""


@strawberry.enum(description="Ascending or descending; nulls come last in both.")
class OrderDirection(Enum):
    """The direction of an order."""

    ASC = "ASC"
    DESC = "DESC"


NAMESPACE["OrderDirection"] = OrderDirection

COMPARED: Final = ("eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "isNull")
OPERATORS: Final[dict[str, tuple[str, ...]]] = {
    "ID": ("eq", "ne", "in", "notIn"),
    "String": (*COMPARED, "contains", "startsWith"),
    "Int": COMPARED,
    "DateTime": COMPARED,
    "Boolean": ("eq", "ne", "isNull"),
}
"""GraphQL type to the operators its filter has."""

_PYTHON: Final = {
    "ID": strawberry.ID,
    "String": str,
    "Int": int,
    "DateTime": datetime,
    "Boolean": bool,
}


def _input(name: str, fields: Iterable[tuple[str, Any]], description: str) -> Any:
    """A Strawberry input of optional fields; names are given as GraphQL spells them."""
    cls = type(name, (), {"__module__": __name__, "__doc__": description, "__annotations__": {}})
    for graphql_name, annotation in fields:
        python_name = graphql_name + "_"
        cls.__annotations__[python_name] = annotation
        setattr(cls, python_name, strawberry.field(name=graphql_name, default=strawberry.UNSET))
    made = strawberry.input(cls, name=name, description=description)
    NAMESPACE[name] = made
    return made


def _operator_type(scalar: str, operator: str) -> Any:
    python = _PYTHON[scalar]
    if operator == "isNull":
        return bool | None
    return list[python] | None if operator in ("in", "notIn") else python | None  # type: ignore[valid-type]


FILTERS: Final[dict[str, Any]] = {
    scalar: _input(
        scalar + "Filter",
        [(operator, _operator_type(scalar, operator)) for operator in operators],
        "All operators given must hold.",
    )
    for scalar, operators in OPERATORS.items()
}


def filter_of_enum(enum: type[Enum]) -> Any:
    """`<Enum>Filter`, made once."""
    name = enum.__name__ + "Filter"
    if name not in NAMESPACE:
        operators = [
            (op, list[enum] | None if op in ("in", "notIn") else enum | None)  # type: ignore[valid-type]
            for op in ("eq", "ne", "in", "notIn")
        ]
        FILTERS[enum.__name__] = _input(
            name, [*operators, ("isNull", bool | None)], "All operators given must hold."
        )
    return FILTERS[enum.__name__]


def add_inputs(type_name: str, fields: Sequence[tuple[str, str]]) -> None:
    """Make `<Type>Filter` and `<Type>Order` from (GraphQL name, scalar) of its sortable values."""
    filters = _input(
        type_name + "Filter",
        [("id", FILTERS["ID"] | None), *((name, FILTERS[kind] | None) for name, kind in fields)],
        "All conditions given must hold. Filters see what the caller may see in clear.",
    )
    _self_reference(filters)
    members = {screaming(name): name for name, _ in fields if name != "id"}
    made: Any = Enum(type_name + "OrderField", {"ID": "id", **members})  # type: ignore[misc]
    order_field = strawberry.enum(
        made, description="What to order by; the visible clear value counts."
    )
    NAMESPACE[type_name + "OrderField"] = order_field
    _order_input(type_name, order_field)


def _self_reference(filters: Any) -> None:
    """Add `and`, `or` and `not`, whose type is the filter itself."""
    name = filters.__name__
    for graphql_name, annotation in (
        ("and", "list[" + name + "] | None"),
        ("or", "list[" + name + "] | None"),
        ("not", name + " | None"),
    ):
        made = StrawberryField(
            python_name=graphql_name + "_",
            graphql_name=graphql_name,
            type_annotation=StrawberryAnnotation(annotation, namespace=NAMESPACE),
            default=strawberry.UNSET,
        )
        filters.__strawberry_definition__.fields.append(made)


def _order_input(type_name: str, order_field: Any) -> None:
    name = type_name + "Order"
    cls = type(
        name,
        (),
        {
            "__module__": __name__,
            "__annotations__": {"field": order_field, "direction": OrderDirection},
            "direction": OrderDirection.ASC,
        },
    )
    NAMESPACE[name] = strawberry.input(cls, name=name, description="One key of an order.")


def screaming(name: str) -> str:
    """`geoCountry` as `GEO_COUNTRY`."""
    return "".join("_" + c if c.isupper() else c.upper() for c in name)


def argument(name: str, annotation: str, *, required: bool = False) -> StrawberryArgument:
    """An argument, its type found by name when the schema is built."""
    python_name = "".join("_" + c.lower() if c.isupper() else c for c in name)
    return StrawberryArgument(
        python_name=python_name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(annotation, namespace=NAMESPACE),
        default=inspect.Parameter.empty if required else strawberry.UNSET,
    )


def connection_arguments(type_name: str) -> list[StrawberryArgument]:
    """`first, after, last, before, where, orderBy` for a connection of the type."""
    return [
        argument("first", "int | None"),
        argument("after", "str | None"),
        argument("last", "int | None"),
        argument("before", "str | None"),
        argument("where", type_name + "Filter | None"),
        argument("orderBy", "list[" + type_name + "Order] | None"),
    ]
