"""Values as they are compared: addresses, networks, hosts, JSON. Made at write, never at read."""

import hashlib
import ipaddress
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

LONGEST_DOMAIN: Final = 253
"""Characters of a domain (RFC 1035, section 2.3.4): a longer one is none, and slow to encode."""


def match_address(address: str) -> str:
    """An e-mail address as it is compared: NFC, trimmed, lower case, its domain in IDNA ASCII.

    >>> match_address(" Ada@Bücher.Example ")
    'ada@xn--bcher-kva.example'
    """
    text = unicodedata.normalize("NFC", address).strip().lower()
    local, at, domain = text.rpartition("@")
    if not at or domain.isascii() or len(domain) > LONGEST_DOMAIN:
        return text
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return text


def address_sha256(address: str) -> str:
    """Hexadecimal SHA-256 of the match address: what an opt-out by address is known by."""
    return hashlib.sha256(match_address(address).encode()).hexdigest()


@lru_cache(maxsize=65_536)
def canonical_ip(text: str) -> str | None:
    """An IP address in canonical text (RFC 5952; IPv4 out of its mapped form), or None."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return None
        return str(address.ipv4_mapped or address)
    return str(address)


@lru_cache(maxsize=65_536)
def network_of(ip_address: str) -> str:
    """The /24 or /48 around a canonical address.

    >>> network_of("83.149.9.216"), network_of("2001:db8:1:2::3")
    ('83.149.9.0/24', '2001:db8:1::/48')
    """
    length = 48 if ":" in ip_address else 24
    return str(ipaddress.ip_network(f"{ip_address}/{length}", strict=False))


@lru_cache(maxsize=65_536)
def referrer_host(referrer: str) -> str | None:
    """The host of a referrer, lower case and without its port, or None where it has none."""
    try:
        return urlsplit(referrer).hostname or None
    except ValueError:
        return None


def canonical_json(value: Mapping[str, Any]) -> str:
    """An object as JSON text with sorted keys and no blanks, the same for the same object.

    Raises orjson.JSONEncodeError for what is nested more than 254 deep.
    """
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
