"""SQLite's driver for writes: what takes a moment is done at once, the rest in a thread.

To hand a statement to a thread and back takes longer than the statement of a write, and each is
handed over four times. What waits for others or for the disk, or has many rows, stays there.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from sqlite3 import connect
from typing import Any, Final

import aiosqlite

_IN_THREAD: Final = frozenset({"commit", "rollback", "executemany", "executescript", "backup"})
_WAIT: Final = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "VACUUM", "ANALYZE")
_CHUNK: Final = 64


class AtOnce(aiosqlite.Connection):
    """A connection whose statements run in the thread of their caller, unless they may wait."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        sql = args[0] if args and isinstance(args[0], str) else ""
        if self._connection is None or fn.__name__ in _IN_THREAD or sql.startswith(_WAIT):
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        return fn(*args, **kwargs)


async def connected(path: Path) -> AtOnce:
    """A connection to a file; its transactions begin and end where we say so."""
    opened = partial(connect, path, isolation_level=None, check_same_thread=False)
    made = AtOnce(opened, _CHUNK)
    made._thread.daemon = True  # a process that ends does not wait for it
    await made
    return made
