"""Signing keys: derived, rotated, told by kid; what they signed verifies by any JOSE way."""

import asyncio
import base64
import json
import warnings
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from joserfc import jws
from joserfc.jwk import KeySet, OctKey, OKPKey

from governance.database.engine import Database
from governance.services.keys import derive
from governance.services.organizations import create_organization
from governance.services.signing import (
    SignatureRefused,
    Signer,
    public_keys,
    rotate,
    sign,
    signers,
    signing_key,
    verify,
)
from governance.tables import Deployment

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KEYS = derive("5e" * 32)
OTHERS = derive("e5" * 32)
KIND = "consent-receipt+jwt"
CLAIMS = {"receipt_id": "cev_1", "iat": 1_772_323_200}


def a_signer(salt: str = "") -> Signer:
    return Signer(signing_key(KEYS, salt), NOW, None)


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def by_hand(text: str, known: dict[str, Any]) -> dict[str, Any]:
    """RFC 7515 and RFC 8037 read aloud, with nothing but a primitive. Raises InvalidSignature."""
    head, body, signature = text.split(".")
    header = json.loads(decoded(head))
    (key,) = [one for one in known["keys"] if one["kid"] == header["kid"]]
    assert (header["alg"], key["kty"], key["crv"]) == ("EdDSA", "OKP", "Ed25519")
    public = Ed25519PublicKey.from_public_bytes(decoded(key["x"]))
    public.verify(decoded(signature), f"{head}.{body}".encode())
    claims: dict[str, Any] = json.loads(decoded(body))
    return claims


def test_what_is_signed_verifies_here_by_joserfc_and_by_hand() -> None:
    text = sign(CLAIMS, KIND, a_signer().key)
    known: Any = public_keys([a_signer("a"), a_signer()])
    with warnings.catch_warnings(action="ignore"):  # joserfc would rather have RFC 9864's name
        theirs = jws.deserialize_compact(text, KeySet.import_key_set(known), algorithms=["EdDSA"])
    assert json.loads(theirs.payload) == by_hand(text, known) == CLAIMS
    assert verify(text, KIND, known) == (a_signer().kid, CLAIMS)


def test_signing_and_verifying_warn_of_nothing() -> None:
    with warnings.catch_warnings(action="error"):
        text = sign(CLAIMS, KIND, a_signer().key)
        verify(text, KIND, public_keys([a_signer()]))


def test_each_character_counts() -> None:
    text, known = sign(CLAIMS, KIND, a_signer().key), public_keys([a_signer()])
    for place, was in enumerate(text):
        for put in {"A", "z", ".", "="} - {was}:
            with pytest.raises(SignatureRefused):
                verify(text[:place] + put + text[place + 1 :], KIND, known)


def test_a_signature_in_another_spelling_is_refused() -> None:
    text, known = sign(CLAIMS, KIND, a_signer().key), public_keys([a_signer()])
    alike = [text[:-1] + last for last in "AQgw" if last != text[-1]]
    same = text + "=="
    next_to = text[:-1] + chr(ord(text[-1]) + 1)
    assert decoded(next_to.rpartition(".")[2]) == decoded(text.rpartition(".")[2])
    for other in [*alike, same, next_to]:
        with pytest.raises(SignatureRefused):
            verify(other, KIND, known)


def forged(header: dict[str, Any], signature: bytes = b"") -> str:
    body = encoded(json.dumps(CLAIMS).encode())
    return f"{encoded(json.dumps(header).encode())}.{body}.{encoded(signature)}"


def by_the_public_key_as_a_secret() -> str:
    """The old trick: HMAC by what everybody knows."""
    key = OctKey.import_key(decoded(a_signer().key.as_dict(private=False)["x"]))  # type: ignore[arg-type]
    header = {"alg": "HS256", "typ": KIND, "kid": a_signer().kid}
    return jws.serialize_compact(header, json.dumps(CLAIMS), key, algorithms=["HS256"])


def with_its_own_key() -> str:
    """A header that brings the key it wants to be judged by."""
    key = OKPKey.generate_key("Ed25519")
    header = {"alg": "EdDSA", "typ": KIND, "kid": a_signer().kid, "jwk": key.as_dict(private=False)}
    with warnings.catch_warnings(action="ignore"):
        return jws.serialize_compact(header, json.dumps(CLAIMS), key, algorithms=["EdDSA"])


