"""Publishable keys: of one site, for its origins, until they are revoked."""

from datetime import UTC, datetime, timedelta

import pytest

from governance.database.engine import Database
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.services import site_keys
from governance.services.organizations import create_organization, create_site, find_organization
from governance.tables import Site

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ORIGIN = "https://www.acme.example"


async def a_site(work: UnitOfWork) -> Site:
    owner = await create_organization(work, "Acme", "CUSTOMER", now=NOW)
    return await create_site(work, owner.id, "www.acme.example", now=NOW)


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        (ORIGIN, ORIGIN),
        ("HTTPS://WWW.Acme.example:443", ORIGIN),
        ("https://www.acme.example:8443", ORIGIN + ":8443"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_an_origin_is_spelled_as_browsers_do(given: str, origin: str) -> None:
    assert site_keys.canonical_origin(given) == origin


@pytest.mark.parametrize(
    "given",
    [
        *("", "*", "null", "www.acme.example", "http://www.acme.example", "ftp://www.acme.example"),
        *("https://*.acme.example", "https://a@www.acme.example", "https://", "https://[x"),
        *(ORIGIN + "/", ORIGIN + "/shop", ORIGIN + "?a", ORIGIN + "#a", ORIGIN + ":x"),
    ],
)
def test_what_is_no_origin_is_refused(given: str) -> None:
    with pytest.raises(GovernanceError, match="an origin is such as") as caught:
        site_keys.canonical_origin(given)
    assert caught.value.code == Code.BAD_USER_INPUT


async def test_a_key_holds_for_its_origins_alone(database: Database) -> None:
    async with database.unit_of_work() as work:
        site = await a_site(work)
        key = await site_keys.issue(work, site, [ORIGIN, ORIGIN + ":443"], now=NOW)
    assert key.id.startswith("gov_pk_")
    assert len(key.id) == len("gov_pk_") + 26
    async with database.unit_of_work() as work:
        found = await site_keys.live_key(work, key.id, ORIGIN)
        assert found is not None
        assert (found[0].origins, found[1].id) == ([ORIGIN], site.id)
        for other in (None, "null", ORIGIN + ":8443", "http://www.acme.example"):
            assert await site_keys.live_key(work, key.id, other) is None
        assert await site_keys.live_key(work, key.id + "'", ORIGIN) is None


async def test_a_revoked_key_holds_no_more_and_the_first_time_stays(database: Database) -> None:
    async with database.unit_of_work() as work:
        site = await a_site(work)
        key = (await site_keys.issue(work, site, [ORIGIN], now=NOW)).id
        assert await site_keys.live_origins(work) == {ORIGIN}
        await site_keys.revoke(work, key, now=NOW)
        again = await site_keys.revoke(work, key, now=NOW + timedelta(days=1))
        assert again.revoked_at == NOW
        assert await site_keys.live_key(work, key, ORIGIN) is None
        assert await site_keys.live_origins(work) == frozenset()
        with pytest.raises(GovernanceError, match="no site key"):
            await site_keys.revoke(work, "gov_pk_x", now=NOW)


async def test_a_key_of_a_disabled_owner_holds_no_more(database: Database) -> None:
    async with database.unit_of_work() as work:
        key = (await site_keys.issue(work, await a_site(work), [ORIGIN], now=NOW)).id
        (await find_organization(work, "Acme")).disabled_at = NOW
        await work.session.flush()
        assert await site_keys.live_key(work, key, ORIGIN) is None


@pytest.mark.parametrize(
    ("origins", "basis", "message"),
    [
        ([], None, "1 to 50 origins"),
        ([f"https://s{n}.acme.example" for n in range(51)], None, "1 to 50 origins"),
        ([ORIGIN], "CONSNT", "`CONSNT` is not a legal basis, did you mean `CONSENT`"),
    ],
)
async def test_a_key_that_cannot_be_is_refused(
    database: Database, origins: list[str], basis: str | None, message: str
) -> None:
    async with database.unit_of_work() as work:
        site = await a_site(work)
        with pytest.raises(GovernanceError, match=message):
            await site_keys.issue(work, site, origins, now=NOW, permission_basis=basis)
        assert not await site_keys.all_keys(work)
