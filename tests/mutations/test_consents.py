"""Consents are recorded and withdrawn through the API, and the next read obeys (C6, C22)."""

from typing import Any, Final

import pytest

from tests.cases.rows import an_id
from tests.cases.stage import Asked, Stage

pytestmark = pytest.mark.anyio

ADA: Final = an_id("Visitor", "ada")
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
    "mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id replayed } }"
)
GIVES: Final = {"visitor": ADA, "purpose": "personalize", "status": "GIVEN", "method": "BANNER"}


async def record(stage: Stage, who: str, document: str = RECORD, **said: Any) -> Asked:
    purpose = said.pop("on_purpose", None)
    return await stage.tell(who, document, variables={"input": {**GIVES, **said}}, purpose=purpose)


def codes(asked: Asked) -> list[str]:
    return [error["extensions"]["code"] for error in asked.body.get("errors", ())]


async def test_what_a_visitor_says_is_recorded_and_shown(stage: Stage) -> None:
    asked = await record(stage, "site_owner", on_purpose="personalize", recipients=["SUBSIDIARY"])
    print(asked.text)
    shown = asked.body["data"]["recordConsent"]
    assert codes(asked) == []
    assert shown["consent"]["status"] == "GIVEN"
    assert shown["consent"]["recipients"] == ["SUBSIDIARY"]
    print(asked.entries)
