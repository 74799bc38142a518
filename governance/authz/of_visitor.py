"""Conditions on a visitor, each a total predicate correlated to the visitor's row."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from sqlalchemy import (
    FromClause,
    Select,
    SelectBase,
    and_,
    case,
    exists,
    false,
    func,
    or_,
    select,
)

from governance import tables
from governance.authz.of_site import ANY_DATA, LEGAL, NAMED, own_instrument, own_sites
from governance.authz.questions import OneSite, Question, Row, Subject, visitor_of
from governance.database.dialect import Expression, constant, is_one_of, number
from governance.tables import table_of
from governance.vocabulary import GIVING, REFUSING, LegalRequestStatus

CONSENT: Final = table_of(tables.Consent)
NOTICE: Final = table_of(tables.Notice)
USE: Final = table_of(tables.NoticeUse)
OPT_OUT: Final = table_of(tables.OptOut)
ALIAS: Final = table_of(tables.VisitorAlias)

_REFUSES, _GIVES, _NEITHER = constant("0"), constant("1"), constant("2")


def permitted(ask: Question, visitor: Row) -> Expression:
    """A permission basis was stated at ingest, for the operator and the site's owner (C6)."""
    stated = visitor("permission_basis").is_not(None)
    return and_(stated, _operator_or_owner(ask, visitor))


def is_self(ask: Question, visitor: Row) -> Expression:
    """The actor was verified to be this visitor."""
    caller = ask.caller
    same_site = visitor("site_id") == caller.self_site
    return func.coalesce(and_(same_site, visitor("id") == caller.self_visitor), false())


def _operator_or_owner(ask: Question, visitor: Row) -> Expression:
    return or_(ask.caller.is_operator, visitor("site_id").in_(own_sites(ask)))


def consented(ask: Question, row: Subject) -> Expression:
    """The categories that the visitor consented to for the request, gathered; null of none."""
    visitor = visitor_of(row)
    regimes = _regimes(ask, visitor)
    given = case((_unlimited(regimes), constant(ANY_DATA)), else_=USE.c.category)
    held = case((_unrefused(regimes), ask.dialect.gathered(given)))
    joined = regimes.outerjoin(USE, and_(*_uses_of(ask, regimes, visitor)))
    return select(held).select_from(joined).correlate_except(USE, regimes).scalar_subquery()


def consented_at_all(ask: Question, row: Subject) -> Expression:
    """Whether the visitor consented to anything for the request: of a use, one is enough."""
    visitor = visitor_of(row)
    regimes = _regimes(ask, visitor)
    use = select(number(1)).where(*_uses_of(ask, regimes, visitor)).limit(number(1))
    given = case((_unlimited(regimes), number(1)), else_=use.scalar_subquery())
    some = and_(func.max(given) == number(1), _unrefused(regimes))
    return select(func.coalesce(some, false())).select_from(regimes).scalar_subquery()


def consent_to_owner(ask: Question, visitor: Row) -> Expression:
    """Whether the visitor consented that the site's own organization does what is asked for."""
    regimes = _regimes(ask, visitor, to_owner=True)
    given = func.max(case((_unlimited(regimes), number(1)))) == number(1)
    some = func.coalesce(and_(given, _unrefused(regimes)), false())
    return select(some).select_from(regimes).scalar_subquery()


def _regimes(ask: Question, visitor: Row, *, to_owner: bool = False) -> FromClause:
    """The nearest statement of each regime, and whether anything below stands refused.

    INVARIANT(refuse-beats-give): within a regime the nearest statement counts; between regimes
    a refusal beats any number of givings; a refusal never expires, and no notice limits it.

    A statement is spelled in 2 digits of nearness, 1 of verdict and the notice that limits it, so
    that the least of a regime is its nearest.
    """
    said = CONSENT.c
    near = case(
        *((said.purpose == constant(one), constant(f"{at:02}")) for at, one in enumerate(ask.chain))
    )
    return (
        select(
            func.min(near.concat(_verdict(ask, visitor, to_owner))).label("nearest"),
            _refused_below(ask).label("below"),
        )
        .where(
            said.site_id == visitor("site_id"),
            said.visitor_id == visitor("id"),
            is_one_of(said.purpose, (*ask.chain, *ask.below)),
            is_one_of(said.status, sorted(GIVING | REFUSING | {"EXPIRED"})),
        )
        .group_by(said.regime)
        .correlate_except(CONSENT)
        .subquery("regimes")
    )


def _unlimited(regimes: FromClause) -> Expression:
    return func.substr(regimes.c.nearest, number(3)) == _GIVES


def _unrefused(regimes: FromClause) -> Expression:
    """Whether no regime refuses; null of none."""
    refuses = func.substr(regimes.c.nearest, number(3), number(1)) == _REFUSES
    one = case((or_(refuses, regimes.c.below == number(1)), number(1)), else_=number(0))
    return func.max(one) == number(0)


def _uses_of(ask: Question, regimes: FromClause, visitor: Row) -> list[Expression]:
    """The uses that cover the request, of the notice that limits a statement."""
    return [
        USE.c.site_id == visitor("site_id"),
        USE.c.notice_id == func.substr(regimes.c.nearest, number(4)),
        *_asked_for(ask),
    ]


