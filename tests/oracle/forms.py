"""Each form of a value, and how a value is written in an answer."""

import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from governance.schema.binding import FieldBinding
from governance.schema.governed import Value
from tests.oracle.records import Row

_BANDS: Final = ((18, "UNDER_18"), (25, "18_24"), (35, "25_34"), (45, "35_44"), (55, "45_54"))


def stored(field: FieldBinding, row: Row, now: datetime) -> Any:
    """What a row holds for a coordinate, as Python has it."""
    assert isinstance(field.declared, Value)
    if field.declared.computed is not None:
        assert field.coordinate.field == "ageBand"
        return age_band(row["birth_year"], now.astimezone(UTC).year)
    return row[field.column]


def age_band(birth_year: int | None, year: int) -> str | None:
    """UNDER_18, 18_24, … 55_64, 65_PLUS by the age reached this year."""
    if birth_year is None:
        return None
    age = year - birth_year
    return next((name for top, name in (*_BANDS, (65, "55_64")) if age < top), "65_PLUS")


def shown(field: FieldBinding, row: Row, form: str, now: datetime, key: Callable[[], bytes]) -> Any:
    """The value of a coordinate in a form, as JSON has it; `key` gives the pseudonym's key."""
    assert isinstance(field.declared, Value)
    if form in field.declared.stored:
        return row[field.declared.stored[form]]
    value = stored(field, row, now)
    return None if value is None else masked(field, value, form, key)


def masked(field: FieldBinding, value: Any, form: str, key: Callable[[], bytes]) -> Any:
    """A value that is not null in a form that is made from it."""
    match form:
        case "clear":
            return written(field, value)
        case "year":
            return f"{value.astimezone(UTC).year:04d}-01-01T00:00:00.000Z"
        case "band":
            return value - value % 10
        case "country":
            return value[:2] or None
        case "domain":
            _local, at, domain = value.rpartition("@")
            return (domain or None) if at else None
        case "initials":
            return value[0] + "." if value else None
        case "pseudonym":
            return hmac.new(key(), value.encode(), "sha256").hexdigest()
    raise AssertionError(form)


def written(field: FieldBinding, value: Any) -> Any:
    """A clear value as JSON has it."""
    if field.scalar == "DateTime":
        moment: datetime = value.astimezone(UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
    if field.scalar == "Float":
        return float(Decimal(value) / 1_000_000)
    if field.scalar == "JSON":
        return json.loads(value)
    if field.is_list:
        return list(value)
    return value
