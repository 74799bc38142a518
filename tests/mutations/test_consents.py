"""Consents are recorded and withdrawn through the API, and the next read obeys (C6, C22)."""

import asyncio
from datetime import timedelta
from itertools import count
from typing import Any, Final

import orjson
import pytest
from sqlalchemy import select, update

from governance.database.types import to_rfc3339
from governance.identity import new_id
from governance.services.visitors import insert_rows, visitor_row
from governance.tables import Consent, ConsentEvent, Disclosure, Visitor
from tests.cases.rows import NOW, an_id
from tests.cases.stage import Asked, Stage
from tests.mutations.asking import ADA, codes, counted, payload

RECORD: Final = """
mutation ($input: RecordConsentInput!) {
  recordConsent(input: $input) {
    id recordedAt replayed
    consent { id purpose status recipients notice { id } givenAt history { nodes { status } } }
  }
}
"""
BARELY: Final = "mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }"
WITHDRAW: Final = (
    "mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id } }"
)
GIVES: Final = {"visitor": ADA, "purpose": "analytics", "status": "GIVEN", "method": "BANNER"}
READS: Final = "{ visitors { nodes { id } } }"
FOR_ALL: Final[dict[str, Any]] = {"recipients": ["SUBSIDIARY", "BUSINESS_PARTNER"]}


async def record(stage: Stage, who: str, document: str = BARELY, **said: Any) -> Asked:
    given = {**GIVES, **said}
    return await stage.tell(who, document, variables={"input": given})


async def withdraw(stage: Stage, who: str, **said: Any) -> Asked:
    given = {"visitor": ADA, "purpose": "analytics", **said}
    return await stage.tell(who, WITHDRAW, variables={"input": given})


async def seen(stage: Stage, **said: Any) -> bool:
    """Whether the subsidiary is shown Ada."""
    asked = await stage.tell("subsidiary", READS, purpose="analytics.reporting", **said)
    return {"id": ADA} in asked.body["data"]["visitors"]["nodes"]


async def test_what_a_visitor_says_is_recorded_and_shown(stage: Stage) -> None:
    variables = {"input": {**GIVES, "purpose": "personalize", "recipients": ["SUBSIDIARY"]}}
    asked = await stage.tell("site_owner", RECORD, variables=variables, purpose="personalize")
    told = payload(asked)
    assert (told["recordedAt"], told["replayed"]) == (to_rfc3339(NOW), False)
    assert told["consent"] == {
        "id": told["id"],
        "purpose": "personalize",
        "status": "GIVEN",
        "recipients": ["SUBSIDIARY"],
        "notice": {"id": an_id("Notice", "e2")},
        "givenAt": to_rfc3339(NOW),
        "history": {"nodes": [{"status": "GIVEN"}]},
    }
    assert [entry["operation"] for entry in asked.entries] == ["recordConsent", None]


WRITERS: Final = {
    "site_owner": (True, True),
    "site_agent": (True, True),
    "visitor": (True, True),
    "privacy_officer": (False, True),
}
"""Who may record consents, and who may withdraw them."""

OTHERS: Final = (
    *("analyst", "support", "developer", "auditor", "hosting_provider", "subsidiary", "partner"),
    *("data_provider", "law_enforcement", "acquirer"),
)


@pytest.mark.parametrize("who", [*WRITERS, *OTHERS])
async def test_the_policy_says_who_writes_consents(stage: Stage, who: str) -> None:
    records, withdraws = WRITERS.get(who, (False, False))
    before = await counted(stage, ConsentEvent)
    for may, asked in (
        (records, await record(stage, who)),
        (withdraws, await withdraw(stage, who)),
    ):
        assert codes(asked) == ([] if may else ["MUTATION_DENIED"])
        assert ("data" in asked.body) is may
        assert len(asked.entries) == may
    assert await counted(stage, ConsentEvent) == before + records + withdraws


