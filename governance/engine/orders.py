"""Orders and cursors: keyset paging in both directions over visible clear values.

Every order ends in id. Each key is the pair (is null, visible value), nulls last both ways. A
cursor is base64url of the JSON array [tag, key values …, id], built by the database; it holds only
what the caller may see in clear, is parsed strictly, and narrows within the full row scope: a
forged one gives nothing that a filter would not.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import (
    Boolean,
    and_,
    case,
    false,
    func,
    literal_column,
    not_,
    or_,
)

from governance.database.dialect import Expression, constant
from governance.database.types import PlainText
from governance.engine.arguments import Shape, order_fields
from governance.engine.binds import Binds
from governance.engine.filters import KINDS, Visible
from governance.engine.levels import Level
from governance.errors import Code, GovernanceError, bad_input

MOST_KEYS: Final = 3
_BASE64URL: Final = re.compile(r"[A-Za-z0-9_-]{1,8192}")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order."""

    visible: Visible
    descending: bool
    scalar: str

    @property
    def value(self) -> Expression:
        """The visible clear value."""
        return self.visible.value


class Order:
    """The order of a level: its keys, then id."""

    def __init__(self, level: Level, shape: Shape) -> None:
        wanted = list(order_fields(shape))
        if len(wanted) > MOST_KEYS:
            raise bad_input(f"an order has at most {MOST_KEYS} keys", "orderBy")
        if "id" in wanted:
            wanted = wanted[: wanted.index("id") + 1]  # nothing is left to order after an id
        directions = [dict(shape[at + 1])["direction"] for at in range(len(wanted))]
        self._level = level
        self._keys = [
            Key(Visible(level, name), direction == "DESC", _scalar(level, name))
            for name, direction in zip(wanted, directions, strict=True)
            if name != "id"
        ]
        self._id_descending = any(
            name == "id" and direction == "DESC"
            for name, direction in zip(wanted, directions, strict=True)
        )
        spelled = "/".join((level.bound.name, *map("-".join, zip(wanted, directions, strict=True))))
        self._tag = hashlib.sha256(spelled.encode()).hexdigest()[:8]

    def clauses(self, *, backward: bool) -> list[Any]:
        """ORDER BY, the other way round when a page is taken from the end.

        A value with a condition is ordered by its name among the page's columns: SQLite finds no
        column of an outer row in the ORDER BY of a derived table.
        """
        made: list[Any] = []
        for place, key in enumerate(self._keys):
            down = key.descending is not backward
            by = key.value
            if key.visible.shown is not None:
                self._level.add("o" + str(place), by)
                by = literal_column("o" + str(place))
            value = by.desc() if down else by.asc()
            if key.visible.nullable:
                value = value.nulls_first() if backward else value.nulls_last()
            made.append(value)
        identifier = self._level.inner("id")
        down = self._id_descending is not backward
        made.append(identifier.desc() if down else identifier.asc())
        return made

    def cursor(self) -> Expression:
        """The cursor of a row, as outputs read it."""
        dialect = self._level.statement.question.dialect
        text: Expression = constant('["' + self._tag + '"')
        for place, key in enumerate(self._keys):
            value = key.value
            if key.scalar == "DateTime":
                value = dialect.instant(value)
            elif key.scalar == "Boolean":
                value = case((value, constant("1")), (not_(value), constant("0")))
            shown = self._level.add("k" + str(place), value)
            text = text.concat(constant(",")).concat(dialect.quoted(shown))
        text = text.concat(constant(",")).concat(dialect.quoted(self._level.column("id")))
        return dialect.base64url(text.concat(constant("]")))

    def beyond(self, place: int, argument: str) -> Expression:
        """The rows after a cursor (before it, for the argument `before`): lexicographic."""
        binds, backward = self._level.statement.binds, argument == "before"
        read = self._reader(argument)
        tests, equal = [], list[Expression]()
        for at, key in enumerate(self._keys):
            bound = _Bound(binds, place, read, at + 1, key)
            past = bound.past(backward=backward)
            tests.append(and_(*equal, past))
            equal = [*equal, bound.same()]
        last = binds.value(place, PlainText, lambda text: read(text)[-1], "_id")
        identifier = self._level.inner("id")
        down = self._id_descending is not backward
        tests.append(and_(*equal, identifier < last if down else identifier > last))
        chain = or_(*tests)
        if not self._keys or self._keys[0].visible.nullable:
            return chain
        first = _Bound(binds, place, read, 1, self._keys[0])
        return and_(first.leading(backward=backward), chain)

    def _reader(self, argument: str) -> Callable[[str], list[Any]]:
        """Parses a cursor strictly. Raises CURSOR_INVALID."""
        tag, keys = self._tag, self._keys

        def read(text: str) -> list[Any]:
            parts = _decoded(text, argument)
            if len(parts) != len(keys) + 2 or parts[0] != tag or parts[-1] is None:
                raise _invalid(argument)
            last = _typed("ID", parts[-1], argument)
            values = [
                _typed(key.scalar, value, argument)
                for key, value in zip(keys, parts[1:-1], strict=True)
            ]
            return [tag, *values, last]

        return read


