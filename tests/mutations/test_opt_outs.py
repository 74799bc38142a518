"""An opt-out is in force at the next read, however it is told, and no address is kept (C5)."""

import asyncio
from typing import Any, Final

import pytest
from sqlalchemy import func, select

from governance.errors import Code
from governance.services.matching import address_sha256
from governance.tables import OptOut, metadata, table_of
from tests.cases.rows import an_id
from tests.cases.stage import Asked, Stage

EAST: Final = an_id("Site", "east")
ADA: Final = an_id("Visitor", "ada")
ADDRESS: Final = "Ada.Lovelace@Bücher.example"
OPT_OUT: Final = """mutation ($input: RecordOptOutInput!) {
  recordOptOut(input: $input) { id recordedAt replayed }
}"""
READS: Final = {
    "data_provider": ("marketing.advertising", "{ visitors { nodes { id email } } }"),
    "subsidiary": ("analytics.reporting", "{ visitors { nodes { id os } } }"),
}


async def opts_out(stage: Stage, who: str, whose: dict[str, str], **given: Any) -> Asked:
    given = {"whose": whose, "site": EAST, **given}
    purpose = {"privacy_officer": "essential.legal_obligation"}.get(who)
    return await stage.tell(who, OPT_OUT, variables={"input": given}, purpose=purpose)


async def sees_ada(stage: Stage, who: str) -> bool:
    purpose, document = READS[who]
    told = await stage.tell(who, document, purpose=purpose)
    return ADA in {one["id"] for one in told.body["data"]["visitors"]["nodes"]}


def code(asked: Asked) -> str | None:
    errors = asked.body.get("errors", [{"extensions": {"code": None}}])
    return errors[0]["extensions"]["code"]  # type: ignore[no-any-return]


async def opted_out(stage: Stage) -> int:
    """How many opt-outs there are beside the three of the small world."""
    async with stage.house.database.reading() as work:
        counted = select(func.count()).select_from(table_of(OptOut))
        return int(await work.connection.scalar(counted) or 0) - 3


WAYS: Final = {
    "visitor": {"visitor": ADA},
    "address": {"address": " ADA.lovelace@bücher.example"},
    "digest": {"addressSha256": address_sha256(ADDRESS)},
    "cookie": {"cookie": "c-ada"},
}


@pytest.mark.parametrize("who", ["site_agent", "site_owner", "privacy_officer", "visitor"])
@pytest.mark.parametrize("way", WAYS)
async def test_who_opts_out_is_hidden_from_the_next_read(stage: Stage, who: str, way: str) -> None:
    assert [await sees_ada(stage, one) for one in READS] == [True, True]
    told = await opts_out(stage, who, WAYS[way])
    assert code(told) is None
    assert [await sees_ada(stage, one) for one in READS] == [False, False]


async def test_on_all_sites_it_takes_who_may_on_each(stage: Stage) -> None:
    for who in ("site_owner", "site_agent", "visitor", "privacy_officer_of_west"):
        purpose = {"privacy_officer_of_west": "essential.legal_obligation"}.get(who)
        given = {"whose": WAYS["address"]}
        told = await stage.tell(who, OPT_OUT, variables={"input": given}, purpose=purpose)
        assert code(told) in (Code.NOT_FOUND, Code.PURPOSE_REQUIRED, Code.BAD_USER_INPUT)
    assert await opted_out(stage) == 0
    assert code(await opts_out(stage, "privacy_officer", WAYS["address"], site=None)) is None
    assert await sees_ada(stage, "data_provider") is False


async def test_said_again_it_is_the_same(stage: Stage) -> None:
    first = await opts_out(stage, "site_agent", WAYS["address"])
    again = await opts_out(stage, "visitor", WAYS["digest"])
    ids = {one.body["data"]["recordOptOut"]["id"] for one in (first, again)}
    assert len(ids) == await opted_out(stage) == 1


async def test_a_visitors_own_token_opts_out_nobody_else(stage: Stage) -> None:
    for whose in ({"address": "ben@east-mail.example"}, {"cookie": "c-of-another"}):
        assert code(await opts_out(stage, "visitor", whose)) == Code.NOT_FOUND
    assert await opted_out(stage) == 0


async def test_many_at_once_leave_one_row(stage: Stage) -> None:
    said = {"variables": {"input": {"whose": WAYS["cookie"], "site": EAST}}}
    told = await asyncio.gather(*(stage.tell_only("site_agent", OPT_OUT, **said) for _ in range(8)))
    assert all(one.refused is None for one in told)
    assert await opted_out(stage) == 1


@pytest.mark.parametrize(
    ("who", "whose", "site", "refused"),
    [
        ("subsidiary", WAYS["address"], EAST, Code.MUTATION_DENIED),
        ("data_provider", WAYS["address"], EAST, Code.MUTATION_DENIED),
        ("anonymous", WAYS["address"], EAST, Code.UNAUTHENTICATED),
        ("site_agent", WAYS["address"], an_id("Site", "west"), Code.NOT_FOUND),
        ("site_agent", WAYS["address"], an_id("Site", "zed"), Code.NOT_FOUND),
        ("site_agent", {"visitor": an_id("Visitor", "kay")}, EAST, Code.NOT_FOUND),
        ("visitor", {"visitor": an_id("Visitor", "ben")}, EAST, Code.NOT_FOUND),
        ("visitor", WAYS["address"], an_id("Site", "west"), Code.NOT_FOUND),
        ("site_agent", {"address": "ada at home"}, EAST, Code.BAD_USER_INPUT),
        ("site_agent", {"addressSha256": "abc"}, EAST, Code.BAD_USER_INPUT),
        ("site_agent", {"cookie": ""}, EAST, Code.BAD_USER_INPUT),
        ("site_agent", {}, EAST, Code.BAD_USER_INPUT),
        ("site_agent", {"cookie": "a", "address": ADDRESS}, EAST, Code.BAD_USER_INPUT),
    ],
)
async def test_who_may_not_or_says_what_does_not_fit_writes_nothing(
    stage: Stage, who: str, whose: dict[str, str], site: str, refused: str
) -> None:
    purpose = {"subsidiary": "analytics.reporting", "data_provider": "marketing.advertising"}
    given = {"whose": whose, "site": site}
    told = await stage.tell(who, OPT_OUT, variables={"input": given}, purpose=purpose.get(who))
    assert code(told) == refused
    assert "ada at home" not in told.text
    assert ADDRESS not in told.text
    assert (told.entries, await opted_out(stage)) == ([], 0)


async def test_no_table_keeps_the_address(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    """INVARIANT(no-clear-address): whoever looks through every table and log finds a digest."""
    address = "Hidden.Person@Elsewhere.example"
    told = await opts_out(stage, "site_agent", {"address": address}, idempotencyKey="k")
    assert code(told) is None
    kept = ""
    async with stage.house.database.reading() as work:
        for table in metadata.sorted_tables:
            rows = await work.connection.execute(select(table))
            kept += "".join(str(tuple(row)) for row in rows)
    written = (kept + "".join(capsys.readouterr())).lower()
    assert address_sha256(address) in written
    assert "elsewhere.example" not in written
    assert "hidden.person" not in written