@pytest.mark.parametrize(
    ("who", "visitor"),
    [
        ("visitor", "ben"),  # somebody else on the same site
        ("visitor_eve", "ada"),  # nobody gives consent for somebody else
        ("owner_of_west", "ada"),
        ("site_owner", "0"),
    ],
)
async def test_a_foreign_visitor_is_not_found_like_one_that_is_not_there(
    stage: Stage, who: str, visitor: str
) -> None:
    before = await counted(stage, ConsentEvent)
    asked = await record(
        stage, who, visitor=an_id("Visitor", "0" if visitor == "absent" else visitor)
    )
    assert codes(asked) == ["NOT_FOUND"]
    assert asked.body["errors"][0]["message"] == "there is nothing of that id that you may change"
    assert asked.entries == []
    assert await counted(stage, ConsentEvent) == before


async def test_who_has_no_token_writes_nothing(stage: Stage) -> None:
    assert codes(await record(stage, "anonymous")) == ["UNAUTHENTICATED"]


@pytest.mark.parametrize("who", ["revoked", "expired", "of_disabled_user", "unknown"])
async def test_a_token_that_ended_writes_nothing(stage: Stage, who: str) -> None:
    before = await counted(stage, ConsentEvent)
    asked = await withdraw(stage, who)
    assert codes(asked)[0] in ("TOKEN_REVOKED", "TOKEN_EXPIRED", "UNAUTHENTICATED")
    assert await counted(stage, ConsentEvent) == before


UNFIT: Final[dict[str, dict[str, Any]]] = {
    "purpose": {"purpose": "analytics.reportin"},
    "status": {"status": "WITHDRAWN"},
    "method": {"method": "two words"},
    "regime": {"regime": "GPC!"},
    "language": {"language": "english please"},
    "jurisdiction": {"jurisdiction": "Germany"},
    "expiresAt": {"expiresAt": to_rfc3339(NOW)},
    "source": {"source": ""},
    "evidence": {"evidence": ["a", "list"]},
    "visitor": {"visitor": None},
    "externalId": {"externalId": "crm-1"},
}


@pytest.mark.parametrize("argument", UNFIT)
async def test_what_does_not_fit_is_refused_by_its_name(stage: Stage, argument: str) -> None:
    asked = await record(stage, "site_owner", **UNFIT[argument])
    assert codes(asked) == ["BAD_USER_INPUT"]
    assert asked.body["errors"][0]["extensions"]["argument"] == argument
    assert asked.entries == []


async def test_a_notice_of_another_site_is_not_found(stage: Stage) -> None:
    asked = await record(stage, "site_owner", notice=an_id("Notice", "w1"))
    assert codes(asked) == ["NOT_FOUND"]


async def test_withdrawn_consent_hides_the_visitor_from_the_next_read(stage: Stage) -> None:
    assert await seen(stage)
    assert codes(await withdraw(stage, "visitor")) == []
    assert not await seen(stage)


async def test_consent_that_is_given_again_shows_the_visitor_to_the_next_read(stage: Stage) -> None:
    await withdraw(stage, "visitor")
    assert codes(await record(stage, "visitor", **FOR_ALL)) == []
    assert await seen(stage)


@pytest.mark.parametrize("status", ["REQUESTED", "REQUEST_DEFERRED", "UNKNOWN"])
async def test_asking_again_cancels_nothing(stage: Stage, status: str) -> None:
    assert codes(await record(stage, "site_agent", status=status)) == []
    assert await seen(stage)


async def test_consent_ends_when_it_says(stage: Stage) -> None:
    ends = NOW + timedelta(days=1)
    await record(stage, "site_owner", **FOR_ALL, expiresAt=to_rfc3339(ends))
    assert await seen(stage, now=ends - timedelta(milliseconds=1))
    assert not await seen(stage, now=ends)


async def test_consent_of_a_restricted_visitor_is_not_taken_and_a_refusal_is(stage: Stage) -> None:
    await stage.change(update(Visitor).where(Visitor.id == ADA).values(restricted_at=NOW))  # type: ignore[arg-type]
    assert codes(await record(stage, "site_owner")) == ["CONFLICT"]
    assert codes(await record(stage, "site_owner", status="REFUSED")) == []


