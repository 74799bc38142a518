"""From coordinates to columns: where each governed field of the schema lies, checked at start.

A field of a governed type that declares no data category, or names a column that is not there,
does not build. The data map that the policy is checked against is made from the same declarations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import strawberry
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
)
from sqlalchemy import Table
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter

from governance.authz.datamap import DataMap, FieldEntry, TypeEntry
from governance.identity import Coordinate
from governance.schema.governed import (
    KEY,
    Declaration,
    Parts,
    ToMany,
    ToOne,
    Value,
    Withheld,
    camel,
)
from governance.schema.mutations.declare import Mutates
from governance.schema.mutations.mutation import MUTATIONS, Mutation
from governance.schema.query import ON_BEHALF, Query
from governance.schema.root import ROOT, Root
from governance.schema.scalars import SCALARS
from governance.schema.sources import SOURCES, Source
from governance.vocabulary import Anchor

UNGOVERNED: Final = frozenset({"id"})
"""Fields of governed types that are shown with the row."""


@dataclass(frozen=True, slots=True)
class FieldBinding:
    """A governed field: what it declares, its GraphQL type, whether it may be null."""

    coordinate: Coordinate
    declared: Declaration
    scalar: str
    """GraphQL name of the scalar or enum; `Enum` kinds are stored by name."""
    is_enum: bool
    is_list: bool
    nullable: bool
    column: str


@dataclass(frozen=True, slots=True)
class TypeBinding:
    """A governed type: where its rows lie and what its fields are."""

    name: str
    source: Source
    fields: Mapping[str, FieldBinding]

    @property
    def table(self) -> Table:
        """The table of its rows."""
        return self.source.table


@dataclass(frozen=True, slots=True)
class Binding:
    """The whole schema as the engine sees it."""

    graphql: GraphQLSchema
    types: Mapping[str, TypeBinding]
    roots: Mapping[str, Root]
    mutations: Mapping[str, Mutates]
    payloads: Mapping[tuple[str, str], Root]
    """(payload type, field) of what mutations show of what they wrote."""
    datamap: DataMap

    def root_of(self, type_name: str, field: str) -> Root | None:
        """The governed read that a field of the query's root, or of a payload, is."""
        return (
            self.roots.get(field) if type_name == "Query" else self.payloads.get((type_name, field))
        )


SCHEMA: Final = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    types=list(SOURCES),
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
)


@cache
def binding() -> Binding:
    """The binding of the schema. Raises TypeError naming the field that is not declared well."""
    graphql = _with_one_of(SCHEMA._schema)
    types = {cls.__name__: _bind(cls, source, graphql) for cls, source in SOURCES.items()}
    mutations = {made.name: made for made in MUTATIONS}
    payloads = {
        (made.payload.__name__, name): root
        for made in MUTATIONS
        for name, root in _roots(made.payload).items()
    }
    datamap = _datamap(types, mutations)
    return Binding(graphql, types, _roots(Query), mutations, payloads, datamap)


def _with_one_of(graphql: GraphQLSchema) -> GraphQLSchema:
    """Tell graphql-core which inputs are `@oneOf`: Strawberry keeps it to rules of its own."""
    for made in graphql.type_map.values():
        declared = made.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if isinstance(made, GraphQLInputObjectType) and getattr(declared, "is_one_of", False):
            made.is_one_of = True
    return graphql


def datamap() -> DataMap:
    """Every governed type and coordinate."""
    return binding().datamap


def _roots(cls: type) -> dict[str, Root]:
    return {
        field.graphql_name or camel(field.python_name): field.metadata[ROOT]
        for field in cls.__strawberry_definition__.fields  # type: ignore[attr-defined]
        if ROOT in field.metadata
    }


def _bind(cls: type, source: Source, graphql: GraphQLSchema) -> TypeBinding:
    name = cls.__name__
    graphql_type = graphql.type_map[name]
    assert isinstance(graphql_type, GraphQLObjectType)
    fields = {}
    for field in cls.__strawberry_definition__.fields:  # type: ignore[attr-defined]
        graphql_name = camel(field.python_name)
        if graphql_name in UNGOVERNED:
            continue
        declared = field.metadata.get(KEY)
        if declared is None:
            raise TypeError(name + "." + graphql_name + " declares no data category")
        fields[graphql_name] = _bind_field(
            Coordinate(name, graphql_name),
            declared,
            graphql_type.fields[graphql_name].type,
            field.python_name,
            source.table,
        )
    return TypeBinding(name, source, fields)


def _bind_field(
    coordinate: Coordinate, declared: Declaration, shape: Any, python_name: str, table: Table
) -> FieldBinding:
    if isinstance(shape, GraphQLNonNull):
        raise TypeError(str(coordinate) + " is governed, so it must be nullable")
    is_list = isinstance(shape, GraphQLList)
    inner = shape.of_type.of_type if is_list else shape
    column, nullable = python_name, True
    if isinstance(declared, Value) and declared.computed is None:
        column = declared.column or python_name
        if column not in table.c:
            raise TypeError(str(coordinate) + " names no column: " + column)
        nullable = bool(table.c[column].nullable)
        missing = [name for name in declared.stored.values() if name not in table.c]
        if missing:
            raise TypeError(str(coordinate) + " names no column: " + missing[0])
    return FieldBinding(
        coordinate=coordinate,
        declared=declared,
        scalar=inner.name,
        is_enum=isinstance(inner, GraphQLEnumType),
        is_list=is_list,
        nullable=nullable,
        column=column,
    )


def _datamap(types: Mapping[str, TypeBinding], mutations: Mapping[str, Mutates]) -> DataMap:
    entries = {name: _type_entry(bound) for name, bound in types.items()}
    fields = {
        field.coordinate: _field_entry(field)
        for bound in types.values()
        for field in bound.fields.values()
    }
    targets = {name: made.target for name, made in mutations.items()}
    return DataMap(entries, fields, targets, queries=ON_BEHALF)


def _type_entry(bound: TypeBinding) -> TypeEntry:
    source = bound.source
    anchors = {
        Anchor.VISITOR: source.visitor is not None,
        Anchor.SITE: source.site is not None,
        Anchor.ORGANIZATION: bool(source.organizations),
    }
    return TypeEntry(
        bound.name,
        frozenset(anchor for anchor, has in anchors.items() if has),
        source.visitor is not None,
    )


def _field_entry(field: FieldBinding) -> FieldEntry:
    declared = field.declared
    match declared:
        case Value():
            return FieldEntry(field.coordinate, declared.category, declared.forms)
        case ToOne() | ToMany():
            return FieldEntry(field.coordinate, declared.category, (), declared.target)
        case Withheld() | Parts():
            return FieldEntry(field.coordinate, declared.category, ("clear",))