def _verdict(ask: Question, visitor: Row, to_owner: bool) -> Expression:
    """What a statement says, and the notice that limits what it gives to a third party."""
    said = CONSENT.c
    stands = and_(
        is_one_of(said.status, sorted(GIVING)),
        or_(said.expires_at.is_(None), said.expires_at > ask.caller.now),
    )
    if to_owner:
        return case((_refuses(), _REFUSES), (stands, _GIVES), else_=_NEITHER)
    to_kind = ask.dialect.has_name(said.recipients, ask.caller.kind)
    return case(
        (_refuses(), _REFUSES),
        (and_(stands, _operator_or_owner(ask, visitor)), _GIVES),
        (and_(stands, to_kind), _GIVES.concat(func.coalesce(said.notice_id, constant("")))),
        else_=_NEITHER,
    )


def _refuses() -> Expression:
    return is_one_of(CONSENT.c.status, sorted(REFUSING))


def _refused_below(ask: Question) -> Expression:
    """1 where a purpose below the request's stands refused, else 0."""
    if not ask.below:
        return number(0)
    below = and_(is_one_of(CONSENT.c.purpose, ask.below), _refuses())
    return func.max(case((below, number(1)), else_=number(0)))


def covered(ask: Question, row: Subject, *, binding: bool) -> Expression:
    """The categories that the visitor's notice announces for the request, gathered."""
    site = row.one_site()
    if site is not None:
        return _of_one_site(ask, site, row, binding=binding)
    gathered = select(ask.dialect.gathered(USE.c.category))
    return gathered.where(*_uses(ask, row, binding=binding)).scalar_subquery()


def announced(ask: Question, row: Subject, *, binding: bool) -> Expression:
    """Whether the visitor's notice announces anything for the request.

    A look-up, not an EXISTS: PostgreSQL would turn that into a join and sort all rows of the site.
    """
    site = row.one_site()
    if site is not None:
        return _of_one_site(ask, site, row, binding=binding).is_not(None)
    one = select(number(1)).where(*_uses(ask, row, binding=binding)).limit(number(1))
    return one.scalar_subquery().is_not(None)


def _uses(ask: Question, row: Subject, *, binding: bool) -> list[Expression]:
    """The uses that cover the request, of the binding notice or of the newest one."""
    visitor = visitor_of(row)
    posted = select(NOTICE.c.id).where(
        NOTICE.c.site_id == visitor("site_id"), NOTICE.c.posted_at <= ask.caller.now
    )
    notice = _newest(ask, posted, NOTICE, visitor if binding else None)
    return [
        USE.c.site_id == visitor("site_id"),
        USE.c.notice_id == notice,
        *_asked_for(ask),
    ]


def _of_one_site(ask: Question, site: OneSite, row: Subject, *, binding: bool) -> Expression:
    """What the visitor's notice announces, of the site's few notices, each looked up once."""
    notices = ask.once("notices" + site.level, partial(_notices, ask, site))
    found = select(notices.c.announced)
    return _newest(ask, found, notices, visitor_of(row) if binding else None)


def _notices(ask: Question, site: OneSite) -> SelectBase:
    """The notices of a site, each with the categories that it announces for the request."""
    uses = select(ask.dialect.gathered(USE.c.category)).where(
        USE.c.site_id == NOTICE.c.site_id, USE.c.notice_id == NOTICE.c.id, *_asked_for(ask)
    )
    announced = uses.correlate(NOTICE).scalar_subquery().label("announced")
    posted = select(NOTICE.c.id, NOTICE.c.posted_at, NOTICE.c.binds_at, announced)
    return posted.where(NOTICE.c.site_id == site.id, NOTICE.c.posted_at <= ask.caller.now)


def _asked_for(ask: Question) -> list[Expression]:
    return [USE.c.recipient_kind == ask.caller.kind, is_one_of(USE.c.purpose, ask.chain)]


def _newest(ask: Question, found: Select[Any], notice: FromClause, bound: Row | None) -> Expression:
    """Of the newest notice found or, for a visitor, of the newest that binds them (C21)."""
    row = notice.c
    if bound is not None:
        found = found.where(
            or_(bound("created_at") > row.posted_at, row.binds_at <= ask.caller.now)
        )
    return found.order_by(row.posted_at.desc(), row.id.desc()).limit(number(1)).scalar_subquery()


def opted_out(ask: Question, visitor: Row) -> Expression:
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


def _named(visitor: Row, *tests: Expression) -> Expression:
    """Whether a legal request that passes the tests names the visitor."""
    return (
        exists()
        .where(
            NAMED.c.site_id == visitor("site_id"),
            NAMED.c.visitor_id == visitor("id"),
            LEGAL.c.id == NAMED.c.legal_request_id,
            *tests,
        )
        .correlate_except(NAMED, LEGAL)
    )


def legal_request(ask: Question, visitor: Row) -> Expression:
    """An instrument of the actor's own authority names the visitor (C13)."""
    return _named(visitor, *own_instrument(ask))


def sealed(ask: Question, visitor: Row) -> Expression:
    """A legal request that names the visitor is still sealed (C13), also when it is closed."""
    verified = or_(
        LEGAL.c.status == constant(LegalRequestStatus.VERIFIED), LEGAL.c.seconded_by.is_not(None)
    )
    return _named(visitor, verified, LEGAL.c.sealed_until > ask.caller.now)


def restricted(_ask: Question, visitor: Row) -> Expression:
    """Processing of the visitor's data is restricted (C22)."""
    return visitor("restricted_at").is_not(None)


ON_VISITOR: Final[dict[str, Callable[[Question, Row], Expression]]] = {
    "legal_request": legal_request,
    "opted_out": opted_out,
    "permitted": permitted,
    "restricted": restricted,
    "sealed": sealed,
    "self": is_self,
}
"""Condition to how it is asked; `consent` and `notice`, which ask by category, and `no_opt_out`
aside."""
