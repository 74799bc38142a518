"""Organizations and sites are changed by what is given alone, and checked as they were made."""

from typing import Any

import pytest

from governance.database.engine import Database
from governance.errors import Code, GovernanceError
from governance.services.organization_changes import update_organization, update_site
from tests.cases.rows import NOW
from tests.cases.world import fill
from tests.services.agreeing import DAY, EAST, EAST_SITE, HQ


@pytest.fixture
async def world(database: Database) -> Database:
    await fill(database)
    return database


async def test_what_is_not_given_stays_and_what_is_null_goes(world: Database) -> None:
    async with world.unit_of_work() as work:
        made = await update_organization(
            work, EAST, {"name": " Eastern ", "contact": None}, now=NOW
        )
        site = await update_site(work, EAST_SITE, {"jurisdiction": None, "notice_days": 14})
    assert made.changes == (
        ("Organization.name", "East Outdoor", "Eastern"),
        ("Organization.contact", "privacy@east.example", None),
    )
    assert site.changes == (
        ("Site.jurisdiction", "GB", None),
        ("Site.noticeDays", 30, 14),
    )


async def test_the_first_moment_of_disabling_stays_and_it_can_be_undone(world: Database) -> None:
    async with world.unit_of_work() as work:
        ended = await update_organization(work, EAST, {"disabled": True}, now=NOW)
        again = await update_organization(work, EAST, {"disabled": True}, now=NOW + DAY)
        back = await update_organization(work, EAST, {"disabled": False}, now=NOW + DAY)
    assert ended.changes == (("Organization.disabledAt", None, NOW),)
    assert again.changes == ()
    assert back.changes == (("Organization.disabledAt", NOW, None),)


@pytest.mark.parametrize(
    ("organization", "values", "code", "message"),
    [
        (EAST, {"name": None}, Code.BAD_USER_INPUT, "`name` must not be null"),
        (EAST, {"name": ""}, Code.BAD_USER_INPUT, "`name` must be 1 to 200"),
        (EAST, {"name": "Overlay Works"}, Code.CONFLICT, "of that name exists"),
        (EAST, {"country": "uk"}, Code.BAD_USER_INPUT, "`country`"),
        (EAST, {"contact": "a\nb"}, Code.BAD_USER_INPUT, "`contact`"),
        (EAST, {"disabled": None}, Code.BAD_USER_INPUT, "`disabled` must not be null"),
        (HQ, {"disabled": True}, Code.CONFLICT, "the operator cannot be disabled"),
        ("org_none", {}, Code.NOT_FOUND, "no organization of that id"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
async def test_a_wrong_change_of_an_organization_is_refused(
    world: Database, organization: str, values: dict[str, Any], code: Code, message: str
) -> None:
    async with world.unit_of_work() as work:
        with pytest.raises(GovernanceError, match=message) as caught:
            await update_organization(work, organization, values, now=NOW)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("values", "argument"),
    [
        ({"name": None}, "name"),
        ({"jurisdiction": "England"}, "jurisdiction"),
        ({"notice_days": None}, "noticeDays"),
        ({"notice_days": -1}, "noticeDays"),
    ],
    ids=str,
)
async def test_a_wrong_change_of_a_site_is_refused(
    world: Database, values: dict[str, Any], argument: str
) -> None:
    async with world.unit_of_work() as work:
        with pytest.raises(GovernanceError, match=argument) as caught:
            await update_site(work, EAST_SITE, values)
    assert caught.value.extensions["argument"] == argument
