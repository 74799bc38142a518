"""The demo has every case, at every size, and is the same for the same seed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from governance.database.engine import Database, open_database
from governance.services import tokens
from governance.services.demo.actors import PURPOSES, issue_demo_tokens
from governance.services.demo.seed import demo_sheet, seed_demo
from governance.services.demo.sheet import ORDER, Sheet
from governance.services.keys import derive
from governance.services.tokens import all_tokens
from governance.tables import (
    Consent,
    ConsentEvent,
    LegalRequestVisitor,
    OptOut,
    SharingGrant,
    Visit,
    Visitor,
    table_of,
)
from governance.vocabulary import ROLES, ConsentStatus, GrantStatus

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEYS = derive("ab" * 32)


@pytest.fixture(scope="module")
def small() -> Sheet:
    return demo_sheet(now=NOW, visitors=300)


def test_the_same_seed_and_moment_give_the_same_rows(small: Sheet) -> None:
    assert demo_sheet(now=NOW, visitors=300).rows == small.rows
    assert demo_sheet(now=NOW, visitors=300, seed=1).rows != small.rows


def test_another_moment_gives_the_same_visitors(small: Sheet) -> None:
    later = demo_sheet(now=NOW + timedelta(days=3), visitors=300)
    for column in ("id", "email", "external_id", "ip_address"):
        found = [row[column] for row in later.rows[Visitor]]
        assert found == [row[column] for row in small.rows[Visitor]]


def test_every_status_of_consents_and_grants_occurs(small: Sheet) -> None:
    assert {row["status"] for row in small.rows[Consent]} == set(map(str, ConsentStatus))
    assert {row["status"] for row in small.rows[SharingGrant]} == set(map(str, GrantStatus))


def test_every_special_visitor_occurs(small: Sheet) -> None:
    visitors = small.rows[Visitor]
    assert {row["permission_basis"] is None for row in visitors} == {True, False}
    assert {row["restricted_at"] is None for row in visitors} == {True, False}
    assert {row["email"] is None for row in visitors} == {True, False}
    assert {row["kind"] for row in small.rows[OptOut]} == {"visitor", "address", "cookie"}
    assert {row["site_id"] is None for row in small.rows[OptOut]} == {True, False}
    assert len({row["legal_request_id"] for row in small.rows[LegalRequestVisitor]}) == 4
    new = small.ago(days=10)
    assert {row["created_at"] > new for row in visitors} == {True, False}


def test_a_consent_is_its_latest_event(small: Sheet) -> None:
    latest = {row["consent_id"]: row for row in small.rows[ConsentEvent]}
    for consent in small.rows[Consent]:
        event = latest[consent["id"]]
        assert (event["status"], event["sequence"]) == (consent["status"], consent["sequence"])


def test_a_visitors_counts_agree_with_its_visits(small: Sheet) -> None:
    visits: dict[str, list[datetime]] = {}
    for row in small.rows[Visit]:
        visits.setdefault(row["visitor_id"], []).append(row["at"])
    for visitor in small.rows[Visitor]:
        own = visits[visitor["id"]]
        seen = (visitor["visit_count"], visitor["first_seen_at"], visitor["last_seen_at"])
        assert seen == (len(own), min(own), max(own))
        assert max(own) <= NOW


async def test_seeding_writes_all_of_it_once(database: Database, small: Sheet) -> None:
    async with database.unit_of_work() as work:
        assert await seed_demo(work, now=NOW, visitors=300)
    async with database.unit_of_work() as work:
        assert not await seed_demo(work, now=NOW, visitors=300)
        for model in ORDER:
            count = await work.session.scalar(select(func.count()).select_from(table_of(model)))
            assert (model.__name__, count) == (model.__name__, len(small.rows[model]))


async def test_every_role_gets_a_token_and_the_earlier_ones_end(database: Database) -> None:
    async with database.unit_of_work() as work:
        await seed_demo(work, now=NOW, visitors=60)
        first = await issue_demo_tokens(work, KEYS, now=NOW)
    async with database.unit_of_work() as work:
        second = await issue_demo_tokens(work, KEYS, now=NOW)
        rows = {row.id: row for row in await all_tokens(work)}
    assert {actor.role for actor in first} == set(ROLES) - {"anonymous"} == set(PURPOSES)
    for role, least in (("site_owner", 2), ("subsidiary", 2), ("visitor", 2)):
        assert len([actor for actor in first if actor.role == role]) >= least
    acquirer = next(actor for actor in first if actor.role == "acquirer")
    assert acquirer.organization_name == "Meridian Capital"
    assert len({actor.visitor for actor in first} - {None}) == 2
    for actors, revoked in ((first, True), (second, False)):
        for actor in actors:
            parsed = tokens.parse(actor.token, KEYS)
            assert parsed is not None
            row = rows[parsed.id]
            assert (row.revoked_at is not None) == revoked
            assert row.expires_at == NOW + timedelta(hours=24)


async def test_it_is_five_thousand_visitors_unless_another_number_is_asked_for(
    new_database: Callable[[str], str],
) -> None:
    database = open_database(new_database("sqlite"))
    async with database.unit_of_work() as work:
        await seed_demo(work, now=NOW)
        count = await work.session.scalar(select(func.count()).select_from(table_of(Visitor)))
    assert count == 5_000
    await database.close()
