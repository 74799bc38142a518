"""Values as they are compared."""

import hashlib

import pytest

from governance.services.matching import (
    LONGEST_DOMAIN,
    address_sha256,
    canonical_ip,
    canonical_json,
    match_address,
    network_of,
    referrer_host,
)


@pytest.mark.parametrize(
    ("address", "match"),
    [
        ("Ada@Example.COM", "ada@example.com"),
        ("  ada@example.com\n", "ada@example.com"),
        ("ada@Bücher.Example", "ada@xn--bcher-kva.example"),
        ("re\u0301ne@example.com", "r\u00e9ne@example.com"),
        ('"odd@name"@example.com', '"odd@name"@example.com'),
        ("STRASSE@x.de", "strasse@x.de"),
        ("straße@x.de", "straße@x.de"),
        ("no address", "no address"),
        ("x@\u00fc" + "u" * 80 + ".de", "x@\u00fc" + "u" * 80 + ".de"),
        ("", ""),
    ],
)
def test_an_address_is_compared_in_one_spelling(address: str, match: str) -> None:
    assert match_address(address) == match
    assert match_address(match) == match
    assert address_sha256(address) == hashlib.sha256(match.encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "address", "network"),
    [
        ("83.149.9.216", "83.149.9.216", "83.149.9.0/24"),
        ("2001:DB8:0:0::3", "2001:db8::3", "2001:db8::/48"),
        ("::ffff:10.1.2.3", "10.1.2.3", "10.1.2.0/24"),
    ],
)
def test_an_ip_address_has_one_spelling_and_a_network(
    text: str, address: str, network: str
) -> None:
    assert canonical_ip(text) == address
    assert network_of(address) == network


@pytest.mark.parametrize("text", ["", "-", "1.2.3", "010.1.1.1", "fe80::1%eth0", "host.example"])
def test_what_is_no_ip_address_is_none(text: str) -> None:
    assert canonical_ip(text) is None


@pytest.mark.parametrize(
    ("referrer", "host"),
    [
        ("https://WWW.Example.com:8080/a?b#c", "www.example.com"),
        ("http://user:pw@example.com/", "example.com"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
        ("-", None),
        ("http://[broken", None),
        ("/relative", None),
    ],
)
def test_a_referrer_has_a_host_or_none(referrer: str, host: str | None) -> None:
    assert referrer_host(referrer) == host


def test_the_same_object_is_the_same_json() -> None:
    assert canonical_json({"b": 1, "a": ["ü"]}) == '{"a":["ü"],"b":1}'


def test_what_is_too_long_for_a_domain_is_not_encoded() -> None:
    long = "a@" + "é." * LONGEST_DOMAIN
    assert match_address(long) == long