class _Bound:
    """A key beside the value a cursor gives it."""

    def __init__(
        self,
        binds: Binds,
        place: int,
        read: Callable[[str], list[Any]],
        at: int,
        key: Key,
    ) -> None:
        self._key = key
        part = "_" + str(at)
        self._value = binds.value(place, key.visible.kind, lambda text: read(text)[at], part)
        self._is_null = binds.value(
            place, Boolean(), lambda text: read(text)[at] is None, part + "_null"
        )

    def same(self) -> Expression:
        """Both null, or equal."""
        value = self._key.value
        return case(
            (self._is_null, value.is_(None)), else_=func.coalesce(value == self._value, false())
        )

    def past(self, *, backward: bool) -> Expression:
        """Beyond the cursor's value in the direction of the page; nulls are last."""
        value = self._key.value
        down = self._key.descending is not backward
        further = func.coalesce(value < self._value if down else value > self._value, false())
        if backward:
            return case((self._is_null, value.is_not(None)), else_=further)
        return and_(not_(self._is_null), or_(further, value.is_(None)))

    def leading(self, *, backward: bool) -> Expression:
        """A bound on the first key that an index can use."""
        value = self._key.value
        down = self._key.descending is not backward
        return value <= self._value if down else value >= self._value


def _scalar(level: Level, name: str) -> str:
    return "ID" if name == "id" else level.bound.fields[name].scalar


def _decoded(text: str, argument: str) -> list[Any]:
    if not _BASE64URL.fullmatch(text):
        raise _invalid(argument)
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        parts = orjson.loads(raw)
    except (binascii.Error, ValueError) as error:
        raise _invalid(argument) from error
    if not isinstance(parts, list) or base64.urlsafe_b64encode(raw).decode().rstrip("=") != text:
        raise _invalid(argument)
    return parts


def _typed(scalar: str, value: Any, argument: str) -> Any:
    """A key's value as its scalar has it, or None."""
    if value is None:
        return None
    if scalar == "Int" and isinstance(value, int) and not isinstance(value, bool):
        if -(2**31) <= value < 2**31:
            return value
    elif scalar == "Boolean" and value in ("0", "1"):
        return value == "1"
    elif scalar == "DateTime" and isinstance(value, str):
        try:
            return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        except ValueError as error:
            raise _invalid(argument) from error
    elif scalar not in KINDS and isinstance(value, str) and "\0" not in value:
        return value
    raise _invalid(argument)


def _invalid(argument: str) -> GovernanceError:
    return GovernanceError(
        Code.CURSOR_INVALID,
        f"`{argument}` is not a cursor of this list and order",
        argument=argument,
    )
