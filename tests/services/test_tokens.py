"""Access tokens: made once, refused early when forged, with rights that exist."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from governance.database.engine import Database
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.services import tokens
from governance.services.hashes import verify_secret
from governance.services.keys import derive
from governance.services.organizations import (
    create_organization,
    create_site,
    create_user,
    disable_user,
)
from governance.services.tokens import Rights
from governance.tables import Organization, Visitor

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KEYS, OTHER_KEYS = derive("ab" * 32), derive("cd" * 32)


async def a_customer(work: UnitOfWork) -> Organization:
    return await create_organization(work, "Acme", "CUSTOMER", now=NOW)


def rights(an_organization: str, /, **changed: Any) -> Rights:
    return Rights(
        **{
            "role": "site_owner",
            "organization_id": an_organization,
            "purposes": ["analytics"],
            "sites": None,
        }
        | changed
    )


def test_a_token_parses_to_its_id_and_secret() -> None:
    token_id = new_id("AccessToken")
    text, secret = tokens.make_token(KEYS, token_id)
    parsed = tokens.parse(text, KEYS)
    assert parsed == tokens.ParsedToken(token_id, secret)
    assert secret not in repr(parsed)
    assert len(text) == 4 + 26 + 1 + 48


@pytest.mark.parametrize("place", range(4, 79))
def test_a_token_changed_anywhere_is_refused(place: int) -> None:
    text, _ = tokens.make_token(KEYS, new_id("AccessToken"))
    other = "1" if text[place] != "1" else "2"
    assert tokens.parse(text[:place] + other + text[place + 1 :], KEYS) is None


@pytest.mark.parametrize("text", ["", "gov_", "gov_x_y", "Bearer", "gov_" + "é" * 75, "\0" * 79])
def test_what_is_no_token_is_refused(text: str) -> None:
    assert tokens.parse(text, KEYS) is None


def test_a_token_of_another_key_is_refused() -> None:
    text, _ = tokens.make_token(KEYS, new_id("AccessToken"))
    assert tokens.parse(text, OTHER_KEYS) is None
    assert tokens.parse(text + "\n", KEYS) is None


async def test_an_issued_token_is_kept_as_a_hash(database: Database) -> None:
    async with database.unit_of_work() as work:
        customer = await a_customer(work)
        site = await create_site(work, customer.id, "acme.example", now=NOW)
        row, text = await tokens.issue(
            work, KEYS, rights(customer.id, sites=[site.id, site.id]), now=NOW, label="CI"
        )
    parsed = tokens.parse(text, KEYS)
    assert parsed is not None
    async with database.reading() as work:
        stored = await tokens.find(work, parsed.id)
        assert [stored.sites, stored.purposes, stored.expires_at] == [
            [site.id],
            ["analytics"],
            None,
        ]
    assert verify_secret(stored.secret_hash, parsed.secret, KEYS)
    assert parsed.secret not in str(row.model_dump())


@pytest.mark.parametrize(
    ("changed", "code", "message"),
    [
        ({"role": "site_ownr"}, Code.BAD_USER_INPUT, "`site_ownr` is not a role, did you mean"),
        ({"role": "anonymous"}, Code.BAD_USER_INPUT, "without a token"),
        ({"purposes": []}, Code.BAD_USER_INPUT, "at least one purpose"),
        ({"purposes": ["analytic"]}, Code.BAD_USER_INPUT, "did you mean `analytics`"),
        ({"sites": []}, Code.BAD_USER_INPUT, "at least one site"),
        ({"sites": [new_id("Site")]}, Code.NOT_FOUND, "no site"),
        ({"organization_id": new_id("Organization")}, Code.NOT_FOUND, "no organization"),
        ({"role": "visitor"}, Code.BAD_USER_INPUT, "bound to one visitor"),
        ({"visitor": ("a", "b")}, Code.BAD_USER_INPUT, "bound to one visitor"),
        ({"role": "visitor", "visitor": ("a", "b")}, Code.NOT_FOUND, "no visitor"),
    ],
)
async def test_rights_that_do_not_exist_are_refused(
    database: Database, changed: dict[str, Any], code: Code, message: str
) -> None:
    async with database.unit_of_work() as work:
        asked = rights((await a_customer(work)).id, **changed)
        with pytest.raises(GovernanceError, match=message) as caught:
            await tokens.issue(work, KEYS, asked, now=NOW)
        assert caught.value.code == code
        assert await tokens.all_tokens(work) == []


@pytest.mark.parametrize("role", sorted(tokens.OF_OWN_SITES))
async def test_a_role_of_own_sites_is_not_held_to_anothers(database: Database, role: str) -> None:
    async with database.unit_of_work() as work:
        customer = await a_customer(work)
        other = await create_organization(work, "Other", "CUSTOMER", now=NOW)
        site = await create_site(work, other.id, "other.example", now=NOW)
        asked = rights(customer.id, role=role, sites=[site.id])
        with pytest.raises(GovernanceError, match=r"`other\.example` is another's"):
            await tokens.issue(work, KEYS, asked, now=NOW)
        await tokens.issue(work, KEYS, rights(other.id, role=role, sites=[site.id]), now=NOW)


async def test_a_persons_token_has_the_persons_role_and_organization(database: Database) -> None:
    async with database.unit_of_work() as work:
        acme = await a_customer(work)
        other = await create_organization(work, "Other", "CUSTOMER", now=NOW)
        ada = await create_user(work, acme, "Ada", "ada@acme.example", "site_owner", now=NOW)
        for asked, message in (
            (rights(acme.id, user_id=ada.id, role="site_agent"), "has the role `site_owner`"),
            (rights(other.id, user_id=ada.id), "no user of that id in that organization"),
        ):
            with pytest.raises(GovernanceError, match=message):
                await tokens.issue(work, KEYS, asked, now=NOW)
        row, _ = await tokens.issue(work, KEYS, rights(acme.id, user_id=ada.id), now=NOW)
        assert row.user_id == ada.id
        await disable_user(work, ada.id, now=NOW)
        with pytest.raises(GovernanceError, match="that user is disabled"):
            await tokens.issue(work, KEYS, rights(acme.id, user_id=ada.id), now=NOW)


async def test_a_policys_own_role_and_purpose_are_accepted(database: Database) -> None:
    async with database.unit_of_work() as work:
        asked = rights((await a_customer(work)).id, role="auditor_eu", purposes=["my_purpose"])
        row, _ = await tokens.issue(
            work,
            KEYS,
            asked,
            now=NOW,
            known_roles={"auditor_eu"},
            known_purposes={"my_purpose"},
        )
        assert (row.role, row.purposes) == ("auditor_eu", ["my_purpose"])


async def test_a_visitors_token_is_bound_to_the_visitor(database: Database) -> None:
    async with database.unit_of_work() as work:
        customer = await a_customer(work)
        site = await create_site(work, customer.id, "acme.example", now=NOW)
        visitor = Visitor(site_id=site.id, id=new_id("Visitor"), created_at=NOW, updated_at=NOW)
        work.session.add(visitor)
        await work.session.flush()
        asked = rights(
            customer.id,
            role="visitor",
            purposes=["subject_access"],
            visitor=(site.id, visitor.id),
        )
        row, _ = await tokens.issue(work, KEYS, asked, now=NOW)
        assert (row.visitor_site_id, row.visitor_id) == (site.id, visitor.id)


async def test_revoking_twice_keeps_the_first_time(database: Database) -> None:
    async with database.unit_of_work() as work:
        row, _ = await tokens.issue(work, KEYS, rights((await a_customer(work)).id), now=NOW)
        await tokens.revoke(work, row.id, now=NOW + timedelta(hours=1))
        again = await tokens.revoke(work, row.id, now=NOW + timedelta(hours=2))
        assert again.revoked_at == NOW + timedelta(hours=1)
        with pytest.raises(GovernanceError, match="no token"):
            await tokens.revoke(work, new_id("AccessToken"), now=NOW)


async def test_rotating_gives_the_same_rights_and_ends_the_old_one(database: Database) -> None:
    day = timedelta(days=1)
    async with database.unit_of_work() as work:
        asked = rights((await a_customer(work)).id)
        old, _ = await tokens.issue(work, KEYS, asked, now=NOW, expires_at=NOW + 90 * day)
        new, text = await tokens.rotate(work, KEYS, old.id, now=NOW + day, overlap=day)
        assert tokens.parse(text, KEYS) is not None
        assert (new.role, new.purposes, new.organization_id) == (
            old.role,
            old.purposes,
            old.organization_id,
        )
        assert new.expires_at == NOW + 91 * day
        assert (old.expires_at, old.revoked_at) == (NOW + 2 * day, None)


async def test_rotating_without_overlap_revokes_the_old_one(database: Database) -> None:
    async with database.unit_of_work() as work:
        old, _ = await tokens.issue(work, KEYS, rights((await a_customer(work)).id), now=NOW)
        new, _ = await tokens.rotate(work, KEYS, old.id, now=NOW, overlap=timedelta())
        assert (old.revoked_at, new.revoked_at) == (NOW, None)
        with pytest.raises(GovernanceError) as caught:
            await tokens.rotate(work, KEYS, old.id, now=NOW, overlap=timedelta())
        assert caught.value.code == Code.CONFLICT


async def test_a_disabled_organization_gets_no_token(database: Database) -> None:
    async with database.unit_of_work() as work:
        customer = await a_customer(work)
        customer.disabled_at = NOW
        await work.session.flush()
        with pytest.raises(GovernanceError, match="no organization"):
            await tokens.issue(work, KEYS, rights(customer.id), now=NOW)
        assert not await tokens.all_tokens(work)
