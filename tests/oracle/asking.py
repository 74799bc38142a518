"""What a document asks for, as a tree: fragments merged, `@include` and `@skip` resolved.

One node for each response key, as the GraphQL specification collects fields (section 6.3.2). The
tree says nothing of who asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    parse,
)
from graphql.execution.values import (
    VariableValues,
    get_argument_values,
    get_directive_values,
    get_variable_values,
)

from governance.identity import TYPES
from tests.oracle.filters import BadInput, storable


@dataclass(frozen=True, slots=True)
class Asked:
    """A field asked for under one response key, with its coerced arguments."""

    key: str
    name: str
    of: str
    """The type that has the field."""
    leads_to: str
    """The named type of its value; for `node(id:)` the type that the id names, or ``."""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    inside: tuple["Asked", ...] = ()

    def part(self, *names: str) -> "list[Asked]":
        """The fields inside of these names."""
        return [one for one in self.inside if one.name in names]


NARROWING: Final = ("where", "site", "id", "externalId")
"""What says which rows are meant."""


class Document:
    """A parsed operation with its variables. Raises BadInput for one that does not fit."""

    def __init__(
        self, schema: GraphQLSchema, text: str, variables: Mapping[str, Any] | None
    ) -> None:
        self._schema = schema
        definitions = _parsed(text).definitions
        self._fragments = {
            one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)
        }
        (operation,) = (one for one in definitions if isinstance(one, OperationDefinitionNode))
        self._operation = operation
        coerced = get_variable_values(
            schema, operation.variable_definitions or (), dict(variables or {})
        )
        if not isinstance(coerced, VariableValues):
            raise BadInput("variables")
        self._variables = coerced

    def roots(self) -> tuple[Asked, ...]:
        """The root fields."""
        return self._asked("Query", [self._operation.selection_set])

    def _asked(self, type_name: str, sets: Iterable[SelectionSetNode]) -> tuple[Asked, ...]:
        found: dict[str, list[FieldNode]] = {}
        for one in sets:
            self._collect(type_name, one, found)
        return tuple(self._field(type_name, key, nodes) for key, nodes in found.items())

    def _field(self, type_name: str, key: str, nodes: list[FieldNode]) -> Asked:
        name = nodes[0].name.value
        if name == "__typename":
            return Asked(key, name, type_name, "String")
        of = self._schema.type_map[type_name]
        assert isinstance(of, GraphQLObjectType)
        arguments = get_argument_values(of.fields[name], nodes[0], self._variables)
        narrowing = [arguments.get(one, "") for one in NARROWING]
        if self._lacks_a_value(nodes[0]) or None in narrowing or _is_unspeakable(arguments):
            raise BadInput(name)
        leads_to = get_named_type(of.fields[name].type).name
        if leads_to == "Node":
            leads_to = TYPES.get(str(arguments["id"])[:3], "")
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        inside = self._asked(leads_to, sets) if sets and leads_to else ()
        return Asked(key, name, type_name, leads_to, arguments, inside)

    def _lacks_a_value(self, node: FieldNode) -> bool:
        """Whether a variable of what says which rows are meant has none: it must not widen it."""
        given = node.arguments or ()
        waiting: list[Any] = [one.value for one in given if one.name.value in NARROWING]
        while waiting:
            one = waiting.pop()
            if isinstance(one, VariableNode) and one.name.value not in self._variables.coerced:
                return True
            waiting += [inner.value for inner in getattr(one, "fields", ())]
            waiting += getattr(one, "values", ())
        return False

    def _collect(
        self, type_name: str, selected: SelectionSetNode, found: dict[str, list[FieldNode]]
    ) -> None:
        for one in selected.selections:
            if not self._included(one):
                continue
            if isinstance(one, FieldNode):
                key = one.alias.value if one.alias else one.name.value
                found.setdefault(key, []).append(one)
                continue
            fragment: Any = one
            if isinstance(one, FragmentSpreadNode):
                fragment = self._fragments[one.name.value]
            else:
                assert isinstance(one, InlineFragmentNode)
            condition = fragment.type_condition
            if condition is None or self._applies(condition.name.value, type_name):
                self._collect(type_name, fragment.selection_set, found)

    def _applies(self, condition: str, type_name: str) -> bool:
        named = self._schema.type_map[condition]
        concrete = self._schema.type_map[type_name]
        if isinstance(named, GraphQLInterfaceType):
            assert isinstance(concrete, GraphQLObjectType)
            return named in concrete.interfaces
        return named is concrete

    def _included(self, node: Any) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self._variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self._variables)
        return not (skip and skip["if"]) and (include is None or bool(include["if"]))


@lru_cache(maxsize=64)
def _parsed(text: str) -> DocumentNode:
    return parse(text)


def _is_unspeakable(value: Any) -> bool:
    """Whether a text somewhere in an argument holds what no database keeps."""
    if isinstance(value, Mapping):
        return any(map(_is_unspeakable, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_is_unspeakable, value))
    return isinstance(value, str) and not storable(value)
