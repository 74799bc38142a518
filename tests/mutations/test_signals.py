"""Global Privacy Control beside what the person says: both are kept, and the signal wins."""

from typing import Any, Final

import pytest
from sqlalchemy import select

from governance.errors import Code
from governance.tables import Consent, ConsentEvent, table_of
from tests.cases.rows import NOW, an_id
from tests.cases.stage import Asked, Stage

ADA: Final = an_id("Visitor", "ada")
ADVERTISING: Final = an_id("Consent", "ab")
"""What Ada gave to advertising, before any signal."""
SIGNAL: Final = """mutation ($input: RecordSignalInput!) {
  recordSignal(input: $input) { id recordedAt replayed }
}"""
GIVE: Final = "mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }"
SEEN: Final = "mutation ($input: RecordCookiesInput!) { recordCookies(input: $input) { id } }"
HELD: Final = {"third_party_sharing", "marketing.advertising.third_party"}


async def signals(stage: Stage, gpc: bool, who: str = "visitor", **said: Any) -> Asked:
    given = {"visitor": ADA, "signal": {"gpc": gpc}}
    return await stage.tell(who, SIGNAL, variables={"input": given}, **said)


async def gives(stage: Stage, purpose: str, **said: Any) -> Asked:
    given: dict[str, Any] = {"visitor": ADA, "purpose": purpose, "status": "GIVEN"}
    given |= {"method": "BANNER", "recipients": ["DATA_PROVIDER"]}
    return await stage.tell("visitor", GIVE, variables={"input": given}, **said)


async def sees_ada(stage: Stage, purpose: str = "marketing.advertising") -> bool:
    told = await stage.tell("data_provider", "{ visitors { nodes { id } } }", purpose=purpose)
    return ADA in {one["id"] for one in told.body["data"]["visitors"]["nodes"]}


async def standings(stage: Stage) -> dict[str, str]:
    """Purpose to status, under the signal's regime."""
    row = table_of(Consent).c
    found = select(row.purpose, row.status).where(row.visitor_id == ADA, row.regime == "gpc")
    async with stage.house.database.reading() as work:
        return {one.purpose: one.status for one in await work.connection.execute(found)}


async def events(stage: Stage) -> list[tuple[str, str, str, str | None]]:
    """Regime, purpose, status and the conflict of what Ada said in the test, in order of those."""
    of, said = table_of(Consent).c, table_of(ConsentEvent).c
    found = select(of.regime, of.purpose, said.status, said.conflicts_with).where(
        of.id == said.consent_id, said.visitor_id == ADA, said.recorded_at == NOW
    )
    async with stage.house.database.reading() as work:
        rows = [tuple(row) for row in await work.connection.execute(found)]
    return sorted(rows, key=str)


async def consent_to(stage: Stage, purpose: str, regime: str) -> str:
    """The id of Ada's standing."""
    row = table_of(Consent).c
    found = select(row.id).where(
        row.visitor_id == ADA, row.purpose == purpose, row.regime == regime
    )
    async with stage.house.database.reading() as work:
        return str(await work.connection.scalar(found))


async def test_a_signal_hides_from_the_next_read_and_is_lifted(stage: Stage) -> None:
    assert await sees_ada(stage)
    assert (await signals(stage, True)).body["data"]["recordSignal"]["id"] == ADA
    assert await standings(stage) == dict.fromkeys(HELD, "REFUSED")
    assert not await sees_ada(stage)
    await signals(stage, False)
    assert await standings(stage) == dict.fromkeys(HELD, "UNKNOWN")
    assert await sees_ada(stage)


async def test_that_no_signal_is_sent_gives_nothing(stage: Stage) -> None:
    for purpose in ("third_party_sharing", "marketing.advertising"):
        given = await sees_ada(stage, purpose)
        await signals(stage, False)
        assert await sees_ada(stage, purpose) is given
    assert await standings(stage) == {}


async def test_a_signal_against_what_was_given_keeps_both(stage: Stage) -> None:
    await gives(stage, "third_party_sharing")
    await signals(stage, True)
    given = await consent_to(stage, "third_party_sharing", "default")
    assert await events(stage) == [
        ("default", "third_party_sharing", "GIVEN", None),
        ("gpc", "marketing.advertising.third_party", "REFUSED", ADVERTISING),
        ("gpc", "third_party_sharing", "REFUSED", given),
    ]
    assert not await sees_ada(stage, "third_party_sharing")


