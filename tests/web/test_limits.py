"""Who asks, and how often: by the address that nobody but a trusted proxy may state."""

import pytest
from pydantic import ValidationError

from governance.errors import Code, GovernanceError
from governance.settings import Settings
from governance.web.limits import Limits


def limits(trusted: str | None = None) -> Limits:
    return Limits(Settings.model_validate({"trusted_proxies": trusted}))


def client(limits: Limits, address: str | None, *forwarded: str) -> str:
    headers = [(b"x-forwarded-for", one.encode()) for one in forwarded]
    of = None if address is None else (address, 4000)
    return limits.client_of({"type": "http", "client": of, "headers": headers})


def test_one_request_too_many_is_refused_until_the_minute_is_over() -> None:
    counted = limits()
    for _ in range(3):
        counted.count("sign-in", "a", 3)
    with pytest.raises(GovernanceError, match="too many requests") as caught:
        counted.count("sign-in", "a", 3)
    assert caught.value.code == Code.RATE_LIMITED
    assert 1 <= int(str(caught.value.extensions["retryAfter"])) <= 60
    counted.count("sign-in", "b", 3)
    counted.count("browser", "a", 3)


def test_what_a_client_says_of_itself_does_not_count() -> None:
    assert client(limits(), "203.0.113.9", "198.51.100.1") == "203.0.113.9"
    assert client(limits("10.0.0.0/8"), "203.0.113.9", "198.51.100.1") == "203.0.113.9"


@pytest.mark.parametrize(
    ("forwarded", "who"),
    [
        ((), "10.0.0.1"),
        (("198.51.100.1",), "198.51.100.1"),
        (("192.0.2.7, 198.51.100.1",), "198.51.100.1"),
        (("192.0.2.7", "198.51.100.1, 10.9.9.9"), "198.51.100.1"),
        (("10.0.0.2, 10.0.0.3",), "10.0.0.2"),
        (("nonsense",), "unknown"),
    ],
)
def test_a_trusted_proxy_says_whom_it_asks_for(forwarded: tuple[str, ...], who: str) -> None:
    for proxy in ("10.0.0.1", "::ffff:10.0.0.1"):
        assert client(limits("10.0.0.0/8, ::1"), proxy, *forwarded) == who


def test_a_subscriber_of_ipv6_is_one_client() -> None:
    counted = limits()
    assert client(counted, "2001:db8:1:2:3::4") == client(counted, "2001:db8:1:2::9")
    assert client(counted, "2001:db8:1:3::4") != client(counted, "2001:db8:1:2::9")
    assert client(counted, "::ffff:203.0.113.9") == "203.0.113.9"
    assert client(counted, None) == "unknown"


@pytest.mark.parametrize("trusted", ["everyone", "10.0.0.1/8", "10.0.0.0/33"])
def test_a_network_that_is_none_is_refused_at_start(trusted: str) -> None:
    with pytest.raises(ValidationError):
        limits(trusted)
