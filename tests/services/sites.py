"""A site with a visitor, and what services say of it."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import insert
from sqlmodel import SQLModel

from governance.authz.policy import load_policy
from governance.authz.rules import Policy
from governance.database.engine import Database
from governance.identity import new_id
from governance.schema.binding import datamap
from governance.services.organizations import create_organization, create_site
from governance.services.policies import shipped_policy
from governance.services.visitors import visitor_row, whole_row
from governance.tables import Visitor, table_of

NOW: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER: Final = datetime(2026, 3, 1, 13, tzinfo=UTC)


async def a_site(database: Database, name: str = "acme") -> str:
    """The id of a site of a customer."""
    async with database.unit_of_work() as work:
        owner = await create_organization(work, name, "CUSTOMER", now=NOW)
        return (await create_site(work, owner.id, f"{name}.example", now=NOW)).id


async def a_visitor(database: Database, site_id: str, **values: Any) -> str:
    """The id of a visitor of a site."""
    made = visitor_row(site_id=site_id, id=new_id("Visitor"), now=NOW, **values)
    async with database.unit_of_work() as work:
        await work.connection.execute(insert(table_of(Visitor)), [made])
    return str(made["id"])


async def a_row(database: Database, model: type[SQLModel], **values: Any) -> None:
    """Write a row of a table as it is."""
    async with database.unit_of_work() as work:
        await work.connection.execute(insert(table_of(model)), [whole_row(model, **values)])


def the_policy() -> Policy:
    """The policy that travels with the product."""
    return load_policy(*shipped_policy(), datamap())
