"""Opt-outs: told in four ways, kept once, and never with a clear address (C5)."""

import asyncio
import hashlib
from collections.abc import Callable

import pytest

from governance.database.engine import Database
from governance.errors import Code, GovernanceError
from governance.services import opt_outs
from governance.services.opt_outs import Whose
from governance.services.organizations import create_organization
from governance.tables import OptOut
from tests.services.imports.runs import rows
from tests.services.sites import LATER, NOW, a_site, a_visitor

DIGEST = hashlib.sha256(b"ada@xn--bcher-kva.example").hexdigest()


async def test_an_address_is_kept_as_its_digest_alone(database: Database) -> None:
    site = await a_site(database)
    async with database.unit_of_work() as work:
        told = await opt_outs.record(
            work, opt_outs.by_address(" Ada@Bücher.example"), site, now=NOW
        )
    (row,) = await rows(database, OptOut)
    assert row == {
        **{"id": told.id, "site_id": site, "kind": "address"},
        **{"key": DIGEST, "recorded_at": NOW},
    }


def test_an_address_and_its_digest_are_the_same_person() -> None:
    assert opt_outs.by_address_sha256(DIGEST.upper()) == opt_outs.by_address("ada@bücher.example")


@pytest.mark.parametrize(
    ("told", "text", "argument"),
    [
        (opt_outs.by_address, "ada at example", "address"),
        (opt_outs.by_address, "", "address"),
        (opt_outs.by_address_sha256, DIGEST[:-1], "addressSha256"),
        (opt_outs.by_cookie, " ", "cookie"),
        (opt_outs.by_cookie, "c" * 4097, "cookie"),
    ],
)
def test_what_tells_nobody_is_refused_and_not_repeated(
    told: Callable[[str], Whose], text: str, argument: str
) -> None:
    with pytest.raises(GovernanceError) as caught:
        told(text)
    assert caught.value.extensions == {"argument": argument}
    assert text.strip() == "" or text not in caught.value.message


async def test_an_opt_out_said_again_is_the_same_row(database: Database) -> None:
    site = await a_site(database)
    visitor = await a_visitor(database, site)
    for whose in (opt_outs.by_visitor(visitor), opt_outs.by_cookie("c-1")):
        async with database.unit_of_work() as work:
            first = await opt_outs.record(work, whose, site, now=NOW)
        async with database.unit_of_work() as work:
            again = await opt_outs.record(work, whose, site, now=LATER)
        assert (again.id, again.changes) == (first.id, ())
    assert [row["recorded_at"] for row in await rows(database, OptOut)] == [NOW, NOW]


async def test_an_opt_out_on_all_sites_is_a_row_of_its_own(database: Database) -> None:
    site, whose = await a_site(database), opt_outs.by_cookie("c-1")
    async with database.unit_of_work() as work:
        await create_organization(work, "us", "OPERATOR", now=NOW)
        here = await opt_outs.record(work, whose, site, now=NOW)
        everywhere = await opt_outs.record(work, whose, None, now=NOW)
        again = await opt_outs.record(work, whose, None, now=NOW)
    assert here.id != everywhere.id == again.id


async def test_a_visitor_opts_out_where_they_are(database: Database) -> None:
    site, other = await a_site(database), await a_site(database, "other")
    whose = opt_outs.by_visitor(await a_visitor(database, site))
    async with database.unit_of_work() as work:
        for refused, where in (
            *((Code.NOT_FOUND, other), (Code.NOT_FOUND, "sit_none"), (Code.BAD_USER_INPUT, None)),
        ):
            with pytest.raises(GovernanceError) as caught:
                await opt_outs.record(work, whose, where, now=NOW)
            assert caught.value.code == refused
    assert await rows(database, OptOut) == []


@pytest.mark.parametrize("everywhere", [False, True])
async def test_many_who_say_the_same_at_once_leave_one_row(
    database: Database, everywhere: bool
) -> None:
    site = await a_site(database)
    async with database.unit_of_work() as work:
        await create_organization(work, "us", "OPERATOR", now=NOW)

    async def said() -> str:
        async with database.unit_of_work() as work:
            where = None if everywhere else site
            return (await opt_outs.record(work, opt_outs.by_cookie("c"), where, now=NOW)).id

    assert len(set(await asyncio.gather(*(said() for _ in range(8))))) == 1
    assert len(await rows(database, OptOut)) == 1
