"""`allowedCookies`: the rows that say which cookies of a site may be set on a visitor (C4).

INVARIANT(consents-as-seen): a visitor's consents decide here only where the caller may see the
visitor, and their consents with their status in clear. Else there is no visitor, and no consent.
"""

from sqlalchemy import CTE, ColumnElement, TableClause, column, false, table

from governance.authz.cookies import DECISIONS, decided, standing
from governance.authz.decision import Denied
from governance.database.dialect import number
from governance.engine.authorize import AuthorizedField
from governance.engine.levels import Level
from governance.engine.outputs import identified
from governance.identity import Coordinate

MOST_LISTED = 5000
"""Cookies of a site that are decided; what is not listed is not allowed."""

_STATUS = Coordinate("Consent", "status")


def decide_cookies(root: AuthorizedField, level: Level) -> list[CTE]:
    """Have a level of decisions read what the statement decides, made in the parts returned."""
    statement, places = level.statement, dict[str, int]()
    place = root.values_from
    for name, shape in root.arguments:
        if shape is not None:
            places[name] = place
            place += 1
    site = identified(level, places["site"], "Site", "site")
    visitor = Level(statement, statement.binding.types["Visitor"])
    visitor.hold_to_site(site)
    if "visitor" in places:
        named = identified(visitor, places["visitor"], "Visitor", "visitor")
        visitor.page.where += [visitor.inner("id") == named, *visitor.scope()]
        visitor.page.where += _sees_consents(visitor)
    else:
        visitor.page.where.append(false())
    asked = standing(statement.ask, visitor.inner)
    columns: list[ColumnElement[object]] = [visitor.column("id")]
    columns += [visitor.add(name, made) for name, made in asked.items()]
    top = visitor.cte()
    of_visitor = table(visitor.top, *(column(name, one.type) for name, one in top.c.items()))
    made = decided(of_visitor, site).cte("d" + visitor.top).prefix_with("MATERIALIZED")
    level.hold_to_site(site)
    level.read_from = TableClause(made.name, *(column(c.name, c.type) for c in DECISIONS.c))
    level.page.order = [level.inner("name").asc(), level.inner("id").asc()]
    level.page.limit = number(MOST_LISTED)
    return [top, made]


def _sees_consents(visitor: Level) -> list[ColumnElement[bool]]:
    """Whether the caller may see the visitor's consents and what they say."""
    decisions = visitor.statement.decisions
    rows, status = decisions.rows(_STATUS.type), decisions.value(_STATUS)
    if isinstance(rows, Denied) or isinstance(status, Denied):
        return [false()]
    category = visitor.statement.binding.types["Consent"].fields["status"].declared.category
    asked = (
        visitor.holds(rows.when, rows.unless, None, above=False),
        visitor.holds(status.clear_when, status.unless, category, above=False),
    )
    return [one for one in asked if one is not None]
