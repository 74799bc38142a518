"""Conditions as SQL: each a total predicate over one row, true or false and never null.

A condition is asked of the row's visitor, its site or its organizations: the first anchor of the
three that the type has and the condition accepts. Withdrawal and revocation are state; only starts
and expiries are compared with `now`, which is bound once per request.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from sqlalchemy import and_, false, func, or_, select, true

from governance.authz.decision import Clauses
from governance.authz.of_site import (
    ANY_DATA,
    GRANT,
    active_grant,
    granted_categories,
    requested_categories,
    sites,
)
from governance.authz.of_visitor import (
    ON_VISITOR,
    announced,
    consented,
    consented_at_all,
    covered,
)
from governance.authz.questions import Question, Subject, visitor_of
from governance.database.dialect import Expression
from governance.vocabulary import PERMITTING, RESTRICTING, Anchor

Once = Callable[[str, Callable[[Subject], Expression]], Expression]


ASKED_IN_ORDER: Final = (
    *("self", "own_site", "restricted", "permitted"),
    *("acquisition_open", "acquisition_closed", "grant", "notice"),
    *("legal_request", "sealed", "no_opt_out", "opted_out", "consent"),
)
"""Every condition, the cheapest first: SQLite asks in the order that is written."""


def _price(clauses: Clauses) -> tuple[int, list[list[str]]]:
    """Of the dearest condition; then a fixed order."""
    dearest = max((ASKED_IN_ORDER.index(name) for clause in clauses for name in clause), default=0)
    return dearest, sorted(map(sorted, clauses))


class Predicates:
    """The conditions of one row, as SQL.

    `once` is given the name of what is the same for every coordinate of the row, and how to make
    it; it may turn it into a column computed once per row, and answers with what to use.
    """

    def __init__(self, question: Question, subject: Subject, once: Once | None = None) -> None:
        self._ask = question
        self._subject = subject
        self._once: Once = once or (lambda _, make: make(subject))

    def holds(self, when: Clauses, unless: Clauses, category: str | None) -> Expression:
        """Whether a clause of `when` holds, and none of `unless`; `category` None is for rows."""
        required = [when]
        if len(when) == 1:  # each condition by itself, so that a cheap deny may come between
            required = [frozenset({frozenset({name})}) for clause in when for name in clause]
        asked = [(one, True) for one in required]
        asked += [(frozenset({clause}), False) for clause in unless]
        tests = []
        for clauses, wanted in sorted(asked, key=lambda one: (*_price(one[0]), one[1])):
            some = self._some(clauses, category)
            tests.append(some if wanted else ~some)
        return and_(true(), *tests)

    def _some(self, clauses: Clauses, category: str | None) -> Expression:
        """Whether one of the clauses holds."""
        alternatives = []
        for clause in sorted(clauses, key=lambda clause: _price(frozenset({clause}))):
            names = sorted(clause, key=ASKED_IN_ORDER.index)
            tests = [self._condition(name, category) for name in names]
            alternatives.append(and_(true(), *tests))
        return or_(false(), *alternatives)

    def _condition(self, name: str, category: str | None) -> Expression:
        accepted = PERMITTING.get(name) or RESTRICTING[name]
        if Anchor.VISITOR in accepted and self._subject.visitor is not None:
            return self._of_visitor(name, category)
        if Anchor.SITE in accepted and self._subject.site is not None:
            return self._of_site(name, category)
        if Anchor.ORGANIZATION in accepted and self._subject.organizations:
            return self._of_organizations(name, category)
        raise LookupError(name)

    def _of_visitor(self, name: str, category: str | None) -> Expression:
        if name == "notice":
            return self._notice(category)
        if name == "consent":
            return self._consent(category)
        if name == "legal_request" and category is not None:
            return self._requested(category)
        if name == "no_opt_out":
            return ~self._of_visitor("opted_out", category)
        asked = ON_VISITOR[name]
        return self._once(name, lambda row: asked(self._ask, visitor_of(row)))

    def _consent(self, category: str | None) -> Expression:
        """The nearest statements give, and their notices announce what is asked for."""
        if category is None:
            return self._once("consented_at_all", partial(consented_at_all, self._ask))
        given = self._once("consented", partial(consented, self._ask))
        return self._names(given, category, ANY_DATA)

    def _notice(self, category: str | None) -> Expression:
        """A use of the binding notice, and one of the newest, covers the request (C21).

        INVARIANT(widening-waits): both must cover it, so that a widening waits for the visitor's
        binding date and a narrowing is immediate.
        """
        if category is None:
            return and_(
                self._once("announced_when_bound", partial(announced, self._ask, binding=True)),
                self._once("announced_now", partial(announced, self._ask, binding=False)),
            )
        when_bound = self._once("covered_when_bound", partial(covered, self._ask, binding=True))
        now = self._once("covered_now", partial(covered, self._ask, binding=False))
        return and_(self._names(when_bound, category), self._names(now, category))

    def _grant(self, category: str) -> Expression:
        granted = self._once("granted_categories", partial(granted_categories, self._ask))
        return self._names(granted, category)

    def _requested(self, category: str) -> Expression:
        """An instrument asks for any data, or for this category (C13)."""
        requested = self._once("requested_categories", partial(requested_categories, self._ask))
        return self._names(requested, category, ANY_DATA)

    def _names(self, gathered: Expression, category: str, *others: str) -> Expression:
        """Whether gathered categories name this one, what covers it, or a class of those."""
        labels = sorted((*self._ask.labels_of(category), *others))
        return func.coalesce(self._ask.dialect.gathered_any(gathered, labels), false())

    def _of_site(self, name: str, category: str | None) -> Expression:
        """Total where the row is: its site is null only where an id names no row at all."""
        if category is not None and name == "grant":
            return self._grant(category)
        if category is not None and name == "legal_request":
            return self._requested(category)

        def within(row: Subject) -> Expression:
            assert row.site is not None
            return row.site().in_(sites(self._ask, name, row.one_site()))

        return self._once(name, within)

    def _of_organizations(self, name: str, category: str | None) -> Expression:
        """Whether the row is the actor's organization's, or that of one that grants to it."""
        columns = [column() for column in self._subject.organizations]
        if name == "own_site":
            tests = [column == self._ask.caller.organization for column in columns]
        else:
            grantors = select(GRANT.c.grantor_id).where(*active_grant(self._ask, category))
            tests = [column.in_(grantors) for column in columns]
        return func.coalesce(or_(*tests), false())
