"""What the small world is written with: ids that end in a name, moments, whole rows."""

from datetime import UTC, datetime
from typing import Any

from sqlmodel import SQLModel

from governance.identity import PREFIXES, type_of
from governance.services.visitors import Row, whole_row

Rows = list[tuple[type[SQLModel], Row]]


def an_id(type_name: str, name: str) -> str:
    """`vis_00000000000000000000000ada` for a name without i, l, o and u."""
    made = f"{PREFIXES[type_name]}_{name:0>26}"
    assert type_of(made) == type_name
    return made


def day(text: str) -> datetime:
    """A moment in UTC from `2026-06-15` or `2026-06-15T12:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def maybe_day(text: str | None) -> datetime | None:
    """The same, or None."""
    return None if text is None else day(text)


def row(model: type[SQLModel], key: str | None = None, /, **values: Any) -> tuple[Any, Row]:
    """A row of a table, with the id of a name here."""
    if key is not None:
        values["id"] = an_id(model.__name__, key)
    return model, whole_row(model, **values)


NOW = day("2026-06-15T12:00")
LONG_AGO = day("2020-01-01")
