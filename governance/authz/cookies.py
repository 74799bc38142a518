"""Which cookies a site may set on a visitor, as SQL: one row for each registered cookie (C4).

A cookie that the site blocked, or whose category it blocked, is not allowed. Else a necessary one
is, and any other where the visitor consents that the site's own organization does what its
category is for. Who opted out (C5) is set no marketing cookie. Without a visitor there is no
consent.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    FromClause,
    MetaData,
    Select,
    Table,
    and_,
    case,
    exists,
    or_,
    select,
    true,
)

from governance import tables
from governance.authz.of_visitor import consent_to_owner, opted_out
from governance.authz.questions import Question, Row
from governance.database.dialect import Expression, constant, is_one_of
from governance.database.types import PlainText
from governance.tables import table_of

COOKIE: Final = table_of(tables.Cookie)
BLOCK: Final = table_of(tables.CookieBlock)

PURPOSES: Final[dict[str, str | None]] = {
    "necessary": None,
    "security": None,
    "functional": "functional.storage",
    "personalization": "personalize",
    "analytics": "analytics.reporting",
    "marketing": "marketing.advertising",
}
"""Category of cookies to the purpose that a visitor has to consent to; None: none is needed."""


class CookieReason(StrEnum):
    """Why a cookie may be set on a visitor, or may not."""

    NECESSARY = "NECESSARY"
    CONSENTED = "CONSENTED"
    NO_CONSENT = "NO_CONSENT"
    OPTED_OUT = "OPTED_OUT"
    BLOCKED = "BLOCKED"


ALLOWING: Final = frozenset({CookieReason.NECESSARY, CookieReason.CONSENTED})
"""The reasons for which a cookie may be set."""

DECISIONS: Final = Table(
    "cookie_decision",
    MetaData(),
    *(
        Column(name, PlainText, nullable=False)
        for name in ("site_id", "id", "name", "category", "reason")
    ),
    *(Column(name, Boolean, nullable=False) for name in ("is_pattern", "allowed")),
    Column("visitor_id", PlainText),
)
"""What `decided` makes; no database has this table."""

OPTED_OUT: Final = "opted_out"
_OPT_OUT_OF: Final = "marketing"
_NEED_NONE: Final = tuple(one for one, purpose in PURPOSES.items() if purpose is None)
_ASKED: Final = {one: purpose for one, purpose in PURPOSES.items() if purpose is not None}


def standing(ask: Callable[[str], Question], visitor: Row) -> Mapping[str, Expression]:
    """What decides of a visitor: the opt-out, and the consent to each category that needs one.

    `ask` makes the question of a purpose.
    """
    consents = {one: consent_to_owner(ask(use), visitor) for one, use in _ASKED.items()}
    return {OPTED_OUT: opted_out(ask(_ASKED[_OPT_OUT_OF]), visitor), **consents}


def decided(standing: FromClause, site: Expression) -> Select[Any]:
    """The rows of `DECISIONS`: each cookie of a site, for the one visitor of `standing` or none."""
    cookie = COOKIE.c
    judged = (
        select(
            *(cookie[name] for name in ("site_id", "id", "name", "category", "is_pattern")),
            _reason(standing).label("reason"),
            standing.c.id.label("visitor_id"),
        )
        .select_from(COOKIE.outerjoin(standing, true()))
        .where(cookie.site_id == site)
        .subquery("judged")
    )
    allowed = is_one_of(judged.c.reason, sorted(ALLOWING))
    return select(*judged.c, allowed.label("allowed"))


def _reason(standing: FromClause) -> Expression:
    """Why a cookie is allowed or not; what is null of an absent visitor allows nothing."""
    cookie, of_visitor = COOKIE.c, standing.c
    blocked = (
        exists()
        .where(
            BLOCK.c.site_id == cookie.site_id,
            BLOCK.c.blocked,
            or_(
                and_(BLOCK.c.kind == constant("category"), BLOCK.c.key == cookie.category),
                and_(BLOCK.c.kind == constant("cookie"), BLOCK.c.key == cookie.id),
            ),
        )
        .correlate_except(BLOCK)
    )
    consented = [and_(cookie.category == constant(one), of_visitor[one]) for one in _ASKED]
    refused = and_(cookie.category == constant(_OPT_OUT_OF), of_visitor[OPTED_OUT])
    return case(
        (blocked, constant(CookieReason.BLOCKED)),
        (is_one_of(cookie.category, _NEED_NONE), constant(CookieReason.NECESSARY)),
        (refused, constant(CookieReason.OPTED_OUT)),
        (or_(*consented), constant(CookieReason.CONSENTED)),
        else_=constant(CookieReason.NO_CONSENT),
    )
