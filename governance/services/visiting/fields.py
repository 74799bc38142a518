"""What a program says of a visitor: the fields of `Visitor`, read as imports read their cells."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

import orjson

from governance.database.types import to_rfc3339
from governance.errors import bad_input
from governance.services.imports.columns import read_cell
from governance.services.imports.values import Unfit
from governance.services.imports.visitors import COLUMNS
from governance.services.sensitive import check_preferences, check_text
from governance.services.visitors import Row, derived_from, visitor_row

_NOT_SAID: Final = frozenset({"createdAt", "firstSeenAt", "lastSeenAt"})
"""What is of imports alone; the service knows by itself since when it knows a visitor."""

SAID: Final = tuple(name for name in COLUMNS if name not in _NOT_SAID)
"""Fields that may be said of a visitor."""

FIELDS: Final = {COLUMNS[name].field: name for name in SAID}
"""Column to the field that shows it."""


def read_fields(given: Mapping[str, Any], preferences: Collection[str], now: datetime) -> Row:
    """Columns with what is derived from them, of the fields that are given; null clears one.

    `preferences` are the keys that preferences may have. Raises BAD_USER_INPUT and
    SENSITIVE_DATA_REFUSED.
    """
    columns = {COLUMNS[field].field: _read(field, value) for field, value in given.items()}
    if isinstance(given.get("preferences"), Mapping):
        check_preferences(given["preferences"], preferences)
    if given.get("gender") is not None:
        check_text("gender", str(given["gender"]))
    derived = visitor_row(site_id="", id="", now=now, **columns)
    return columns | {name: derived[name] for name in derived_from(columns)}


def _read(field: str, value: Any) -> Any:
    if value is None:
        return None
    try:
        return read_cell(_text(field, value), COLUMNS[field])
    except Unfit as unfit:
        raise bad_input(f"`{field}`: {unfit}", field) from None


def _text(field: str, value: Any) -> str:
    """A value as a cell of a file has it."""
    if field == "preferences":
        try:
            return orjson.dumps(value).decode()
        except orjson.JSONEncodeError:
            raise Unfit("not JSON") from None
    if isinstance(value, float):
        return f"{value:.6f}"
    return to_rfc3339(value) if isinstance(value, datetime) else str(value)
