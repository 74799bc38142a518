"""Over HTTP: a consent is recorded, its receipt is read, and anybody verifies it."""

import base64
import json
from typing import Any, Final

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.web.conftest import Served

FIRST: Final = "{ visitors(first: 1) { nodes { id } } }"
RECORD: Final = "mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }"
WITHDRAW: Final = (
    "mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id } }"
)
READ: Final = "query ($id: ID!) { node(id: $id) { ... on Consent { status receipt } } }"


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def verified(text: str, known: Any) -> Any:
    """The claims of a receipt, by the primitive alone. Raises InvalidSignature."""
    head, body, signature = text.split(".")
    kid = json.loads(decoded(head))["kid"]
    (key,) = [one for one in known["keys"] if one["kid"] == kid]
    public = Ed25519PublicKey.from_public_bytes(decoded(key["x"]))
    public.verify(decoded(signature), f"{head}.{body}".encode())
    return json.loads(decoded(body))


def test_what_the_api_records_anybody_verifies(served: Served) -> None:
    def post(query: str, **variables: Any) -> Any:
        headers = {"governance-purpose": "analytics.reporting"}
        answer = served.post("site_owner", query, variables=variables, headers=headers).json()
        assert "errors" not in answer
        return answer["data"]

    (visitor,) = post(FIRST)["visitors"]["nodes"]
    said = {"visitor": visitor["id"], "purpose": "sales"}
    made = post(RECORD, input={**said, "status": "GIVEN", "method": "FORM"})["recordConsent"]
    given = post(READ, id=made["id"])["node"]
    post(WITHDRAW, input=said)
    withdrawn = post(READ, id=made["id"])["node"]
    known = served.client.get("/.well-known/jwks.json").json()
    for consent, state in ((given, "ConsentGiven"), (withdrawn, "ConsentWithdrawn")):
        record = verified(consent["receipt"], known)["record"]
        assert record["pii_principal_id"] == visitor["id"]
        assert record["events"][0]["event_state"] == "https://w3id.org/dpv#" + state
    head, body, _ = given["receipt"].split(".")
    with pytest.raises(InvalidSignature):
        verified(f"{head}.{body}.{withdrawn['receipt'].rpartition('.')[2]}", known)
