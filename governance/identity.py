"""Identifiers: TypeIDs of rows, and coordinates of the schema (`Visitor.email`).

An id is text, `vis_01h…`: a prefix that names the type and 26 characters of Crockford base32. The
UUID of visitors and of what they own is random, because a UUIDv7 tells the time of creation; the
UUID of everything else is a UUIDv7.
"""

import re
from typing import Final, NamedTuple

import uuid_utils
from typeid import TypeID

from governance.errors import bad_input

PREFIXES: Final[dict[str, str]] = {
    "Organization": "org",
    "Site": "sit",
    "Visitor": "vis",
    "Visit": "vst",
    "Consent": "con",
    "ConsentEvent": "cev",
    "Cookie": "cok",
    "CookieObservation": "cob",
    "Notice": "not",
    "SharingGrant": "grt",
    "LegalRequest": "leg",
    "Acquisition": "acq",
    "User": "usr",
    "AccessToken": "tok",
    "PolicyRevision": "pol",
    "Disclosure": "dis",
    "OptOut": "opt",
    "Correction": "cor",
}
"""Type name to the prefix of its ids."""

TYPES: Final[dict[str, str]] = {prefix: name for name, prefix in PREFIXES.items()}

RANDOM_IDS: Final = frozenset(
    {"Visitor", "Visit", "Consent", "ConsentEvent", "CookieObservation", "OptOut", "Correction"}
)

_ID = re.compile(r"([a-z]{3})_[0-7][0-9a-hjkmnp-tv-z]{25}")


class Coordinate(NamedTuple):
    """A place in the schema: a type, and a field of it."""

    type: str
    field: str

    def __str__(self) -> str:
        return f"{self.type}.{self.field}"


def new_id(type_name: str) -> str:
    """A fresh id for a row of the type."""
    make = uuid_utils.uuid4 if type_name in RANDOM_IDS else uuid_utils.uuid7
    return id_of(type_name, make())


def id_of(type_name: str, value: uuid_utils.UUID) -> str:
    """The id that a UUID makes for a row of the type."""
    return str(TypeID.from_uuid(value, PREFIXES[type_name]))


def type_of(identifier: str, argument: str = "id") -> str:
    """The type that an id names. Raises BAD_USER_INPUT when it is not the id of any type."""
    match = _ID.fullmatch(identifier)
    if match is None or match[1] not in TYPES:
        raise bad_input(f"`{argument}` is not an id", argument)
    return TYPES[match[1]]
