"""Lines of a web server's log in the combined format, read strictly.

host ident user [day/month/year:hour:minute:second zone] "request" status bytes "referrer" "agent"
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final, NamedTuple

from ua_parser import parse_os, parse_user_agent

from governance.services.imports.files import MAX_LINE
from governance.services.imports.run import LineRejected
from governance.services.matching import canonical_ip

_QUOTED: Final = r'"((?:[^"\\]|\\.)*)"'
_PIECES: Final = (
    (r"(\S+) ", "expected an IP address and a blank"),
    (r"\S+ \S+ ", "expected two names or dashes"),
    (r"\[(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\] ", "expected a time"),
    (_QUOTED + " ", "expected the request in quotes"),
    (r"\d{3} ", "expected a status of three digits"),
    (r"(?:\d+|-) ", "expected a number of bytes or a dash"),
    (_QUOTED + " ", "expected the referrer in quotes"),
    (_QUOTED, "expected the user agent in quotes"),
    (r"\Z", "expected the end of the line"),
)
_LINE: Final = re.compile("".join(piece for piece, _ in _PIECES), re.ASCII)
_STEPS: Final = tuple((re.compile(piece, re.ASCII), reason) for piece, reason in _PIECES)
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
_ESCAPED: Final = re.compile(r"\\([\"\\])")
_LONGEST_AGENT: Final = 512


class LogLine(NamedTuple):
    """What a line says. `user_agent` and `referrer` are None where the log has a dash."""

    ip_address: str
    at: datetime
    path: str | None
    referrer: str | None
    user_agent: str | None


def parse_line(line: bytes, latest: datetime) -> LogLine:
    """A line without its end, of no later than `latest`. Raises LineRejected."""
    if len(line) > MAX_LINE:
        raise LineRejected(MAX_LINE + 1, f"longer than {MAX_LINE} bytes")
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise LineRejected(len(line[: error.start].decode()) + 1, "not UTF-8") from None
    if "\0" in text:
        raise LineRejected(text.index("\0") + 1, "a NUL character")
    match = _LINE.match(text)
    if match is None:
        raise _reason(text)
    host, day, month, year, hour, minute, second, zone, request, referrer, agent = match.groups()
    ip_address = canonical_ip(host)
    if ip_address is None:
        raise LineRejected(1, "not an IP address")
    try:
        moment = (int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second))
        at = datetime(*moment, tzinfo=_zone(zone)).astimezone(UTC)
    except (ValueError, KeyError, OverflowError):
        raise LineRejected(match.start(2) + 1, "not a time") from None
    if at > latest:
        raise LineRejected(match.start(2) + 1, "in the future")
    return LogLine(ip_address, at, _path(request), _text(referrer), _text(agent))


@lru_cache(maxsize=65_536)
def system_and_browser(user_agent: str) -> tuple[str | None, str | None]:
    """The families of operating system and browser, as ua-parser names them."""
    start = user_agent[:_LONGEST_AGENT]
    system, browser = parse_os(start), parse_user_agent(start)
    return system.family if system else None, browser.family if browser else None


def _reason(text: str) -> LineRejected:
    """Where the line stops being in the format."""
    place = 0
    for step, reason in _STEPS:
        match = step.match(text, place)
        if match is None:
            return LineRejected(place + 1, reason)
        place = match.end()
    return LineRejected(place + 1, "not in the combined log format")


@lru_cache(maxsize=64)
def _zone(zone: str) -> timezone:
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))
    return timezone(-offset if zone[0] == "-" else offset)


def _path(request: str) -> str | None:
    """The target of a request line; None where the client sent something else."""
    parts = request.split(" ")
    return _text(parts[1]) if len(parts) in (2, 3) else None


def _text(value: str) -> str | None:
    if value in ("", "-"):
        return None
    return _ESCAPED.sub(r"\1", value) if "\\" in value else value
