"""Browsers get tokens for minutes, each of one visitor, and no browser becomes somebody else."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import func, select

from governance.database.engine import Database
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.services import browsers, site_keys, tokens
from governance.services.browsers import Admitted
from governance.services.keys import derive
from governance.services.organizations import create_organization, create_site
from governance.tables import AccessToken, Disclosure, Idempotency, Visitor

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KEYS = derive("ab" * 32)
ORIGIN = "https://www.acme.example"


class Page(NamedTuple):
    """A page of a site, and the key that stands in it."""

    database: Database
    site: str
    key: str
    other_key: str
    """Of another site of the same origin."""

    async def opens(
        self,
        recognition: str | None = None,
        *,
        key: str | None = None,
        origin: str | None = ORIGIN,
        now: datetime = NOW,
    ) -> Admitted:
        async with self.database.unit_of_work() as work:
            return await browsers.admit(
                work,
                KEYS,
                key=key or self.key,
                origin=origin,
                recognition=recognition,
                now=now,
            )

    async def rows(self, model: type) -> int:
        async with self.database.reading() as work:
            return (await work.session.scalars(select(func.count()).select_from(model))).one()


@pytest.fixture
async def page(database: Database) -> Page:
    async with database.unit_of_work() as work:
        owner = await create_organization(work, "Acme", "CUSTOMER", now=NOW)
        site = await create_site(work, owner.id, "www.acme.example", now=NOW)
        other = await create_site(work, owner.id, "shop.acme.example", now=NOW)
        key = await site_keys.issue(work, site, [ORIGIN], now=NOW, permission_basis="CONSENT")
        other_key = await site_keys.issue(work, other, [ORIGIN], now=NOW)
    return Page(database, site.id, key.id, other_key.id)


async def test_a_browser_gets_a_visitors_token_that_reads_nothing(page: Page) -> None:
    given = await page.opens()
    parsed = tokens.parse(given.token, KEYS)
    assert parsed is not None
    async with page.database.reading() as work:
        row = await tokens.find(work, parsed.id)
        visitor = await work.session.get_one(Visitor, (page.site, given.visitor))
    assert (row.role, row.purposes, row.sites) == (
        "visitor",
        ["functional.storage.privacy_preferences"],
        [page.site],
    )
    assert (row.visitor_site_id, row.visitor_id) == (page.site, visitor.id)
    assert row.expires_at == given.expires_at == NOW + timedelta(minutes=15)
    assert row.secret_hash.startswith("hmac-sha256$")
    assert visitor.permission_basis == "CONSENT"


async def test_without_a_stated_basis_nobody_may_use_the_row(page: Page) -> None:
    given = await page.opens(key=page.other_key)
    async with page.database.reading() as work:
        visitor = await work.session.get_one(Visitor, (given.site, given.visitor))
    assert visitor.permission_basis is None


async def test_a_browser_is_recognised_by_what_it_kept(page: Page) -> None:
    first = await page.opens()
    again = await page.opens(first.recognition, now=NOW + timedelta(days=395))
    assert (again.visitor, again.recognition) == (first.visitor, first.recognition)
    assert again.token != first.token
    assert (await page.rows(Visitor), await page.rows(Disclosure)) == (1, 1)


async def test_a_browser_that_was_away_too_long_is_a_new_visitor(page: Page) -> None:
    first = await page.opens()
    later = await page.opens(first.recognition, now=NOW + timedelta(days=395, seconds=1))
    assert later.visitor != first.visitor


async def test_nobody_is_recognised_as_somebody_else(page: Page) -> None:
    victim = await page.opens()
    claims = {"site": page.site, "sub": victim.visitor, "iat": int(NOW.timestamp())}
    foreign = OctKey.import_key(derive("cd" * 32).recognition)
    head, _, mac = (await page.opens()).recognition.split(".")
    body = victim.recognition.split(".")[1]
    for forged in (
        victim.visitor,
        jwt.encode({"alg": "HS256"}, claims, foreign),
        f"{head}.{body}.{mac}",
        f"eyJhbGciOiJub25lIn0.{body}.",
        victim.recognition + " ",
        victim.recognition[:-4],
        "",
        "é" * 10,
        "x" * 5000,
    ):
        assert (await page.opens(forged)).visitor != victim.visitor


async def test_a_recognition_of_another_site_makes_a_new_visitor(page: Page) -> None:
    first = await page.opens()
    other = await page.opens(first.recognition, key=page.other_key)
    assert (other.site != first.site, other.visitor != first.visitor) == (True, True)
    assert other.recognition != first.recognition


async def test_a_recognition_says_of_which_site_it_is(page: Page) -> None:
    other = (await page.opens(key=page.other_key)).site
    claims = {"site": other, "sub": (await page.opens()).visitor, "iat": int(NOW.timestamp())}
    signed = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(KEYS.recognition))
    assert (await page.opens(signed)).visitor != claims["sub"]


async def test_a_visitor_who_is_gone_is_not_made_again(page: Page) -> None:
    signed = jwt.encode(
        {"alg": "HS256"},
        {"site": page.site, "sub": (gone := new_id("Visitor")), "iat": int(NOW.timestamp())},
        OctKey.import_key(KEYS.recognition),
    )
    assert (await page.opens(signed)).visitor != gone


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", ORIGIN + "."])
async def test_a_foreign_origin_and_an_unknown_key_are_refused_alike(
    page: Page, origin: str | None
) -> None:
    told = set()
    for key, whence in ((page.key, origin), ("gov_pk_" + "0" * 26, ORIGIN), ("", ORIGIN)):
        with pytest.raises(GovernanceError) as caught:
            await page.opens(key=key or "x", origin=whence)
        told.add((caught.value.code, caught.value.message))
    assert told == {(Code.UNAUTHENTICATED, "that key is not known for this origin")}
    assert await page.rows(Visitor) == 0


async def test_revoking_a_key_ends_its_tokens_and_no_others(page: Page) -> None:
    mine, other = await page.opens(), await page.opens(key=page.other_key)
    async with page.database.unit_of_work() as work:
        await site_keys.revoke(work, page.key, now=NOW)
        ended = {}
        for given in (mine, other):
            parsed = tokens.parse(given.token, KEYS)
            assert parsed is not None
            ended[given.token] = (await tokens.find(work, parsed.id)).revoked_at
    assert ended == {mine.token: NOW, other.token: None}


async def test_tokens_that_expired_a_while_ago_are_removed(page: Page) -> None:
    first = await page.opens()
    parsed = tokens.parse(first.token, KEYS)
    assert parsed is not None
    async with page.database.unit_of_work() as work:
        visitor = await work.session.get_one(Visitor, (page.site, first.visitor))
        rights = tokens.Rights("visitor", (await tokens.find(work, parsed.id)).organization_id,
            ["subject_access"], [page.site], visitor=(page.site, visitor.id))  # fmt: skip
        verified, _ = await tokens.issue(
            work, KEYS, rights, now=NOW, expires_at=NOW + browsers.LIFE
        )
        kept = {"mutation": "recordConsent", "key": "k", "input_hmac": "", "told": "{}"}
        work.session.add(Idempotency(token_id=parsed.id, recorded_at=NOW, written_id="x", **kept))
    await page.opens(first.recognition, now=NOW + timedelta(minutes=75))
    assert (await page.rows(AccessToken), await page.rows(Idempotency)) == (3, 1)
    await page.opens(first.recognition, now=NOW + timedelta(minutes=75, milliseconds=1))
    async with page.database.reading() as work:
        left = [row.id for row in await tokens.all_tokens(work)]
    assert (parsed.id in left, verified.id in left) == (False, True)
    assert (len(left), await page.rows(Idempotency)) == (3, 0)
