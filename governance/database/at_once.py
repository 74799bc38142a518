"""SQLite's driver for writes: what takes a moment is done at once, the rest in a thread.

To hand a statement to a thread and back takes longer than the statement of a write, and each is
handed over four times. What waits for others or for the disk, or has many rows, stays there.
"""

import asyncio
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
    """A connection whose statements run in the thread of their caller, unless they may wait.

    What is under way in the thread goes on when its caller goes away; what follows waits for it.
    """

    _under_way: asyncio.Future[Any] | None = None

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        sql = args[0] if args and isinstance(args[0], str) else ""
        idle = self._connection is not None and (self._under_way is None or self._under_way.done())
        if idle and not sql.startswith(_WAIT):
            if fn.__name__ == "rollback" and not self.in_transaction:
                return None
            if fn.__name__ not in _IN_THREAD:
                return fn(*args, **kwargs)
        given = super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        self._under_way = asyncio.ensure_future(given)
        return await asyncio.shield(self._under_way)


async def connected(path: Path) -> AtOnce:
    """A connection to a file; its transactions begin and end where we say so."""
    opened = partial(connect, path, isolation_level=None, check_same_thread=False)
    made = AtOnce(opened, _CHUNK)
    made._thread.daemon = True  # a process that ends does not wait for it
    await made
    return made