REFUSED = {
    "nothing": ("", "no signed text"),
    "words": ("not a receipt", "no signed text"),
    "letters beyond ASCII": ("é.é.é", "no signed text"),
    "two parts": ("e30.e30", "no signed text"),
    "a header that is a list": (encoded(b'["alg"]') + ".e30.", "header"),
    "no algorithm": (forged({"alg": "none", "typ": KIND, "kid": a_signer().kid}), "header"),
    "HMAC by the public key": (by_the_public_key_as_a_secret(), "header"),
    "another kind": (sign(CLAIMS, "at+jwt", a_signer().key), "header"),
    "no kid": (forged({"alg": "EdDSA", "typ": KIND}), "kid"),
    "the kid is a list": (forged({"alg": "EdDSA", "typ": KIND, "kid": []}), "kid"),
    "the key of another deployment": (sign(CLAIMS, KIND, signing_key(OTHERS, "")), "kid"),
    "a key in the header": (with_its_own_key(), "altered"),
    "critical words that nobody knows": (
        forged({"alg": "EdDSA", "typ": KIND, "kid": a_signer().kid, "crit": ["x"], "x": 1}),
        "altered",
    ),
    "no signature": (forged({"alg": "EdDSA", "typ": KIND, "kid": a_signer().kid}), "altered"),
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_no_key_of_ours_signed_is_refused(text: str, reason: str) -> None:
    with pytest.raises(SignatureRefused, match=reason):
        verify(text, KIND, public_keys([a_signer()]))


@pytest.mark.parametrize("known", [{}, {"keys": 1}, {"keys": [1]}, {"keys": [{"crv": "Ed25519"}]}])
def test_without_keys_nothing_verifies(known: Any) -> None:
    with pytest.raises(SignatureRefused):
        verify(sign(CLAIMS, KIND, a_signer().key), KIND, known)


async def test_the_first_key_needs_nothing_stored(database: Database) -> None:
    async with database.reading() as work:
        (only,) = await signers(work, KEYS)
        assert (only.kid, only.created_at, only.retired_at) == (a_signer().kid, None, None)
        assert [one.kid for one in await signers(work, OTHERS)] != [only.kid]


async def test_a_rotation_signs_by_a_new_key_and_the_old_ones_verify(database: Database) -> None:
    later = NOW + timedelta(days=90)
    async with database.unit_of_work() as work:
        await create_organization(work, "Us", "OPERATOR", now=NOW)
        work.session.add(Deployment(key_fingerprint=KEYS.fingerprint.hex()))
        (first,) = await signers(work, KEYS)
        second = await rotate(work, KEYS, now=later)
        third = await rotate(work, KEYS, now=later + timedelta(days=1))
    async with database.reading() as work:
        found = await signers(work, KEYS)
    assert [one.kid for one in found] == [first.kid, second.kid, third.kid]
    assert [one.created_at for one in found] == [NOW, later, later + timedelta(days=1)]
    assert [one.retired_at for one in found] == [later, later + timedelta(days=1), None]
    for one in found:
        text = sign(CLAIMS, KIND, one.key)
        assert verify(text, KIND, public_keys(found))[0] == one.kid
        with pytest.raises(InvalidSignature):
            by_hand(text[:-9] + "AAAAAAAAA", public_keys(found))


async def test_two_rotations_at_once_make_two_keys(database: Database) -> None:
    async with database.unit_of_work() as work:
        work.session.add(Deployment(key_fingerprint=KEYS.fingerprint.hex()))

    async def one() -> str:
        async with database.unit_of_work() as work:
            return (await rotate(work, KEYS, now=NOW)).kid

    made = await asyncio.gather(one(), one())
    async with database.reading() as work:
        assert {one.kid for one in (await signers(work, KEYS))[1:]} == set(made)
    assert len(set(made)) == 2


async def test_no_private_part_is_told_or_stored(database: Database) -> None:
    async with database.unit_of_work() as work:
        work.session.add(Deployment(key_fingerprint=KEYS.fingerprint.hex()))
        await rotate(work, KEYS, now=NOW)
        found = await signers(work, KEYS)
    for told in public_keys(found)["keys"]:
        assert set(told) == {"kty", "crv", "x", "use", "alg", "kid"}
    assert all(str(one.key.as_dict(private=True)["d"]) not in repr(found) for one in found)
