"""What the decision records say, tried over the demo."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import orjson
import pytest
from sqlalchemy import insert, select, update

from examples.demo_house import NOW, Demo, open_demo, rows_of
from examples.trace_request import Trace, trace
from governance.database.readers import open_reader
from governance.engine.answer import answer
from governance.engine.request import Request
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.tables import Consent, Disclosure, Notice, Site, Visitor

REPORTING = "analytics.reporting"


def nth(number: int) -> str:
    """The identifier of a visitor of Northwind's first site, by the number of its case."""
    return f"northwind-www-{number + 1:05d}"


@pytest.fixture
async def small() -> AsyncIterator[Demo]:
    """A demo of its own, to change."""
    async with open_demo(visitors=120) as opened:
        yield opened


async def seen(demo: Demo, number: int, now: datetime = NOW) -> Any:
    """The visitor as the subsidiary is shown it, or None."""
    actor = await demo.actor("subsidiary", "Overlay Insight")
    document = "query($id: ID!) { visitor(id: $id) { email geoCountry } }"
    variables = {"id": await demo.visitor(nth(number))}
    request = Request(document, actor, now, purpose=REPORTING, variables=variables)
    return orjson.loads((await answer(demo.house, request)).body)["data"]["visitor"]


async def entries(demo: Demo) -> list[Any]:
    table = rows_of(Disclosure)
    async with demo.database.reading() as work:
        return list((await work.session.execute(select(table).order_by(table.c.id))).mappings())


async def set_(demo: Demo, model: Any, **values: Any) -> None:
    async with demo.database.unit_of_work() as work:
        await work.session.execute(update(model).values(**values))


# ---- 0001


async def test_a_denied_column_is_not_in_the_statement(small: Demo) -> None:
    traced: Trace = await trace(small)
    assert "geo_country" not in traced.sql
    assert traced.answer["extensions"]["governance"]["denied"] == ["Visitor.geoCountry"]


# ---- 0003


async def add_consent(demo: Demo, number: int, **values: Any) -> None:
    """Another statement on `analytics`, like the one that is there but for these values."""
    table, visitor = rows_of(Consent), await demo.visitor(nth(number))
    async with demo.database.unit_of_work() as work:
        known = select(table).where(table.c.visitor_id == visitor, table.c.purpose == "analytics")
        row = dict((await work.session.execute(known)).mappings().one())
        changed = {**row, "id": new_id("Consent"), "sequence": 10**6, **values}
        await work.session.execute(insert(table).values(**changed))


async def test_a_refusal_in_one_regime_beats_a_consent_in_another(small: Demo) -> None:
    assert await seen(small, 0) is not None
    assert await seen(small, 28) is None  # given in the banner, refused by a signal
    await add_consent(small, 0, regime="tcf", status="REFUSED", expires_at=NOW - timedelta(days=1))
    assert await seen(small, 0) is None


async def test_an_expired_consent_neither_gives_nor_refuses(small: Demo) -> None:
    assert await seen(small, 3) is None
    await add_consent(small, 3, regime="tcf", expires_at=None)
    assert await seen(small, 3) is not None


async def test_a_statement_for_others_or_a_refusal_below_gives_nothing(small: Demo) -> None:
    assert await seen(small, 16) is None  # for no recipients
    assert await seen(small, 19) is None  # `analytics.reporting.ad_performance` is refused
    assert await seen(small, 0) is not None
    others = {"purpose": REPORTING, "recipients": ["BUSINESS_PARTNER"]}
    await add_consent(small, 0, **others)  # hides the wider one above it
    assert await seen(small, 0) is None


# ---- 0004


async def test_a_widening_waits_for_the_day_that_the_notice_named(small: Demo) -> None:
    assert (await seen(small, 12))["email"]  # newer than the notice
    await set_(small, Consent, notice_id=None)  # which would limit it: 0014
    await set_(small, Site, notice_days=0)
    bound = NOW + timedelta(days=20)
    assert (await seen(small, 0, bound - timedelta(seconds=1)))["email"] is None
    assert (await seen(small, 0, bound))["email"]


async def test_a_visitor_of_the_moment_of_posting_is_an_existing_one(small: Demo) -> None:
    posted = NOW - timedelta(days=10)
    async with small.database.reading() as work:
        assert posted in await work.session.scalars(select(rows_of(Notice).c.posted_at))
    await set_(small, Consent, notice_id=None)  # which would limit it: 0014
    await set_(small, Visitor, created_at=posted + timedelta(seconds=1))
    assert (await seen(small, 0))["email"]
    await set_(small, Visitor, created_at=posted)
    assert (await seen(small, 0))["email"] is None


# ---- 0014


async def test_a_consent_does_not_reach_beyond_its_notice(small: Demo) -> None:
    bound, visitors, notices = NOW + timedelta(days=20), rows_of(Visitor).c, rows_of(Notice).c
    site = select(visitors.site_id).where(visitors.id == await small.visitor(nth(0)))
    posted = select(notices.id).where(notices.site_id == site.scalar_subquery())
    async with small.database.reading() as work:
        old, new = await work.session.scalars(posted.order_by(notices.posted_at))
    for notice, reaches in ((old, False), (new, True), (None, True)):
        await set_(small, Consent, notice_id=notice)
        shown = await seen(small, 0, bound)
        assert shown["geoCountry"]
        assert (shown["email"] is not None) is reaches


