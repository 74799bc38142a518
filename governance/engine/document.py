"""Stage 1: text to a valid document, bounded before it is validated, and kept by its text.

A document is valid or not whoever asks: policy shows as FIELD_DENIED, never as a validation error.
The bounds are linear in the document's size, fragments included: each fragment is measured once.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
    validate,
)

from governance.engine.kept import Kept
from governance.engine.misfits import worded
from governance.errors import Code, GovernanceError, Refused, bad_input, too_complex
from governance.services.keys import keyed_hash
from governance.settings import Settings

_MOST_ERRORS: Final = 20
LARGEST_KEPT: Final = 65_536
"""Characters of a document that is kept; a larger one is read anew each time."""
MOST_REPEATS: Final = 50
"""Fields of one response key in a selection set: validation compares each two of them."""
MOST_SKELETONS: Final = 64
"""Kept of each document: one for every combination of its directives' variables."""
MOST_CHARACTERS: Final = 262_144
MOST_FRAGMENTS: Final = 100
"""Of a document: validation compares each two of them."""
LONGEST_NAME: Final = 128
"""Of an operation: the ledger keeps it."""
MOST_OBJECTS: Final = 300
"""Fields with fields of their own, in the document: a plan has a level for about every second."""
INTROSPECTION: Final = frozenset({"__schema", "__type"})
"""The roots that ask for the schema itself."""
INTROSPECTION_COST: Final = 500
"""What each root of introspection counts for, in fields: its answer is large."""
LISTED: Final = {"access": 250, "policyRevisions": 50}
"""Roots that a resolver makes, to how often their fields count: once for each row."""


