"""Each form of a value, and how a value is written in an answer."""

import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from governance.schema.binding import FieldBinding
from governance.schema.governed import Value
from governance.vocabulary import GIVING
from tests.oracle.records import NOTICES, Row

_BANDS: Final = ((18, "UNDER_18"), (25, "18_24"), (35, "25_34"), (45, "35_44"), (55, "45_54"))


def stored(field: FieldBinding, row: Row, now: datetime) -> Any:
    """What a row holds for a coordinate, as Python has it."""
    assert isinstance(field.declared, Value)
    if field.declared.computed is not None:
        match field.coordinate.field:
            case "ageBand":
                return age_band(row["birth_year"], now.astimezone(UTC).year)
            case "boundByNotice":
                return bound_by_notice(row, now)
            case "asksAgain":
                return asks_again(row, now)
        raise AssertionError(field.coordinate)
    return row[field.column]


def _age(notice: Row) -> tuple[datetime, str]:
    return notice["posted_at"], notice["id"]


def bound_by_notice(visitor: Row, now: datetime) -> str | None:
    """The newest posted notice that is older than the visitor, or whose day has come."""
    binding = [
        notice
        for notice in visitor[NOTICES]
        if notice["posted_at"] <= now
        and (visitor["created_at"] > notice["posted_at"] or notice["binds_at"] <= now)
    ]
    return max(binding, key=_age)["id"] if binding else None


def asks_again(consent: Row, now: datetime) -> bool:
    """Whether it stands, and a material notice was posted after the one it was given under."""
    if consent["status"] not in GIVING:
        return False
    if consent["expires_at"] is not None and consent["expires_at"] <= now:
        return False
    material = [one for one in consent[NOTICES] if one["material"] and one["posted_at"] <= now]
    if not material:
        return False
    newest, given = max(material, key=_age), consent["given_at"]
    if consent["notice_id"] is None:
        return given is None or bool(given <= newest["posted_at"])
    under = [one for one in consent[NOTICES] if one["id"] == consent["notice_id"]]
    return not under or _age(under[0]) < _age(newest)


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
