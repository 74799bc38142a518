"""People are added to organizations and disabled through the API, by who may."""

from typing import Any, Final

import pytest
from sqlalchemy import select

from governance.tables import User
from tests.cases.rows import NOW, an_id
from tests.cases.stage import Asked, Stage
from tests.mutations.asking import codes

CREATE: Final = """mutation ($input: CreateUserInput!) {
  createUser(input: $input) { id replayed user { id name email role } } }"""
CREATE_BARELY: Final = "mutation ($input: CreateUserInput!) { createUser(input: $input) { id } }"
DISABLE: Final = """mutation ($input: DisableUserInput!) {
  disableUser(input: $input) { id user { id disabledAt } } }"""
EAST: Final = an_id("Organization", "east")
NEW: Final = {
    "organization": EAST,
    "name": "Nia Okafor",
    "email": "Nia@East.example",
    "role": "site_agent",
}
OWNERS: Final = "data_quality"


async def create(stage: Stage, who: str, document: str = CREATE_BARELY, **changed: Any) -> Asked:
    purpose = changed.pop("on_purpose", None)
    return await stage.tell(who, document, variables={"input": NEW | changed}, purpose=purpose)


async def disable(stage: Stage, who: str, user: str, purpose: str) -> Asked:
    given = {"input": {"user": user}}
    return await stage.tell(who, DISABLE, variables=given, purpose=purpose)


async def people(stage: Stage) -> dict[str, User]:
    async with stage.house.database.reading() as work:
        return {row.email: row for row in await work.session.scalars(select(User))}


async def test_an_owner_adds_a_person_to_the_own_organization(stage: Stage) -> None:
    asked = await create(stage, "site_owner", CREATE, on_purpose=OWNERS, idempotencyKey="n")
    assert codes(asked) == []
    told = asked.body["data"]["createUser"]
    shown = {"id": told["id"], "name": "Nia Okafor", "email": "nia@east.example"}
    assert told["user"] == {**shown, "role": "site_agent"}
    row = (await people(stage))["nia@east.example"]
    assert (row.organization_id, row.password_hash) == (EAST, None)
    again = await create(stage, "site_owner", CREATE, on_purpose=OWNERS, idempotencyKey="n")
    assert again.body["data"]["createUser"] == {**told, "replayed": True}
    assert not [entry for entry in asked.entries if "nia" in str(entry).lower()]


REFUSED: Final[dict[str, tuple[str, dict[str, Any], str]]] = {
    "a role beyond": ("site_owner", {"role": "privacy_officer"}, "MUTATION_DENIED"),
    "an unknown role": ("site_owner", {"role": "site_ownr"}, "BAD_USER_INPUT"),
    "nobody's role": ("privacy_officer", {"role": "visitor"}, "BAD_USER_INPUT"),
    "a role of others": ("privacy_officer", {"role": "partner"}, "BAD_USER_INPUT"),
    "no address": ("site_owner", {"email": "nia"}, "BAD_USER_INPUT"),
    "an address that is taken": ("privacy_officer", {"email": "ann@east.example"}, "CONFLICT"),
    "another organization": ("owner_of_west", {}, "NOT_FOUND"),
    "no organization": ("privacy_officer", {"organization": "org_x"}, "NOT_FOUND"),
    "who may not": ("auditor", {}, "MUTATION_DENIED"),
    "who is held to a site": (
        "privacy_officer_of_west",
        {"organization": an_id("Organization", "hq"), "role": "privacy_officer"},
        "NOT_FOUND",
    ),
}


@pytest.mark.parametrize(("who", "changed", "code"), REFUSED.values(), ids=REFUSED)
async def test_a_person_who_cannot_be_is_refused(
    stage: Stage, who: str, changed: dict[str, Any], code: str
) -> None:
    before = await people(stage)
    asked = await create(stage, who, **changed)
    assert codes(asked) == [code]
    assert ((await people(stage)).keys(), asked.entries) == (before.keys(), [])
    assert "nia@" not in asked.text.lower()


async def test_a_disabled_person_is_refused_at_the_next_read(stage: Stage) -> None:
    ann = an_id("User", "ann")
    asked = await disable(stage, "site_owner", ann, OWNERS)
    assert asked.body["data"]["disableUser"]["user"]["id"] == ann
    first = asked.body["data"]["disableUser"]["user"]["disabledAt"]
    again = await disable(stage, "privacy_officer", ann, "essential.legal_obligation")
    assert again.body["data"]["disableUser"]["user"]["disabledAt"] == first
    assert (await people(stage))["ann@east.example"].disabled_at == NOW


@pytest.mark.parametrize(
    ("who", "purpose", "user", "code"),
    [
        ("owner_of_west", OWNERS, "ann", "NOT_FOUND"),
        ("site_owner", OWNERS, "zz", "NOT_FOUND"),
        ("auditor", "essential.legal_obligation", "ann", "MUTATION_DENIED"),
        ("privacy_officer_of_west", "essential.legal_obligation", "ann", "NOT_FOUND"),
    ],
)
async def test_who_may_not_disables_nobody(
    stage: Stage, who: str, purpose: str, user: str, code: str
) -> None:
    asked = await disable(stage, who, an_id("User", user), purpose)
    assert (codes(asked), asked.entries) == ([code], [])
    assert (await people(stage))["ann@east.example"].disabled_at is None
