"""What a token that is held to named sites may see of rows that are of no one site.

A grant, a legal request or an acquisition concerns the sites it names; a disclosure is of the
token that asked for it. Organizations and their users are of no site, and stay.
"""

from sqlalchemy import and_, or_, select

from governance.authz.questions import Row
from governance.database.dialect import Dialect, Expression
from governance.engine.binds import Binds
from governance.schema.sources import Link, Source


def within_sites(source: Source, column: Row, binds: Binds, dialect: Dialect) -> list[Expression]:
    """Total tests of a row: that it concerns one of the sites the token is held to."""
    if source.site is not None:
        return [dialect.member(column(source.site), binds.sites)]
    if source.asked_by is not None:
        return [column(source.asked_by) == binds.token]
    if source.link is None:
        return []
    linked = _linked(source.link, column, binds, dialect)
    if source.site_or_all is None:
        return [linked]
    named = column(source.site_or_all)
    here = and_(named.is_not(None), dialect.member(named, binds.sites))
    return [or_(here, and_(named.is_(None), linked))]


def _linked(link: Link, column: Row, binds: Binds, dialect: Dialect) -> Expression:
    theirs = link.table.alias("link_" + link.table.name)
    named = select(theirs.c[link.key]).where(dialect.member(theirs.c[link.site], binds.sites))
    return column(link.column).in_(named)
