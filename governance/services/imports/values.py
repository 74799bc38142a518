"""How the text of a cell becomes a value: strictly, and without repeating it where it is refused.

Each reader takes text without blanks around it, and raises Unfit.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import orjson

from governance.database.types import from_rfc3339
from governance.services.imports.countries import COUNTRIES
from governance.services.matching import LONGEST_DOMAIN, canonical_ip, canonical_json, match_address
from governance.vocabulary import nearest

LONGEST_PREFERENCES: Final = 16_384
"""Bytes of a JSON object."""

_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_LOCAL: Final = re.compile(r"[^\s@\"(),:;<>\[\]\\]{1,64}")
_DOMAIN: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
_DEGREES: Final = re.compile(r"-?\d{1,3}(?:\.\d{1,20})?", re.ASCII)
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,18}", re.ASCII)
_MAC: Final = re.compile(r"[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}")
_REGION: Final = re.compile(r"([A-Z]{2})-[A-Z0-9]{1,3}")
_NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""An escaped NUL: after its own backslash alone, for `\\\\u0000` is a backslash and a word."""
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


class Unfit(ValueError):
    """Text that is not a value of its column; the message says why, without the text."""


def text(longest: int) -> Callable[[str], str]:
    """Text of at most so many characters."""

    def read(given: str) -> str:
        if len(given) > longest:
            raise Unfit(f"longer than {longest} characters")
        return given

    return read


def shaped(pattern: str, reason: str) -> Callable[[str], str]:
    """Text of a shape."""
    shape = re.compile(pattern, re.ASCII)

    def read(given: str) -> str:
        if not shape.fullmatch(given):
            raise Unfit(reason)
        return given

    return read


def word(words: Iterable[str], what: str) -> Callable[[str], str]:
    """A word of the vocabulary, in any case; the reason names the nearest one."""
    known = {one.lower(): one for one in words}

    def read(given: str) -> str:
        if given.lower() not in known:
            short = given[:100]
            close = nearest(short.upper(), known.values()) or nearest(short.lower(), known.values())
            raise Unfit(f"not {what}{close}")
        return known[given.lower()]

    return read


def words(all_of: Iterable[str], what: str) -> Callable[[str], list[str]]:
    """Words of the vocabulary, parted by blanks; none twice."""
    one = word(all_of, what)
    return lambda given: list(dict.fromkeys(map(one, given.split())))


def email(given: str) -> str:
    """An address of the shape `local@domain.tld`, as it is written."""
    local, at, domain = match_address(given).rpartition("@")
    fits = at and _LOCAL.fullmatch(local) and len(domain) <= LONGEST_DOMAIN
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    if not fits or dots or not _DOMAIN.fullmatch(domain) or len(given) > 254:
        raise Unfit("not an e-mail address")
    return given


def ip_address(given: str) -> str:
    """An IP address in canonical text."""
    canonical = canonical_ip(given)
    if canonical is None:
        raise Unfit("not an IP address")
    return canonical


def mac_address(given: str) -> str:
    """Six pairs of hexadecimal digits, lower case, with colons."""
    lower = given.lower()
    if not _MAC.fullmatch(lower):
        raise Unfit("not a MAC address such as 02:00:5e:10:00:01")
    return lower.replace("-", ":")


def country(given: str) -> str:
    """A country of ISO 3166-1."""
    if given not in COUNTRIES:
        raise Unfit("not a country of ISO 3166-1 in two capital letters")
    return given


def region(given: str) -> str:
    """A code of the shape of ISO 3166-2."""
    match = _REGION.fullmatch(given)
    if match is None or match[1] not in COUNTRIES:
        raise Unfit("not a region of ISO 3166-2 such as DE-BE")
    return given


def degrees(most: int) -> Callable[[str], int]:
    """Degrees from -most to most, as millionths."""

    def read(given: str) -> int:
        if not _DEGREES.fullmatch(given) or abs(Decimal(given)) > most:
            raise Unfit(f"not degrees from -{most} to {most}")
        return round(Decimal(given) * 1_000_000)

    return read


def year(given: str) -> int:
    """A year of four digits from 1900 on."""
    if not _YEAR.fullmatch(given) or int(given) < _EARLIEST.year:
        raise Unfit("not a year of four digits from 1900 on")
    return int(given)


def number(most: int) -> Callable[[str], int]:
    """A whole number from 0 to most."""

    def read(given: str) -> int:
        if not _NUMBER.fullmatch(given) or int(given) > most:
            raise Unfit(f"not a whole number from 0 to {most}")
        return int(given)

    return read


def boolean(given: str) -> bool:
    """`true`, `false`, `1` or `0`."""
    value = _BOOLEANS.get(given.lower())
    if value is None:
        raise Unfit("not `true` or `false`")
    return value


def moment(given: str) -> datetime:
    """An RFC 3339 moment, cut to the millisecond, in UTC."""
    try:
        read = from_rfc3339(given)
    except ValueError:
        raise Unfit("not a time of RFC 3339 such as 2026-01-31T12:00:00Z") from None
    if read < _EARLIEST:
        raise Unfit("a time before 1900")
    return read


def json_object(given: str) -> str:
    """A JSON object as canonical text."""
    if len(given.encode()) > LONGEST_PREFERENCES:
        raise Unfit(f"longer than {LONGEST_PREFERENCES} bytes")
    try:
        value: Any = orjson.loads(given)
    except orjson.JSONDecodeError:
        raise Unfit("not JSON") from None
    if not isinstance(value, dict):
        raise Unfit("not a JSON object")
    try:
        canonical = canonical_json(value)
    except orjson.JSONEncodeError:
        raise Unfit("nested too deeply") from None
    if _NUL.search(canonical):
        raise Unfit("a NUL character")
    return canonical
