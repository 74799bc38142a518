"""The secret key that a database was set up with: told again, never kept.

With another key no token would be known, and imports would not know the visitors they made.
"""

from sqlalchemy import select

from governance.database.unit_of_work import UnitOfWork
from governance.services.keys import Keys, KeyUnavailable
from governance.tables import Deployment, table_of


async def bind_key(work: UnitOfWork, keys: Keys) -> None:
    """Set the database up with a key. Raises KeyUnavailable where it has another."""
    if not await knows_key(work, keys):
        work.session.add(Deployment(key_fingerprint=keys.fingerprint.hex()))


async def check_key(work: UnitOfWork, keys: Keys) -> None:
    """Raises KeyUnavailable where the database was set up with another key."""
    await knows_key(work, keys)


async def knows_key(work: UnitOfWork, keys: Keys) -> bool:
    """Whether the database was set up at all. Raises KeyUnavailable where with another key."""
    found = (await work.session.execute(select(table_of(Deployment).c.key_fingerprint))).scalar()
    if found is not None and found != keys.fingerprint.hex():
        raise KeyUnavailable(
            "the secret key is not the one that this database was set up with: "
            "put that one in place, by GOVERNANCE_SECRET_KEY_FILE or GOVERNANCE_SECRET_KEY"
        )
    return found is not None
