"""The key of a visitor: hashes of the visitor's values that outlive erasure are made with it.

Erasure destroys the key, and with it the way from such a hash back to a value.
"""

import secrets
from typing import Any, Final

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.orm.attributes import set_committed_value

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.tables import Visitor, table_of

_BYTES: Final = 32

_ROW: Final[Any] = table_of(Visitor)
_OF: Final = and_(_ROW.c.site_id == bindparam("of_site"), _ROW.c.id == bindparam("of_visitor"))
_KEPT: Final = select(_ROW.c.hash_key).where(_OF)
_FRESH: Final = update(_ROW).where(_OF, _ROW.c.hash_key.is_(None)).values(hash_key=bindparam("key"))


async def hash_key_of(work: UnitOfWork, site_id: str, visitor_id: str) -> bytes:
    """32 random bytes, made when they are first asked for. Raises NOT_FOUND.

    Of two that ask first at once the later one waits, and is given the key of the earlier. A
    visitor that the session has is not asked for again.
    """
    visitor = await work.session.get(Visitor, (site_id, visitor_id))
    if visitor is None:
        raise GovernanceError(Code.NOT_FOUND, "no such visitor")
    if visitor.hash_key is None:
        of_visitor = {"of_site": site_id, "of_visitor": visitor_id}
        await work.connection.execute(_FRESH, {**of_visitor, "key": secrets.token_bytes(_BYTES)})
        key = await work.connection.scalar(_KEPT, of_visitor)
        set_committed_value(visitor, "hash_key", key)
    if visitor.hash_key is None:
        raise GovernanceError(Code.NOT_FOUND, "no such visitor")
    return visitor.hash_key
