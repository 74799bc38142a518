"""How often a file has said the same, counted on disk: memory stays flat however long the file.

The counts are a private file of SQLite that is gone when it is closed. It holds keyed digests.
"""

import hashlib
import secrets
import sqlite3
from typing import Final

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, bindparam, literal_column
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

_COUNTS: Final = Table(
    "counts",
    MetaData(),
    Column("digest", LargeBinary, primary_key=True),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)
_DIALECT: Final = sqlite.dialect()
_ONE: Final = literal_column("1", Integer)
_ONCE: Final = sqlite.insert(_COUNTS).values(digest=bindparam("digest"), times=_ONE)
_ONCE_MORE: Final = _ONCE.on_conflict_do_update(
    index_elements=[_COUNTS.c.digest], set_={"times": _COUNTS.c.times + _ONE}
).returning(_COUNTS.c.times)
_MAKE_SQL: Final = str(CreateTable(_COUNTS).compile(dialect=_DIALECT))
_COUNT_SQL: Final = str(_ONCE_MORE.compile(dialect=_DIALECT))


class Occurrences:
    """Counts of equals, until it is closed."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(16)
        self._counts = sqlite3.connect("")
        self._counts.execute("PRAGMA journal_mode=OFF")  # nothing here is ever rolled back
        self._counts.execute(_MAKE_SQL)

    def close(self) -> None:
        """Forget everything."""
        self._counts.close()

    def nth(self, said: bytes) -> int:
        """Which one of its equals this is, from 1."""
        digest = hashlib.blake2b(said, digest_size=12, key=self._key).digest()
        ((times,),) = self._counts.execute(_COUNT_SQL, (digest,)).fetchall()
        return int(times)
