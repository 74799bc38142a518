"""Conditions as SQL: each a total predicate over one row, true or false and never null.

A condition is asked of the row's visitor, its site or its organizations: the first anchor of the
three that the type has and the condition accepts. Conditions on a site are sets of sites, which
the database computes once per statement, never per visitor. Withdrawal and revocation are state;
only starts and expiries are compared with `now`, which is bound once per request.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    case,
    exists,
    false,
    func,
    or_,
    select,
    true,
)

from governance import tables
from governance.authz.decision import Clauses
from governance.database.dialect import Dialect, constant, number
from governance.vocabulary import (
    GIVING,
    PERMITTING,
    REFUSING,
    RESTRICTING,
    AcquisitionKind,
    AcquisitionStatus,
    Anchor,
    GrantStatus,
    LegalMatter,
    LegalRequestStatus,
)

Expression = ColumnElement[Any]
Row = Callable[[str], Expression]
"""A column of a row, by name."""


def _table(model: Any) -> Table:
    return model.__table__  # type: ignore[no-any-return]


SITE: Final = _table(tables.Site)
CONSENT: Final = _table(tables.Consent)
NOTICE: Final = _table(tables.Notice)
USE: Final = _table(tables.NoticeUse)
GRANT: Final = _table(tables.SharingGrant)
LEGAL: Final = _table(tables.LegalRequest)
NAMED: Final = _table(tables.LegalRequestVisitor)
ACQUISITION: Final = _table(tables.Acquisition)
ACQUIRED: Final = _table(tables.AcquisitionSite)
OPT_OUT: Final = _table(tables.OptOut)
ALIAS: Final = _table(tables.VisitorAlias)


class Caller(Protocol):
    """What the statement binds about the actor and the moment; never written into its text."""

    @property
    def now(self) -> Expression:
        """The moment of the request."""

    @property
    def organization(self) -> Expression:
        """The actor's organization."""

    @property
    def kind(self) -> Expression:
        """The kind of the actor's organization."""

    @property
    def is_operator(self) -> Expression:
        """Whether the actor is the operator's."""

    @property
    def self_site(self) -> Expression:
        """The site of the visitor whom the actor was verified to be, or null."""

    @property
    def self_visitor(self) -> Expression:
        """The visitor whom the actor was verified to be, or null."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is the same for all rows of a statement."""

    dialect: Dialect
    caller: Caller
    chain: tuple[str, ...]
    """The request's purpose and what covers it, nearest first."""
    below: tuple[str, ...]
    """The purposes that the request's purpose covers, itself left out."""
    labels_of: Callable[[str], frozenset[str]]
    """A data category to itself, what covers it, and the classes of those."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The row a condition is asked of: how to name its columns, wherever it is asked."""

    site: Callable[[], Expression] | None
    visitor: Row | None
    organizations: tuple[Callable[[], Expression], ...]


Once = Callable[[str, Callable[[Subject], Expression]], Expression]