async def test_what_is_given_against_a_signal_keeps_both_and_the_signal_wins(stage: Stage) -> None:
    await signals(stage, True)
    await gives(stage, "third_party_sharing")
    signal = await consent_to(stage, "third_party_sharing", "gpc")
    assert ("default", "third_party_sharing", "GIVEN", signal) in await events(stage)
    assert not await sees_ada(stage, "third_party_sharing")
    await signals(stage, False)
    assert ("gpc", "third_party_sharing", "UNKNOWN", None) in await events(stage)


async def test_the_same_signal_again_writes_nothing_more(stage: Stage) -> None:
    await signals(stage, True)
    told = await events(stage)
    for who in ("visitor", "site_agent"):
        assert (await signals(stage, True, who)).body["data"]["recordSignal"]["id"] == ADA
    assert await events(stage) == told
    await signals(stage, False)
    lifted = await events(stage)
    await signals(stage, False)
    assert await events(stage) == lifted
    await signals(stage, True)
    assert await standings(stage) == dict.fromkeys(HELD, "REFUSED")


@pytest.mark.parametrize(
    ("who", "purpose", "given", "refused"),
    [
        ("visitor_eve", None, {"visitor": ADA, "signal": {"gpc": True}}, Code.NOT_FOUND),
        ("site_agent", None, {"visitor": "vis_1", "signal": {"gpc": True}}, Code.NOT_FOUND),
        ("site_owner", "personalize", {"visitor": ADA, "signal": {"gpc": True}}, "DENIED"),
        ("anonymous", None, {"visitor": ADA, "signal": {"gpc": True}}, Code.UNAUTHENTICATED),
        ("visitor", None, {"visitor": ADA, "signal": {}}, Code.BAD_USER_INPUT),
        ("visitor", None, {"visitor": ADA, "signal": {"gpc": None}}, Code.BAD_USER_INPUT),
    ],
)
async def test_nobody_signals_for_another(
    stage: Stage, who: str, purpose: str | None, given: dict[str, Any], refused: str
) -> None:
    told = await stage.tell(who, SIGNAL, variables={"input": given}, purpose=purpose)
    assert refused in told.body["errors"][0]["extensions"]["code"]
    assert (told.entries, await standings(stage)) == ([], {})


async def test_a_mutation_of_a_browser_that_signals_refuses_in_the_same_transaction(
    stage: Stage,
) -> None:
    assert await sees_ada(stage)
    told = await gives(stage, "third_party_sharing", gpc=True)
    assert [entry["operation"] for entry in told.entries] == ["recordConsent", "Sec-GPC"]
    assert await standings(stage) == dict.fromkeys(HELD, "REFUSED")
    given = await consent_to(stage, "third_party_sharing", "default")
    assert ("gpc", "third_party_sharing", "REFUSED", given) in await events(stage)
    assert not await sees_ada(stage)
    again = await gives(stage, "third_party_sharing", gpc=True)
    assert [entry["operation"] for entry in again.entries] == ["recordConsent"]


async def test_a_mutation_that_fails_leaves_no_signal(stage: Stage) -> None:
    names = {"visitor": ADA, "names": ["a=b"]}
    told = await stage.tell("visitor", SEEN, variables={"input": names}, gpc=True)
    assert told.body["errors"][0]["extensions"]["code"] == Code.BAD_USER_INPUT
    assert (told.entries, await standings(stage)) == ([], {})


async def test_a_signal_of_no_kind_is_no_document(stage: Stage) -> None:
    for signal in ("{}", "{gpc: null}"):
        written = (
            f'mutation {{ recordSignal(input: {{visitor: "{ADA}", signal: {signal}}}) {{ id }} }}'
        )
        told = await stage.tell("visitor", written)
        codes = [error["extensions"]["code"] for error in told.body["errors"]]
        assert codes == [Code.GRAPHQL_VALIDATION_FAILED]


@pytest.mark.parametrize("who", ["site_agent", "site_owner"])
async def test_a_program_that_signals_says_nothing_of_a_visitor(stage: Stage, who: str) -> None:
    """The header is of the browser that sends it; a server reports by `recordSignal`."""
    given = {"visitor": ADA, "purpose": "personalize", "status": "GIVEN", "method": "BANNER"}
    purpose = {"site_owner": "personalize"}.get(who)
    told = await stage.tell(who, GIVE, variables={"input": given}, gpc=True, purpose=purpose)
    assert [entry["operation"] for entry in told.entries] == ["recordConsent"]
    assert await standings(stage) == {}
