"""A compiled read: its statement, where each parameter comes from, and what it says in advance.

Errors, forms and the ledger's coordinates depend on the document and the policy alone, so a plan
carries them ready-made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from governance.engine.authorize import AuthorizedSelection
from governance.engine.paging import Cost
from governance.engine.prepared import Prepared
from governance.engine.signatures import Signed

NULL: Final = b"null"


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement for all requests of the same shape, role, purpose and revision."""

    statement: Prepared
    keys: tuple[str, ...]
    """Response keys of the roots, in order."""
    constants: dict[str, bytes]
    """JSON of the roots that are not in the statement: `__typename`, and null for the denied."""
    cost: Cost
    coordinates: str
    """For the ledger: which coordinates were shown, used, and what signatures stand for."""
    errors: tuple[dict[str, object], ...]
    governance: dict[str, object]
    """`extensions.governance`."""
    tail: bytes
    """What follows the data of an answer, up to the request's id."""

    def fragments(self, bodies: Sequence[bytes]) -> dict[str, bytes]:
        """The JSON of each root by its response key, in order."""
        ready = iter(bodies)
        return {key: self.constants.get(key) or next(ready) for key in self.keys}


def coordinates_of(authorized: AuthorizedSelection, signed: Sequence[Signed | None]) -> str:
    """The coordinates of a ledger entry: read, shown in which forms, used, and signed."""
    return orjson.dumps(
        {
            "read": authorized.read,
            "shown": authorized.forms,
            "used": authorized.used,
            "signed": signed,
        }
    ).decode()


def governance_of(
    authorized: AuthorizedSelection, purpose: str, revision: str
) -> dict[str, object]:
    """`extensions.governance` of each answer."""
    return {
        "purpose": purpose,
        "policyRevision": revision,
        "forms": authorized.forms,
        "denied": authorized.denied,
    }


def tail_of(errors: Sequence[dict[str, object]], governance: dict[str, object]) -> bytes:
    """`,"errors":[…],"extensions":{"governance":{…}`."""
    spelled = b',"errors":' + orjson.dumps(errors) if errors else b""
    return spelled + b',"extensions":{"governance":' + orjson.dumps(governance)
