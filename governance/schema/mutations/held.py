"""Whom and what a token may touch: its own visitor, and what concerns the sites it is held to."""

from collections.abc import Collection

from governance.errors import Code, GovernanceError
from governance.schema.mutations.declare import Write
from governance.services.visitors import NO_TARGET, find_visitor
from governance.tables import Visitor


def check_held(write: Write, sites: Collection[str | None] | None) -> None:
    """INVARIANT(held-to-sites): what concerns other sites too is not written.

    `sites` are all that the write concerns; None, alone or among them, is every site. Raises
    NOT_FOUND, as for what is not there.
    """
    held = write.actor.sites
    if held is not None and (sites is None or not set(sites) <= set(held)):
        raise GovernanceError(Code.NOT_FOUND, NO_TARGET)


async def visitor_named(
    write: Write, visitor_id: str | None, site_id: str | None, external_id: str | None
) -> Visitor:
    """The visitor whom an input names; a visitor's own token that names nobody means itself."""
    own = write.actor.visitor
    if own is not None and visitor_id is None and external_id is None:
        site_id, visitor_id = own
    return await find_visitor(write.work, visitor_id, site_id, external_id)
