"""Conditions on a site: sets of sites, which the database computes once per statement."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from sqlalchemy import FromClause, Select, SelectBase, case, or_, select, true, union_all

from governance import tables
from governance.authz.questions import OneSite, Question, Subject
from governance.database.dialect import Expression, constant
from governance.tables import table_of
from governance.vocabulary import (
    AcquisitionKind,
    AcquisitionStatus,
    GrantStatus,
    LegalMatter,
    LegalRequestStatus,
)

SITE: Final = table_of(tables.Site)
GRANT: Final = table_of(tables.SharingGrant)
LEGAL: Final = table_of(tables.LegalRequest)
NAMED: Final = table_of(tables.LegalRequestVisitor)
ACQUISITION: Final = table_of(tables.Acquisition)
ACQUIRED: Final = table_of(tables.AcquisitionSite)

ANY_DATA: Final = "*"
"""Among gathered categories: any of them. No category or class is named so."""


def sites(ask: Question, name: str, site: OneSite | None) -> Select[Any]:
    """The sites for which a condition holds, whatever the category."""
    match name:
        case "own_site":
            return own_sites(ask)
        case "grant":
            return select(_granted(ask, site).c.site_id)
        case "legal_request":
            named = LEGAL.c.id == NAMED.c.legal_request_id
            return select(NAMED.c.site_id).where(named, *own_instrument(ask))
        case "self":
            return select(SITE.c.id).where(SITE.c.id == ask.caller.self_site)
        case "acquisition_open":
            return _acquired(ask, ACQUISITION.c.status == constant(AcquisitionStatus.OPEN))
        case "acquisition_closed":
            return _acquired(
                ask,
                ACQUISITION.c.status == constant(AcquisitionStatus.CLOSED),
                ACQUISITION.c.kind != constant(AcquisitionKind.FINANCING),
            )
    raise LookupError(name)


def own_sites(ask: Question) -> Select[Any]:
    """The sites of the actor's organization."""
    return select(SITE.c.id).where(SITE.c.organization_id == ask.caller.organization)


def granted_categories(ask: Question, row: Subject) -> Expression:
    """The categories granted to the actor for the row's site, gathered."""
    assert row.site is not None
    granted = _granted(ask, row.one_site())
    gathered = select(ask.dialect.gathered(granted.c.category))
    return gathered.where(granted.c.site_id == row.site()).scalar_subquery()


def _granted(ask: Question, site: OneSite | None) -> FromClause:
    """Sites and categories of the grants to the actor that cover the request's purpose."""
    name = "granted" if site is None else "granted" + site.level
    return ask.once(name, partial(_grants, ask, site))


def _grants(ask: Question, site: OneSite | None) -> SelectBase:
    """Of one site or of all; a grant of no category leaves its site with a null."""
    each = ask.dialect.each_name(GRANT.c.categories)
    granted, category = GRANT.outerjoin(each, true()), each.c.value.label("category")
    active = active_grant(ask, None)
    of_site = select(GRANT.c.site_id, category).select_from(granted)
    of_site = of_site.where(GRANT.c.site_id.is_not(None), *active)
    of_grantor = select(SITE.c.id, category).select_from(
        SITE.join(granted, GRANT.c.grantor_id == SITE.c.organization_id)
    )
    of_grantor = of_grantor.where(GRANT.c.site_id.is_(None), *active)
    if site is not None:
        of_site = of_site.where(GRANT.c.site_id == site.id)
        of_grantor = of_grantor.where(SITE.c.id == site.id)
    return union_all(of_site, of_grantor)


def active_grant(ask: Question, category: str | None) -> list[Expression]:
    """A grant to the actor that covers the request; for a coordinate, its category too."""
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


def _acquired(ask: Question, *tests: Expression) -> Select[Any]:
    return select(ACQUIRED.c.site_id).where(
        ACQUIRED.c.acquisition_id == ACQUISITION.c.id,
        ACQUISITION.c.acquirer_id == ask.caller.organization,
        *tests,
    )


def requested_categories(ask: Question, row: Subject) -> Expression:
    """The categories that the actor's instruments ask for, gathered; `ANY_DATA` where all are.

    Of the instruments that name the row's visitor or, where a row has none, one of its site.
    """
    assert row.site is not None
    each = ask.dialect.each_name(LEGAL.c.categories)
    asked = case((LEGAL.c.categories.is_(None), constant(ANY_DATA)), else_=each.c.value)
    gathered = select(ask.dialect.gathered(asked)).select_from(
        NAMED.join(LEGAL, LEGAL.c.id == NAMED.c.legal_request_id).outerjoin(each, true())
    )
    gathered = gathered.where(NAMED.c.site_id == row.site(), *own_instrument(ask))
    if row.visitor is not None:
        gathered = gathered.where(NAMED.c.visitor_id == row.visitor("id"))
    return gathered.scalar_subquery()


def own_instrument(ask: Question) -> Sequence[Expression]:
    """A verified instrument of the actor's own authority, in a matter of C13, in its window."""
    caller = ask.caller
    return (
        LEGAL.c.status == constant(LegalRequestStatus.VERIFIED),
        LEGAL.c.authority_id == caller.organization,
        LEGAL.c.matter.in_([constant(matter) for matter in LegalMatter]),
        LEGAL.c.starts_at <= caller.now,
        LEGAL.c.expires_at > caller.now,
    )
