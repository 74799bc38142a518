"""Stage 4: an authorized selection to one statement, once per plan.

INVARIANT(one-statement): a governed read is one statement, which returns one row: the guard's
verdict, the JSON of each root, and the facts for the ledger, the latter two only where the guard
holds. A column the caller may not see is not in it; a row out of scope does not leave.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    case,
    func,
    literal_column,
    null,
    select,
    table,
)

from governance.authz.conditions import Question
from governance.authz.decision import ALWAYS, NEVER, Rows
from governance.authz.rules import Policy
from governance.database.dialect import Dialect, Pair, constant, number
from governance.database.types import PlainText
from governance.engine.authorize import AuthorizedField, AuthorizedSelection, Part, count_values
from governance.engine.binds import Binds
from governance.engine.filters import compile_filter
from governance.engine.guard import verdict as guard_verdict
from governance.engine.levels import Level, Statement
from governance.engine.paging import COUNT_COST, Cost, Paging
from governance.engine.plan import NULL, Plan, coordinates_of, governance_of, tail_of
from governance.engine.prepared import Prepared, prepare
from governance.engine.signatures import Signature, row_fields, sign
from governance.engine.values import parts_value, shown_value, withheld_value
from governance.errors import bad_input
from governance.identity import type_of
from governance.schema.binding import Binding
from governance.schema.governed import ToMany, ToOne

Expression = ColumnElement[Any]


def compile_plan(
    authorized: AuthorizedSelection,
    binding: Binding,
    policy: Policy,
    purpose: str,
    dialect: Dialect,
    *,
    scoped: bool,
) -> Plan:
    """The plan of an authorized selection for a dialect."""
    binds = Binds()
    chain = policy.purpose_chain(purpose)
    question = Question(dialect, binds, chain, policy.purposes_below(purpose), policy.labels_of)
    statement = Statement(binding, authorized.decisions, question, binds, scoped)
    return _Compiler(authorized, statement, dialect).plan(purpose, policy.revision)


class _Compiler:
    """One compilation."""

    def __init__(
        self, authorized: AuthorizedSelection, statement: Statement, dialect: Dialect
    ) -> None:
        self._authorized = authorized
        self._statement = statement
        self._dialect = dialect
        self._costs: list[Cost] = []
        self._ctes: list[Any] = []

    def plan(self, purpose: str, revision: str) -> Plan:
        """Compile every root, and the guard that they stand behind."""
        constants: dict[str, bytes] = {}
        columns: list[tuple[Expression, Expression]] = []
        signatures: list[Signature | None] = []
        for root in self._authorized.roots:
            if root.part is Part.TYPENAME:
                constants[root.key] = b'"Query"'
            elif root.part is Part.DENIED:
                constants[root.key] = NULL
            else:
                body, signature, facts = self._root(root)
                columns.append((self._dialect.text(body), facts))
                signatures.append(signature)
        errors = tuple(error.formatted() for error in self._authorized.errors)
        governance = governance_of(self._authorized, purpose, revision)
        return Plan(
            statement=self._prepared(columns),
            keys=tuple(root.key for root in self._authorized.roots),
            constants=constants,
            cost=self._cost(),
            coordinates=coordinates_of(self._authorized, signatures),
            errors=errors,
            governance=governance,
            tail=tail_of(errors, governance),
        )

    # -- the statement

    def _prepared(self, roots: list[tuple[Expression, Expression]]) -> Prepared:
        """The guard, and behind it the JSON and the facts of each root."""
        guard = select(guard_verdict(self._statement.binds).label("verdict")).cte("guard")
        read: Select[Any] = select(literal_column("guard.verdict")).select_from(table("guard"))
        verdict = read.scalar_subquery()
        columns = [verdict.label("verdict")]
        for place, (body, facts) in enumerate(roots):
            columns.append(case((verdict == constant("ok"), body)).label("body" + str(place)))
            columns.append(case((verdict == constant("ok"), facts)).label("facts" + str(place)))
        whole = select(*columns).add_cte(guard, *self._ctes)
        return prepare(whole, self._statement.binds, self._dialect)

    def _cost(self) -> Cost:
        costs = tuple(self._costs)
        return lambda values: sum(cost(values) for cost in costs)

    # -- roots

    def _root(self, root: AuthorizedField) -> tuple[Expression, Signature | None, Expression]:
        target = self._target(root)
        level = Level(self._statement, self._statement.binding.types[target])
        level.page.where += level.scope()
        once: Cost = lambda values: 1  # noqa: E731
        if root.part is Part.ONE:
            body = self._single_root(root, level, once)
            shown: Sequence[AuthorizedField] = root.fields
            limit: Expression | None = None
        else:
            body, shown, limit = self._connection_root(root, level, once)
        signature: Signature | None = None
        facts: Expression = null()
        if level.bound.source.visitor is not None and shown:
            signature, facts = sign(level, shown, limit, self._inner_level)
        self._ctes.extend(level.ctes())
        return body, signature, facts

    def _target(self, root: AuthorizedField) -> str:
        return self._statement.binding.roots[root.name].target or root.selected.returns

    def _single_root(self, root: AuthorizedField, level: Level, times: Cost) -> Expression:
        given, place = dict(root.arguments), root.values_from
        lookups = {"id": "id", "site": level.bound.source.site, "externalId": "external_id"}
        if root.name == "visitor" and not (
            given.get("id") or (given.get("site") and given.get("externalId"))
        ):
            raise bad_input("`visitor` needs `id`, or `site` and `externalId`", "id")
        for name, shape in root.arguments:
            if shape is None:
                continue
            if name == "externalId":
                only = (("externalId", (("eq", shape),)),)
                level.page.where.append(compile_filter(level, only, place))
            else:
                column = lookups[name]
                assert column is not None
                expected = level.bound.name if name == "id" else "Site"
                level.page.where.append(self._identified(level, column, place, expected, name))
            place += 1
        level.page.limit = number(1)
        self._costs.append(times)
        return self._dialect.one(self._object(root.fields, level, times), level.named())

    def _identified(
        self, level: Level, column: str, place: int, expected: str, argument: str
    ) -> Expression:
        def convert(value: Any) -> Any:
            if type_of(value, argument) != expected:
                raise bad_input(f"`{argument}` is not the id of a {expected}", argument)
            return value

        bound = self._statement.binds.value(place, PlainText, convert)
        return level.inner(column) == bound

    def _connection_root(
        self, root: AuthorizedField, level: Level, times: Cost
    ) -> tuple[Expression, Sequence[AuthorizedField], Expression | None]:
        self._limit(root, level)
        paging = Paging(root, level, self._statement.binds)
        level.page.numbered = any(child.name == "pageInfo" for child in root.fields)
        paging.apply(extra=level.page.numbered)
        rows = _product(times, paging.rows)
        self._costs.append(rows)
        shown = level.place <= paging.size if level.page.numbered else None
        pairs: list[Pair] = []
        for child in root.fields:
            made = self._part(child, level, paging, level.named, shown, rows, times)
            pairs.append((child.key, made))
        return self._dialect.one(pairs, None), row_fields(root), shown

    def _limit(self, field: AuthorizedField, level: Level) -> None:
        """The arguments that say which rows: site and filter."""
        place = field.values_from
        for name, shape in field.arguments:
            if name == "site" and shape is not None:
                column = level.bound.source.site
                assert column is not None
                level.page.where.append(self._identified(level, column, place, "Site", name))
            if name == "where":
                level.page.where.append(compile_filter(level, shape, place))
            place += count_values(shape)

    # -- connections

    def _part(
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
            self._costs.append(_product(times, lambda values: COUNT_COST))
            return paging.counted
        if child.name == "pageInfo":
            return self._page_info(child, level, paging, source)
        if child.name == "nodes":
            pairs = self._object(child.fields, level, rows)
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
                node = self._dialect.one(self._object(child.fields, level, rows), None)
                pairs.append((child.key, node))
        return pairs

    def _page_info(
        self, child: AuthorizedField, level: Level, paging: Paging, source: Callable[[], FromClause]
    ) -> Expression:
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

    def _object(self, fields: Sequence[AuthorizedField], level: Level, times: Cost) -> list[Pair]:
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

    def _inner_level(self, field: AuthorizedField, parent: Level) -> tuple[Level, Paging | None]:
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
        self._limit(field, level)
        return level, Paging(field, level, self._statement.binds)

    def _to_one(self, field: AuthorizedField, parent: Level, times: Cost) -> Expression:
        level, _ = self._inner_level(field, parent)
        self._costs.append(times)
        pairs = self._object(field.fields, level, times)
        return self._dialect.one(pairs, level.inline())

    def _to_many(self, field: AuthorizedField, parent: Level, times: Cost) -> Expression:
        """A connection of a row. Each of its parts reads a page of its own, as small as it can."""
        pairs: list[Pair] = []
        for child in field.fields:
            level, paging = self._inner_level(field, parent)
            assert paging is not None
            level.page.numbered = child.name == "pageInfo"
            paging.apply(extra=level.page.numbered)
            rows = _product(times, paging.rows)
            if child.name in ("nodes", "edges"):
                self._costs.append(rows)
            made = self._part(child, level, paging, level.inline, None, rows, times)
            pairs.append((child.key, made))
        return self._dialect.one(pairs, None)


def _product(times: Cost, rows: Cost) -> Cost:
    return lambda values: times(values) * rows(values)
