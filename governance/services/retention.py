"""How long a cookie is kept, from the words of its source."""

import re
from typing import Final

LONGEST: Final = 2**31 - 1
"""Seconds that GraphQL's `Int` holds: 68 years."""

_DAY: Final = 86_400
_MONTHS_OF_YEAR: Final = 12
_UNITS: Final = {
    "second": 1,
    "sec": 1,
    "minute": 60,
    "min": 60,
    "hour": 3600,
    "day": _DAY,
    "week": 7 * _DAY,
    "month": 30 * _DAY,
    "year": 365 * _DAY,
}
_LENGTH: Final = re.compile(rf"(\d{{1,6}})\s*({'|'.join(_UNITS)})s?", re.ASCII | re.IGNORECASE)


def retention_seconds(text: str) -> int | None:
    """Seconds of one plain length; None for a session and for what is not known or too long.

    A year is 365 days, twelve months are a year, and a month beside it is 30 days.

    >>> retention_seconds("30 Days"), retention_seconds("13 months"), retention_seconds("session")
    (2592000, 34128000, None)
    """
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        return None
    count, unit = int(match[1]), match[2].lower()
    if unit == "month":
        years, months = divmod(count, _MONTHS_OF_YEAR)
        seconds = years * _UNITS["year"] + months * _UNITS["month"]
    else:
        seconds = count * _UNITS[unit]
    return seconds if seconds <= LONGEST else None
