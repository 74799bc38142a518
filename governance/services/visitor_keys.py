"""The key of a visitor: hashes of the visitor's values that outlive erasure are made with it.

Erasure destroys the key, and with it the way from such a hash back to a value.
"""

import secrets
from typing import Final

from sqlalchemy import select, update

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.tables import Visitor, table_of

_BYTES: Final = 32


async def hash_key_of(work: UnitOfWork, site_id: str, visitor_id: str) -> bytes:
    """32 random bytes, made when they are first asked for. Raises NOT_FOUND.

    Of two that ask first at once the later one waits, and is given the key of the earlier.
    """
    row = table_of(Visitor).c
    of_visitor = (row.site_id == site_id, row.id == visitor_id)
    kept = select(row.hash_key).where(*of_visitor)
    key: bytes | None = await work.connection.scalar(kept)
    if key is None:
        fresh = update(table_of(Visitor)).where(*of_visitor, row.hash_key.is_(None))
        await work.connection.execute(fresh.values(hash_key=secrets.token_bytes(_BYTES)))
        key = await work.connection.scalar(kept)
    if key is None:
        raise GovernanceError(Code.NOT_FOUND, "no such visitor")
    return key
