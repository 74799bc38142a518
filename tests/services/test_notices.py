"""Which notice binds whom and from when, to the millisecond; and who is asked again (C21)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from sqlalchemy import ColumnElement, literal, select, update

from governance.authz.policy import load_policy
from governance.authz.rules import Policy
from governance.database.engine import Database, open_database
from governance.database.types import Instant
from governance.schema.binding import datamap
from governance.schema.visitors import bound_by_notice
from governance.services import asking_again, notices
from governance.services.notices import Posting, newest_notice
from governance.services.organizations import create_organization, create_site
from governance.services.policies import shipped_policy
from governance.services.visitors import insert_rows, visitor_row, whole_row
from governance.tables import Consent, ConsentEvent, Visitor, table_of

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
DAY, TICK = timedelta(days=1), timedelta(milliseconds=1)
POSTING = Posting("1", "en", (), content="what we do")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy(*shipped_policy(), datamap())


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = open_database(database_url)
    yield opened
    await opened.close()


async def a_site(database: Database, days: int = 30) -> str:
    async with database.unit_of_work() as work:
        owner = await create_organization(work, "Northwind", "CUSTOMER", now=NOW)
        site = await create_site(work, owner.id, "www.northwind.example", now=NOW, notice_days=days)
        return site.id


async def post(
    database: Database, site: str, policy: Policy, version: str, now: datetime, **said: Any
) -> str:
    posting = POSTING._replace(version=version, content=version, **said)
    async with database.unit_of_work() as work:
        return (await notices.publish(work, site, posting, policy, now=now)).id


class At(NamedTuple):
    """The moment of a read."""

    now: ColumnElement[Any]
    year: ColumnElement[Any]


async def bound(database: Database, site: str, created: datetime, now: datetime) -> str | None:
    """What a read says of a visitor who was created then: `Visitor.boundByNotice`."""
    kinds, made = table_of(Visitor).c, visitor_row(site_id=site, id="vis_1", now=created)

    def row(name: str) -> Any:
        return literal(made[name], kinds[name].type)

    at = At(literal(now, Instant()), literal(now.year))
    async with database.reading() as work:
        return await work.connection.scalar(select(bound_by_notice(row, at)))


@pytest.mark.parametrize("days", [0, 14, 30, 3650])
async def test_a_notice_binds_earlier_visitors_after_the_site_s_days_to_the_millisecond(
    database: Database, policy: Policy, days: int
) -> None:
    site = await a_site(database, days)
    old = await post(database, site, policy, "1", NOW - 4000 * DAY)
    new = await post(database, site, policy, "2", NOW)
    binds = NOW + days * DAY
    for now in {NOW - TICK, binds - TICK}:
        assert await bound(database, site, NOW - DAY, now) == old
    for now in (binds, binds + TICK):
        assert await bound(database, site, NOW - DAY, now) == new


async def test_who_comes_after_the_posting_is_bound_at_once_and_who_comes_with_it_is_not(
    database: Database, policy: Policy
) -> None:
    site = await a_site(database)
    new = await post(database, site, policy, "1", NOW)
    assert await bound(database, site, NOW, NOW + DAY) is None
    assert await bound(database, site, NOW + TICK, NOW + DAY) == new


async def test_the_newest_notice_is_the_newest_that_is_posted(
    database: Database, policy: Policy
) -> None:
    site = await a_site(database)
    later = await post(database, site, policy, "2", NOW, posted_at=NOW + DAY)
    async with database.reading() as work:
        assert await newest_notice(work, site, NOW + DAY - TICK) is None
        assert await newest_notice(work, site, NOW + DAY) == later
    sooner = await post(database, site, policy, "1", NOW + TICK)
    async with database.reading() as work:
        assert await newest_notice(work, site, NOW + DAY - TICK) == sooner


async def add_consents(database: Database, site: str, statuses: list[dict[str, Any]]) -> None:
    visitors, consents = [], []
    for number, said in enumerate(statuses):
        visitor, key = f"vis_{number:03}", f"con_{number:03}"
        visitors.append(visitor_row(site_id=site, id=visitor, now=NOW))
        known: dict[str, Any] = {
            "site_id": site,
            "id": key,
            "visitor_id": visitor,
            "purpose": "analytics",
        }
        known |= {"regime": "default", "status": "GIVEN", "legal_basis": "CONSENT", "sequence": 3}
        known |= {"recipients": [], "method": "BANNER", "given_at": NOW}
        consents.append(whole_row(Consent, **{**known, **said}))
    async with database.unit_of_work() as work:
        await insert_rows(work, Visitor, visitors)
        await insert_rows(work, Consent, consents)


async def ask(database: Database, site: str, now: datetime, **said: Any) -> asking_again.Asked:
    async with database.unit_of_work() as work:
        return await asking_again.ask_again(work, site, now=now, **said)


async def events(database: Database) -> list[tuple[str, int, str]]:
    table = table_of(ConsentEvent).c
    async with database.reading() as work:
        found = await work.connection.execute(
            select(table.consent_id, table.sequence, table.status).order_by(table.consent_id)
        )
        return [tuple(row) for row in found]


async def test_those_who_consented_before_a_material_notice_are_asked_and_nobody_else(
    database: Database, policy: Policy
) -> None:
    site = await a_site(database)
    old = await post(database, site, policy, "1", NOW)
    new = await post(database, site, policy, "2", NOW + DAY)
    newer = await post(database, site, policy, "3", NOW + 2 * DAY, material=False)
    asked: list[dict[str, Any]] = [
        {"notice_id": old},
        {"notice_id": old, "status": "RENEWED"},
        {"given_at": None},
        {"given_at": NOW + DAY},
        {"notice_id": "not_unknown"},
    ]
    others: list[dict[str, Any]] = [
        {"notice_id": new},
        {"notice_id": newer},
        {"given_at": NOW + DAY + TICK},
        {"notice_id": old, "status": "WITHDRAWN"},
        {"notice_id": old, "status": "REQUESTED"},
        {"notice_id": old, "expires_at": NOW + 2 * DAY},
    ]
    await add_consents(database, site, [*asked, *others])
    assert await ask(database, site, NOW - TICK) == (0, None)
    assert await ask(database, site, NOW + 2 * DAY) == (len(asked), None)
    expected = [(f"con_{number:03}", 4, "REQUESTED") for number in range(len(asked))]
    assert await events(database) == expected
    assert await ask(database, site, NOW + 3 * DAY) == (0, None)


async def test_asking_goes_on_where_it_stopped_and_passes_over_who_has_spoken(
    database: Database, policy: Policy
) -> None:
    site = await a_site(database)
    await post(database, site, policy, "1", NOW + DAY)
    await add_consents(database, site, [{}] * 5)
    assert await ask(database, site, NOW + DAY, most=2) == (2, "vis_001")
    table = table_of(Consent)
    async with database.unit_of_work() as work:
        spoken = update(table).where(table.c.id == "con_003").values(status="WITHDRAWN")
        await work.connection.execute(spoken)
    assert await ask(database, site, NOW + DAY, after="vis_001", most=2) == (2, "vis_004")
    assert await ask(database, site, NOW + DAY, after="vis_004", most=2) == (0, None)
    assert [key for key, _, _ in await events(database)] == [
        *("con_000", "con_001", "con_002", "con_004")
    ]
