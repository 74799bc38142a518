"""Importing a cookie registry: none is lost, and none comes twice."""

from collections import Counter
from pathlib import Path

import pytest

from governance.database.engine import Database
from governance.services.imports.cookies import Cookies
from governance.services.imports.run import Reject
from governance.tables import Cookie
from tests.services.imports.runs import a_site, rows, told

REGISTRY = Path(__file__).parents[4] / "shared" / "data" / "open-cookie-database.csv"

OPEN_COOKIE_DATABASE = """\
ID,Platform,Category,Cookie / Data Key name,Domain,Description,Retention period,Data Controller,\
User Privacy & GDPR Rights Portals,Wildcard match
i-1,Tag Manager,Analytics,_ga_,,keeps state,13 months,Google,https://example.com/,1
i-2,Bot,Functional,choice, or c.com (3rd party) or d.com (3rd party),"a, b",session,,,0
i-3,Other,Security,choice,,,Unlimited,Other,,0
"""


async def test_the_open_cookie_database_is_read_as_it_comes(database: Database) -> None:
    site_id = await a_site(database)
    assert (await told(database, Cookies, site_id, OPEN_COOKIE_DATABASE))[0] == {
        "read": 3,
        "written": 3,
    }
    fields = (
        "name is_pattern domain category provider description retention retention_seconds"
        " third_party"
    ).split()
    found = [tuple(row[name] for name in fields) for row in await rows(database, Cookie, "id")]
    assert found == [
        ("_ga_", True, None, "analytics", "Google", "keeps state", "13 months", 34_128_000, False),
        ("choice", False, "c.com or d.com", "functional", "Bot", "a, b", "session", None, True),
        ("choice", False, None, "security", "Other", None, "Unlimited", None, False),
    ]  # fmt: skip


async def test_twins_are_rows_of_their_own_and_come_once(database: Database) -> None:
    site_id = await a_site(database)
    twins = "name,category\nu,marketing\nu,analytics\nu,marketing\n"
    assert (await told(database, Cookies, site_id, twins))[0] == {"read": 3, "written": 3}
    assert (await told(database, Cookies, site_id, twins))[0] == {"read": 3, "skipped": 3}
    found = [row["category"] for row in await rows(database, Cookie, "id")]
    assert found == ["marketing", "analytics", "marketing"]


async def test_a_line_that_says_something_else_changes_what_the_file_speaks_of(
    database: Database,
) -> None:
    site_id = await a_site(database)
    first = "name,category,provider,retention\na,analytics,Acme,1 year\nb,analytics,,\n"
    await told(database, Cookies, site_id, first)
    before = await rows(database, Cookie, "name")
    again = "category,name,retention\nmarketing,a,2 days\nanalytics,b,\n"
    counts, _ = await told(database, Cookies, site_id, again)
    assert counts == {"read": 2, "written": 1, "skipped": 1, "changed": 1}
    changed = {"category": "marketing", "retention": "2 days", "retention_seconds": 172_800}
    assert await rows(database, Cookie, "name") == [{**before[0], **changed}, before[1]]


async def test_a_wrong_cookie_is_rejected(database: Database) -> None:
    site_id = await a_site(database)
    text = "name,category,retentionSeconds\na,analytic,1\n,analytics,1\nb,analytics,2147483648\n"
    counts, rejects = await told(database, Cookies, site_id, text)
    assert counts == {"read": 3, "rejected": 3}
    assert rejects == [
        Reject(2, "category", "not a category of cookies, did you mean `analytics`"),
        Reject(3, "name", "no value"),
        Reject(4, "retentionSeconds", "not a whole number from 0 to 2147483647"),
    ]


async def test_all_2264_cookies_of_the_database_are_imported_once(database: Database) -> None:
    if not REGISTRY.exists():
        pytest.skip(f"needs {REGISTRY}, which is not part of the project")
    site_id = await a_site(database)
    text = REGISTRY.read_bytes()
    assert (await told(database, Cookies, site_id, text, dry_run=True))[0]["written"] == 2264
    assert await told(database, Cookies, site_id, text) == ({"read": 2264, "written": 2264}, [])
    assert await told(database, Cookies, site_id, text) == ({"read": 2264, "skipped": 2264}, [])
    found = await rows(database, Cookie)
    assert Counter(row["category"] for row in found) == {
        "functional": 977, "marketing": 861, "analytics": 390,
        "security": 24, "necessary": 9, "personalization": 3,
    }  # fmt: skip
    assert sum(row["is_pattern"] for row in found) == 260
    assert sum(row["third_party"] for row in found) == 146
    lasting = {row["retention"]: row["retention_seconds"] for row in found}
    assert (lasting["2 years"], lasting["30 Days"]) == (63_072_000, 2_592_000)
    assert lasting["session"] is lasting["Unknown"] is None
    assert sum(row["retention_seconds"] is None for row in found) == 625