class Predicates:
    """The conditions of one row, as SQL.

    `once` is given the name of what is the same for every coordinate of the row, and how to make
    it; it may turn it into a column computed once per row, and answers with what to use.
    """

    def __init__(self, question: Question, subject: Subject, once: Once | None = None) -> None:
        self._ask = question
        self._subject = subject
        self._once: Once = once or (lambda _, make: make(subject))

    def holds(self, clauses: Clauses, category: str | None) -> Expression:
        """Whether one of the clauses holds; `category` is a coordinate's, None for rows."""
        alternatives = [
            and_(true(), *(self._condition(name, category) for name in sorted(clause)))
            for clause in sorted(clauses, key=sorted)
        ]
        return or_(false(), *alternatives)

    def _condition(self, name: str, category: str | None) -> Expression:
        accepted = PERMITTING.get(name) or RESTRICTING[name]
        if Anchor.VISITOR in accepted and self._subject.visitor is not None:
            return self._of_visitor(name, category)
        if Anchor.SITE in accepted and self._subject.site is not None:
            key = name if name != "grant" or category is None else "grant/" + category
            return self._once(key, lambda row: self._of_site(name, category, row))
        if Anchor.ORGANIZATION in accepted and self._subject.organizations:
            return self._of_organizations(name, category)
        raise LookupError(name)

    # -- asked of a visitor

    def _of_visitor(self, name: str, category: str | None) -> Expression:
        if name == "notice":
            return self._notice(category)
        if name == "no_opt_out":
            return ~self._of_visitor("opted_out", category)
        make: Callable[[Row], Expression] = {
            "consent": self._consent,
            "legal_request": self._legal_request,
            "opted_out": self._opted_out,
            "permitted": self._permitted,
            "restricted": lambda visitor: visitor("restricted_at").is_not(None),
            "sealed": self._sealed,
            "self": self._self,
        }[name]
        return self._once(name, lambda row: make(visitor_of(row)))

    def _permitted(self, visitor: Row) -> Expression:
        stated = visitor("permission_basis").is_not(None)
        return and_(stated, self._operator_or_owner(visitor))

    def _self(self, visitor: Row) -> Expression:
        caller = self._ask.caller
        same_site = visitor("site_id") == caller.self_site
        return func.coalesce(and_(same_site, visitor("id") == caller.self_visitor), false())

    def _operator_or_owner(self, visitor: Row) -> Expression:
        return or_(self._ask.caller.is_operator, visitor("site_id").in_(self._own_sites()))

    def _consent(self, visitor: Row) -> Expression:
        """The nearest statement of some regime gives, of none refuses, and nothing below refuses.

        INVARIANT(refuse-beats-give): within a regime the nearest statement counts; between regimes
        a refusal beats any number of givings; a refusal never expires.
        """
        ask, row = self._ask, CONSENT.c
        refuses = row.status.in_([constant(one) for one in sorted(REFUSING)])
        for_kind = ask.dialect.has_name(row.recipients, ask.caller.kind)
        gives = and_(
            row.status.in_([constant(one) for one in sorted(GIVING)]),
            or_(row.expires_at.is_(None), row.expires_at > ask.caller.now),
            or_(for_kind, self._operator_or_owner(visitor)),
        )
        verdict = case((gives, number(1)), (refuses, number(0)), else_=number(2))
        rank = case(
            *((row.purpose == constant(one), number(3 * at)) for at, one in enumerate(ask.chain))
        )
        statements = sorted(GIVING | REFUSING | {"EXPIRED"})
        refused_below: Expression = (
            func.max(
                case(
                    (and_(_is_one_of(row.purpose, ask.below), refuses), number(1)),
                    else_=number(0),
                )
            )
            if ask.below
            else number(0)
        )
        regimes = (
            select(func.min(rank + verdict).label("nearest"), refused_below.label("below"))
            .where(
                row.site_id == visitor("site_id"),
                row.visitor_id == visitor("id"),
                _is_one_of(row.purpose, (*ask.chain, *ask.below)),
                row.status.in_([constant(one) for one in statements]),
            )
            .group_by(row.regime)
            .correlate_except(CONSENT)
            .subquery("regimes")
        )
        verdict_of = regimes.c.nearest.op("%")(number(3))
        given = func.max(case((verdict_of == number(1), number(1)), else_=number(0)))
        refused = func.max(
            case(
                (or_(verdict_of == number(0), regimes.c.below == number(1)), number(1)),
                else_=number(0),
            )
        )
        holds = select(
            and_(
                func.coalesce(given, number(0)) == number(1),
                func.coalesce(refused, number(0)) == number(0),
            )
        )
        return holds.select_from(regimes).scalar_subquery()

    def _notice(self, category: str | None) -> Expression:
        """A use of the binding notice, and one of the newest, covers the request (C21).

        INVARIANT(widening-waits): both must cover it, so that a widening waits for the visitor's
        binding date and a narrowing is immediate.
        """
        covered = [
            self._once("covered_when_bound", lambda row: self._covered(row, binding=True)),
            self._once("covered_now", lambda row: self._covered(row, binding=False)),
        ]
        if category is None:
            return and_(*(one.is_not(None) for one in covered))
        contains = self._ask.dialect.contains
        labels = [constant(" " + label + " ") for label in sorted(self._ask.labels_of(category))]
        return and_(
            *(
                func.coalesce(or_(*(contains(one, label) for label in labels)), false())
                for one in covered
            )
        )

    def _covered(self, row: Subject, *, binding: bool) -> Expression:
        """The categories that the visitor's notice announces for the request, each in spaces."""
        ask, visitor = self._ask, visitor_of(row)
        notice = (
            select(NOTICE.c.id)
            .where(NOTICE.c.site_id == visitor("site_id"), NOTICE.c.posted_at <= ask.caller.now)
            .order_by(NOTICE.c.posted_at.desc(), NOTICE.c.id.desc())
            .limit(number(1))
        )
        if binding:
            notice = notice.where(
                or_(visitor("created_at") > NOTICE.c.posted_at, NOTICE.c.binds_at <= ask.caller.now)
            )
        spaced = constant(" ").op("||")(USE.c.category).op("||")(constant(" "))
        return (
            select(ask.dialect.joined(spaced, ""))
            .where(
                USE.c.site_id == visitor("site_id"),
                USE.c.notice_id == notice.correlate_except(NOTICE).scalar_subquery(),
                USE.c.recipient_kind == ask.caller.kind,
                _is_one_of(USE.c.purpose, ask.chain),
            )
            .correlate_except(USE)
            .scalar_subquery()
        )

    def _opted_out(self, visitor: Row) -> Expression:
        """By visitor, by address or by cookie; on this site or on all (C5)."""
        here = or_(OPT_OUT.c.site_id.is_(None), OPT_OUT.c.site_id == visitor("site_id"))

        def by(kind: str, key: Expression) -> Expression:
            found = exists().where(OPT_OUT.c.kind == constant(kind), OPT_OUT.c.key == key, here)
            return found.correlate_except(OPT_OUT)

        aliases = (
            exists()
            .where(
                ALIAS.c.site_id == visitor("site_id"),
                ALIAS.c.visitor_id == visitor("id"),
                ALIAS.c.kind == constant("cookie"),
                OPT_OUT.c.kind == constant("cookie"),
                OPT_OUT.c.key == ALIAS.c.value,
                here,
            )
            .correlate_except(ALIAS, OPT_OUT)
        )
        return or_(by("visitor", visitor("id")), by("address", visitor("email_sha256")), aliases)

    def _named(self, visitor: Row, *tests: Expression) -> Expression:
        """Whether a verified legal request that passes the tests names the visitor."""
        return (
            exists()
            .where(
                NAMED.c.site_id == visitor("site_id"),
                NAMED.c.visitor_id == visitor("id"),
                LEGAL.c.id == NAMED.c.legal_request_id,
                LEGAL.c.status == constant(LegalRequestStatus.VERIFIED),
                *tests,
            )
            .correlate_except(NAMED, LEGAL)
        )

    def _legal_request(self, visitor: Row) -> Expression:
        return self._named(visitor, *self._own_instrument())

    def _sealed(self, visitor: Row) -> Expression:
        return self._named(visitor, LEGAL.c.sealed_until > self._ask.caller.now)

    def _own_instrument(self) -> Sequence[Expression]:
        """An instrument of the actor's own authority, in a matter of C13, in its window."""
        caller = self._ask.caller
        return (
            LEGAL.c.authority_id == caller.organization,
            LEGAL.c.matter.in_([constant(matter) for matter in LegalMatter]),
            LEGAL.c.starts_at <= caller.now,
            LEGAL.c.expires_at > caller.now,
        )

    # -- asked of a site: sets of sites, computed once per statement

    def _of_site(self, name: str, category: str | None, row: Subject) -> Expression:
        """Total, for neither the row's site nor a member of the set is ever null."""
        assert row.site is not None
        return row.site().in_(self._sites(name, category))

    def _sites(self, name: str, category: str | None) -> Select[Any]:
        match name:
            case "own_site":
                return self._own_sites()
            case "grant":
                return self._granted_sites(category)
            case "legal_request":
                return select(NAMED.c.site_id).where(
                    LEGAL.c.id == NAMED.c.legal_request_id,
                    LEGAL.c.status == constant(LegalRequestStatus.VERIFIED),
                    *self._own_instrument(),
                )
            case "self":
                return select(SITE.c.id).where(SITE.c.id == self._ask.caller.self_site)
            case "acquisition_open":
                return self._acquired(ACQUISITION.c.status == constant(AcquisitionStatus.OPEN))
            case "acquisition_closed":
                return self._acquired(
                    ACQUISITION.c.status == constant(AcquisitionStatus.CLOSED),
                    ACQUISITION.c.kind != constant(AcquisitionKind.FINANCING),
                )
        raise LookupError(name)

    def _own_sites(self) -> Select[Any]:
        return select(SITE.c.id).where(SITE.c.organization_id == self._ask.caller.organization)

    def _granted_sites(self, category: str | None) -> Select[Any]:
        of_site = or_(
            GRANT.c.site_id == SITE.c.id,
            and_(GRANT.c.site_id.is_(None), GRANT.c.grantor_id == SITE.c.organization_id),
        )
        return select(SITE.c.id).where(of_site, *self._active_grant(category))

    def _active_grant(self, category: str | None) -> list[Expression]:
        ask = self._ask
        tests = [
            GRANT.c.recipient_id == ask.caller.organization,
            GRANT.c.status == constant(GrantStatus.ACTIVE),
            GRANT.c.starts_at <= ask.caller.now,
            or_(GRANT.c.expires_at.is_(None), GRANT.c.expires_at > ask.caller.now),
            ask.dialect.has_any_name(GRANT.c.purposes, ask.chain),
        ]
        if category is not None:
            labels = sorted(ask.labels_of(category))
            tests.append(ask.dialect.has_any_name(GRANT.c.categories, labels))
        return tests

    def _acquired(self, *tests: Expression) -> Select[Any]:
        return select(ACQUIRED.c.site_id).where(
            ACQUIRED.c.acquisition_id == ACQUISITION.c.id,
            ACQUISITION.c.acquirer_id == self._ask.caller.organization,
            *tests,
        )

    # -- asked of organizations

    def _of_organizations(self, name: str, category: str | None) -> Expression:
        columns = [column() for column in self._subject.organizations]
        match name:
            case "own_site":
                own = or_(*(column == self._ask.caller.organization for column in columns))
                return func.coalesce(own, false())
            case "grant":
                grantors = select(GRANT.c.grantor_id).where(*self._active_grant(category))
                return func.coalesce(or_(*(column.in_(grantors) for column in columns)), false())
        raise LookupError(name)


def visitor_of(row: Subject) -> Row:
    """How to name the columns of the row's visitor, where it has one."""
    assert row.visitor is not None
    return row.visitor


def _is_one_of(column: Expression, names: Sequence[str]) -> Expression:
    return column.in_([constant(name) for name in names])