async def test_a_later_clock_of_a_client_does_not_win(stage: Stage) -> None:
    tomorrow = NOW + timedelta(days=1)
    variables = {"input": {**GIVES, **FOR_ALL}}
    await stage.tell("site_agent", BARELY, variables=variables, now=tomorrow)
    await withdraw(stage, "visitor")
    assert not await seen(stage, now=tomorrow + timedelta(days=1))


async def test_a_payload_that_may_not_be_read_is_written_all_the_same(stage: Stage) -> None:
    before = await counted(stage, ConsentEvent)
    document = BARELY.replace("{ id }", "{ id consent { status visitor { email } } }")
    asked = await record(stage, "site_agent", document)
    assert codes(asked) == ["FIELD_DENIED"]
    assert asked.body["errors"][0]["path"] == ["recordConsent", "consent", "visitor", "email"]
    shown = asked.body["data"]["recordConsent"]["consent"]
    assert shown == {"status": "GIVEN", "visitor": {"email": None}}
    assert await counted(stage, ConsentEvent) == before + 1


async def test_a_payload_that_is_refused_is_not_written(stage: Stage) -> None:
    before = await counted(stage, ConsentEvent)
    document = (
        "mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } "
        "again: recordConsent(input: $input) { consent { history(first: -1) { totalCount } } } }"
    )
    asked = await stage.tell(
        "site_owner", document, variables={"input": GIVES}, purpose="personalize"
    )
    assert codes(asked) == ["BAD_USER_INPUT"]
    assert await counted(stage, ConsentEvent) == before


async def test_mutations_of_one_request_are_done_one_after_another(stage: Stage) -> None:
    document = """
    mutation ($give: RecordConsentInput!, $take: WithdrawConsentInput!) {
      a: recordConsent(input: $give) { id consent { status } }
      b: withdrawConsent(input: $take) { id consent { status } }
      c: recordConsent(input: $give) { id consent { status } }
    }
    """
    take = {"visitor": ADA, "purpose": "analytics"}
    variables = {"give": GIVES, "take": take}
    asked = await stage.tell("site_agent", document, variables=variables)
    assert codes(asked) == []
    told = asked.body["data"].values()
    assert [one["consent"]["status"] for one in told] == ["GIVEN", "WITHDRAWN", "GIVEN"]
    assert len({one["id"] for one in told}) == 1
    assert len(asked.entries) == 6


async def test_the_ledger_keeps_hashes_under_the_visitors_key_and_no_value(stage: Stage) -> None:
    asked = await record(stage, "site_owner", source="the spring banner")
    (entry,) = asked.entries
    written = orjson.loads(entry["coordinates"])["written"]
    hashes = {name: (before, after) for name, before, after in orjson.loads(entry["changes"])}
    assert "Consent.source" in written
    assert set(written) == hashes.keys()
    assert all(one is None or len(one) == 64 for pair in hashes.values() for one in pair)
    assert "the spring banner" not in str(entry)
    assert entry["visitor_count"] == 1
    assert ADA[4:] in entry["signatures"]


async def test_what_was_displayed_is_kept_with_the_event(stage: Stage) -> None:
    asked = await record(stage, "site_owner", evidence={"text": "May we?", "locale": "en"})
    async with stage.house.database.reading() as work:
        found = select(ConsentEvent.evidence).where(ConsentEvent.consent_id == payload(asked)["id"])  # type: ignore[call-overload]
        kept = (await work.connection.scalars(found.order_by(ConsentEvent.sequence.desc()))).first()  # type: ignore[attr-defined]
    assert kept == '{"locale":"en","text":"May we?"}'


MANY: Final = """
mutation ($input: RecordConsentsInput!) {
  recordConsents(input: $input) { replayed results { index id error { code message } } }
}
"""


async def record_many(stage: Stage, who: str, *items: dict[str, Any], **more: Any) -> Asked:
    given = {"site": an_id("Site", "east"), "consents": list(items), **more}
    return await stage.tell(who, MANY, variables={"input": given})


