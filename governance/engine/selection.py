"""Stage 2: document and variables to a tree of selected fields, their arguments coerced.

Fragments are merged, `@include` and `@skip` resolved. What depends on the document alone is kept
with it; a request adds its argument values, flat and in a fixed order, and their *shape*: which
keys and operators are there, null or not, which enum values. SQL is made from the shape; the
values are bound.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import or_
from typing import Any, NamedTuple

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)
from graphql.execution.values import VariableValues

from governance.engine.arguments import (
    MOST_CONDITIONS,
    MOST_VALUES,
    Shape,
    arguments_of,
    coerced_variables,
    count_conditions,
    shape_of,
)
from governance.engine.document import MOST_SKELETONS, Document
from governance.errors import bad_input, too_complex
from governance.identity import type_of
from governance.schema.binding import Binding


@dataclass(frozen=True, slots=True)
class Selected:
    """A selected field. Structure (`nodes`, `pageInfo`) and governed fields alike."""

    key: str
    """The response key."""
    name: str
    type: str
    """The type it is a field of."""
    returns: str
    """The named type it returns; for `node`, the type that its id names."""
    slot: int | None
    """The place of its arguments among the selection's; None where it takes none."""
    fields: tuple["Selected", ...]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What a document, its directives' values and the types of its `node` ids decide."""

    key: tuple[Any, ...]
    """Operation, the booleans of its directives, the types of its `node` ids."""
    roots: tuple[Selected, ...]
    governed: bool
    """Whether some root is a governed read."""
    only_governed: bool
    """Whether nothing else is asked, so that no executor is needed."""
    writes: bool
    """Whether it is a mutation."""
    slots: tuple[tuple[GraphQLField, FieldNode], ...]

    @property
    def operation(self) -> str | None:
        """The operation's name."""
        return self.key[0]  # type: ignore[no-any-return]


class Selection(NamedTuple):
    """The selected tree of one request."""

    skeleton: Skeleton
    shapes: tuple[Shape, ...]
    """For each slot, the shape of its arguments."""
    values: tuple[Any, ...]
    """All literals of all slots, in the order of the shapes."""


def select(
    document: Document,
    operation_name: str | None,
    variables: Mapping[str, Any],
    binding: Binding,
) -> Selection:
    """The tree of the operation of that name, or of the only one.

    Raises BAD_USER_INPUT for no such operation, and for variables that do not fit.
    """
    operation = document.operation(operation_name)
    coerced = coerced_variables(operation, variables, binding.graphql)
    skeleton = _skeleton(document, operation, coerced, binding)
    shapes, values = [], list[Any]()
    for definition, node in skeleton.slots:
        arguments = arguments_of(definition, node, coerced)
        shapes.append(
            tuple((name, shape_of(value, values, name)) for name, value in arguments.items())
        )
    if len(values) > MOST_VALUES:
        raise too_complex(f"the arguments hold more than {MOST_VALUES} values: use `in` for many")
    if sum(map(count_conditions, shapes)) > MOST_CONDITIONS:
        raise too_complex(
            f"the filters hold more than {MOST_CONDITIONS} conditions: use `in` for many values"
        )
    return Selection(skeleton, tuple(shapes), tuple(values))


def shows_cursor(connection: Selected) -> bool:
    """Whether a connection shows the cursor of some row."""
    wanted = {"edges": {"cursor"}, "pageInfo": {"startCursor", "endCursor"}}
    return any(
        part.name in wanted.get(child.name, ())
        for child in connection.fields
        for part in child.fields
    )


def _skeleton(
    document: Document,
    operation: OperationDefinitionNode,
    coerced: VariableValues,
    binding: Binding,
) -> Skeleton:
    """Kept by operation, the booleans of its directives, and the types that its ids name."""
    name = operation.name.value if operation.name else None
    if document.directive_variables is None:
        document.directive_variables = _directive_variables(document)
    names = document.directive_variables
    flags = tuple(coerced.coerced.get(one) for one in names)
    builder = _Builder(document, coerced, binding)
    roots = builder.node_types(operation, conditional=bool(names))
    key = (name, flags, roots)
    kept = document.skeletons.get(key)
    if kept is None:
        kept = builder.build(operation, key)
        if len(document.skeletons) < MOST_SKELETONS:
            document.skeletons[key] = kept
    return kept


def _directive_variables(document: Document) -> tuple[str, ...]:
    """The variables that some @include or @skip asks, in every operation and fragment."""
    found = set()
    waiting: list[Any] = [
        node.selection_set for node in (*document.operations.values(), *document.fragments.values())
    ]
    while waiting:
        for node in waiting.pop().selections:
            for directive in node.directives or ():
                for argument in directive.arguments or ():
                    if isinstance(argument.value, VariableNode):
                        found.add(argument.value.name.value)
            if getattr(node, "selection_set", None) is not None:
                waiting.append(node.selection_set)
    return tuple(sorted(found))


