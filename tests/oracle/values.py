"""What worlds are made of: values that trip a compiler, and the maker of a row of any table.

Nulls, empty text, LIKE's signs, quotes, Unicode beyond the basic plane, negative numbers, moments
exactly at a boundary.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

import uuid_utils

from governance.identity import id_of
from governance.tables import metadata
from governance.vocabulary import (
    OrganizationKind,
)
from tests.oracle.records import Row

NOW: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
TICK: Final = timedelta(milliseconds=1)
DAY: Final = timedelta(days=1)

MOMENTS: Final = (
    *(NOW + days * DAY + ticks * TICK for days in (-60, -30, -10, 0) for ticks in (-1, 0, 1)),
    NOW + 30 * DAY,
    datetime(1969, 12, 31, 23, 59, 59, 999_000, UTC),
    datetime(2025, 12, 31, 23, 59, 59, 999_000, UTC),
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2024, 2, 29, 1, 2, 3, 40_000, UTC),
    datetime(2099, 12, 31, 23, 59, 59, 999_000, UTC),
)
ODD_TEXTS: Final = (
    *("", "%", "_", "\\", "'", '"', "a%b", "a_b", "a\\b", "O'Neil", 'say "so"', "--", "; drop"),
    *("a", "A", "ab", "Z", "z", "é", "e\u0301", "É", "ß", "İ", "ﬁ", "日本", "\uffee", "\U0001f600"),
    *("𝒳y", " ", " a ", "tab\there", "line\nbreak", "\x01", "\x7f", "\u2028", "</b>&", "{}"),
    *("null", "NULL", "true", "0", "-1", "1e3", "2026-03-01T12:00:00.000Z", "x" * 70),
)
ADDRESSES: Final = (
    *("Ann@Example.org", "ann@example.org", " ANN@example.ORG ", "bob@example.org", "b_b@x.de"),
    *("a@", "@", "@host", "no address", "x@y@z.net", "", "é@bücher.example", "\U0001f600@x.de"),
)
PURPOSES: Final = (
    *("analytics", "analytics.reporting", "analytics.reporting.campaign_insights"),
    *("marketing", "marketing.advertising", "marketing.advertising.first_party.targeted"),
    *("essential", "essential.legal_obligation", "essential.service.operations"),
    *("third_party_sharing", "data_quality", "due_diligence", "personalize"),
)
CATEGORIES: Final = (
    *("user", "system", "user.contact", "user.contact.email", "user.name", "user.device"),
    *("user.location", "user.location.precise", "user.behavior", "user.privacy_preferences"),
    *("user.unique_id", "user.demographic", "user.social", "personal_data", "user_data", "profile"),
)
KINDS: Final = tuple(kind.name for kind in OrganizationKind)
REGIMES: Final = ("default", "gdpr", "ccpa")


def an_id(rng: Random, type_name: str) -> str:
    """An id of the type that no row has."""
    random = UUID(int=rng.getrandbits(128), version=4)
    return id_of(type_name, uuid_utils.UUID(str(random)))


class Maker:
    """Makes rows of any table from one source of randomness."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.rows: dict[str, list[Row]] = {table.name: [] for table in metadata.sorted_tables}

    def add(self, table: str, type_name: str | None = None, **values: Any) -> Row:
        columns = metadata.tables[table].c
        given = {"id": an_id(self.rng, type_name)} | values if type_name else values
        row = {
            column.name: given.get(column.name, getattr(column.default, "arg", None))
            for column in columns
        }
        assert given.keys() <= row.keys(), (table, given.keys() - row.keys())
        self.rows[table].append(row)
        return row

    def text(self) -> str:
        return self.rng.choice(ODD_TEXTS)

    def maybe(self, value: Any, chance: float = 0.8) -> Any:
        return value if self.rng.random() < chance else None

    def some(self, pool: tuple[str, ...], most: int) -> list[str]:
        return self.rng.sample(pool, self.rng.randint(0, most))

    def moment(self) -> datetime:
        return self.rng.choice(MOMENTS)

    def past(self) -> datetime:
        return self.rng.choice([NOW - DAY, NOW - TICK, NOW, NOW, NOW + TICK])

    def until(self) -> datetime | None:
        return self.rng.choice([None, None, NOW + DAY, NOW + TICK, NOW, NOW - DAY])

    def pick(self, table: str) -> str:
        found: str = self.rng.choice(self.rows[table])["id"]
        return found
