"""Values that an actor cannot see, and how they are changed behind the product's back.

A column is hidden in a row when the row is out of scope, or every coordinate that reads the column
shows nothing there. Columns that conditions ask are left as they are: they decide, they are not
told.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any, Final

from sqlalchemy import and_, insert, update

from governance.database.engine import Database
from governance.schema.binding import TypeBinding
from governance.schema.governed import Value
from governance.tables import metadata
from tests.oracle.projecting import clearness
from tests.oracle.reader import Oracle
from tests.oracle.records import Row
from tests.oracle.values import ADDRESSES, MOMENTS, ODD_TEXTS, an_id

TOLD: Final = {
    "visitor": frozenset(
        "external_id email email_match first_name last_name phone street_address city region"
        " postal_code country social_network social_handle ip_address ip_network device_type"
        " hardware os browser device_id mac_address geo_country geo_region geo_city latitude_e6"
        " longitude_e6 gender birth_year preferences first_seen_at last_seen_at visit_count"
        " updated_at".split()
    ),
    "visit": frozenset(
        "at path referrer referrer_host ip_address ip_network user_agent os browser pages_viewed"
        " seconds_spent".split()
    ),
    "consent": frozenset("method jurisdiction language withdrawn_at source legal_basis".split()),
    "consent_event": frozenset({"method", "source", "recorded_at"}),
    "cookie": frozenset("domain category provider description retention third_party".split()),
    "cookie_observation": frozenset({"first_seen_at", "last_seen_at"}),
    "notice": frozenset({"version", "language", "url", "content_hash"}),
    "organization": frozenset({"country", "contact", "created_at"}),
    "app_user": frozenset({"name", "role", "created_at"}),
    "legal_request": frozenset({"reference", "instrument", "jurisdiction", "created_at"}),
    "sharing_grant": frozenset({"agreement", "legal_basis", "created_at"}),
}
"""Columns that are told and that no condition asks, nor what is computed of rows, by table."""


def hidden(oracle: Oracle) -> Iterator[tuple[str, Row, frozenset[str]]]:
    """(table, row, columns) of everything that the oracle's actor cannot see."""
    for bound in oracle.binding.types.values():
        told = TOLD.get(bound.table.name, frozenset())
        readers = _readers(bound)
        for row in oracle.records.all(bound.table.name) if told else ():
            seen: set[str] = set()
            if oracle.in_scope(bound.name, row):
                seen = {
                    column
                    for column, names in readers.items()
                    for name in names
                    if clearness(oracle, bound.fields[name].coordinate, row) is not None
                }
            if told - seen:
                yield bound.table.name, row, told - seen


def _readers(bound: TypeBinding) -> dict[str, set[str]]:
    """Each column of a type's table, and the fields that read it."""
    readers: defaultdict[str, set[str]] = defaultdict(set)
    for name, one in bound.fields.items():
        if isinstance(one.declared, Value):
            column = "birth_year" if one.declared.computed is not None else one.column
            for column_ in (column, *one.declared.stored.values()):
                readers[column_].add(name)
    if bound.name == "Visitor":
        readers["email_match"].add("email")
    return readers


async def change(database: Database, oracle: Oracle, rng: Random) -> int:
    """Change everything hidden, and give every hidden visitor one more visit; how many values."""
    count = 0
    async with database.unit_of_work() as work:
        for name, row, columns in hidden(oracle):
            table = metadata.tables[name]
            values = {column: another(rng, table.c[column], row[column]) for column in columns}
            key = and_(*(column == row[column.name] for column in table.primary_key))
            await work.connection.execute(update(table).where(key).values(values))
            count += len(values)
            if name == "visitor" and not oracle.in_scope("Visitor", row):
                await work.connection.execute(insert(metadata.tables["visit"]), [_visit(rng, row)])
    return count


def _visit(rng: Random, visitor: Row) -> Row:
    return {
        "site_id": visitor["site_id"],
        "id": an_id(rng, "Visit"),
        "visitor_id": visitor["id"],
        "at": rng.choice(MOMENTS),
        "path": rng.choice(ODD_TEXTS),
    }


def another(rng: Random, column: Any, value: Any) -> Any:
    """A value of the column's kind, mostly another one."""
    if column.nullable and rng.random() < 0.2:
        return None
    python = column.type.python_type if hasattr(column.type, "python_type") else str
    if isinstance(value, datetime) or column.name == "at" or column.name.endswith("_at"):
        return rng.choice(MOMENTS)
    if column.name == "preferences":
        return rng.choice(['{"another":1}', "{}"])
    if column.name in ("email", "email_match"):
        return rng.choice(ADDRESSES)
    if column.name == "legal_basis":
        return rng.choice(["CONSENT", "CONTRACT"])
    if python is bool:
        return not value
    if python is int:
        return rng.randint(-9, 2030)
    return rng.choice(ODD_TEXTS) + "!"
