"""A small world to read by eye: three sites, nine visitors, everyone who may ask about them.

It is noon on 15 June 2026. Every id ends in the name used here (`vis_0000…0ada`), so that answers
can be read. A new notice was posted on the site `east` ten days ago; it binds Cas, who came after
it, and nobody else yet.
"""

from sqlalchemy import insert

from governance.database.engine import Database
from governance.tables import metadata
from tests.cases.companies import companies
from tests.cases.people import people
from tests.cases.rows import Rows


def world() -> Rows:
    """Every row."""
    return [*companies(), *people()]


async def fill(database: Database) -> None:
    """Write the world into an empty database."""
    rows = world()
    async with database.unit_of_work() as work:
        for table in metadata.sorted_tables:
            of_table = [row for model, row in rows if model.__tablename__ == table.name]
            if of_table:
                await work.connection.execute(insert(table), of_table)
