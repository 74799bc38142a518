"""Turns on a site: who makes or names visitors of it, or changes what it keeps of all, has it."""

from sqlalchemy import select
from sqlmodel import col

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.tables import Site


async def take_turn(work: UnitOfWork, site_id: str) -> bool:
    """Wait until nobody else has the turn, and keep it to the end; whether there is that site.

    INVARIANT(site-before-visitors): the turn is taken before any visitor's row is locked, so that
    no two wait for each other. On SQLite a unit of work that writes is alone anyway.
    """
    of_site = select(col(Site.id)).where(col(Site.id) == site_id)
    taken = await work.connection.scalar(of_site.with_for_update(key_share=True))
    return taken is not None


async def lock_site(work: UnitOfWork, site_id: str) -> None:
    """Take the turn. Raises NOT_FOUND without the site."""
    if not await take_turn(work, site_id):
        raise GovernanceError(Code.NOT_FOUND, "no site of that id")
