"""The page of the schema: types, fields, data categories and forms, from the schema itself."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
)

from docs.site.tables import table
from governance.identity import Coordinate
from governance.schema.binding import binding

INTRODUCTION: Final = """\
# Schema

Made from the code at each build. A field of a governed type has a *data category*, by which
[the policy](policy.md#resources) speaks of it, and the [forms](policy.md#forms) in which it can be
shown. `id` is shown with its row. Fields may be null: not stored, withheld or denied.

Every list of rows is a connection, with the arguments `first`, `after`, `last`, `before`, `where`
and `orderBy` ([orders and pages](api.md#orders-and-pages)); they are left out below.
"""
UNGOVERNED: Final = """\
## Ungoverned types

What is not read from governed rows, and the parts of a connection.
"""
FILTERS: Final = """\
## Filters

Operators by type of value; all that are given must hold. The filter of a type has one of these for
each of its values, and `and`, `or`, `not`.
"""
PAGING: Final = {"first", "after", "last", "before", "where", "orderBy"}
_MADE: Final = ("Connection", "Edge", "Filter", "Order", "OrderField")


def schema_page() -> str:
    """The page, in Markdown."""
    types = binding().graphql.type_map
    governed = binding().datamap.types
    shown = [one for one in types.values() if not one.name.startswith("__")]
    others = [one for one in shown if one.name not in governed and not one.name.endswith(_MADE)]
    return "\n".join(
        [
            INTRODUCTION,
            "## Queries\n",
            *_fields(types["Query"], ROOT),
            *(line for name in governed for line in _governed(types[name])),
            UNGOVERNED,
            *(line for one in others if one.name != "Query" for line in _plain(one)),
            FILTERS,
            *_filters(shown),
            "## Enums\n",
            *_enums(others),
            "## Scalars\n",
            *_scalars(others),
        ]
    )


def _governed(made: GraphQLNamedType) -> list[str]:
    return [f"## {made.name}\n", f"{made.description}\n", *_fields(made, OF_CATEGORY)]


def _plain(made: GraphQLNamedType) -> list[str]:
    if not isinstance(made, GraphQLObjectType | GraphQLInterfaceType):
        return []
    said = [f"{made.description}\n"] if made.description else []
    return [f"### {made.name}\n", *said, *_fields(made, DESCRIBED)]


class Columns(NamedTuple):
    """What a table of fields says beside name and type."""

    heads: tuple[str, ...]
    cells: Callable[[str, str, GraphQLField], tuple[str, ...]]


def _fields(made: GraphQLNamedType, columns: Columns) -> list[str]:
    assert isinstance(made, GraphQLObjectType | GraphQLInterfaceType)
    return table(
        ("Field", "Type", *columns.heads),
        [
            (f"`{name}`", _linked(field), *columns.cells(made.name, name, field))
            for name, field in made.fields.items()
        ],
    )


def _linked(field: GraphQLField) -> str:
    """The type, leading to the heading of what it is made of."""
    named = get_named_type(field.type).name
    target = named.removesuffix("Connection")
    place = {"String": "", "Int": "", "Float": "", "Boolean": "", "ID": "scalars"}
    anchor = place.get(target, target.lower())
    return f"[`{field.type}`](#{anchor})" if anchor else f"`{field.type}`"


def _of_category(type_name: str, name: str, field: GraphQLField) -> tuple[str, ...]:
    entry = binding().datamap.fields.get(Coordinate(type_name, name))
    if entry is None:
        return "", "shown with its row"
    forms = ", ".join(entry.forms) if entry.target is None else "a relation"
    said = f": {field.description}" if field.description else ""
    return f"`{entry.category}`", forms + said


def _described(type_name: str, name: str, field: GraphQLField) -> tuple[str, ...]:
    return (_one_line(field.description),)


def _root(type_name: str, name: str, field: GraphQLField) -> tuple[str, ...]:
    named = [f"`{name}: {arg.type}`" for name, arg in field.args.items() if name not in PAGING]
    return ", ".join(named), _one_line(field.description)


OF_CATEGORY: Final = Columns(("Category", "Forms"), _of_category)
DESCRIBED: Final = Columns(("",), _described)
ROOT: Final = Columns(("Arguments", ""), _root)


def _filters(types: Iterable[GraphQLNamedType]) -> list[str]:
    made = [
        (f"`{one.name}`", " ".join(f"`{name}`" for name in one.fields))
        for one in types
        if isinstance(one, GraphQLInputObjectType)
        and one.name.endswith("Filter")
        and "and" not in one.fields
    ]
    return table(("Filter", "Operators"), made)


def _enums(types: Iterable[GraphQLNamedType]) -> list[str]:
    lines = []
    for one in types:
        if isinstance(one, GraphQLEnumType):
            said = [f"{one.description}\n"] if one.description else []
            lines += [f"### {one.name}\n", *said, " ".join(f"`{v}`" for v in one.values) + "\n"]
    return lines


def _scalars(types: Iterable[GraphQLNamedType]) -> list[str]:
    made = [one for one in types if isinstance(one, GraphQLScalarType)]
    rows = [(f'<span id="{one.name.lower()}"></span>`{one.name}`', _one_line(one.description))
            for one in made]  # fmt: skip
    return table(("Scalar", ""), rows)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