async def test_of_a_batch_what_is_wrong_with_one_refuses_that_one_alone(stage: Stage) -> None:
    of_west = {**GIVES, "visitor": an_id("Visitor", "eve")}
    items = [{**GIVES, "status": "REFUSED"}, {**GIVES, "purpose": "no"}, of_west, GIVES]
    before = await counted(stage, ConsentEvent)
    asked = await record_many(stage, "site_agent", *items)
    results = payload(asked)["results"]
    told = [one["error"] and one["error"]["code"] for one in results]
    assert told == [None, "BAD_USER_INPUT", "NOT_FOUND", None]
    assert [one["index"] for one in results] == [0, 1, 2, 3]
    assert await counted(stage, ConsentEvent) == before + 2
    (entry,) = asked.entries
    assert (entry["operation"], entry["visitor_count"]) == ("recordConsents", 1)


async def test_a_batch_is_done_once_for_its_key(stage: Stage) -> None:
    first = payload(await record_many(stage, "site_agent", GIVES, idempotencyKey="nightly"))
    before = await counted(stage, ConsentEvent)
    again = payload(await record_many(stage, "site_agent", GIVES, idempotencyKey="nightly"))
    assert again == {**first, "replayed": True}
    assert await counted(stage, ConsentEvent) == before


@pytest.mark.parametrize("size", [0, 1001])
async def test_a_batch_has_its_bounds(stage: Stage, size: int) -> None:
    asked = await record_many(stage, "site_agent", *[GIVES] * size)
    assert codes(asked) == ["BAD_USER_INPUT"]


async def test_a_request_has_one_batch(stage: Stage) -> None:
    before = await counted(stage, ConsentEvent)
    document = """
    mutation ($input: RecordConsentsInput!) {
      a: recordConsents(input: $input) { id } b: recordConsents(input: $input) { id }
    }
    """
    given = {"site": an_id("Site", "east"), "consents": [GIVES]}
    asked = await stage.tell("site_agent", document, variables={"input": given})
    assert codes(asked) == ["QUERY_TOO_COMPLEX"]
    assert await counted(stage, ConsentEvent) == before


async def test_what_one_says_twice_in_a_batch_is_said_in_its_order(stage: Stage) -> None:
    said = {**GIVES, "regime": "form"}
    items = [{**said, "status": one} for one in ("GIVEN", "REFUSED", "REQUESTED")]
    results = payload(await record_many(stage, "site_agent", *items))["results"]
    assert len({one["id"] for one in results}) == 1
    async with stage.house.database.reading() as work:
        of_standing = ConsentEvent.consent_id == results[0]["id"]
        events = await work.connection.execute(
            select(ConsentEvent.status, ConsentEvent.conflicts_with)  # type: ignore[call-overload]
            .where(of_standing)
            .order_by(ConsentEvent.sequence)
        )
        told = [(status, against is not None) for status, against in events]
        standing = select(Consent.status, Consent.sequence).where(Consent.id == results[0]["id"])  # type: ignore[call-overload]
        stands = (await work.connection.execute(standing)).one()
    assert told == [("GIVEN", False), ("REFUSED", True), ("REQUESTED", False)]
    assert tuple(stands) == ("REFUSED", 3)


async def test_batches_over_the_same_visitors_in_any_order_are_all_taken(stage: Stage) -> None:
    ids = [new_id("Visitor") for _ in range(40)]
    rows = [
        visitor_row(site_id=an_id("Site", "east"), id=one, now=NOW, external_id=f"x-{one}")
        for one in ids
    ]
    async with stage.house.database.unit_of_work() as work:
        await insert_rows(work, Visitor, rows)
    by_id = [{**GIVES, "visitor": one} for one in ids]
    named = [{**GIVES, "visitor": None, "externalId": f"x-{one}"} for one in reversed(ids)]
    before = await counted(stage, ConsentEvent)
    given = [{"site": an_id("Site", "east"), "consents": one} for one in (by_id, named) * 3]
    asked = await asyncio.gather(
        *(stage.tell_only("site_agent", MANY, variables={"input": one}) for one in given)
    )
    for answer in asked:
        results = orjson.loads(answer.body)["data"]["recordConsents"]["results"]
        assert [one["error"] for one in results] == [None] * len(ids)
    assert await counted(stage, ConsentEvent) == before + len(given) * len(ids)


