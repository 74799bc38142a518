"""Pages: how many rows of a connection, from which end, beyond which cursor."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Integer

from governance.database.dialect import Expression, number
from governance.engine.arguments import count_values
from governance.engine.authorize import AuthorizedField
from governance.engine.binds import Binds
from governance.engine.levels import Level
from governance.engine.orders import Order
from governance.errors import bad_input

Cost = Callable[[tuple[Any, ...]], int]
"""The rows a selection may reach, given its literals."""

DEFAULT_PAGE: Final = 20
LARGEST_PAGE: Final = 100
COUNT_COST: Final = 20
"""What a `totalCount` costs, in rows."""


class Paging:
    """The page that a connection's arguments ask for; `level` already has its scope and filter."""

    def __init__(self, field: AuthorizedField, level: Level, binds: Binds) -> None:
        self._level = level
        self._binds = binds
        self._admitted = list(level.page.where)
        self.literals = count_values(field.arguments)
        places, place = dict[str, int](), field.values_from
        for name, shape in field.arguments:
            if shape is not None:
                places[name] = place
            place += count_values(shape)
        if "first" in places and "last" in places:
            raise bad_input("`first` and `last` exclude each other", "last")
        self.backward = "last" in places
        self._cursors = {name: places[name] for name in ("after", "before") if name in places}
        self._size = places.get("last" if self.backward else "first")
        self._argument = "last" if self.backward else "first"
        self.order = Order(level, dict(field.arguments).get("orderBy"))

    @property
    def continued(self) -> bool:
        """Whether a cursor was given for the side the page does not grow to."""
        return ("before" if self.backward else "after") in self._cursors

    @property
    def size(self) -> Expression:
        """How many rows are shown."""
        return self._bound(0)

    @property
    def rows(self) -> Cost:
        """How many rows are shown, given the literals."""
        place = self._size
        return lambda values: DEFAULT_PAGE if place is None else values[place]

    @property
    def counted(self) -> Expression:
        """How many rows scope and filter admit, whatever the cursor."""
        where, self._level.page.where = self._level.page.where, self._admitted
        counted = self._level.counted()
        self._level.page.where = where
        return counted

    def apply(self, *, extra: bool) -> None:
        """Order the level, cut it at its cursors, and limit it; one row `extra` to look ahead."""
        page = self._level.page
        page.where = [
            *self._admitted,
            *(self.order.beyond(place, name) for name, place in self._cursors.items()),
        ]
        page.backward = self.backward
        page.order = self.order.clauses(backward=self.backward)
        page.limit = self._bound(1 if extra else 0)

    def _bound(self, more: int) -> Expression:
        if self._size is None:
            return number(DEFAULT_PAGE + more)
        argument = self._argument

        def convert(value: int) -> int:
            if not 0 <= value <= LARGEST_PAGE:
                raise bad_input(
                    f"`{argument}` is a whole number from 0 to {LARGEST_PAGE}", argument
                )
            return value + more

        return self._binds.value(self._size, Integer(), convert, "_more" if more else "")
