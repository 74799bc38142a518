"""What no sink may hold: values of people, tokens, keys and passwords; ids may be there."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import select

from governance.database.engine import Database, open_database
from governance.tables import Visit, Visitor
from tests.conftest import in_loop

_ID_OF_TOKEN: Final = len("gov_") + 26 + 1
PERSONAL: Final[Mapping[Any, tuple[str, ...]]] = {
    Visitor: (
        "email", "first_name", "last_name", "phone", "street_address", "social_handle",
        "ip_address", "device_id", "mac_address",
    ),
    Visit: ("ip_address", "user_agent"),
}  # fmt: skip
SHORTEST: Final = 5
"""Characters: a shorter name is found in any text."""


def personal_values(url: str) -> set[str]:
    """Every value of a person in a database that is long enough to be told from other text."""
    found = set[str]()

    async def read() -> None:
        database: Database = open_database(url)
        async with database.reading() as work:
            for table, columns in PERSONAL.items():
                for row in (await work.session.execute(select(table))).scalars():
                    found.update(getattr(row, column) or "" for column in columns)
        await database.close()

    in_loop(read())
    return {value for value in found if len(value) >= SHORTEST}


def secrets_of(tokens: Iterable[str]) -> set[str]:
    """The part of each token that is not its id."""
    return {token[_ID_OF_TOKEN:] for token in tokens}


def leaks(sinks: Mapping[str, str], forbidden: Iterable[str]) -> list[tuple[str, str]]:
    """(sink, what it may not hold); neither case nor escapes hide anything."""
    spelled = {name: text.casefold() for name, text in sinks.items()}
    return [
        (name, value)
        for value in forbidden
        for name, text in spelled.items()
        if any(spelling in text for spelling in _spellings(value))
    ]


def _spellings(value: str) -> set[str]:
    """As it is, as JSON escapes it, and as an address of the web does."""
    return {one.casefold() for one in (value, json.dumps(value)[1:-1], quote(value, safe=""))}
