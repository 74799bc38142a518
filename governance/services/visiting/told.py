"""What a program says of a visit: an item, read strictly and without repeating it.

An item has fields of `Visit`, and names its visitor by one of `visitor`, `externalId` and `cookie`.
One whom nobody of the site knows by that name, and one without a name, is new, and needs the legal
basis by which they are held: `permissionBasis` (C6).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from governance.errors import bad_input
from governance.services.imports.log_lines import system_and_browser
from governance.services.imports.weblog import AHEAD
from governance.services.keys import keyed_hash
from governance.services.matching import canonical_ip
from governance.services.visiting.names import COOKIE, EXTERNAL, ID, Name, check_value
from governance.services.visitors import Row
from governance.vocabulary import LegalBasis, check_name

_NAMES: Final = {"visitor": ID, "externalId": EXTERNAL, "cookie": COOKIE}
_TEXTS: Final = {"path": ("path", 2048), "referrer": ("referrer", 2048)}
_AGENT: Final = 1024
_COUNTS: Final = {"pagesViewed": "pages_viewed", "secondsSpent": "seconds_spent"}
_LARGEST: Final = 2**31 - 1
_EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
_BASES: Final = frozenset(LegalBasis)


class Told(NamedTuple):
    """An item: of whom, what, under which key, and the basis by which a new visitor is held."""

    place: int
    name: Name | None
    values: Row
    line_key: str | None
    basis: str | None

    def check_basis(self) -> None:
        """A new visitor is held by a legal basis (C6). Raises BAD_USER_INPUT."""
        if self.basis is None:
            reason = "a new visitor needs `permissionBasis`: by which legal basis they are held"
            raise bad_input(reason, "permissionBasis")


def read_item(item: Mapping[str, Any], place: int, site_id: str, key: bytes, now: datetime) -> Told:
    """What an item says. `key` is what its own key is told by. Raises BAD_USER_INPUT."""
    values: Row = {"at": _moment(item.get("at"), now)}
    for field, (column, longest) in _TEXTS.items():
        values[column] = _text(item.get(field), longest, field)
    agent = _text(item.get("userAgent"), _AGENT, "userAgent")
    values["user_agent"] = agent
    values["os"], values["browser"] = system_and_browser(agent) if agent else (None, None)
    values["ip_address"] = _address(item.get("ipAddress"))
    for field, column in _COUNTS.items():
        values[column] = _count(item.get(field), field)
    basis = item.get("permissionBasis")
    if basis is not None:
        check_name(basis, _BASES, "legal basis", "permissionBasis")
    own = item.get("key")
    line_key = None
    if own is not None:
        line_key = keyed_hash(key, "visit", site_id, check_value(own, "key"))
    return Told(place, _name(item), values, line_key, basis)


def new_visitor(told: Told, now: datetime) -> Row:
    """What is known of a visitor who is new with an item: since its time, as from a web log."""
    values = told.values
    return {
        "now": now,
        "created_at": min(values["at"], now),
        "permission_basis": told.basis,
        **{name: values[name] for name in ("ip_address", "os", "browser")},
    }


def _name(item: Mapping[str, Any]) -> Name | None:
    given = [
        Name(kind, check_value(item[field], field))
        for field, kind in _NAMES.items()
        if item.get(field) is not None
    ]
    if len(given) > 1:
        raise bad_input("name the visitor in one way: `visitor`, `externalId` or `cookie`")
    return given[0] if given else None


def _moment(given: datetime | None, now: datetime) -> datetime:
    if given is None:
        return now
    if not _EARLIEST <= given <= now + AHEAD:
        raise bad_input("`at` is in the future, or before 1900", "at")
    return given


def _text(given: str | None, longest: int, field: str) -> str | None:
    if given is not None and len(given) > longest:
        raise bad_input(f"`{field}` is longer than {longest} characters", field)
    return given or None


def _address(given: str | None) -> str | None:
    if given is None:
        return None
    address = canonical_ip(given)
    if address is None:
        raise bad_input("`ipAddress` is not an IP address", "ipAddress")
    return address


def _count(given: int | None, field: str) -> int | None:
    if given is not None and not 0 <= given <= _LARGEST:
        raise bad_input(f"`{field}` must be from 0 to {_LARGEST}", field)
    return given
