"""The key of a visitor: made once, whoever asks first, and another one for each."""

import asyncio

import pytest

from governance.database.engine import Database
from governance.errors import GovernanceError
from governance.identity import new_id
from governance.services.visitor_keys import hash_key_of
from governance.services.visitors import insert_rows, visitor_row
from governance.tables import Visitor
from tests.services.imports.runs import NOW, a_site


async def a_visitor(database: Database, site_id: str) -> str:
    row = visitor_row(site_id=site_id, id=new_id("Visitor"), now=NOW)
    async with database.unit_of_work() as work:
        await insert_rows(work, Visitor, [row])
    return str(row["id"])


async def test_all_who_ask_at_once_are_given_one_key(database: Database) -> None:
    site_id = await a_site(database)
    visitor_id = await a_visitor(database, site_id)

    async def asked() -> bytes:
        async with database.unit_of_work() as work:
            return await hash_key_of(work, site_id, visitor_id)

    keys = {*await asyncio.gather(*(asked() for _ in range(5))), await asked()}
    assert len(keys) == 1
    assert len(keys.pop()) == 32


async def test_each_visitor_has_a_key_of_their_own(database: Database) -> None:
    site_id = await a_site(database)
    ids = [await a_visitor(database, site_id) for _ in range(3)]
    async with database.unit_of_work() as work:
        assert len({await hash_key_of(work, site_id, one) for one in ids}) == 3


async def test_there_is_no_key_of_nobody(database: Database) -> None:
    site_id = await a_site(database)
    async with database.unit_of_work() as work:
        with pytest.raises(GovernanceError, match="no such visitor"):
            await hash_key_of(work, site_id, new_id("Visitor"))
