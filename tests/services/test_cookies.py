"""A site's registry: described once, blocked and allowed again."""

import pytest

from governance.database.engine import Database
from governance.errors import Code, GovernanceError
from governance.services.cookies import Described, best_matches, block, register
from governance.tables import Cookie, CookieBlock
from tests.services.imports.runs import rows
from tests.services.sites import LATER, NOW, a_site

GA = Described("_ga_", "analytics", is_pattern=True, provider="Meter", retention="13 months")


async def test_a_cookie_is_registered_with_its_retention_in_seconds(database: Database) -> None:
    site = await a_site(database)
    async with database.unit_of_work() as work:
        made = await register(work, site, GA)
    (row,) = await rows(database, Cookie)
    assert (row["id"], row["site_id"], row["name"], row["is_pattern"]) == (
        *(made.id, site, "_ga_", True),
    )
    assert (row["retention"], row["retention_seconds"]) == ("13 months", 34_128_000)
    assert "Cookie.retentionSeconds" in {one.coordinate for one in made.changes}


async def test_a_cookie_registered_again_is_described_anew(database: Database) -> None:
    site = await a_site(database)
    async with database.unit_of_work() as work:
        first = await register(work, site, GA)
        again = await register(work, site, GA._replace(category="marketing", retention="session"))
        same = await register(work, site, GA._replace(category="marketing", retention="session"))
        other = await register(work, site, GA._replace(domain=".acme.example"))
    assert again.id == first.id == same.id != other.id
    assert [(one.coordinate, one.before, one.after) for one in again.changes] == [
        ("Cookie.category", "analytics", "marketing"),
        ("Cookie.retention", "13 months", "session"),
        ("Cookie.retentionSeconds", 34_128_000, None),
    ]
    assert same.changes == ()
    assert len(await rows(database, Cookie)) == 2


@pytest.mark.parametrize(
    ("cookie", "argument"),
    [
        (GA._replace(name=" "), "name"),
        (GA._replace(name="a=b"), "name"),
        (GA._replace(name="a; b"), "name"),
        (GA._replace(name="n" * 501), "name"),
        (GA._replace(name="*"), "name"),
        (GA._replace(category="analytic"), "category"),
        (GA._replace(description="d" * 4001), "description"),
    ],
)
async def test_what_is_no_cookie_is_refused(
    database: Database, cookie: Described, argument: str
) -> None:
    site = await a_site(database)
    async with database.unit_of_work() as work:
        with pytest.raises(GovernanceError) as caught:
            await register(work, site, cookie)
    assert (caught.value.code, caught.value.extensions) == (
        Code.BAD_USER_INPUT,
        {"argument": argument},
    )
    assert await rows(database, Cookie) == []


async def test_a_category_and_a_cookie_are_blocked_and_allowed_again(database: Database) -> None:
    site = await a_site(database)
    async with database.unit_of_work() as work:
        cookie = await register(work, site, GA)
        told = await block(work, site, category="marketing", blocked=True, now=NOW)
        await block(work, site, cookie_id=cookie.id, blocked=True, now=NOW)
        await block(work, site, cookie_id=cookie.id, blocked=True, now=LATER)
        await block(work, site, category="marketing", blocked=False, now=LATER)
    assert (told.type, told.id, told.changes[0].coordinate) == ("Site", site, "Cookie.blocked")
    found = await rows(database, CookieBlock, "kind")
    assert [(one["kind"], one["key"], one["blocked"], one["recorded_at"]) for one in found] == [
        ("category", "marketing", False, LATER),
        ("cookie", cookie.id, True, NOW),
    ]


async def test_only_what_there_is_can_be_blocked(database: Database) -> None:
    site, other = await a_site(database), await a_site(database, "other")
    async with database.unit_of_work() as work:
        cookie = await register(work, site, GA)
        for refused, of, named in (
            (Code.NOT_FOUND, other, {"cookie_id": cookie.id}),
            (Code.NOT_FOUND, "sit_none", {"category": "marketing"}),
            (Code.BAD_USER_INPUT, site, {"category": "market"}),
            (Code.BAD_USER_INPUT, site, {}),
            (Code.BAD_USER_INPUT, site, {"category": "marketing", "cookie_id": cookie.id}),
        ):
            with pytest.raises(GovernanceError) as caught:
                await block(work, of, blocked=True, now=NOW, **named)
            assert caught.value.code == refused


REGISTRY = [
    Described("cart", "functional"),
    Described("_ga", "analytics"),
    Described("_ga", "analytics", is_pattern=True),
    Described("_ga_*", "marketing", is_pattern=True),
    Described("*", "necessary", is_pattern=True),
]


@pytest.mark.parametrize(
    ("name", "best"),
    [
        ("cart", ["cart"]),
        ("Cart", []),
        ("cart2", []),
        ("_ga", ["_ga"]),
        ("_ga2", ["_ga"]),
        ("_ga_77", ["_ga_*"]),
        ("_g", []),
        ("stray", []),
    ],
)
def test_a_name_is_told_exactly_or_by_the_longest_pattern(name: str, best: list[str]) -> None:
    assert [one.name for one in best_matches(name, REGISTRY)] == best