class _Builder:
    """Walks the selection sets of one operation."""

    def __init__(self, document: Document, coerced: VariableValues, binding: Binding) -> None:
        self._document = document
        self._coerced = coerced
        self._schema = binding.graphql
        self._governed = binding.roots.keys()
        self._types = binding.types.keys()
        self._slots: list[tuple[GraphQLField, FieldNode]] = []

    def node_types(
        self, operation: OperationDefinitionNode, *, conditional: bool
    ) -> tuple[str, ...]:
        """The type that the id of each `node(id:)` root names, in order."""
        name = operation.name.value if operation.name else None
        if name in self._document.without_nodes:
            return ()
        nodes = [
            field
            for fields in self._collect(
                _root_type(operation, self._schema), [operation.selection_set]
            ).values()
            for field in fields[:1]
            if field.name.value == "node"
        ]
        if not nodes and not conditional:
            self._document.without_nodes.add(name)
        return tuple(self._node_type(node) for node in nodes)

    def _node_type(self, node: FieldNode) -> str:
        definition = self._schema.query_type.fields["node"]  # type: ignore[union-attr]
        named = type_of(arguments_of(definition, node, self._coerced)["id"])
        if named not in self._types:
            raise bad_input("`id` is not the id of a node", "id")
        return named

    def build(self, operation: OperationDefinitionNode, key: tuple[Any, ...]) -> Skeleton:
        """The tree from the root."""
        root = _root_type(operation, self._schema)
        fields = self._fields(root, [operation.selection_set])
        governed = [field.name in self._governed for field in fields]
        typenames = [field.name == "__typename" for field in fields]
        only = any(governed) and all(map(or_, governed, typenames))
        writes = root is self._schema.mutation_type
        return Skeleton(key, fields, any(governed), only, writes, tuple(self._slots))

    def _fields(
        self, parent: GraphQLObjectType, sets: Iterable[SelectionSetNode]
    ) -> tuple[Selected, ...]:
        return tuple(
            self._field(parent, key, nodes) for key, nodes in self._collect(parent, sets).items()
        )

    def _field(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> Selected:
        name = nodes[0].name.value
        if name.startswith("__"):
            return Selected(key, name, parent.name, "String", None, ())
        definition = parent.fields[name]
        slot = None
        if definition.args and parent is not self._schema.mutation_type:
            slot = len(self._slots)
            self._slots.append((definition, nodes[0]))
        returned = get_named_type(definition.type)
        if name == "node" and parent is self._schema.query_type:
            returned = self._schema.type_map[self._node_type(nodes[0])]
        sets = [node.selection_set for node in nodes if node.selection_set is not None]
        fields = self._fields(returned, sets) if isinstance(returned, GraphQLObjectType) else ()
        return Selected(key, name, parent.name, returned.name, slot, fields)

    def _collect(
        self, parent: GraphQLObjectType, sets: Iterable[SelectionSetNode]
    ) -> dict[str, list[FieldNode]]:
        """CollectFields of the specification (section 6.3.2), over merged selection sets."""
        grouped: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for selection_set in sets:
            for field in self._flat(parent, selection_set, visited):
                key = field.alias.value if field.alias else field.name.value
                grouped.setdefault(key, []).append(field)
        return grouped

    def _flat(
        self, parent: GraphQLObjectType, selection_set: SelectionSetNode, visited: set[str]
    ) -> Iterator[FieldNode]:
        for node in selection_set.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                yield node
                continue
            fragment: Any = node
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in visited:
                    continue
                visited.add(node.name.value)
                fragment = self._document.fragments[node.name.value]
            condition = fragment.type_condition
            if condition is None or self._applies(condition.name.value, parent):
                yield from self._flat(parent, fragment.selection_set, visited)

    def _applies(self, condition: str, parent: GraphQLObjectType) -> bool:
        return condition == parent.name or any(
            condition == interface.name for interface in parent.interfaces
        )

    def _included(self, node: Any) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            if name in ("include", "skip"):
                given = directive.arguments[0].value
                flag = (
                    given.value
                    if isinstance(given, BooleanValueNode)
                    else self._coerced.coerced.get(given.name.value)
                )
                if flag is None:
                    raise bad_input(f"`@{name}` is given null", "if")
                if bool(flag) is (name == "skip"):
                    return False
        return True


def _root_type(operation: OperationDefinitionNode, schema: GraphQLSchema) -> GraphQLObjectType:
    root = schema.get_root_type(operation.operation)
    if root is None:
        raise bad_input("there is no such kind of operation", "query")
    return root
