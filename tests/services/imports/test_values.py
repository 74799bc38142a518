"""The text of a cell becomes a value, or is refused without being repeated."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from governance.services.imports import values
from governance.services.imports.values import Unfit

RIGHT = [
    (values.text(3), "abc", "abc"),
    (values.word(["GIVEN", "REFUSED"], "a status"), "given", "GIVEN"),
    (values.words(["A", "B"], "a letter"), " b  a b", ["B", "A"]),
    (values.email, "Ada.W+x@Bücher.example", "Ada.W+x@Bücher.example"),
    (values.ip_address, "2001:DB8:0::1", "2001:db8::1"),
    (values.ip_address, "::ffff:10.0.0.1", "10.0.0.1"),
    (values.mac_address, "02-00-5E-10-00-01", "02:00:5e:10:00:01"),
    (values.country, "DE", "DE"),
    (values.region, "DE-BE", "DE-BE"),
    (values.degrees(90), "-89.1234567", -89_123_457),
    (values.degrees(180), "180", 180_000_000),
    (values.year, "1985", 1985),
    (values.number(10), "10", 10),
    (values.boolean, "True", True),
    (values.boolean, "0", False),
    (values.moment, "2026-01-31T13:00:00+01:00", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    (values.json_object, '{"b": [1], "a": "ä"}', '{"a":"ä","b":[1]}'),
    (values.json_object, r'{"a":"\\u0000"}', r'{"a":"\\u0000"}'),
    (values.json_object, r'{"a":"\\\\u0000"}', r'{"a":"\\\\u0000"}'),
    (
        values.json_object,
        '{"a":' + "[" * 200 + "]" * 200 + "}",
        '{"a":' + "[" * 200 + "]" * 200 + "}",
    ),
]

WRONG = [
    (values.text(3), "abcd", "longer than 3 characters"),
    (values.word(["GIVEN"], "a status"), "giving", "not a status, did you mean `GIVEN`"),
    (values.word(["GIVEN"], "a status"), "ada@example.com", "not a status"),
    (values.words(["A"], "a letter"), "a,a", "not a letter"),
    *((values.email, text, "not an e-mail address") for text in (
        "ada", "ada@", "@example.com", "a@b@example.com", "ada@example", "a b@example.com",
        "ada@-a.example", "ada..w@example.com", ".a@example.com", "<ada@example.com>",
        "a" * 65 + "@example.com", "ada@exa_mple.com", "ada@example.com,bob@example.com",
    )),
    (values.ip_address, "10.0.0.256", "not an IP address"),
    (values.ip_address, "fe80::1%eth0", "not an IP address"),
    (values.mac_address, "02:00:5e:10:00", "not a MAC address such as 02:00:5e:10:00:01"),
    (values.country, "de", "not a country of ISO 3166-1 in two capital letters"),
    (values.country, "ZZ", "not a country of ISO 3166-1 in two capital letters"),
    (values.region, "ZZ-A", "not a region of ISO 3166-2 such as DE-BE"),
    *((values.degrees(90), text, "not degrees from -90 to 90") for text in (
        "90.0000001", "1e1", "NaN", "+1", "1,5", "٤",
    )),
    (values.year, "1899", "not a year of four digits from 1900 on"),
    (values.year, "85", "not a year of four digits from 1900 on"),
    (values.number(10), "11", "not a whole number from 0 to 10"),
    (values.number(10), "-1", "not a whole number from 0 to 10"),
    (values.boolean, "yes", "not `true` or `false`"),
    *((values.moment, text, "not a time of RFC 3339 such as 2026-01-31T12:00:00Z") for text in (
        "2026-01-31", "2026-01-31T12:00:00", "2026-02-30T12:00:00Z", "0001-01-01T00:00:00+14:00",
        "31.1.2026", "2026-01-31T12:00:60Z",
    )),
    (values.moment, "1899-12-31T12:00:00Z", "a time before 1900"),
    (values.json_object, "[1]", "not a JSON object"),
    (values.json_object, "{", "not JSON"),
    (values.json_object, '{"a": "\\ud800"}', "not JSON"),
    (values.json_object, '{"a": "\\u0000"}', "a NUL character"),
    (values.json_object, r'{"a": "\\\u0000"}', "a NUL character"),
    (values.json_object, r'{"\u0000": 1}', "a NUL character"),
    (values.json_object, '{"a":' + "[" * 300 + "]" * 300 + "}", "nested too deeply"),
    (values.json_object, '{"a": "' + "x" * 20_000 + '"}', "longer than 16384 bytes"),
]  # fmt: skip


@pytest.mark.parametrize(("read", "text", "value"), RIGHT)
def test_a_right_value_is_taken(read: Callable[[str], Any], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(("read", "text", "reason"), WRONG)
def test_a_wrong_value_is_refused(read: Callable[[str], Any], text: str, reason: str) -> None:
    with pytest.raises(Unfit) as refused:
        read(text)
    assert str(refused.value) == reason
