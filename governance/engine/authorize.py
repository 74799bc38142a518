"""Stage 3: decide every coordinate of a selection, and every one it filters or orders by.

INVARIANT(authorized-only): only `authorize` makes an `AuthorizedSelection`, and the compiler takes
nothing else. What is denied, and the errors it gives, depend on the document and the policy alone,
never on rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from governance.authz.decision import NEVER, Decisions, Denied, Missing, Rows, Shown
from governance.engine.arguments import USED_BY, Shape, count_values, filter_fields, order_fields
from governance.engine.selection import Selected, Selection, shows_cursor
from governance.errors import Code, GovernanceError, Refused
from governance.identity import Coordinate
from governance.schema.binding import UNGOVERNED, Binding, FieldBinding
from governance.schema.governed import Parts, ToMany, ToOne, Value, Withheld

_SEAL: Final = object()


class OnDenied(Enum):
    """What a denied coordinate does to the answer."""

    ERROR = "error"
    NULL = "null"
    REJECT = "reject"


class Part(Enum):
    """What a selected field is to the compiler."""

    TYPENAME = "typename"
    ID = "id"
    VALUE = "value"
    WITHHELD = "withheld"
    PARTS = "parts"
    ONE = "one"
    MANY = "many"
    LIST = "list"
    STRUCTURE = "structure"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class AuthorizedField:
    """A selected field and what was decided of it."""

    selected: Selected
    part: Part
    decision: Shown | Rows | None = None
    """`Shown` of a value, the relation's own `Rows` of a relation; None where not governed."""
    binding: FieldBinding | None = None
    arguments: Shape = ()
    values_from: int = 0
    """Where the literals of its arguments begin among the selection's values."""
    fields: tuple["AuthorizedField", ...] = ()
    in_cursors: tuple["AuthorizedField", ...] = ()
    """Of a connection, the clear values that its cursors hold."""

    @property
    def key(self) -> str:
        """The response key."""
        return self.selected.key

    @property
    def name(self) -> str:
        """The field's name."""
        return self.selected.name


