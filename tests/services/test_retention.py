"""Words for how long a cookie is kept."""

import pytest

from governance.services.retention import retention_seconds

DAY = 86_400


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2 years", 730 * DAY),
        ("1 year ", 365 * DAY),
        ("12 months", 365 * DAY),
        ("13 months", 395 * DAY),
        ("1 month", 30 * DAY),
        ("30 Days", 30 * DAY),
        ("2 Weeks", 14 * DAY),
        ("1440 Minutes", DAY),
        ("30 mins", 1800),
        ("90 sec", 90),
        ("0 day", 0),
        ("50 years", 50 * 365 * DAY),
        ("100 years", None),
        ("session", None),
        ("Unknown", None),
        ("1 week to 1 year", None),
        ("10 Nov 2030", None),
        ("", None),
    ],
)
def test_a_plain_length_has_seconds_and_nothing_else_has(text: str, seconds: int | None) -> None:
    assert retention_seconds(text) == seconds
