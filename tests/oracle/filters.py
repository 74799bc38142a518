"""Filters: two-valued logic over what the actor may see in clear.

A leaf holds where the clear form is visible and its predicate is true; a negated leaf where the
clear form is visible and its predicate is not. `isNull` alone speaks of rows where nothing is
visible: for them it is true, and its negation false.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from governance.identity import Coordinate
from governance.services.matching import match_address
from tests.oracle.records import Row

Visible = Callable[[str, Row], tuple[bool, Any]]
"""(field, row) to whether its clear form is visible, and its value as it is compared."""

EMAIL: Final = Coordinate("Visitor", "email")
_WHOLE: Final = frozenset({"eq", "ne", "in", "notIn"})


class BadInput(Exception):
    """A filter or an argument that the product refuses with BAD_USER_INPUT."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One operator on one field, its operand as Python has it."""

    field: str
    operator: str
    operand: Any


def fields_of(where: Mapping[str, Any] | None) -> Iterator[str]:
    """Every field that a filter names, at any depth, whatever else is wrong with it."""
    for name, given in (where or {}).items():
        if name not in ("and", "or", "not"):
            yield name
        else:
            for one in [given] if name == "not" else given or ():
                yield from fields_of(one)


def leaves(type_name: str, where: Mapping[str, Any]) -> Iterator[Leaf]:
    """Every operator that a filter uses, at any depth. Raises BadInput where one is not given."""
    for name, given in where.items():
        if given is None or given == []:
            raise BadInput(name)
        if name in ("and", "or", "not"):
            for one in [given] if name == "not" else given:
                if not one:
                    raise BadInput(name)
                yield from leaves(type_name, one)
        else:
            yield from _operators(Coordinate(type_name, name), given)


def _operators(coordinate: Coordinate, given: Mapping[str, Any]) -> Iterator[Leaf]:
    if not given or None in given.values():
        raise BadInput(coordinate.field)
    for operator, operand in given.items():
        many = isinstance(operand, list)
        operands = [_plain(one) for one in (operand if many else [operand])]
        if any(isinstance(one, str) and not storable(one) for one in operands):
            raise BadInput(coordinate.field)
        if coordinate == EMAIL and operator != "isNull":
            whole = operator in _WHOLE
            operands = [match_address(one) if whole else one.lower() for one in operands]
        yield Leaf(coordinate.field, operator, operands if many else operands[0])


def _plain(operand: Any) -> Any:
    return operand.name if isinstance(operand, Enum) else operand


def storable(text: str) -> bool:
    """No NUL and no lone surrogate: what both databases can hold."""
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


class Filter:
    """Whether rows of a type pass a filter."""

    def __init__(self, type_name: str, where: Mapping[str, Any], visible: Visible) -> None:
        self._type = type_name
        self._where = where
        self._visible = visible

    def admits(self, row: Row) -> bool:
        """Whether a row passes."""
        return self._all(self._where, row, negated=False)

    def _all(self, where: Mapping[str, Any], row: Row, *, negated: bool) -> bool:
        """All parts hold; negated, some part's negation does."""
        parts = (self._part(name, given, row, negated) for name, given in where.items())
        return any(parts) if negated else all(parts)

    def _part(self, name: str, given: Any, row: Row, negated: bool) -> bool:
        if name == "not":
            return self._all(given, row, negated=not negated)
        if name in ("and", "or"):
            parts = (self._all(one, row, negated=negated) for one in given)
            return all(parts) if (name == "and") != negated else any(parts)
        found = _operators(Coordinate(self._type, name), given)
        holds = (self._leaf(leaf, row, negated) for leaf in found)
        return any(holds) if negated else all(holds)

    def _leaf(self, leaf: Leaf, row: Row, negated: bool) -> bool:
        visible, value = self._visible(leaf.field, row)
        if leaf.operator == "isNull":
            null = not visible or value is None
            return bool((null == leaf.operand) != negated)
        holds = value is not None and _holds(leaf, value)
        return visible and holds is not negated


def _holds(leaf: Leaf, value: Any) -> bool:
    """The predicate of a value that is not null."""
    operand = leaf.operand
    match leaf.operator:
        case "eq":
            return bool(value == operand)
        case "ne":
            return bool(value != operand)
        case "in":
            return bool(value in operand)
        case "notIn":
            return bool(value not in operand)
        case "lt":
            return bool(value < operand)
        case "lte":
            return bool(value <= operand)
        case "gt":
            return bool(value > operand)
        case "gte":
            return bool(value >= operand)
        case "contains":
            return bool(operand in value)
        case "startsWith":
            return bool(value.startswith(operand))
    raise AssertionError(leaf.operator)
