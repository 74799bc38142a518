"""A consent that is recorded through the API has a receipt that verifies; so has its withdrawal."""

import json
import warnings
from typing import Any, Final

import pytest
from joserfc import jws
from joserfc.jwk import KeySet

from governance.services.receipts import KIND
from governance.services.signing import SignatureRefused, public_keys, rotate, signers, verify
from tests.cases.rows import NOW, an_id
from tests.cases.stage import Stage

ADA: Final = an_id("Visitor", "ada")
SHOWN: Final = "id consent { id status receipt history { nodes { id } } }"
RECORD: Final = "mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { %s } }"
WITHDRAW: Final = (
    "mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { %s } }"
)
OF_ADA: Final = {"visitor": ADA, "purpose": "personalize"}


async def told(stage: Stage, document: str, **said: Any) -> dict[str, Any]:
    """What the payload shows of the consent."""
    asked = await stage.tell(
        "site_owner",
        document % SHOWN,
        variables={"input": {**OF_ADA, **said}},
        purpose="personalize",
    )
    (payload,) = asked.body["data"].values()
    consent: dict[str, Any] = payload["consent"]
    return consent


async def record(stage: Stage, status: str = "GIVEN", **said: Any) -> dict[str, Any]:
    return await told(stage, RECORD, **{"status": status, "method": "BANNER", **said})


async def the_keys(stage: Stage) -> Any:
    async with stage.house.database.reading() as work:
        return public_keys(await signers(work, stage.house.keys))


async def test_a_recorded_consent_has_a_receipt_that_any_jose_library_verifies(
    stage: Stage,
) -> None:
    consent = await record(stage, recipients=["SUBSIDIARY"])
    known = KeySet.import_key_set(await the_keys(stage))
    with warnings.catch_warnings(action="ignore"):  # joserfc would rather have RFC 9864's name
        signed = jws.deserialize_compact(consent["receipt"], known, algorithms=["EdDSA"])
    receipt = json.loads(signed.payload)
    assert receipt["receipt_id"] == consent["history"]["nodes"][0]["id"]
    assert receipt["record"]["record_id"] == consent["id"]
    assert receipt["record"]["pii_principal_id"] == ADA
    (event,), (processing,) = receipt["record"]["events"], receipt["record"]["processing"]
    assert event["event_state"] == "https://w3id.org/dpv#ConsentGiven"
    assert processing["purpose"] == "personalize"
    assert [one["party_type"] for one in processing["recipient_third_parties"]] == ["SUBSIDIARY"]


async def test_a_withdrawal_has_a_receipt_of_its_own(stage: Stage) -> None:
    given = await record(stage, recipients=["SUBSIDIARY"])
    withdrawn = await told(stage, WITHDRAW)
    known = await the_keys(stage)
    before, after = (verify(one["receipt"], KIND, known)[1] for one in (given, withdrawn))
    assert before["record"]["record_id"] == after["record"]["record_id"]
    assert before["receipt_id"] != after["receipt_id"]
    (event,), (processing,) = after["record"]["events"], after["record"]["processing"]
    assert event["event_state"] == "https://w3id.org/dpv#ConsentWithdrawn"
    assert [one["party_type"] for one in processing["recipient_third_parties"]] == ["SUBSIDIARY"]


async def test_asking_again_leaves_the_receipt_of_what_stands(stage: Stage) -> None:
    given = await record(stage)
    asked = await record(stage, "REQUESTED")
    assert asked["status"] == "GIVEN"
    assert asked["receipt"] == given["receipt"]
    assert len(asked["history"]["nodes"]) == len(given["history"]["nodes"]) + 1


async def test_a_receipt_from_before_a_rotation_verifies_and_the_next_has_the_new_key(
    stage: Stage,
) -> None:
    old = await record(stage)
    async with stage.house.database.unit_of_work() as work:
        made = await rotate(work, stage.house.keys, now=NOW)
    new = await record(stage, "RENEWED")
    known = await the_keys(stage)
    assert verify(old["receipt"], KIND, known)[0] != made.kid
    assert verify(new["receipt"], KIND, known)[0] == made.kid
    with pytest.raises(SignatureRefused, match="kid"):
        verify(old["receipt"], KIND, {"keys": known["keys"][1:]})


async def test_who_may_not_see_consents_is_shown_no_receipt(stage: Stage) -> None:
    await record(stage)
    document = "query ($id: ID!) { visitor(id: $id) { consents { nodes { receipt } } } }"
    partner = await stage.tell(
        "partner", document, variables={"id": ADA}, purpose="analytics.reporting"
    )
    assert "eyJ" not in partner.text
    assert '"FIELD_DENIED"' in partner.text
