"""Commands that change something or take data out: each is in the ledger, with who ran it."""

import os
import pwd
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from governance.cli.run import now, the_database
from governance.database.unit_of_work import UnitOfWork
from governance.services.acts import record_act
from governance.settings import Settings


def this_operator() -> str:
    """`operator:<os user>`: the user of the process, not what its environment says."""
    user = os.geteuid()
    try:
        return f"operator:{pwd.getpwuid(user).pw_name}"
    except KeyError:  # a container's user has no name
        return f"operator:{user}"


@asynccontextmanager
async def acting(chosen: Settings, command: str) -> AsyncIterator[UnitOfWork]:
    """A unit of work on the deployment's database; the act is in the ledger when it commits."""
    async with the_database(chosen.database_url) as database, database.unit_of_work() as work:
        yield work
        await record_act(work, this_operator(), command, now=now())
