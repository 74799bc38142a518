"""Organizations and sites through the API: made, changed, ended (C20)."""

from typing import Any, Final

import pytest

from tests.cases.rows import an_id
from tests.cases.stage import Stage
from tests.mutations.doing import at_once, done, mutate, refused

LAWFUL: Final = "essential.legal_obligation"
EAST, SITE = an_id("Organization", "east"), an_id("Site", "east")


async def test_c20_a_new_organization_and_its_site_name_who_is_responsible(stage: Stage) -> None:
    shows = "organization { name kind country disabledAt }"
    said = {"name": "Northwind", "kind": "CUSTOMER", "country": "US"}
    made = await done(stage, "pia", "createOrganization", shows, **said, purpose=LAWFUL)
    assert made["organization"] == {**said, "disabledAt": None}
    shows = "site { domain name noticeDays organization { name } }"
    site = await done(
        stage,
        "pia",
        "createSite",
        shows,
        organization=made["id"],
        domain="WWW.Northwind.example",
        purpose=LAWFUL,
    )
    assert site["site"] == {
        "domain": "www.northwind.example",
        "name": "www.northwind.example",
        "noticeDays": 30,
        "organization": {"name": "Northwind"},
    }


async def test_what_is_left_out_of_a_change_stays_and_what_is_null_goes(stage: Stage) -> None:
    shows = "organization { name country contact }"
    said = {"id": EAST, "country": None, "purpose": LAWFUL}
    changed = await done(stage, "pia", "updateOrganization", shows, **said)
    assert changed["organization"] == {
        "name": "East Outdoor",
        "country": None,
        "contact": "privacy@east.example",
    }


async def test_a_disabled_organization_is_refused_at_its_next_read(stage: Stage) -> None:
    document = "{ sites { totalCount } }"
    await done(stage, "pia", "updateOrganization", id=EAST, disabled=True)
    asked = await stage.tell("site_owner", document, purpose="personalize")
    assert asked.answer.refused == "UNAUTHENTICATED"
    await done(stage, "pia", "updateOrganization", id=EAST, disabled=False)
    asked = await stage.tell("site_owner", document, purpose="personalize")
    assert asked.body["data"] == {"sites": {"totalCount": 1}}


async def test_a_site_owner_changes_its_own_site_alone(stage: Stage) -> None:
    shows = "site { name noticeDays }"
    said = {"id": SITE, "name": "East", "noticeDays": 45, "purpose": "personalize"}
    changed = await done(stage, "site_owner", "updateSite", shows, **said)
    assert changed["site"] == {"name": "East", "noticeDays": 45}
    west = an_id("Site", "west")
    assert await refused(stage, "site_owner", "updateSite", id=west, name="x") == "NOT_FOUND"


async def test_c21_only_the_operators_officer_shortens_what_notices_take_to_bind(
    stage: Stage,
) -> None:
    shows = "site { noticeDays }"
    asked = await mutate(stage, "site_owner", "updateSite", id=SITE, noticeDays=29)
    (error,) = asked.body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["argument"] == "noticeDays"
    assert "at least 30; ask the operator" in error["message"]
    said = {"id": SITE, "noticeDays": 0, "purpose": LAWFUL}
    changed = await done(stage, "pia", "updateSite", shows, **said)
    assert changed["site"] == {"noticeDays": 0}


async def test_a_token_held_to_a_site_makes_and_changes_no_organization(stage: Stage) -> None:
    held = "privacy_officer_of_west"
    wests = an_id("Organization", "west")
    new: dict[str, Any] = {"name": "New", "kind": "CUSTOMER"}
    assert await refused(stage, held, "createOrganization", **new) == "NOT_FOUND"
    assert await refused(stage, held, "updateOrganization", id=wests, name="W") == "NOT_FOUND"
    site = {"organization": wests, "domain": "new.example"}
    assert await refused(stage, held, "createSite", **site) == "NOT_FOUND"
    assert await refused(stage, held, "updateSite", id=SITE, name="E") == "NOT_FOUND"
    await done(stage, held, "updateSite", id=an_id("Site", "west"), name="W")


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("createOrganization", {"name": " ", "kind": "CUSTOMER"}, "BAD_USER_INPUT"),
        ("createOrganization", {"name": "East Outdoor", "kind": "CUSTOMER"}, "CONFLICT"),
        ("createOrganization", {"name": "Second", "kind": "OPERATOR"}, "CONFLICT"),
        ("updateOrganization", {"id": EAST, "name": None}, "BAD_USER_INPUT"),
        ("updateOrganization", {"id": EAST, "name": "Overlay Works"}, "CONFLICT"),
        (
            "updateOrganization",
            {"id": an_id("Organization", "hq"), "disabled": True},
            "CONFLICT",
        ),
        ("createSite", {"organization": EAST, "domain": "a b"}, "BAD_USER_INPUT"),
        ("createSite", {"organization": EAST, "domain": "www.west.example"}, "CONFLICT"),
        ("createSite", {"organization": "org", "domain": "x.example"}, "NOT_FOUND"),
        ("updateSite", {"id": SITE, "noticeDays": -1}, "BAD_USER_INPUT"),
        ("updateSite", {"id": "sit", "name": "x"}, "NOT_FOUND"),
    ],
)
async def test_what_is_wrong_is_refused_and_nothing_is_written(
    stage: Stage, name: str, given: dict[str, Any], code: str
) -> None:
    assert await refused(stage, "pia", name, **given) == code


async def test_what_is_made_twice_under_one_key_is_made_once(stage: Stage) -> None:
    said = {"name": "Northwind", "kind": "CUSTOMER", "key": "k"}
    first = await done(stage, "pia", "createOrganization", **said)
    again = await done(stage, "pia", "createOrganization", **said)
    assert again == {**first, "replayed": True}


async def test_of_several_who_take_a_name_at_once_one_has_it(stage: Stage) -> None:
    said = {"name": "Northwind", "kind": "CUSTOMER"}
    told = await at_once(stage, ("pia", "privacy_officer"), "createOrganization", **said)
    assert told == ["CONFLICT", "done"]
    asked = await mutate(stage, "pia", "createOrganization", **said)
    assert "Northwind" not in asked.text
