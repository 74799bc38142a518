"""Orders and pages: nulls last both ways, every order ends in id, a page lies between cursors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any, Final

from tests.oracle.filters import BadInput, Visible
from tests.oracle.records import Row

MOST_KEYS: Final = 3
MOST_ROWS: Final = 100
USUAL_ROWS: Final = 20


class ForeignCursor(Exception):
    """A cursor that is not of this list and order."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """What a cursor stands for: a row of a type in an order. Its text is the product's own."""

    type: str
    order: tuple[tuple[str, bool], ...]
    id: str


Cursors = Mapping[str, Cursor]
"""The text of each cursor that the product has given, and what it stands for."""


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page in forward order, and what lies around it."""

    rows: Sequence[Row]
    has_next: bool
    has_previous: bool
    total: int


class Order:
    """An order of the rows of a type: (field, whether descending), by visible clear values."""

    def __init__(self, type_name: str, keys: Sequence[tuple[str, bool]], visible: Visible) -> None:
        self.type = type_name
        self.keys = tuple(keys)
        self._visible = visible

    def sorted(self, rows: Sequence[Row]) -> list[Row]:
        """The rows in this order."""
        return sorted(rows, key=cmp_to_key(self.compare))

    def compare(self, one: Row, other: Row) -> int:
        """Below 0 where the first row comes first."""
        for name, descending in (*self.keys, ("id", False)):
            mine, theirs = self._value(name, one), self._value(name, other)
            if mine == theirs:
                continue
            if mine is None or theirs is None:
                return 1 if mine is None else -1
            return 1 if (mine > theirs) != descending else -1
        return 0

    def cursor(self, row: Row) -> Cursor:
        """What the cursor of a row stands for."""
        return Cursor(self.type, self.keys, row["id"])

    def _value(self, name: str, row: Row) -> Any:
        visible, value = self._visible(name, row)
        return value if visible else None


def order_keys(arguments: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """(field, whether descending) of each key asked for; nothing is left to order after an id."""
    given = arguments.get("orderBy") or []
    keys = [(one["field"].value, one["direction"].value == "DESC") for one in given]
    names = [name for name, _ in keys]
    return keys[: names.index("id") + 1] if "id" in names else keys


def check_page(arguments: Mapping[str, Any]) -> None:
    """Raises BadInput for a page that cannot be asked for."""
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise BadInput("last")
    for name in ("first", "last"):
        size = arguments.get(name)
        if size is not None and not 0 <= size <= MOST_ROWS:
            raise BadInput(name)
    if len(arguments.get("orderBy") or ()) > MOST_KEYS:
        raise BadInput("orderBy")


def check_cursors(type_name: str, arguments: Mapping[str, Any], cursors: Cursors) -> None:
    """Raises ForeignCursor for a text that is no cursor of this list in this order."""
    for name in ("after", "before"):
        text = arguments.get(name)
        if text is not None:
            cursor = cursors.get(text)
            order = tuple(order_keys(arguments))
            if cursor is None or (cursor.type, cursor.order) != (type_name, order):
                raise ForeignCursor(name)


def page(
    rows: Sequence[Row], order: Order, arguments: Mapping[str, Any], marks: Mapping[str, Row]
) -> Page:
    """The page of the rows in scope; `marks` are the rows that `after` and `before` stand for."""
    found = order.sorted(rows)
    if "after" in marks:
        found = [row for row in found if order.compare(row, marks["after"]) > 0]
    if "before" in marks:
        found = [row for row in found if order.compare(row, marks["before"]) < 0]
    last = arguments.get("last")
    if last is not None:
        start = max(len(found) - last, 0)
        return Page(found[start:], "before" in marks, start > 0, len(rows))
    first = arguments.get("first")
    size = USUAL_ROWS if first is None else first
    return Page(found[:size], len(found) > size, "after" in marks, len(rows))