async def test_a_visitor_of_a_batch_is_named_in_one_way(stage: Stage) -> None:
    unnamed, twice = {**GIVES, "visitor": None}, {**GIVES, "externalId": "x"}
    nobody = {**unnamed, "externalId": "nobody's"}
    asked = await record_many(stage, "site_agent", unnamed, twice, nobody)
    told = [one["error"]["code"] for one in payload(asked)["results"]]
    assert told == ["BAD_USER_INPUT", "BAD_USER_INPUT", "NOT_FOUND"]


@pytest.mark.parametrize("who", ["visitor", "site_owner", "subsidiary"])
async def test_batches_are_for_the_sites_program_alone(stage: Stage, who: str) -> None:
    assert codes(await record_many(stage, who, GIVES)) == ["MUTATION_DENIED"]


async def test_nobody_speaks_for_a_signal(stage: Stage) -> None:
    for asked in (
        await record(stage, "site_owner", regime="gpc"),
        await withdraw(stage, "site_owner", regime="gpc"),
    ):
        assert codes(asked) == ["BAD_USER_INPUT"]
        assert asked.body["errors"][0]["extensions"]["argument"] == "regime"


async def test_two_writers_on_one_visitor_lose_nothing(stage: Stage) -> None:
    before = await counted(stage, ConsentEvent)
    entries = await counted(stage, Disclosure)
    statuses = ["GIVEN", "REFUSED"] * 8
    asked = await asyncio.gather(
        *(
            stage.tell_only("site_agent", BARELY, variables={"input": {**GIVES, "status": one}})
            for one in statuses
        )
    )
    assert {answer.refused for answer in asked} == {None}
    assert await counted(stage, ConsentEvent) == before + len(statuses)
    assert await counted(stage, Disclosure) == entries + len(statuses)
    async with stage.house.database.reading() as work:
        standing = (
            await work.connection.execute(
                select(Consent.sequence, Consent.status).where(  # type: ignore[call-overload]
                    Consent.visitor_id == ADA, Consent.purpose == "analytics"
                )
            )
        ).one()
        last = (
            await work.connection.execute(
                select(ConsentEvent.sequence, ConsentEvent.status)  # type: ignore[call-overload]
                .join(Consent, Consent.id == ConsentEvent.consent_id)
                .where(Consent.visitor_id == ADA, Consent.purpose == "analytics")
                .order_by(ConsentEvent.sequence.desc())  # type: ignore[attr-defined]
            )
        ).first()
    assert tuple(standing) == tuple(last or ())


async def test_linearizability(stage: Stage) -> None:
    """No read that begins after a commit shows an older standing than that commit's.

    Writers give and withdraw one purpose each; a reader knows what its writer last committed.
    """
    rounds, writers = 6, 8
    purposes = [f"analytics.reporting.{one}" for one in ("system", "ad_performance")]
    sequences = count(1)

    async def write_and_read(number: int) -> None:
        purpose, regime = purposes[number % 2], f"w{number}"
        for turn in range(rounds):
            status = ("GIVEN", "REFUSED")[turn % 2]
            said = {**GIVES, "purpose": purpose, "regime": regime, "status": status}
            given = await stage.tell_only("site_agent", BARELY, variables={"input": said})
            assert given.refused is None
            document = (
                f'{{ consents(where: {{regime: {{eq: "{regime}"}}}}) {{ nodes {{ status }} }} }}'
            )
            told = await stage.tell_only("site_owner", document, purpose="personalize")
            nodes = orjson.loads(told.body)["data"]["consents"]["nodes"]
            assert nodes == [{"status": status}], next(sequences)

    await asyncio.gather(*(write_and_read(number) for number in range(writers)))
