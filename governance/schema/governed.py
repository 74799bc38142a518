"""How a schema field declares what it is: its data category, where it lies, the forms it has.

The compiler fills governed fields; no resolver of theirs ever runs. A field of a governed type
without one of these declarations does not build (`binding`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from types import UnionType
from typing import Any, Final, Protocol, TypeVar, get_args, get_origin

import strawberry
from sqlalchemy import ColumnElement
from strawberry.types.arguments import StrawberryArgument

from governance.schema.inputs import add_inputs, connection_arguments, filter_of_enum

T = TypeVar("T")

KEY: Final = "governed"
"""Where a declaration lies in the metadata of a Strawberry field."""


class Moment(Protocol):
    """When the request is, as its statement binds it."""

    @property
    def now(self) -> ColumnElement[Any]:
        """The moment."""

    @property
    def year(self) -> ColumnElement[Any]:
        """Its year, in UTC."""


Computed = Callable[[Callable[[str], ColumnElement[Any]], Moment], ColumnElement[Any]]
"""A value made from columns of the row, by name, and the moment of the request."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value: a column of the type's table, or an expression over it."""

    category: str
    forms: tuple[str, ...] = ("clear",)
    stored: Mapping[str, str] = field(default_factory=dict)
    """Form to the column that holds it ready-made."""
    column: str | None = None
    """The column of the clear form; None: named as the field is."""
    computed: Computed | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """The coordinates of this object that its row's conditions withhold."""

    category: str


@dataclass(frozen=True, slots=True)
class ToOne:
    """A relation to one row, or none."""

    category: str
    target: str
    on: Mapping[str, str]
    """Column of the target to column of this table; a shared `site_id` is joined besides."""


@dataclass(frozen=True, slots=True)
class ToMany:
    """A relation to many rows, as a connection."""

    category: str
    target: str
    on: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """A plain list of small ungoverned objects of the row, such as its identifiers."""

    category: str
    table: str
    on: Mapping[str, str]
    fields: Mapping[str, str]
    """Field of the part to its column; also the order of the list."""
    without: Mapping[str, tuple[str, ...]]
    """Column to values of parts that are left out, being of other categories."""


Declaration = Value | Withheld | ToOne | ToMany | Parts


def value(
    category: str,
    *forms: str,
    stored: Mapping[str, str] | None = None,
    column: str | None = None,
    computed: Computed | None = None,
    description: str | None = None,
) -> Any:
    """A governed value, with the forms it has beside `clear`."""
    declared = Value(category, ("clear", *forms), stored or {}, column, computed)
    return _declare(declared, description)


def withheld(category: str) -> Any:
    """The coordinates withheld from this row by condition."""
    return _declare(
        Withheld(category),
        "the coordinates selected here that a condition withholds from this row",
    )


def to_one(category: str, target: str, on: Mapping[str, str]) -> Any:
    """A governed relation to one row of the target type."""
    return _declare(ToOne(category, target, on), None)


def to_many(category: str, target: str, on: Mapping[str, str]) -> Any:
    """A governed relation to a connection of rows of the target type."""
    return _declare(ToMany(category, target, on), None, connection_arguments(target))


def parts(
    category: str,
    table: str,
    on: Mapping[str, str],
    fields: Mapping[str, str],
    without: Mapping[str, tuple[str, ...]],
) -> Any:
    """A governed list of small objects."""
    return _declare(Parts(category, table, on, fields, without), None)


def _declare(
    declared: Declaration,
    description: str | None,
    arguments: list[StrawberryArgument] | None = None,
) -> Any:
    made = strawberry.field(metadata={KEY: declared}, description=description)
    if arguments is not None:
        made.arguments = arguments
    return made


SCALAR_NAMES: Final[dict[object, str]] = {
    str: "String",
    int: "Int",
    bool: "Boolean",
    datetime: "DateTime",
}


def governed_type(cls: type[T]) -> type[T]:
    """A Strawberry type over a table, with the filter and order inputs its values give."""
    made = strawberry.type(cls, description=(cls.__doc__ or "").strip())
    sortable = []
    for field_ in made.__strawberry_definition__.fields:  # type: ignore[attr-defined]
        declared = field_.metadata.get(KEY)
        python = _inner(cls.__annotations__.get(field_.python_name))
        if not isinstance(declared, Value):
            continue
        if isinstance(python, type) and issubclass(python, Enum):
            filter_of_enum(python)
            sortable.append((camel(field_.python_name), python.__name__))
        elif python in SCALAR_NAMES:
            sortable.append((camel(field_.python_name), SCALAR_NAMES[python]))
    add_inputs(cls.__name__, sortable)
    return made


def _inner(annotation: Any) -> Any:
    """`str` of `str | None`; None for what is not a union with None."""
    options = [one for one in get_args(annotation) if one is not type(None)]
    return options[0] if len(options) == 1 and get_origin(annotation) is UnionType else None


def camel(python_name: str) -> str:
    """`geo_country` as `geoCountry`, as Strawberry spells it."""
    head, *tail = python_name.split("_")
    return head + "".join(part.capitalize() for part in tail)
