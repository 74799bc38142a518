"""What is built of rows: objects, relations and the parts of connections, as JSON in the database.

Nothing here decides: every field arrives decided, every level brings its scope.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import FromClause, case, func, literal_column, null, select

from governance.authz.decision import ALWAYS, NEVER, Rows
from governance.database.dialect import Expression, Pair, constant, number
from governance.database.types import PlainText
from governance.engine.arguments import count_values
from governance.engine.authorize import AuthorizedField, Part
from governance.engine.filters import compile_filter
from governance.engine.levels import Level
from governance.engine.paging import COUNT_COST, Cost, Paging
from governance.engine.statement import Statement
from governance.engine.values import parts_value, shown_value, withheld_value
from governance.errors import bad_input
from governance.identity import type_of
from governance.schema.governed import ToMany, ToOne


class Outputs:
    """Builds the outputs of one statement, and keeps what they may cost."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._dialect = statement.question.dialect
        self.costs: list[Cost] = []

    def cost(self) -> Cost:
        """The rows that the whole may reach, given the literals."""
        costs = tuple(self.costs)
        return lambda values: sum(cost(values) for cost in costs)

    # -- connections

    def part(
        self,
        child: AuthorizedField,
        level: Level,
        paging: Paging,
        source: Callable[[], FromClause],
        shown: Expression | None,
        rows: Cost,
        times: Cost,
    ) -> Expression:
        """`nodes`, `edges`, `pageInfo`, `totalCount` or `__typename` of a connection."""
        if child.part is Part.TYPENAME:
            return constant(child.selected.type)
        if child.name == "totalCount":
            self._statement.spend(1 + paging.literals)
            self.costs.append(product(times, lambda values: COUNT_COST))
            return paging.counted
        if child.name == "pageInfo":
            return self._page_info(child, level, paging, source)
        if child.name == "nodes":
            pairs = self.object(child.fields, level, rows)
        else:
            pairs = self._edge(child.fields, level, paging, rows)
        return self._dialect.many(pairs, source(), shown)

    def _edge(
        self, fields: Sequence[AuthorizedField], level: Level, paging: Paging, rows: Cost
    ) -> list[Pair]:
        pairs: list[Pair] = []
        for child in fields:
            if child.part is Part.TYPENAME:
                pairs.append((child.key, constant(child.selected.type)))
            elif child.name == "cursor":
                pairs.append((child.key, paging.order.cursor()))
            else:
                node = self._dialect.one(self.object(child.fields, level, rows), None)
                pairs.append((child.key, node))
        return pairs

    def _page_info(
        self, child: AuthorizedField, level: Level, paging: Paging, source: Callable[[], FromClause]
    ) -> Expression:
        self._statement.spend(len(child.fields) * (1 + paging.literals))
        place, boolean = level.place, self._dialect.boolean
        cursor, one = paging.order.cursor(), number(1)
        on_page = place <= paging.size
        further = select(func.count()).select_from(source()).scalar_subquery() > paging.size
        first = select(cursor).select_from(source()).where(place == one, on_page)
        last = select(cursor).select_from(source()).where(on_page)
        last = last.order_by(place.desc()).limit(one)
        start, end = (last, first) if paging.backward else (first, last)
        other: Expression = literal_column("true" if paging.continued else "false")
        known = {
            "hasNextPage": boolean(other if paging.backward else further),
            "hasPreviousPage": boolean(further if paging.backward else other),
            "startCursor": start.scalar_subquery(),
            "endCursor": end.scalar_subquery(),
            "__typename": constant("PageInfo"),
        }
        return self._dialect.one([(field.key, known[field.name]) for field in child.fields], None)

    # -- rows

    def object(self, fields: Sequence[AuthorizedField], level: Level, times: Cost) -> list[Pair]:
        """The pairs of a row's object; `times` is how many such rows there may be."""
        return [(field.key, self._output(field, fields, level, times)) for field in fields]

    def _output(
        self,
        field: AuthorizedField,
        siblings: Sequence[AuthorizedField],
        level: Level,
        times: Cost,
    ) -> Expression:
        match field.part:
            case Part.TYPENAME:
                return constant(level.bound.name)
            case Part.ID:
                return level.column("id")
            case Part.DENIED:
                return null()
            case Part.VALUE:
                return shown_value(field, level)
            case Part.WITHHELD:
                return withheld_value(field, siblings, level)
            case Part.PARTS:
                return parts_value(field, level)
            case Part.ONE | Part.MANY:
                return self._related(field, level, times)
        raise LookupError(field.part)

    def _related(self, field: AuthorizedField, level: Level, times: Cost) -> Expression:
        """A relation of a row: null where a deny on it holds for the row."""
        assert isinstance(field.decision, Rows)
        assert field.binding is not None
        made = (
            self._to_one(field, level, times)
            if field.part is Part.ONE
            else self._to_many(field, level, times)
        )
        unless = field.decision.unless
        if unless == NEVER:
            return made
        category = field.binding.declared.category
        holds = level.holds(ALWAYS, unless, category, above=True)
        return made if holds is None else case((holds, made))

    def related_level(self, field: AuthorizedField, parent: Level) -> tuple[Level, Paging | None]:
        """The level of a relation, joined to its parent's row, in scope, filtered and paged."""
        assert field.binding is not None
        declared = field.binding.declared
        assert isinstance(declared, ToOne | ToMany)
        level = Level(self._statement, self._statement.binding.types[declared.target], parent)
        pairs = dict(declared.on)
        if "site_id" in level.bound.table.c and "site_id" in parent.bound.table.c:
            pairs["site_id"] = "site_id"
        for theirs, ours in pairs.items():
            level.page.where.append(level.inner(theirs) == parent.column(ours))
        level.page.where += level.scope()
        if isinstance(declared, ToOne):
            level.page.limit = number(1)
            return level, None
        narrow(field, level)
        return level, Paging(field, level, self._statement.binds)

    def _to_one(self, field: AuthorizedField, parent: Level, times: Cost) -> Expression:
        level, _ = self.related_level(field, parent)
        self.costs.append(times)
        pairs = self.object(field.fields, level, times)
        return self._dialect.one(pairs, level.inline())

    def _to_many(self, field: AuthorizedField, parent: Level, times: Cost) -> Expression:
        """A connection of a row. Each of its parts reads a page of its own, as small as it can."""
        pairs: list[Pair] = []
        for child in field.fields:
            level, paging = self.related_level(field, parent)
            assert paging is not None
            level.page.numbered = child.name == "pageInfo"
            paging.apply(extra=level.page.numbered)
            rows = product(times, paging.rows)
            if child.name in ("nodes", "edges"):
                self.costs.append(rows)
            made = self.part(child, level, paging, level.inline, None, rows, times)
            pairs.append((child.key, made))
        return self._dialect.one(pairs, None)


def narrow(field: AuthorizedField, level: Level) -> None:
    """The arguments that say which rows: site and filter."""
    level.statement.spend(count_values(field.arguments))
    place, filters = field.values_from, []
    for name, shape in field.arguments:
        if name == "site" and shape is not None:
            level.hold_to_site(identified(level, place, "Site", name))
        if name == "where":
            filters.append((shape, place))
        place += count_values(shape)
    level.page.where += [compile_filter(level, shape, at) for shape, at in filters]


def identified(level: Level, place: int, expected: str, argument: str) -> Expression:
    """An id as it is bound; it must be the id of the expected type: else BAD_USER_INPUT."""

    def convert(value: Any) -> Any:
        if type_of(value, argument) != expected:
            raise bad_input(f"`{argument}` is not the id of a {expected}", argument)
        return value

    return level.statement.binds.value(place, PlainText, convert)


def product(times: Cost, rows: Cost) -> Cost:
    """So many rows, so many times."""
    return lambda values: times(values) * rows(values)
