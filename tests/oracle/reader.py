"""The naive reader: what a governed query must answer, row by row, from the words of the design.

It loads nothing and compiles nothing. For every row it asks whether the row may leave, for every
value in which form; and it refuses what the design refuses. The compiler has to agree with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from governance.schema.binding import FieldBinding
from governance.schema.governed import Parts, ToMany, ToOne
from tests.oracle.asking import Asked, Document
from tests.oracle.deciding import Deciding
from tests.oracle.exposing import Exposed
from tests.oracle.filters import BadInput, Filter
from tests.oracle.judging import Judged
from tests.oracle.paging import Cursor, Cursors, Order, order_keys, page
from tests.oracle.records import Row

NO_CURSORS: Final[Cursors] = {}


@dataclass(slots=True)
class Answer:
    """What the oracle says: data and errors, or the codes of the refusals of which one is told."""

    data: dict[str, Any] | None
    errors: list[dict[str, Any]] = field(default_factory=list)
    refused: frozenset[str] = frozenset()
    exposed: frozenset[Exposed] = frozenset()
    """What was shown of whom."""


class Oracle(Deciding):
    """Answers whole queries."""

    _place: int
    """Of the root that is answered, among those that are read."""
    _exposed: set[Exposed]

    def answer(
        self, document: str, variables: Mapping[str, Any] | None, cursors: Cursors = NO_CURSORS
    ) -> Answer:
        """What the query answers; a cursor in it is a `Cursor`."""
        self.seen.clear()
        try:
            roots = Document(self.binding.graphql, document, variables).roots()
        except BadInput:
            return Answer(None, refused=frozenset({"BAD_USER_INPUT"}))
        judged = Judged(self.binding, self.matching, self.purpose, cursors)
        for asked in roots:
            judged.root(asked)
        self.seen |= judged.seen
        if judged.refused:
            return Answer(None, refused=frozenset(judged.refused))
        self._place, self._exposed = -1, set()
        data = {asked.key: self._root(asked, cursors) for asked in roots}
        return Answer(data, judged.errors, exposed=frozenset(self._exposed))

    # Objects ------------------------------------------------------------------------------------

    def _root(self, asked: Asked, cursors: Cursors) -> Any:
        if asked.name == "__typename":
            return "Query"
        target = self._target(asked)
        if target is None or self.matching.rows(target).denied:
            return None
        self._place += 1
        table = self.binding.types[target].table.name
        if self.binding.roots[asked.name].many:
            site = asked.arguments.get("site")
            narrow = {} if site is None else {"site_id": site}
            rows = self.records.where(table, **narrow) if narrow else self.records.all(table)
            return self._connection(target, rows, asked, cursors)
        named = {"id": "id", "site": "site_id", "externalId": "external_id"}
        given = {named[k]: v for k, v in asked.arguments.items() if v is not None}
        found = [r for r in self.records.where(table, **given) if self.in_scope(target, r)]
        if "external_id" in given:
            found = [r for r in found if self.visible(target, "externalId", r)[0]]
        self.seen.add("scope:found" if found else "scope:absent")
        first = min(found, key=lambda row: str(row["id"]), default=None)
        return None if first is None else self._object(target, first, asked.inside, cursors)

    def _target(self, asked: Asked) -> str | None:
        target = self.binding.roots[asked.name].target or asked.leads_to
        return target if target in self.binding.types else None

    def _object(
        self, type_name: str, row: Row, asked: Sequence[Asked], cursors: Cursors
    ) -> dict[str, Any]:
        return {one.key: self._field(type_name, row, one, asked, cursors) for one in asked}

    def _field(
        self, type_name: str, row: Row, one: Asked, among: Sequence[Asked], cursors: Cursors
    ) -> Any:
        if one.name == "__typename":
            return type_name
        if one.name == "id":
            return row["id"]
        bound = self.binding.types[type_name].fields[one.name]
        declared = bound.declared
        if isinstance(declared, ToOne | ToMany):
            return self._relation(bound, declared, row, one, cursors)
        if one.name == "withheld" or isinstance(declared, Parts):
            verdict = self.matching.value(bound.coordinate)
            if verdict.denied or self.form(bound.coordinate, row) is None:
                return None
            if isinstance(declared, Parts):
                return self._parts(declared, row, one)
            return list(self.withheld(type_name, row, among))
        value = self.value(bound, row)
        if value is not None:
            self._expose(bound, row, self.form(bound.coordinate, row))
        return value

    def _expose(self, bound: FieldBinding, row: Row, form: str | None) -> None:
        """Remember that a value of a visitor was shown."""
        visitor = self.binding.types[bound.coordinate.type].source.visitor
        if visitor is not None and form is not None:
            shown = Exposed(self._place, row[visitor], str(bound.coordinate), form)
            self._exposed.add(shown)

    def _cursor(self, order: Order, row: Row) -> Cursor:
        """The cursor of a row, which shows the visible values of its order."""
        for name, _ in order.keys:
            visible, value = self.visible(order.type, name, row)
            if visible and value is not None and name != "id":
                self._expose(self.binding.types[order.type].fields[name], row, "clear")
        return order.cursor(row)

    def _relation(
        self, bound: FieldBinding, declared: ToOne | ToMany, row: Row, one: Asked, cursors: Cursors
    ) -> Any:
        if self.relation_denied(bound.coordinate) or self.relation_withheld(bound, row):
            return None
        table = self.binding.types[declared.target].table
        join = {theirs: row[ours] for theirs, ours in declared.on.items()}
        if "site_id" in table.c and "site_id" in row:
            join["site_id"] = row["site_id"]
        found = self.records.where(table.name, **join)
        if isinstance(declared, ToMany):
            return self._connection(declared.target, found, one, cursors)
        assert len(found) <= 1
        for target in found:
            if self.in_scope(declared.target, target):
                return self._object(declared.target, target, one.inside, cursors)
            self.seen.add("scope:to-one")
        return None

    def withheld(self, type_name: str, row: Row, among: Sequence[Asked]) -> Iterator[str]:
        fields = self.binding.types[type_name].fields
        for name in dict.fromkeys(one.name for one in among):
            if name in fields and self.is_withheld(fields[name], row):
                self.seen.add("denial:withheld")
                yield f"{type_name}.{name}"

    def _parts(self, declared: Parts, row: Row, one: Asked) -> list[dict[str, Any]]:
        join = {theirs: row[ours] for theirs, ours in declared.on.items()}
        found = self.records.where(declared.table, site_id=row["site_id"], **join)
        rows = [part for part in found if part.get("kind") not in ("device", "cookie")]
        columns = declared.fields
        ordered = sorted(rows, key=lambda part: [part[column] for column in columns.values()])
        return [
            {
                asked.key: asked.of if asked.name == "__typename" else part[columns[asked.name]]
                for asked in one.inside
            }
            for part in ordered
        ]

    # Connections --------------------------------------------------------------------------------

    def _connection(
        self, type_name: str, rows: Sequence[Row], asked: Asked, cursors: Cursors
    ) -> dict[str, Any]:
        visible = partial(self.visible, type_name)
        where = asked.arguments.get("where")
        found = [row for row in rows if self.in_scope(type_name, row)]
        if where:
            found = [row for row in found if Filter(type_name, where, visible).admits(row)]
        order = Order(type_name, order_keys(asked.arguments), visible)
        table = self.binding.types[type_name].table.name
        marks = {}
        for name in ("after", "before"):
            if (text := asked.arguments.get(name)) is not None:
                (marks[name],) = self.records.where(table, id=cursors[text].id)
        lying = page(found, order, asked.arguments, marks)
        made: dict[str, Any] = {}
        for one in asked.inside:
            match one.name:
                case "__typename":
                    made[one.key] = one.of
                case "totalCount":
                    made[one.key] = lying.total
                case "nodes":
                    made[one.key] = [
                        self._object(type_name, row, one.inside, cursors) for row in lying.rows
                    ]
                case "edges":
                    made[one.key] = [self._edge(order, row, one, cursors) for row in lying.rows]
                case "pageInfo":
                    asks = {inner.name for inner in one.inside} & {"startCursor", "endCursor"}
                    cursor = partial(self._cursor, order) if asks else order.cursor
                    ends = [cursor(row) for row in (*lying.rows[:1], *lying.rows[-1:])]
                    facts = {
                        "__typename": "PageInfo",
                        "hasNextPage": lying.has_next,
                        "hasPreviousPage": lying.has_previous,
                        "startCursor": ends[0] if ends else None,
                        "endCursor": ends[-1] if ends else None,
                    }
                    made[one.key] = {inner.key: facts[inner.name] for inner in one.inside}
        return made

    def _edge(self, order: Order, row: Row, asked: Asked, cursors: Cursors) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for one in asked.inside:
            if one.name == "node":
                made[one.key] = self._object(order.type, row, one.inside, cursors)
            else:
                made[one.key] = self._cursor(order, row) if one.name == "cursor" else one.of
        return made
