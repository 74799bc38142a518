"""Organizations, sites and people: found by id or name, unique, checked."""

from datetime import UTC, datetime

import pytest

from governance.database.engine import Database
from governance.errors import Code, GovernanceError
from governance.services.organizations import (
    all_organizations,
    canonical_domain,
    create_organization,
    create_site,
    create_user,
    find_operator,
    find_organization,
    find_site,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)


async def test_an_organization_is_found_by_id_and_by_name(database: Database) -> None:
    async with database.unit_of_work() as work:
        made = await create_organization(work, " Acme ", "CUSTOMER", now=NOW, country="DE")
    async with database.reading() as work:
        assert (await find_organization(work, made.id)).name == "Acme"
        assert (await find_organization(work, "Acme")).id == made.id
        with pytest.raises(GovernanceError, match="no organization `acme`"):
            await find_organization(work, "acme")


async def test_a_taken_name_is_a_conflict_and_leaves_the_rest(database: Database) -> None:
    async with database.unit_of_work() as work:
        await create_organization(work, "Acme", "CUSTOMER", now=NOW)
        with pytest.raises(GovernanceError) as caught:
            await create_organization(work, "Acme", "SUBSIDIARY", now=NOW)
        assert caught.value.code == Code.CONFLICT
        await create_organization(work, "Other", "CUSTOMER", now=NOW)
    async with database.reading() as work:
        assert [row.name for row in await all_organizations(work)] == ["Acme", "Other"]


async def test_there_is_one_operator(database: Database) -> None:
    async with database.unit_of_work() as work:
        assert await find_operator(work) is None
        operator = await create_organization(work, "Us", "OPERATOR", now=NOW)
        assert await find_operator(work) == operator
        with pytest.raises(GovernanceError, match="there is an operator already"):
            await create_organization(work, "Them", "OPERATOR", now=NOW)


async def test_a_site_is_found_by_id_and_by_domain(database: Database) -> None:
    async with database.unit_of_work() as work:
        owner = await create_organization(work, "Acme", "CUSTOMER", now=NOW)
        site = await create_site(work, owner.id, "WWW.Acme.Example.", now=NOW)
        assert (site.domain, site.name, site.notice_days) == (
            "www.acme.example",
            "www.acme.example",
            30,
        )
        assert await find_site(work, site.id) is await find_site(work, "www.ACME.example")
        with pytest.raises(GovernanceError, match="a site of that domain exists"):
            await create_site(work, owner.id, "www.acme.example", now=NOW)


async def test_a_persons_address_is_taken_in_every_spelling(database: Database) -> None:
    async with database.unit_of_work() as work:
        owner = await create_organization(work, "Acme", "CUSTOMER", now=NOW)
        await create_user(work, owner, "Ada", "Ada@Acme.example", "site_owner", now=NOW)
        with pytest.raises(GovernanceError, match="a user of that address exists"):
            await create_user(work, owner, "A", "ada@acme.example ", "site_agent", now=NOW)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kind": "COSTUMER"}, "`COSTUMER` is not a kind of organization, did you mean `CUSTOMER`"),
        ({"country": "de"}, "`country`"),
        ({"name": "  "}, "`name`"),
        ({"name": "a\nb"}, "`name`"),
    ],
)
async def test_a_wrong_organization_is_refused(
    database: Database, arguments: dict[str, str], message: str
) -> None:
    given = {"name": "Acme", "kind": "CUSTOMER"} | arguments
    async with database.unit_of_work() as work:
        with pytest.raises(GovernanceError, match=message):
            await create_organization(
                work, given["name"], given["kind"], now=NOW, country=given.get("country")
            )


@pytest.mark.parametrize("domain", ["", "http://a.example", "a b", "-a.example", "a..b", "x" * 64])
def test_what_is_no_host_name_is_refused(domain: str) -> None:
    with pytest.raises(GovernanceError, match="`domain` must be a host name"):
        canonical_domain(domain)
