"""The ledger entry of a write: who wrote which coordinates, and keyed hashes of before and after.

The key is the visitor's, which erasure destroys, or the deployment's for what is no visitor's.
"""

from datetime import datetime
from typing import Any

import orjson

from governance.authz.actor import Actor
from governance.database.types import to_rfc3339
from governance.database.unit_of_work import UnitOfWork
from governance.services.keys import Keys, keyed_hash
from governance.services.ledger import entry, signatures_of
from governance.services.visitor_keys import hash_key_of
from governance.services.written import Written


async def entry_of_write(
    work: UnitOfWork,
    keys: Keys,
    actor: Actor,
    *,
    mutation: str,
    written: Written,
    purpose: str,
    revision: str,
    document_hash: str,
    now: datetime,
) -> dict[str, Any]:
    """A row of the ledger for a write; its values are there as hashes alone."""
    key = keys.changes if written.visitor is None else await hash_key_of(work, *written.visitor)
    hashed = [
        (name, _hashed(key, name, before), _hashed(key, name, after))
        for name, before, after in written.changes
    ]
    coordinates = {
        "read": [],
        "shown": {},
        "used": [],
        "signed": [[]],
        "mutation": mutation,
        "written": [one.coordinate for one in written.changes],
        "id": written.id,
    }
    about = written.visitors if written.visitor is None else (written.visitor[1],)
    return entry(
        at=now,
        actor=actor.token,
        recipient=actor.organization,
        role=actor.role,
        purpose=purpose,
        revision=revision,
        operation=mutation,
        document_hash=document_hash,
        coordinates=orjson.dumps(coordinates).decode(),
        signatures=signatures_of(about),
        visitors=len(set(about)),
        changes=orjson.dumps(hashed).decode(),
    )


def _hashed(key: bytes, coordinate: str, value: Any) -> str | None:
    """Keyed hash of a coordinate and a value's JSON; null stays null."""
    if value is None:
        return None
    told = orjson.dumps(to_rfc3339(value) if isinstance(value, datetime) else value)
    return keyed_hash(key, coordinate, told)