@dataclass(frozen=True, slots=True)
class AuthorizedSelection:
    """A selection that was decided: what the compiler may read, and what the caller is told."""

    roots: tuple[AuthorizedField, ...]
    decisions: Decisions
    errors: tuple[GovernanceError, ...]
    forms: dict[str, tuple[str, ...]]
    """Coordinate to the forms that some row may show."""
    denied: tuple[str, ...]
    read: tuple[str, ...]
    """Roots and relations that are followed, if only to be counted."""
    used: tuple[str, ...]
    """Coordinates that filters and orders use."""
    seal: object = field(repr=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("only authorize() makes an AuthorizedSelection")


def authorize(
    selection: Selection,
    decisions: Decisions,
    binding: Binding,
    purpose: str,
    on_denied: OnDenied,
) -> AuthorizedSelection:
    """Decide a selection. Raises FILTER_DENIED, and FIELD_DENIED when denials are to reject."""
    deciding = _Deciding(selection, decisions, binding, purpose)
    roots = tuple(
        deciding.root(selected)
        for selected in selection.skeleton.roots
        if selected.name == "__typename" or binding.root_of(selected.type, selected.name)
    )
    if deciding.filters:
        raise Refused(deciding.filters)
    if deciding.errors and on_denied is OnDenied.REJECT:
        first = dict[object, GovernanceError]()
        for error in deciding.errors:
            first.setdefault(error.extensions["coordinate"], error)
        raise Refused(list(first.values()))
    return AuthorizedSelection(
        roots=roots,
        decisions=decisions,
        errors=tuple(deciding.errors) if on_denied is OnDenied.ERROR else (),
        forms=deciding.forms,
        denied=tuple(
            dict.fromkeys(str(error.extensions["coordinate"]) for error in deciding.errors)
        ),
        read=tuple(deciding.read),
        used=tuple(deciding.used),
        seal=_SEAL,
    )


class _Deciding:
    """One walk over a selection, gathering what it finds."""

    def __init__(
        self, selection: Selection, decisions: Decisions, binding: Binding, purpose: str
    ) -> None:
        self._selection = selection
        self._decisions = decisions
        self._binding = binding
        self._purpose = purpose
        self._starts = _value_starts(selection.shapes)
        self.errors: list[GovernanceError] = []
        self.filters: list[GovernanceError] = []
        self.forms: dict[str, tuple[str, ...]] = {}
        self.read: dict[str, None] = {}
        self.used: dict[str, None] = {}

    def root(self, selected: Selected) -> AuthorizedField:
        """A root field: readable iff some row of its type may leave."""
        root = self._binding.root_of(selected.type, selected.name)
        if root is None:
            return AuthorizedField(selected, Part.TYPENAME)
        rows = self._decisions.rows(root.target or selected.returns)
        path, place = (selected.key,), (selected.type, selected.name)
        if isinstance(rows, Denied):
            return self._deny(selected, Coordinate(*place), rows.missing, path)
        self.read[str(Coordinate(*place))] = None
        target = root.target or selected.returns
        arguments, start = self._arguments(selected)
        for name, shape in arguments:
            if name in USED_BY and shape is not None:
                self._use(USED_BY[name], name)
        self._authorize_arguments(target, arguments)
        fields = (
            self._children(selected, path) if root.many else self._object(target, selected, path)
        )
        part = Part.MANY if root.many else Part.LIST if root.listed else Part.ONE
        held = self._in_cursors(target, selected, arguments)
        return AuthorizedField(selected, part, rows, None, arguments, start, fields, held)

    def _object(
        self, type_name: str, selected: Selected, path: tuple[str, ...]
    ) -> tuple[AuthorizedField, ...]:
        return tuple(self._field(type_name, child, (*path, child.key)) for child in selected.fields)

    def _children(self, selected: Selected, path: tuple[str, ...]) -> tuple[AuthorizedField, ...]:
        """The structure of a connection: its rows are under `nodes` and `edges { node }`."""
        return tuple(self._structure(child, (*path, child.key)) for child in selected.fields)

    def _structure(self, selected: Selected, path: tuple[str, ...]) -> AuthorizedField:
        if selected.returns in self._binding.types:
            fields = self._object(selected.returns, selected, path)
        else:
            fields = self._children(selected, path)
        part = Part.TYPENAME if selected.name == "__typename" else Part.STRUCTURE
        return AuthorizedField(selected, part, fields=fields)

    def _field(self, type_name: str, selected: Selected, path: tuple[str, ...]) -> AuthorizedField:
        if selected.name == "__typename":
            return AuthorizedField(selected, Part.TYPENAME)
        if selected.name in UNGOVERNED:
            return AuthorizedField(selected, Part.ID)
        bound = self._binding.types[type_name].fields[selected.name]
        match bound.declared:
            case ToOne() | ToMany():
                return self._relation(bound, selected, path)
            case Value() | Withheld() | Parts():
                return self._value(bound, selected, path)

    def _value(
        self, bound: FieldBinding, selected: Selected, path: tuple[str, ...]
    ) -> AuthorizedField:
        decided = self._decisions.value(bound.coordinate)
        if isinstance(decided, Denied):
            return self._deny(selected, bound.coordinate, decided.missing, path)
        self.forms[str(bound.coordinate)] = tuple(option.form for option in decided.options)
        part = {Value: Part.VALUE, Withheld: Part.WITHHELD, Parts: Part.PARTS}[type(bound.declared)]
        fields = tuple(
            AuthorizedField(child, Part.TYPENAME if child.name == "__typename" else Part.STRUCTURE)
            for child in selected.fields
        )
        return AuthorizedField(selected, part, decided, bound, fields=fields)

    def _relation(
        self, bound: FieldBinding, selected: Selected, path: tuple[str, ...]
    ) -> AuthorizedField:
        decided = self._decisions.relation(bound.coordinate)
        if isinstance(decided, Denied):
            return self._deny(selected, bound.coordinate, decided.missing, path)
        self.read[str(bound.coordinate)] = None
        declared = bound.declared
        assert isinstance(declared, ToOne | ToMany)
        if isinstance(declared, ToOne):
            fields = self._object(declared.target, selected, path)
            return AuthorizedField(selected, Part.ONE, decided, bound, fields=fields)
        arguments, start = self._arguments(selected)
        self._authorize_arguments(declared.target, arguments)
        fields = self._children(selected, path)
        held = self._in_cursors(declared.target, selected, arguments)
        return AuthorizedField(selected, Part.MANY, decided, bound, arguments, start, fields, held)

    def _in_cursors(
        self, type_name: str, selected: Selected, arguments: Shape
    ) -> tuple[AuthorizedField, ...]:
        """INVARIANT(cursors-are-shown): a cursor tells the clear values of its order."""
        made = []
        for name in order_fields(dict(arguments).get("orderBy")) if shows_cursor(selected) else ():
            if name not in UNGOVERNED:
                bound = self._binding.types[type_name].fields[name]
                decided = self._decisions.value(bound.coordinate)
                if isinstance(decided, Shown) and decided.clear_when != NEVER:
                    clear = Shown(decided.options[:1], decided.unless)
                    self.forms.setdefault(str(bound.coordinate), ("clear",))
                    made.append(AuthorizedField(selected, Part.VALUE, clear, bound))
        return tuple(made)

    def _arguments(self, selected: Selected) -> tuple[Shape, int]:
        if selected.slot is None:
            return (), 0
        return self._selection.shapes[selected.slot], self._starts[selected.slot]

    def _authorize_arguments(self, type_name: str, arguments: Shape) -> None:
        given = dict(arguments)
        used = filter_fields(given["where"]) if "where" in given else ()
        for name in used:
            if name not in UNGOVERNED:
                self._use(Coordinate(type_name, name), "where")
        for name in order_fields(given.get("orderBy")):
            if name not in UNGOVERNED:
                self._use(Coordinate(type_name, name), "orderBy")

    def _use(self, coordinate: Coordinate, argument: str) -> None:
        """A coordinate is used where its clear form may be shown; else FILTER_DENIED."""
        self.used[str(coordinate)] = None
        decided = self._decisions.value(coordinate)
        if isinstance(decided, Shown) and decided.clear_when != NEVER:
            return
        missing = decided.missing if isinstance(decided, Denied) else Missing("ROLE", ())
        self.filters.append(
            GovernanceError(
                Code.FILTER_DENIED,
                f"`{coordinate}` may not be used in `{argument}`: its clear value is not allowed",
                coordinate=str(coordinate),
                purpose=self._purpose,
                usedIn=argument,
                missing={"kind": missing.kind, "purposes": list(missing.purposes)},
            )
        )

    def _deny(
        self, selected: Selected, coordinate: Coordinate, missing: Missing, path: tuple[str, ...]
    ) -> AuthorizedField:
        self.errors.append(
            GovernanceError(
                Code.FIELD_DENIED,
                f"`{coordinate}` is not allowed for this {missing.kind.lower()}",
                path=path,
                coordinate=str(coordinate),
                purpose=self._purpose,
                missing={"kind": missing.kind, "purposes": list(missing.purposes)},
            )
        )
        return AuthorizedField(selected, Part.DENIED)


def _value_starts(shapes: Sequence[Shape]) -> list[int]:
    starts, count = [], 0
    for shape in shapes:
        starts.append(count)
        count += count_values(shape)
    return starts
