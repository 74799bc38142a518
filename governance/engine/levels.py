"""The rows of one type at one place of the statement: its page, and what is asked of each row.

A page selects only the columns that its outputs and conditions need. Over it lie two more layers
where they are needed: one asks each thing a condition wants to know of a row once, one says of the
row which conditions hold. Outputs read the top.

    page    select t.id, t.email, … from visitor t where <scope> order by … limit first + 1
    middle  select page.*, row_number() over () as n, (<announced categories>) as c0 from page
    top     select middle.*, (<condition over c0>) as h0 from middle
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from sqlalchemy import (
    CTE,
    FromClause,
    Label,
    Select,
    TableClause,
    and_,
    false,
    func,
    literal_column,
    select,
    table,
    true,
)

from governance.authz.conditions import Predicates
from governance.authz.decision import ALWAYS, NEVER, Clauses, Denied, Rows, residual
from governance.authz.questions import OneSite, Row, Subject
from governance.database.dialect import Expression
from governance.engine.held import within_sites
from governance.engine.page import Page
from governance.engine.statement import Statement, reference
from governance.schema.binding import TypeBinding

OF_ONE_SITE: Final = frozenset({"notice", "grant"})
"""Conditions that ask what is the same for all rows of a site."""

PER_CATEGORY: Final = OF_ONE_SITE | {"consent", "legal_request"}
"""Conditions that mean less for a row than for a coordinate."""


class Level:
    """The rows of a type, reached from the root or from a row of another level."""

    def __init__(
        self, statement: Statement, bound: TypeBinding, parent: "Level | None" = None
    ) -> None:
        self.statement = statement
        self.bound = bound
        statement.spend(1)
        self._number = number = statement.number()
        self._table, self._joined, self.top = "t" + number, "v" + number, "l" + number
        self._below, self._middle = "p" + number, "m" + number
        self.page = Page()
        self.read_from: FromClause = bound.table
        """Where its rows lie: the table, or what the statement makes in its place."""
        self.one_site: OneSite | None = None
        self._columns: dict[str, Expression] = {}
        self._once: dict[str, Label[Any]] = {}
        self._kept: dict[tuple[Clauses, Clauses, str | None], Label[Any]] = {}
        same_visitor = parent is not None and bound.source.visitor is not None
        self._owner: Level = self if parent is None or not same_visitor else parent._owner
        ask = statement.question
        self._within = Predicates(ask, self._subject(self.inner, self._visitor_within))
        """Conditions as the page's own WHERE asks them."""
        above = self._subject(self._in_middle, self._visitor_in_middle)
        self._above = Predicates(ask, above, self._asked_once)
        """Conditions as the top layer asks them."""
        self.known = self._known()

    @property
    def asks_of_site(self) -> bool:
        """Whether its rows' conditions ask for what is the same for all rows of a site."""
        decided = self._row_decisions()
        return any(clause & OF_ONE_SITE for rows in decided for clause in rows.when)

    def hold_to_site(self, site: Expression) -> None:
        """Only rows of a site, which is said without the row."""
        column = self.bound.source.site
        assert column is not None
        self.page.where.append(self.inner(column) == site)
        self.one_site = OneSite(site, self._number)

    # -- columns

    def inner(self, name: str) -> Expression:
        """A column of the table, as the page itself reads it."""
        return reference(self._table, name, self.bound.table.c[name])

    def column(self, name: str) -> Expression:
        """A column of the table, as outputs read it; the page selects it for them."""
        return self.add(name, self.inner(name))

    def add(self, name: str, made: Expression) -> Expression:
        """Have the page select an expression under a name; as outputs read it."""
        self._columns.setdefault(name, made)
        return reference(self.top, name, made)

    @property
    def place(self) -> Expression:
        """The row's number on its page, from 1."""
        return reference(self.top, "n")

    def _visitor_within(self, name: str) -> Expression:
        table = self.statement.binding.types["Visitor"].table
        return reference(self._table if self._is_visitor else self._joined, name, table.c[name])

    def _in_middle(self, name: str) -> Expression:
        return reference(self._middle, name, self.column(name))

    def _visitor_in_middle(self, name: str) -> Expression:
        return reference(self._middle, *self._of_visitor(name))

    def _on_page(self, name: str) -> Expression:
        return reference(self._below, name, self.column(name))

    def _visitor_on_page(self, name: str) -> Expression:
        return reference(self._below, *self._of_visitor(name))

    def _of_visitor(self, name: str) -> tuple[str, Expression]:
        """What the page calls a column of the row's visitor, and the column."""
        called = name if self._is_visitor else "v_" + name
        return called, self.add(called, self._visitor_within(name))

    def _asked_once(self, name: str, make: Callable[[Subject], Expression]) -> Expression:
        if name not in self._once:
            subject = self._subject(self._on_page, self._visitor_on_page)
            self._once[name] = make(subject).label("c" + str(len(self._once)))
        label = self._once[name]
        return reference(self._middle, label.name, label)

    @property
    def _is_visitor(self) -> bool:
        return self.bound.name == "Visitor"

    # -- conditions

    def _subject(self, column: Row, visitor: Row) -> Subject:
        source = self.bound.source
        return Subject(
            site=None if source.site is None else partial(self._site, column, source.site),
            one_site=lambda: self.one_site,
            visitor=None if source.visitor is None else visitor,
            organizations=tuple(partial(column, name) for name in source.organizations),
        )

    def _site(self, column: Row, name: str) -> Expression:
        return column(name) if self.one_site is None else self.one_site.id

    def _known(self) -> tuple[frozenset[str], frozenset[str]]:
        """Conditions, asked as of rows, that hold and that fail for every row of the level."""
        holds, fails = set[str](), set[str]()
        for rows in self._row_decisions():
            if rows.when:
                holds |= frozenset.intersection(*rows.when)
            fails |= {name for clause in rows.unless if len(clause) == 1 for name in clause}
        return frozenset(holds), frozenset(fails)

    def _row_decisions(self) -> list[Rows]:
        names = [self.bound.name]
        if self.bound.source.visitor is not None and not self._is_visitor:
            names.append("Visitor")
        found = [self.statement.decisions.rows(name) for name in names]
        return [rows for rows in found if isinstance(rows, Rows)]

    def holds(
        self, when: Clauses, unless: Clauses, category: str | None, *, above: bool
    ) -> Expression | None:
        """Whether clauses hold for the row, as outputs ask it (`above`) or as the page's WHERE.

        None where they always do.
        """
        holds, fails = self.known[0] - PER_CATEGORY, self.known[1]
        when, unless = residual(when, holds, fails), residual(unless, holds, fails)
        if when == ALWAYS and unless == NEVER:
            return None
        if above or self._owner is not self:
            return self._owner._keep(when, unless, category)
        return self._within.holds(when, unless, category)

    def _keep(self, when: Clauses, unless: Clauses, category: str | None) -> Expression:
        """A column of the top layer that says whether the clauses hold: each computed once."""
        asked = {name for clause in (*when, *unless) for name in clause}
        key = (when, unless, category if asked & PER_CATEGORY else None)
        if key not in self._kept:
            holds = self._above.holds(*key)
            self._kept[key] = holds.label("h" + str(len(self._kept)))
        label = self._kept[key]
        return reference(self.top, label.name, label)

    def scope(self) -> list[Expression]:
        """INVARIANT(row-scope): the rows that may leave; every page and every count has it."""
        tests = self._held_to_sites()
        for rows in self._rows_to_test():
            if isinstance(rows, Denied):
                return [false()]
            tests.extend(self._row_tests(rows))
        return tests

    def admission(self, rows: Rows) -> list[Expression]:
        """The rows that a mutation may touch."""
        return [*self._held_to_sites(), *self._row_tests(rows)]

    def _held_to_sites(self) -> list[Expression]:
        if not self.statement.scoped:
            return []
        dialect = self.statement.question.dialect
        return within_sites(self.bound.source, self.inner, self.statement.binds, dialect)

    def _rows_to_test(self) -> list[Rows | Denied]:
        """Of the type and its rows' visitor; not again what the owner's level tests."""
        rows_of = self.statement.decisions.rows
        own = rows_of(self.bound.name)
        if self.bound.source.visitor is None or (self._is_visitor and self._owner is self):
            return [own]
        of_visitor = rows_of("Visitor")
        if self._owner is self:
            return [own, of_visitor]
        same = isinstance(own, Rows) and own == of_visitor
        return [] if self._is_visitor or same else [own]

    def _row_tests(self, rows: Rows) -> list[Expression]:
        if self._owner is self:
            asked = (rows.when, rows.unless)
            return [] if asked == (ALWAYS, NEVER) else [self._within.holds(*asked, None)]
        known = self._owner.known
        when, unless = residual(rows.when, *known), residual(rows.unless, *known)
        return [] if (when, unless) == (ALWAYS, NEVER) else [self._owner._keep(when, unless, None)]

    # -- as a source of rows

    def rows(self) -> FromClause:
        """The table, with its visitor beside it where conditions ask of them."""
        made: FromClause = self.read_from.alias(self._table)
        source = self.bound.source
        if source.visitor is None or self._is_visitor or self._owner is not self:
            return made
        visitor = self.statement.binding.types["Visitor"].table.alias(self._joined)
        same = and_(
            reference(self._joined, "site_id") == self.inner("site_id"),
            reference(self._joined, "id") == self.inner(source.visitor),
        )
        return made.join(visitor, same)

    def counted(self) -> Expression:
        """How many rows the scope and the filter admit."""
        counted = select(func.count()).select_from(self.rows())
        return counted.where(true(), *self.page.where).scalar_subquery()

    def named(self) -> TableClause:
        """The top layer by its name, for a level that is a CTE of the statement."""
        return table(self.top)

    def cte(self) -> CTE:
        """The top layer as a part of the statement that several outputs read."""
        return self._top().cte(self.top).prefix_with("MATERIALIZED")

    def inline(self) -> FromClause:
        """The top layer as a derived table."""
        return self._top().subquery(self.top)

    def _top(self) -> Select[Any]:
        """INVARIANT(once-per-row): a window function keeps a layer from being merged away."""
        columns = list(self._columns or ("id",))
        if not (self._kept or self.page.numbered or self.page.backward):
            return self._selected()
        place = func.row_number().over().label("n")
        if not self._kept:
            top = _layer(self._selected().subquery(self._below), self._below, columns, [place])
        else:
            once = [place, *self._once.values()]
            middle = _layer(self._selected().subquery(self._below), self._below, columns, once)
            below, told = middle.subquery(self._middle), list(self._kept.values())
            top = _layer(below, self._middle, [*columns, "n"], told)
        return top.order_by(literal_column("n").desc()) if self.page.backward else top

    def _selected(self) -> Select[Any]:
        columns = self._columns or {"id": self.inner("id")}
        page = select(*(made.label(name) for name, made in columns.items()))
        page = page.select_from(self.rows()).where(true(), *self.page.where)
        page = page.order_by(*self.page.order)
        return page if self.page.limit is None else page.limit(self.page.limit)


def _layer(
    below: FromClause, name: str, columns: Sequence[str], made: Sequence[Expression]
) -> Select[Any]:
    """Everything of the layer below, and what is made of it."""
    kept = [reference(name, column).label(column) for column in columns]
    return select(*kept, *made).select_from(below)