@dataclass(slots=True)
class Document:
    """A valid document, and what is derived from it alone."""

    hash: str
    """Hexadecimal HMAC-SHA256 of its text: nobody who reads the ledger can confirm a guess."""
    ast: DocumentNode
    operations: dict[str | None, OperationDefinitionNode]
    fragments: dict[str, FragmentDefinitionNode]
    directive_variables: tuple[str, ...] | None = None
    """The variables that some @include or @skip asks."""
    without_nodes: set[str | None] = field(default_factory=set)
    """Operations that have no `node` root, whatever the variables."""
    skeletons: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    """What `selection` has built of it."""

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of that name, or the only one. Raises BAD_USER_INPUT."""
        if name is None:
            if len(self.operations) != 1:
                raise bad_input("`operationName` is needed: there are several", "operationName")
            return next(iter(self.operations.values()))
        if name not in self.operations:
            raise bad_input("`operationName` names no operation", "operationName")
        return self.operations[name]


class Documents:
    """Documents by their text."""

    def __init__(self, schema: GraphQLSchema, settings: Settings, key: bytes) -> None:
        self._key = key
        self._schema = schema
        self._settings = settings
        self._kept = Kept[Document](settings.document_cache_size)

    def read(self, text: str) -> Document:
        """The document of a text. Raises GRAPHQL_PARSE_FAILED, QUERY_TOO_COMPLEX and
        GRAPHQL_VALIDATION_FAILED."""
        if len(text) > MOST_CHARACTERS:
            raise too_complex(f"the document has more than {MOST_CHARACTERS} characters")
        kept = self._kept.get(text)
        if kept is not None:
            return kept
        document = self._read(text)
        return document if len(text) > LARGEST_KEPT else self._kept.keep(text, document)

    def _read(self, text: str) -> Document:
        refuse_unspeakable(text, "query")
        ast = self._parse(text)
        operations = {
            node.name.value if node.name else None: node
            for node in ast.definitions
            if isinstance(node, OperationDefinitionNode)
        }
        fragments = {
            node.name.value: node
            for node in ast.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        if any(name is not None and len(name) > LONGEST_NAME for name in operations):
            raise bad_input(f"an operation's name has more than {LONGEST_NAME} characters", "query")
        if len(fragments) > MOST_FRAGMENTS:
            raise too_complex(f"the document has more than {MOST_FRAGMENTS} fragments")
        if not operations:
            raise GovernanceError(Code.GRAPHQL_PARSE_FAILED, "the document has no operation")
        try:
            self._bound(ast)
            errors = validate(self._schema, ast, max_errors=_MOST_ERRORS, hide_suggestions=True)
        except RecursionError as error:
            raise too_complex("the document is nested too deeply") from error
        if errors:
            raise Refused([_refusal(Code.GRAPHQL_VALIDATION_FAILED, error) for error in errors])
        return Document(keyed_hash(self._key, text), ast, operations, fragments)

    def _parse(self, text: str) -> DocumentNode:
        most = self._settings.max_tokens
        try:
            return parse(text, max_tokens=most, allow_empty_selection_sets=False)
        except GraphQLSyntaxError as error:
            if "token" in error.message and str(most) in error.message:
                raise too_complex(f"the document has more than {most} tokens") from error
            if "nested too deeply" in error.message:
                raise too_complex("the document is nested too deeply") from error
            raise _refusal(Code.GRAPHQL_PARSE_FAILED, error) from error
        except (GraphQLError, RecursionError) as error:  # graphql-core's own bound on nesting
            raise too_complex("the document is nested too deeply") from error

    def _bound(self, ast: DocumentNode) -> None:
        """Every definition, also one whose name another has."""
        most, measure = self._settings, _Measure(ast)
        for node in ast.definitions:
            if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode):
                depth, fields, objects = measure.of(node.selection_set)
                if depth > most.max_depth and not _introspects(node):
                    raise too_complex(f"the document is deeper than {most.max_depth}")
                if fields > most.max_fields:
                    raise too_complex(f"the document has more than {most.max_fields} fields")
                if objects > MOST_OBJECTS and not _introspects(node):
                    raise too_complex(f"the document has more than {MOST_OBJECTS} objects")


class Size(NamedTuple):
    """How large a selection set is, with what it spreads."""

    depth: int
    fields: int
    objects: int


NOTHING: Final = Size(0, 0, 0)


class _Measure:
    """Depth, fields and objects of a selection set, fragments expanded; each measured once."""

    def __init__(self, ast: DocumentNode) -> None:
        self._fragments = {
            node.name.value: node
            for node in ast.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        self._known: dict[str, Size] = {}

    def of(self, selection_set: SelectionSetNode) -> Size:
        """The size of a selection set."""
        depth, fields, objects = 0, 0, 0
        keys: Counter[str] = Counter()
        for node in selection_set.selections:
            below = self._of_node(node)
            if isinstance(node, FieldNode):
                keys[(node.alias or node.name).value] += 1
                own = node.selection_set is not None
                if node.name.value in INTROSPECTION:
                    self._refuse_aliases(node.selection_set, set())
                rows = LISTED.get(node.name.value, 1)
                fields_below = rows * below.fields + _own_cost(node)
                below = Size(below.depth + 1, fields_below, below.objects + own)
            depth = max(depth, below.depth)
            fields += below.fields
            objects += below.objects
        if keys and max(keys.values()) > MOST_REPEATS:
            raise too_complex(f"a field is repeated more than {MOST_REPEATS} times")
        return Size(depth, fields, objects)

    def _refuse_aliases(self, selection_set: SelectionSetNode | None, visited: set[str]) -> None:
        """Of introspection a field is told once: a hundred aliases would tell all a hundred times.

        No tool asks for more.
        """
        for node in selection_set.selections if selection_set else ():
            if isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name in self._fragments and name not in visited:
                    visited.add(name)
                    self._refuse_aliases(self._fragments[name].selection_set, visited)
                continue
            if isinstance(node, FieldNode) and node.alias is not None:
                raise too_complex("introspection takes no aliases")
            self._refuse_aliases(node.selection_set, visited)  # type: ignore[attr-defined]

    def _of_node(self, node: Any) -> Size:
        if isinstance(node, FragmentSpreadNode):
            return self._of_fragment(node.name.value)
        if isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set is not None:
            return self.of(node.selection_set)
        return NOTHING

    def _of_fragment(self, name: str) -> Size:
        if name not in self._known:
            self._known[name] = NOTHING  # a cycle ends here, and validation refuses it
            if name in self._fragments:
                self._known[name] = self.of(self._fragments[name].selection_set)
        return self._known[name]


def _own_cost(field: FieldNode) -> int:
    return INTROSPECTION_COST if field.name.value in INTROSPECTION else 1


def _introspects(operation: OperationDefinitionNode | FragmentDefinitionNode) -> bool:
    """Whether its roots only introspect: the well-known introspection query is deep."""
    return all(
        isinstance(node, FieldNode) and node.name.value in INTROSPECTION
        for node in operation.selection_set.selections
    )


def refuse_unspeakable(text: str, argument: str) -> None:
    """NUL and lone surrogates cannot be stored, so they cannot be asked for: BAD_USER_INPUT."""
    if "\0" in text:
        raise bad_input(f"`{argument}` holds a NUL character", argument)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_input(f"`{argument}` holds half of a surrogate pair", argument) from error


def _refusal(code: Code, error: GraphQLError) -> GovernanceError:
    locations = [{"line": at.line, "column": at.column} for at in error.locations or ()]
    return GovernanceError(code, worded(error.message), locations=locations)
