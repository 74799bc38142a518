"""Stage 4: an authorized selection to one statement, once per plan.

INVARIANT(one-statement): a governed read is one statement, which returns one row: the guard's
verdict, the JSON of each root, and the facts for the ledger, the latter two only where the guard
holds. A column the caller may not see is not in it; a row out of scope does not leave.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    null,
    select,
)

from governance.authz.questions import Question, question_of
from governance.authz.rules import Policy
from governance.database.dialect import Dialect, Expression, Pair, number
from governance.engine.authorize import AuthorizedField, AuthorizedSelection, Part
from governance.engine.binds import Binds
from governance.engine.cookies import MOST_LISTED, decide_cookies
from governance.engine.filters import compile_filter
from governance.engine.guard import behind_guard
from governance.engine.levels import Level
from governance.engine.outputs import Outputs, identified, narrow
from governance.engine.paging import Paging
from governance.engine.plan import NULL, Plan, coordinates_of, governance_of, tail_of
from governance.engine.prepared import Prepared, prepare
from governance.engine.selection import shows_cursor
from governance.engine.signatures import Signed, row_fields, sign
from governance.engine.statement import Statement
from governance.errors import bad_input
from governance.schema.binding import Binding


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

    def ask(use: str) -> Question:
        return question_of(policy, use, dialect, binds)

    statement = Statement(binding, authorized.decisions, ask(purpose), ask, binds, scoped)
    return _Compiler(authorized, statement, dialect).plan(purpose, policy.revision)


class _Compiler:
    """One compilation."""

    def __init__(
        self, authorized: AuthorizedSelection, statement: Statement, dialect: Dialect
    ) -> None:
        self._authorized = authorized
        self._statement = statement
        self._dialect = dialect
        self._outputs = Outputs(statement)
        self._ctes: list[Any] = []

    def plan(self, purpose: str, revision: str) -> Plan:
        """Compile every root, and the guard that they stand behind."""
        constants: dict[str, bytes] = {}
        columns: list[tuple[Expression, Expression]] = []
        signed: list[Signed | None] = []
        for root in self._authorized.roots:
            if root.part is Part.TYPENAME:
                constants[root.key] = b'"Query"'
            elif root.part is Part.DENIED:
                constants[root.key] = NULL
            else:
                body, digits, facts = self._root(root)
                columns.append((self._dialect.text(body), facts))
                signed.append(digits)
        errors = tuple(error.formatted() for error in self._authorized.errors)
        governance = governance_of(self._authorized, purpose, revision)
        return Plan(
            statement=self._prepared(columns),
            keys=tuple(root.key for root in self._authorized.roots),
            constants=constants,
            cost=self._outputs.cost(),
            coordinates=coordinates_of(self._authorized, signed),
            errors=errors,
            governance=governance,
            tail=tail_of(errors, governance),
        )

    # -- the statement

    def _prepared(self, roots: list[tuple[Expression, Expression]]) -> Prepared:
        """The guard, and behind it the JSON and the facts of each root."""
        columns = dict[str, Expression]()
        for place, (body, facts) in enumerate(roots):
            columns["body" + str(place)], columns["facts" + str(place)] = body, facts
        question, binds = self._statement.question, self._statement.binds
        return prepare(behind_guard(question, binds, columns, *self._ctes), binds, self._dialect)

    # -- roots

    def _root(self, root: AuthorizedField) -> tuple[Expression, Signed | None, Expression]:
        target = self._target(root)
        level = Level(self._statement, self._statement.binding.types[target])
        if root.part is Part.ONE:
            _look_up(root, level)
        elif root.part is Part.LIST:
            self._ctes += decide_cookies(root, level)
        else:
            narrow(root, level)
        level.page.where += level.scope()
        fields: Sequence[AuthorizedField] = root.fields
        on_page: Expression | None = None
        if root.part is Part.ONE:
            body = self._single_root(root, level)
        elif root.part is Part.LIST:
            body = self._list_root(root, level)
        else:
            body, fields, on_page = self._connection_root(root, level)
        signed: Signed | None = None
        facts: Expression = null()
        told = level.bound.source.visitor or level.bound.source.tells_of
        if told is not None and (fields or shows_cursor(root.selected)):
            signed, facts = sign(
                level,
                fields,
                on_page,
                self._outputs.related_level,
                single=root.part is Part.ONE,
            )
        self._ctes.append(level.cte())
        return body, signed, facts

    def _target(self, root: AuthorizedField) -> str:
        bound = self._statement.binding.root_of(root.selected.type, root.name)
        return root.selected.returns if bound is None else bound.target or root.selected.returns

    def _single_root(self, root: AuthorizedField, level: Level) -> Expression:
        level.page.limit = number(1)
        self._outputs.costs.append(_once)
        return self._dialect.one(self._outputs.object(root.fields, level, _once), level.named())

    def _list_root(self, root: AuthorizedField, level: Level) -> Expression:
        self._outputs.costs.append(_most_listed)
        pairs = self._outputs.object(root.fields, level, _most_listed)
        return self._dialect.whole(self._dialect.many(pairs, level.named()))

    def _connection_root(
        self, root: AuthorizedField, level: Level
    ) -> tuple[Expression, Sequence[AuthorizedField], Expression | None]:
        paging = Paging(root, level, self._statement.binds)
        level.page.numbered = any(child.name == "pageInfo" for child in root.fields)
        paging.apply(extra=level.page.numbered)
        rows = paging.rows
        self._outputs.costs.append(rows)
        shown = level.place <= paging.size if level.page.numbered else None
        pairs: list[Pair] = []
        for child in root.fields:
            made = self._outputs.part(child, level, paging, level.named, shown, rows, _once)
            pairs.append((child.key, made))
        return self._dialect.one(pairs, None), row_fields(root), shown


def _most_listed(_values: tuple[Any, ...]) -> int:
    return MOST_LISTED


def _once(_values: tuple[Any, ...]) -> int:
    return 1


def _look_up(root: AuthorizedField, level: Level) -> None:
    """The arguments that say which one row: its id, or its site and external id."""
    given, place = dict(root.arguments), root.values_from
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
        elif name == "site":
            level.hold_to_site(identified(level, place, "Site", name))
        else:
            _by_id(level, identified(level, place, level.bound.name, name))
        place += 1


def _by_id(level: Level, identifier: Expression) -> None:
    """Only the row of an id; where grants or notices are asked for, its site is looked up apart."""
    level.page.where.append(level.inner("id") == identifier)
    column = level.bound.source.site
    if column == "id":
        level.hold_to_site(identifier)
    elif column is not None and level.asks_of_site:
        found = level.bound.table.alias("found")
        site = select(found.c[column]).where(found.c.id == identifier).limit(number(1))
        level.hold_to_site(site.scalar_subquery())
