"""A million log lines: a steady rate, and memory that stays flat. Only by `make soak`."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from governance.database.engine import Database
from governance.services.imports.run import Intake
from governance.services.imports.weblog import Weblog
from tests.services.imports.runs import a_site, imported

MANY, STEP = 1_000_000, 100_000
MOST_GROWTH_MB = 48
"""From the first step to the last; the sets of lines that were seen would take twice as much."""

AGENTS = [
    f"Mozilla/5.0 (X11; Linux x86_64; rv:{n}.0) Gecko/20100101 Firefox/{n}.0" for n in range(60)
]


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def a_line(n: int) -> bytes:
    """Four lines a second; of 20,000 lines 4,000 visitors have five each, as in a real log."""
    second = n // 4
    at = f"{1 + second // 86_400:02}/May/2026:{second // 3600 % 24:02}:{second // 60 % 60:02}"
    who = n // 20_000 * 4_000 + n * 7919 % 4_000
    ip = f"10.{who // 65_536}.{who // 256 % 256}.{who % 256}"
    return (
        f'{ip} - - [{at}:{second % 60:02} +0000] "GET /page/{n % 9973} HTTP/1.1" 200 512'
        f' "https://www.search.example/?q={n % 1009}" "{AGENTS[who % 60]}"\n'
    ).encode()


@pytest.mark.soak
async def test_a_million_lines_at_a_steady_rate_in_flat_memory(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    site_id = await a_site(database)
    sizes: list[float] = []

    def lines() -> Iterator[bytes]:
        since = time.perf_counter()
        for n in range(MANY):
            yield a_line(n)
            if (n + 1) % STEP == 0:
                took, since = time.perf_counter() - since, time.perf_counter()
                sizes.append(resident_mb())
                with capsys.disabled():
                    print(f"{n + 1:>9,} lines  {STEP / took:>7,.0f} a second  {sizes[-1]:>4.0f} MB")

    def weblog(intake: Intake) -> Weblog:
        return Weblog(intake, "LEGITIMATE_INTEREST")

    summary = await imported(database, weblog, site_id, lines())
    assert (summary.read, summary.written, summary.also["visitors"]) == (MANY, MANY, MANY // 5)
    assert sizes[-1] - sizes[0] < MOST_GROWTH_MB, sizes