# ---- 0005

WIDENING: list[tuple[str, str]] = [
    ("", "{}"),
    ("", "null"),
    ("", "{email: {}}"),
    ("", "{email: {eq: null}}"),
    ("", "{and: [{}]}"),
    ("", "{not: {}}"),
    ("", "{and: []}"),
    ("", "{or: []}"),
    ("", "{not: {or: []}}"),
    ("", "{not: null}"),
    ("($e: String)", "{email: {eq: $e}}"),
    ("($e: String)", '{email: {eq: "a"}, os: {eq: $e}}'),
    ("($e: StringFilter)", "{email: $e}"),
    ("($e: VisitorFilter)", "$e"),
]


@pytest.mark.parametrize(("variables", "where"), WIDENING)
async def test_a_filter_that_says_nothing_is_refused(
    demo: Demo, variables: str, where: str
) -> None:
    actor = await demo.actor("hosting_provider", "Hearth Hosting")
    document = f"query{variables} {{ visitors(where: {where}) {{ totalCount }} }}"
    body = await demo.ask(actor, "essential.service.operations", document)
    assert [error["extensions"]["code"] for error in body["errors"]] == [Code.BAD_USER_INPUT]
    assert "data" not in body


@pytest.mark.parametrize(("variables", "site"), [("($site: ID)", "$site"), ("", "null")])
async def test_a_site_that_is_missing_never_widens(demo: Demo, variables: str, site: str) -> None:
    actor = await demo.actor("hosting_provider", "Hearth Hosting")
    document = f"query{variables} {{ visitors(site: {site}) {{ totalCount }} }}"
    body = await demo.ask(actor, "essential.service.operations", document)
    assert [error["extensions"]["code"] for error in body["errors"]] == [Code.BAD_USER_INPUT]


async def test_an_empty_list_of_values_matches_nothing(demo: Demo) -> None:
    actor = await demo.actor("hosting_provider", "Hearth Hosting")
    document = "{ visitors(where: {email: {in: []}}) { totalCount } }"
    body = await demo.ask(actor, "essential.service.operations", document)
    assert body["data"]["visitors"]["totalCount"] == 0


# ---- 0006


async def test_a_relation_signs_the_clearest_form_that_any_row_showed(small: Demo) -> None:
    actor = await small.actor("privacy_officer", "Overlay Works")
    document = "query($id: ID!) { visitor(id: $id) { consents { nodes { purpose withdrawnAt } } } }"
    await small.ask(actor, "essential.legal_obligation", document, id=await small.visitor(nth(24)))
    (entry,) = await entries(small)
    assert orjson.loads(entry["coordinates"])["signed"] == [
        ["Consent.purpose", "Consent.withdrawnAt"]
    ]
    ((signature, _),) = orjson.loads(entry["signatures"])[0]
    assert signature == "11"  # one of its consents was withdrawn


# ---- 0007


async def test_what_reads_nothing_governed_needs_no_purpose_and_leaves_no_entry(
    small: Demo,
) -> None:
    actor = await small.actor("subsidiary", "Overlay Insight")
    document = (
        '{ viewer { role } access(purpose: "analytics.reporting") { coordinate } '
        "policyRevisions { totalCount } __typename __schema { queryType { name } } }"
    )
    body = orjson.loads((await answer(small.house, Request(document, actor, NOW))).body)
    assert "errors" not in body
    assert not await entries(small)


# ---- 0008


async def test_the_parts_of_a_nested_connection_agree_and_cost_what_they_read(demo: Demo) -> None:
    actor = await demo.actor("hosting_provider", "Hearth Hosting")
    document = """
        { visitors(first: 100) { nodes { visits(first: 1) {
            totalCount pageInfo { hasNextPage endCursor } edges { cursor } nodes { id } } } } }"""
    body = await demo.ask(actor, "essential.service.operations", document)
    for node in body["data"]["visitors"]["nodes"]:
        visits = node["visits"]
        assert len(visits["nodes"]) == len(visits["edges"]) == min(1, visits["totalCount"])
        assert visits["pageInfo"]["hasNextPage"] == (visits["totalCount"] > 1)
        assert visits["edges"][0]["cursor"] == visits["pageInfo"]["endCursor"]


# ---- 0009


async def test_a_connection_goes_back_without_another_statement(postgres_url: str) -> None:
    reader = open_reader(postgres_url, size=1, timeout_seconds=5)
    (backend,) = await reader.read("select pg_backend_pid() as backend", (), ())
    await reader.read("select 1 as last_of_all", (), ())
    watcher = await asyncpg.connect(postgres_url)
    last = "select query from pg_stat_activity where pid = $1"
    assert await watcher.fetchval(last, backend) == "select 1 as last_of_all"
    await watcher.close()
    await reader.close()


async def test_a_reader_cannot_write(new_database: Callable[[str], str]) -> None:
    for dialect in ("sqlite", "postgresql"):
        reader = open_reader(new_database(dialect), size=1, timeout_seconds=5)
        with pytest.raises(Exception, match=r"read-?only") as refused:
            await reader.read("delete from visitor", (), ())
        assert not isinstance(refused.value, GovernanceError)
        await reader.close()
