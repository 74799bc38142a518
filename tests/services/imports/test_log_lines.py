"""The strict reader of log lines."""

from datetime import UTC, datetime

import pytest

from governance.services.imports.files import MAX_LINE
from governance.services.imports.log_lines import LogLine, parse_line, system_and_browser
from governance.services.imports.run import LineRejected
from tests.services.imports.runs import NOW

LINE = (
    '83.149.9.216 - - [17/May/2015:10:05:03 +0200] "GET /a?b=c HTTP/1.1" 200 203'
    ' "http://x.example/" "Mozilla/5.0"'
)


def test_a_line_says_who_when_what_and_from_where() -> None:
    assert parse_line(LINE.encode(), NOW) == LogLine(
        "83.149.9.216",
        datetime(2015, 5, 17, 8, 5, 3, tzinfo=UTC),
        "/a?b=c",
        "http://x.example/",
        "Mozilla/5.0",
    )


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("83.149.9.216", "::ffff:10.0.0.1", "ip_address", "10.0.0.1"),
        ('"Mozilla/5.0"', '"-"', "user_agent", None),
        ('"Mozilla/5.0"', r'"say \"hi\" \\ \x00"', "user_agent", r'say "hi" \ \x00'),
        ('"http://x.example/"', '"-"', "referrer", None),
        ("GET /a?b=c HTTP/1.1", "-", "path", None),
        ("GET /a?b=c HTTP/1.1", "GET /a b c HTTP/1.1", "path", None),
        ("GET /a?b=c HTTP/1.1", "GET /old", "path", "/old"),
        ("200 203", "200 -", "path", "/a?b=c"),
        ("/a?b=c", "/ü", "path", "/ü"),
        ("+0200", "-0930", "at", datetime(2015, 5, 17, 19, 35, 3, tzinfo=UTC)),
    ],
)
def test_what_a_line_may_say_too(old: str, new: str, field: str, value: object) -> None:
    assert getattr(parse_line(LINE.replace(old, new).encode(), NOW), field) == value


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("", 1, "expected an IP address and a blank"),
        (LINE[:-1], 97, "expected the user agent in quotes"),
        (LINE + " more", 110, "expected the end of the line"),
        (LINE.replace("83.149.9.216", "host.example"), 1, "not an IP address"),
        (LINE.replace("17/May", "31/Feb"), 19, "not a time"),
        (LINE.replace("May", "Mai"), 19, "not a time"),
        (LINE.replace("+0200", "+9900"), 19, "not a time"),
        (LINE.replace("17/May/2015:10:05:03 +0200", "yesterday"), 18, "expected a time"),
        (LINE.replace("200 203", "OK 203"), 69, "expected a status of three digits"),
        (LINE.replace("200 203", "200 many"), 73, "expected a number of bytes or a dash"),
        (LINE.replace("Mozilla", "Moz\0"), 101, "a NUL character"),
    ],
)
def test_a_line_out_of_the_format_is_rejected_with_its_place(
    line: str, column: int, reason: str
) -> None:
    with pytest.raises(LineRejected) as caught:
        parse_line(line.encode(), NOW)
    assert (caught.value.column, caught.value.reason) == (column, reason)


def test_bytes_that_are_no_text_are_rejected() -> None:
    with pytest.raises(LineRejected, match="not UTF-8"):
        parse_line(LINE.encode() + b"\xff", NOW)


def test_a_very_long_line_is_rejected() -> None:
    with pytest.raises(LineRejected, match="longer than"):
        parse_line(LINE.encode().replace(b"Mozilla", b"M" * MAX_LINE), NOW)


def test_system_and_browser_are_families() -> None:
    agent = (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 6_0 like Mac OS X) Version/6.0 Mobile Safari/8536.25"
    )
    assert system_and_browser(agent) == ("iOS", "Mobile Safari")
    assert system_and_browser("") == (None, None)
