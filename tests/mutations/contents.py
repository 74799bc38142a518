"""All that a database holds, to be compared: before and after, of one run and of another."""

import re
from typing import Final

from sqlalchemy import select

from governance.database.engine import Database, open_database
from governance.tables import metadata

Contents = dict[str, list[str]]
"""Table to its rows as text, sorted."""

_OF_CHANCE: Final = re.compile(
    "|".join(
        (
            r"eyJ[\w.-]+",  # a signed receipt
            r"\$argon2\S+",
            r"\bb'(?:\\.|[^'\\])*'|" + r'\bb"(?:\\.|[^"\\])*"',  # a key
            r"[0-9a-f]{64}",  # a hash
            r"[0-9a-hjkmnp-tv-z]{52,}",  # ids of an entry, joined
            r"(?!0{4})[0-9a-hjkmnp-tv-z]{26}",  # an id that is not of the small world
        )
    )
)
"""What differs between two runs that did the same."""


async def contents(database: Database) -> Contents:
    """Every row of every table."""
    held = Contents()
    async with database.reading() as work:
        for table in metadata.sorted_tables:
            found = await work.connection.execute(select(table))
            held[table.name] = sorted(repr(tuple(row)) for row in found)
    return held


async def contents_at(url: str) -> Contents:
    """The same of a database that is opened for it, as a program that starts anew would."""
    database = open_database(url)
    try:
        return await contents(database)
    finally:
        await database.close()


def alike(held: Contents) -> Contents:
    """Contents without what is of chance."""
    return {name: sorted(_OF_CHANCE.sub("…", row) for row in rows) for name, rows in held.items()}


def fresh(before: Contents, after: Contents) -> dict[str, int]:
    """How many more rows tables have, by table."""
    grown = {name: len(after[name]) - len(before[name]) for name in after}
    return {name: more for name, more in grown.items() if more}
