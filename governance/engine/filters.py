"""Filters: what a caller may ask of rows, over the visible clear value and nothing else.

Two-valued logic: `not` is pushed to the leaves. A leaf is `K and coalesce(P, false)`, its negation
`K and not coalesce(P, false)`, where K says that the clear form is shown for the row. `isNull` is
true where K fails, so that a withheld value cannot be told from one that is not there.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Integer,
    Text,
    and_,
    case,
    false,
    func,
    not_,
    or_,
    true,
)
from sqlalchemy.types import TypeEngine

from governance.authz.decision import Shown
from governance.database.dialect import Expression
from governance.database.types import Instant
from governance.engine.arguments import LOGICAL, Shape, count_values
from governance.engine.levels import Level
from governance.identity import Coordinate
from governance.schema.binding import UNGOVERNED, FieldBinding
from governance.schema.governed import Value
from governance.services.matching import match_address

EMAIL: Final = Coordinate("Visitor", "email")

KINDS: Final[dict[str, TypeEngine[Any]]] = {
    "Int": Integer(),
    "DateTime": Instant(),
    "Boolean": Boolean(),
}


class Visible:
    """What a filter or an order sees of a coordinate: its clear value, and when it is shown."""

    def __init__(self, level: Level, name: str) -> None:
        self._level = level
        self.convert: Callable[[str, Any], Any] | None = None
        self.kind: TypeEngine[Any] = Text()
        self.nullable = False
        self.shown: Expression | None = None
        if name in UNGOVERNED:
            self.clear = level.inner(name)
            return
        bound = level.bound.fields[name]
        declared = bound.declared
        decided = level.statement.decisions.value(bound.coordinate)
        assert isinstance(declared, Value)
        assert isinstance(decided, Shown)
        self.clear = self._clear(bound, declared)
        self.kind = KINDS.get(bound.scalar, Text())
        self.shown = level.holds(decided.clear_when, decided.unless, declared.category, above=False)
        self.nullable = bound.nullable or self.shown is not None
        if bound.coordinate == EMAIL:
            self.convert = _match_text

    def _clear(self, bound: FieldBinding, declared: Value) -> Expression:
        level = self._level
        if bound.coordinate == EMAIL:
            return level.inner("email_match")
        if declared.computed is not None:
            return declared.computed(level.inner, level.statement.binds)
        return level.inner(bound.column)

    @property
    def value(self) -> Expression:
        """`case when K then c end`."""
        return self.clear if self.shown is None else case((self.shown, self.clear))


def _match_text(operator: str, value: Any) -> Any:
    """E-mail addresses compare as they match, whatever their case."""
    if isinstance(value, list):
        return [match_address(one) for one in value]
    return match_address(value) if operator in ("eq", "ne") else value.lower()


def compile_filter(level: Level, shape: Shape, start: int) -> Expression:
    """A filter as a total predicate over a row of the level."""
    return _object(level, shape, start, negated=False)


def _object(level: Level, shape: Shape, place: int, *, negated: bool) -> Expression:
    """All fields must hold; negated, one must fail."""
    tests = []
    for name, below in shape:
        if name in LOGICAL:
            tests.append(_logical(level, name, below, place, negated=negated))
        else:
            tests.append(_field(level, name, below, place, negated=negated))
        place += count_values(below)
    return or_(false(), *tests) if negated else and_(true(), *tests)


def _logical(level: Level, name: str, shape: Shape, place: int, *, negated: bool) -> Expression:
    if name == "not":
        return _object(level, shape, place, negated=not negated)
    tests = []
    for one in shape[1:]:
        tests.append(_object(level, one, place, negated=negated))
        place += count_values(one)
    conjunction = (name == "and") is not negated
    return and_(true(), *tests) if conjunction else or_(false(), *tests)


def _field(level: Level, name: str, shape: Shape, place: int, *, negated: bool) -> Expression:
    visible = Visible(level, name)
    tests = []
    for operator, below in shape:
        tests.append(_leaf(level, visible, operator, place, negated=negated))
        place += count_values(below)
    return or_(false(), *tests) if negated else and_(true(), *tests)


def _leaf(
    level: Level, visible: Visible, operator: str, place: int, *, negated: bool
) -> Expression:
    shown = true() if visible.shown is None else visible.shown
    if operator == "isNull":
        wanted = level.statement.binds.value(place, Boolean())
        there = and_(shown, visible.clear.is_not(None))
        return case(
            (wanted, there if negated else not_(there)), else_=not_(there) if negated else there
        )
    holds = func.coalesce(_compare(level, visible, operator, place), false())
    return and_(shown, not_(holds) if negated else holds)


def _compare(level: Level, visible: Visible, operator: str, place: int) -> Expression:
    clear, dialect, binds = visible.clear, level.statement.question.dialect, level.statement.binds
    convert = visible.convert
    wanted = None if convert is None else lambda value: convert(operator, value)
    if operator in ("in", "notIn"):
        bound = binds.value(place, _list_of(level, visible.kind), wanted)
        found = dialect.member(clear, bound)
        return found if operator == "in" else and_(clear.is_not(None), not_(found))
    bound = binds.value(place, visible.kind, wanted)
    match operator:
        case "eq":
            return clear == bound
        case "ne":
            return clear != bound
        case "lt":
            return clear < bound
        case "lte":
            return clear <= bound
        case "gt":
            return clear > bound
        case "gte":
            return clear >= bound
        case "contains":
            return dialect.contains(clear, bound)
        case "startsWith":
            return dialect.starts_with(clear, bound)
    raise LookupError(operator)


def _list_of(level: Level, kind: TypeEngine[Any]) -> TypeEngine[Any]:
    return level.statement.question.dialect.list_of(kind)
