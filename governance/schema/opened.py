"""The schema as one actor finds it: what it may read and write for some of its purposes, no more.

It is for convenience. Safety does not lean on it: a document is valid or not whoever asks, what is
left out here is denied there, and the whole schema is public.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from graphql import (
    REMOVE,
    DocumentNode,
    GraphQLSchema,
    Visitor,
    build_ast_schema,
    parse,
    print_ast,
    print_schema,
    visit,
)

from governance.authz.datamap import FieldEntry
from governance.authz.decision import NEVER, Decisions, Denied, Shown
from governance.identity import Coordinate
from governance.schema.binding import Binding
from governance.schema.inputs import screaming

FOR_ANYONE: Final = "viewer"
"""The root that needs no token."""


def opened_schema(binding: Binding, decided: Sequence[Decisions]) -> GraphQLSchema:
    """What a role finds open under some of these purposes; nobody has none, and finds `viewer`."""
    return build_ast_schema(_opened(binding, decided), assume_valid=True)


def opened_sdl(binding: Binding, decided: Sequence[Decisions]) -> str:
    """The same as text in the schema definition language."""
    return print_ast(_opened(binding, decided)) + "\n"


def _opened(binding: Binding, decided: Sequence[Decisions]) -> DocumentNode:
    whole = parse(print_schema(binding.graphql), no_location=True)
    pruned: DocumentNode = visit(whole, _Without(frozenset(_closed(binding, decided))))
    open_types = {name for name in binding.types if any(_has_rows(each, name) for each in decided)}
    mutates = any(_mutates(each, name) for each in decided for name in binding.mutations)
    return _reachable(pruned, open_types | ({"Mutation"} if mutates else set()))


def _closed(binding: Binding, decided: Sequence[Decisions]) -> Iterator[str]:
    """Places of the schema, `<owner>.<name>`, that no purpose opens.

    A filter, an order or `externalId` by what is never shown in clear would be refused.
    """
    for entry in binding.datamap.fields.values():
        owner, name = entry.coordinate
        if not any(_leaves(each, entry) for each in decided):
            yield f"{owner}.{name}"
        if entry.target is None and not any(_clear(each, entry.coordinate) for each in decided):
            yield from (f"{owner}Filter.{name}", f"{owner}OrderField.{screaming(name)}")
            if (owner, name) == ("Visitor", "externalId"):
                yield "visitor.externalId"
    for name in binding.mutations:
        if not any(_mutates(each, name) for each in decided):
            yield f"Mutation.{name}"
    for (owner, name), shown in binding.payloads.items():
        if not any(_has_rows(each, shown.target or "") for each in decided):
            yield f"{owner}.{name}"
    for name in binding.graphql.query_type.fields:  # type: ignore[union-attr]
        root = binding.roots.get(name)
        wanted = binding.types if root is None or root.target is None else (root.target,)
        found = any(_has_rows(each, one) for each in decided for one in wanted)
        if name != FOR_ANYONE and not (found if root else decided):
            yield f"Query.{name}"


def _has_rows(decided: Decisions, type_name: str) -> bool:
    return not isinstance(decided.rows(type_name), Denied)


def _mutates(decided: Decisions, name: str) -> bool:
    return not isinstance(decided.writes.rows("Mutation." + name), Denied)


def _leaves(decided: Decisions, entry: FieldEntry) -> bool:
    """Whether some row of the type leaves, with the field in some form."""
    if not _has_rows(decided, entry.coordinate.type):
        return False
    decide = decided.value if entry.target is None else decided.relation
    return not isinstance(decide(entry.coordinate), Denied)


def _clear(decided: Decisions, coordinate: Coordinate) -> bool:
    if not _has_rows(decided, coordinate.type):
        return False
    found = decided.value(coordinate)
    return isinstance(found, Shown) and found.clear_when != NEVER


class _Without(Visitor):
    """A copy of definitions without some fields, arguments, inputs and enum values."""

    def __init__(self, closed: frozenset[str]) -> None:
        super().__init__()
        self._closed = closed

    def _kept(self, node: Any, *place: Any) -> Any:
        owner = place[-1][-1]
        return REMOVE if f"{owner.name.value}.{node.name.value}" in self._closed else None

    enter_field_definition = enter_input_value_definition = enter_enum_value_definition = _kept


class _Names(Visitor):
    """Collects the types that a definition names."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def enter_named_type(self, node: Any, *_: Any) -> None:
        """A use of a type."""
        self.found.add(node.name.value)


def _reachable(document: DocumentNode, open_types: set[str]) -> DocumentNode:
    """The definitions that the root leads to; any open type may be behind an interface."""
    definitions: dict[str, Any] = {one.name.value: one for one in document.definitions}  # type: ignore[attr-defined]
    reached, waiting = set[str](), {"Query", *open_types}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        names = _Names()
        if name in definitions:
            visit(definitions[name], names)
        waiting |= names.found - reached
    kept = tuple(one for name, one in definitions.items() if name in reached)
    return DocumentNode(definitions=kept)
