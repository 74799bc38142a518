"""Other identifiers of a visitor: external ids, cookies, devices. None is taken from another."""

from collections.abc import Sequence
from typing import Final

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.services.visiting.names import Held, Name, alias_row, ids_named, restricted
from governance.services.visitors import insert_rows
from governance.services.written import Change, Written
from governance.tables import VisitorAlias

MOST: Final = 100
"""Identifiers that are added at once."""


async def link(work: UnitOfWork, visitor: Held, names: Sequence[Name]) -> Written:
    """Add identifiers; one that the visitor has already changes nothing.

    The caller has the site's turn. Raises BAD_USER_INPUT for none and for too many, and CONFLICT
    for a restricted visitor and for an identifier that is another visitor's, whom it does not name.
    """
    if not 1 <= len(names) <= MOST:
        raise bad_input(f"`identifiers` must be 1 to {MOST}", "identifiers")
    if visitor.row["restricted_at"] is not None:
        raise restricted()
    site_id, visitor_id = visitor.key
    found = await ids_named(work, site_id, names)
    for place, name in enumerate(names, 1):
        if found.get(name, visitor_id) != visitor_id:
            reason = f"identifier {place} is another visitor's; `mergeVisitors` makes two one"
            raise GovernanceError(Code.CONFLICT, reason)
    fresh = [name for name in dict.fromkeys(names) if name not in found]
    if fresh:
        rows = [alias_row(site_id, visitor_id, name) for name in fresh]
        await insert_rows(work, VisitorAlias, rows)
    changed = tuple(Change("Visitor.identifiers", None, list(name)) for name in fresh)
    return Written("Visitor", visitor_id, changed, visitor.key)
