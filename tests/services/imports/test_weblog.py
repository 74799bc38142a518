"""Importing a web log: each line once, whatever happens between."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlmodel import col

from governance.database.engine import Database
from governance.services.imports.run import LINES, Intake, Reject, Summary, TooManyRejects
from governance.services.imports.weblog import Weblog
from governance.tables import Visit, Visitor
from tests.services.imports import runs
from tests.services.imports.runs import a_site

LOG = Path(__file__).parents[4] / "shared" / "data" / "weblog-2015.log"


def a_line(ip: str = "10.0.0.1", minute: int = 0, agent: str = "curl/8", path: str = "/") -> bytes:
    at = f"17/May/2015:10:{minute:02}:00 +0000"
    return f'{ip} - - [{at}] "GET {path} HTTP/1.1" 200 1 "-" "{agent}"\n'.encode()


def weblog(intake: Intake) -> Weblog:
    return Weblog(intake, "LEGITIMATE_INTEREST")


async def imported(
    database: Database, site_id: str, lines: Iterable[bytes], **options: Any
) -> Summary:
    return await runs.imported(database, weblog, site_id, lines, **options)


async def visitors_of(database: Database) -> list[Visitor]:
    async with database.reading() as work:
        order = select(Visitor).order_by(col(Visitor.ip_address), col(Visitor.visit_count).desc())
        return list(await work.session.scalars(order))


async def counts(database: Database) -> tuple[int, int]:
    async with database.reading() as work:
        visits = await work.session.scalar(select(func.count()).select_from(Visit))
        visitors = await work.session.scalar(select(func.count()).select_from(Visitor))
    return visits or 0, visitors or 0


async def test_a_visitor_is_a_distinct_address_and_agent(database: Database) -> None:
    site_id = await a_site(database)
    lines = [a_line(), a_line(agent="wget/1"), a_line("10.0.0.2"), a_line(minute=5), a_line("::1")]
    summary = await imported(database, site_id, lines)
    assert summary == Summary(read=5, written=5, also=Counter(visitors=4))
    first = (await visitors_of(database))[0]
    assert (first.ip_address, first.ip_network, first.visit_count) == ("10.0.0.1", "10.0.0.0/24", 2)
    assert first.permission_basis == "LEGITIMATE_INTEREST"
    assert first.first_seen_at == first.created_at == datetime(2015, 5, 17, 10, 0, tzinfo=UTC)
    assert first.last_seen_at == datetime(2015, 5, 17, 10, 5, tzinfo=UTC)


async def test_equal_lines_are_visits_of_their_own_and_come_once(database: Database) -> None:
    site_id = await a_site(database)
    lines = [a_line(), a_line(), a_line()]
    assert (await imported(database, site_id, lines)).written == 3
    again = await imported(database, site_id, [*lines, a_line()])
    assert (again.written, again.skipped) == (1, 3)
    assert [visitor.visit_count for visitor in await visitors_of(database)] == [4]


async def test_an_earlier_visit_moves_the_first(database: Database) -> None:
    site_id = await a_site(database)
    await imported(database, site_id, [a_line(minute=30)])
    await imported(database, site_id, [a_line(minute=10), a_line(minute=20)])
    (visitor,) = await visitors_of(database)
    assert visitor.first_seen_at == datetime(2015, 5, 17, 10, 10, tzinfo=UTC)
    assert visitor.last_seen_at == datetime(2015, 5, 17, 10, 30, tzinfo=UTC)
    assert visitor.created_at == visitor.first_seen_at


async def test_an_import_that_was_stopped_ends_the_same(database: Database) -> None:
    site_id = await a_site(database)
    lines = [a_line(f"10.0.{n % 7}.{n % 11}", minute=n % 60) for n in range(2 * LINES + 100)]

    def stopped() -> Iterator[bytes]:
        yield from lines[: LINES + 500]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await imported(database, site_id, stopped())
    assert (await counts(database))[0] == LINES
    summary = await imported(database, site_id, lines)
    assert (summary.written, summary.skipped) == (LINES + 100, LINES)
    assert await counts(database) == (len(lines), 77)
    assert sum(visitor.visit_count for visitor in await visitors_of(database)) == len(lines)


async def test_a_restricted_visitor_gets_no_visits(database: Database) -> None:
    site_id = await a_site(database)
    await imported(database, site_id, [a_line(), a_line("10.0.0.2")])
    async with database.unit_of_work() as work:
        one = update(Visitor).where(col(Visitor.ip_address) == "10.0.0.1")
        await work.session.execute(one.values(restricted_at=runs.NOW))
    before = (await visitors_of(database))[0].model_dump()
    rejects: list[Reject] = []
    lines = [a_line(), a_line("10.0.0.2", minute=1), b"x", a_line(minute=1), a_line("10.0.0.3")]
    summary = await imported(database, site_id, lines, on_reject=rejects.append)
    assert rejects == [
        Reject(3, 1, "expected an IP address and a blank"),
        Reject(4, "", "the visitor is restricted (C22)"),
    ]
    assert (summary.written, summary.skipped, await counts(database)) == (2, 1, (4, 3))
    assert (await visitors_of(database))[0].model_dump() == before


async def test_a_line_from_the_future_is_rejected(database: Database) -> None:
    site_id = await a_site(database)
    times = ("01/Mar/2026:01:00:00", "01/Mar/2026:01:00:01", "01/Mar/9999:00:00:00")
    lines = [a_line().replace(b"17/May/2015:10:00:00", at.encode()) for at in times]
    rejects: list[Reject] = []
    summary = await imported(database, site_id, lines, on_reject=rejects.append)
    assert summary.written == 1
    assert rejects == [Reject(line, 15, "in the future") for line in (2, 3)]


async def test_two_sites_keep_visitors_of_their_own(database: Database) -> None:
    site_id = await a_site(database)
    other = await a_site(database, "other")
    for one in (site_id, other):
        assert (await imported(database, one, [a_line()])).written == 1
    first, second = await visitors_of(database)
    assert first.source_key != second.source_key
    assert first.id != second.id


async def test_a_dry_run_counts_alike_and_writes_nothing(database: Database) -> None:
    site_id = await a_site(database)
    lines = [a_line(f"10.0.{n % 7}.{n % 11}", minute=n % 60) for n in range(2 * LINES + 100)]
    assert (await imported(database, site_id, lines[:5])).written == 5
    dry = await imported(database, site_id, lines, dry_run=True)
    assert await counts(database) == (5, 5)
    assert dry == await imported(database, site_id, lines)
    assert (dry.written, dry.skipped, dry.also["visitors"]) == (len(lines) - 5, 5, 72)


async def test_two_imports_at_once_write_nothing_twice(database: Database) -> None:
    site_id = await a_site(database)
    lines = [a_line(f"10.0.{n % 7}.{n % 11}", minute=n % 60) for n in range(2 * LINES + 100)]
    both = await asyncio.gather(*(imported(database, site_id, lines) for _ in range(2)))
    assert sum(summary.written for summary in both) == len(lines)
    assert sum(summary.skipped for summary in both) == len(lines)
    assert await counts(database) == (len(lines), 77)


async def test_a_rejected_line_is_told_by_its_place_alone(database: Database) -> None:
    site_id = await a_site(database)
    rejects: list[Reject] = []
    lines = [a_line(), b"secret@example.com\n", a_line(minute=1)]
    summary = await imported(database, site_id, lines, on_reject=rejects.append)
    assert (summary.written, summary.rejected) == (2, 1)
    assert rejects == [Reject(2, 1, "expected an IP address and a blank")]


async def test_more_rejects_than_allowed_stop_the_import(database: Database) -> None:
    site_id = await a_site(database)
    with pytest.raises(TooManyRejects):
        await imported(database, site_id, [b"x", a_line(), b"y"], max_rejects=1)
    assert await counts(database) == (0, 0)
    assert (await imported(database, site_id, [b"x", a_line()], max_rejects=1)).written == 1


async def test_a_visitor_without_visits_is_found_again(database: Database) -> None:
    site_id = await a_site(database)
    await imported(database, site_id, [a_line()])
    async with database.unit_of_work() as work:
        await work.session.execute(delete(Visit))
        await work.session.execute(update(Visitor).values(visit_count=0))
    summary = await imported(database, site_id, [a_line()])
    assert (summary.written, summary.also["visitors"]) == (1, 0)


async def test_the_log_of_2015_is_imported_whole_and_once(database: Database) -> None:
    if not LOG.exists():
        pytest.skip(f"needs {LOG}, which is not part of the project")
    site_id = await a_site(database)
    rejects: list[Reject] = []
    lines = LOG.read_bytes().splitlines(keepends=True)
    summary = await imported(database, site_id, lines, on_reject=rejects.append)
    assert summary == Summary(read=10_000, written=9_999, rejected=1, also=Counter(visitors=1_861))
    assert [reject.line for reject in rejects] == [8_899]
    again = await imported(database, site_id, lines)
    assert again == Summary(read=10_000, skipped=9_999, rejected=1, also=Counter(visitors=0))
    assert await counts(database) == (9_999, 1_861)
    assert sum(visitor.visit_count for visitor in await visitors_of(database)) == 9_999
