"""What a token that is held to named sites may see of rows that are of no one site.

A grant, a legal request or an acquisition concerns the sites it names; a disclosure is of the
token that asked for it. Organizations and their users are of no site, and stay.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, false, or_, select

from governance.database.dialect import Dialect
from governance.engine.binds import Binds
from governance.schema.sources import Link, Source

Expression = ColumnElement[Any]
Column = Callable[[str], Expression]


def within_sites(
    source: Source, column: Column, binds: Binds, dialect: Dialect
) -> list[Expression]:
    """Total tests of a row: that it concerns one of the sites the token is held to."""
    if source.site is not None:
        return [dialect.member(column(source.site), binds.sites)]
    if source.asked_by is not None:
        return [column(source.asked_by) == binds.token]
    if source.links:
        made = [_linked(source.table, link, column, binds, dialect) for link in source.links]
        return [or_(false(), *made)]
    return []


def _linked(table: Table, link: Link, column: Column, binds: Binds, dialect: Dialect) -> Expression:
    theirs = link.table.alias("link_" + link.table.name)
    named = select(theirs.c[link.key]).where(dialect.member(theirs.c[link.site], binds.sites))
    found: Expression = column(link.column).in_(named)
    if table.c[link.column].nullable:
        found = and_(column(link.column).is_not(None), found)
    return found if link.unless is None else and_(column(link.unless).is_(None), found)
