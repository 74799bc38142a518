"""A program that does mutations in children of its own, each of which may die at a named point.

It reads lines `URL MUTATION POINT`. The child asks for the example of the mutation, names each
point of its transaction that it comes to, and kills itself at the one of that number; the program
then tells how the child ended. The names say what is about to happen, or that the commit has.
"""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.orm import Session

from governance.database.engine import Database, open_database
from governance.engine.answer import answer
from governance.engine.house import House
from governance.services.keys import derive
from governance.settings import Settings
from tests.harness import SECRET
from tests.mutations.examples import KEY, request_of

ENDED: Final = "ended"
LATE: Final = ("aiosqlite", "asyncpg", "anyio._backends._asyncio")
"""Modules that are imported when they are first needed: here, before there are children."""
_NAMED: Final = {"INSERT INTO": 3, "DELETE FROM": 3, "UPDATE": 2}
"""Beginnings of statements that name a table, and the word that it is."""


def point_of(statement: str) -> str:
    """`before insert into consent_event`; other statements by their first word."""
    words = statement.split()
    told = next((n for start, n in _NAMED.items() if statement.startswith(start)), 1)
    return " ".join(["before", *words[:told]]).lower()


def watch(database: Database, come_to: Callable[[str], None]) -> None:
    """Tell of each point of the transactions that write."""
    engine = database.engine.sync_engine

    @event.listens_for(engine, "before_cursor_execute")
    def statement(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
        come_to(point_of(text))

    @event.listens_for(engine, "commit")
    def commit(_connection: Any) -> None:
        come_to("before commit")

    @event.listens_for(Session, "after_commit")
    def committed(session: Session) -> None:
        if not session.in_nested_transaction():
            come_to("after commit")


async def perform(url: str, mutation: str, fatal: int) -> None:
    """Ask for the example, tell what came of it, or die on the way."""
    points = 0

    def come_to(name: str) -> None:
        nonlocal points
        print(name, flush=True)
        if points == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        points += 1

    database = open_database(url)
    async with await House.open(Settings(database_url=url), derive(SECRET), database) as house:
        watch(database, come_to)
        given = await answer(house, request_of(mutation, idempotency_key=KEY))
        print(given.body.decode(), flush=True)
    await database.close()


def main() -> None:
    """Serve until nobody asks any more."""
    for name in LATE:
        import_module(name)
    gc.freeze()
    for line in sys.stdin:
        url, mutation, fatal = line.split()
        child = os.fork()
        if not child:
            asyncio.run(perform(url, mutation, int(fatal)))
            return
        print(ENDED, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
