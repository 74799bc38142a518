"""The keys that sign: Ed25519, each known by its `kid`, and what they sign, as compact JWS.

A signing key is derived from the secret key and a salt; only salts are stored, and the first key
has none. So no private key lies anywhere, a deployment signs from its first day, and a rotation is
in force on every process at its next signature. Old keys are kept: what they signed verifies.

Signatures are `EdDSA` (RFC 8037), the name that every JOSE library knows, held to Ed25519 as
RFC 9864 wants it.
"""

import secrets
from collections.abc import Mapping
from copy import copy
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from sqlalchemy import ScalarSelect, func, literal, select

from governance.database.unit_of_work import UnitOfWork
from governance.services.keys import Keys
from governance.services.organizations import find_operator
from governance.tables import Deployment, SigningKey, table_of

ALGORITHM: Final = "EdDSA"
FIRST: Final = ""
"""The salt of the first key."""
_SIGNING: Final = table_of(SigningKey)


_ED25519: Final = copy(jws.JWSRegistry.algorithms["Ed25519"])
_ED25519.name = ALGORITHM
_REGISTRY: Final = jws.JWSRegistry(algorithms=[ALGORITHM])
_REGISTRY.algorithms = {ALGORITHM: _ED25519}  # and no other, whatever a header asks for


class Signer(NamedTuple):
    """A signing key of the deployment."""

    key: OKPKey
    created_at: datetime | None
    """Null before there is an operator."""
    retired_at: datetime | None
    """When the next one was made; null: it signs."""

    @property
    def kid(self) -> str:
        """The thumbprint of its public key (RFC 7638)."""
        return str(self.key.kid)


class SignatureRefused(Exception):
    """Not signed by any of the keys, or altered since; the message says which."""


def active_salt() -> ScalarSelect[str]:
    """The salt of the key that signs, for who reads it along with something else."""
    newest = select(_SIGNING.c.salt).order_by(_SIGNING.c.number.desc()).limit(1)
    return select(func.coalesce(newest.scalar_subquery(), literal(FIRST))).scalar_subquery()


@lru_cache(maxsize=64)
def signing_key(keys: Keys, salt: str) -> OKPKey:
    """The key that a salt makes."""
    private = Ed25519PrivateKey.from_private_bytes(keys.signing(salt))
    key = OKPKey.import_key(private, {"use": "sig", "alg": ALGORITHM})
    key.ensure_kid()
    return key


async def signers(work: UnitOfWork, keys: Keys) -> list[Signer]:
    """Every signing key, the one that signs last."""
    operator = await find_operator(work)
    rows = (await work.connection.execute(select(_SIGNING).order_by(_SIGNING.c.number))).all()
    began = None if operator is None else operator.created_at
    made = [(FIRST, began), *((row.salt, row.created_at) for row in rows)]
    ended = [*(at for _, at in made[1:]), None]
    return [
        Signer(signing_key(keys, salt), at, until)
        for (salt, at), until in zip(made, ended, strict=True)
    ]


async def rotate(work: UnitOfWork, keys: Keys, *, now: datetime) -> Signer:
    """Make a key that signs from now on; the others stay, to verify what they signed."""
    await work.connection.execute(select(table_of(Deployment)).with_for_update())
    last = (await work.connection.execute(select(func.max(_SIGNING.c.number)))).scalar()
    row = SigningKey(number=(last or 0) + 1, salt=secrets.token_hex(32), created_at=now)
    work.session.add(row)
    await work.session.flush()
    return Signer(signing_key(keys, row.salt), now, None)


def public_keys(known: list[Signer]) -> dict[str, Any]:
    """The public keys as a JWK set (RFC 7517, section 5)."""
    return {"keys": [one.key.as_dict(private=False) for one in known]}


def sign(claims: Mapping[str, Any], kind: str, key: OKPKey) -> str:
    """Claims as a compact JWS (RFC 7515) whose `typ` is the kind."""
    header = {"alg": ALGORITHM, "typ": kind, "kid": key.kid}
    return jws.serialize_compact(header, orjson.dumps(claims), key, registry=_REGISTRY)


def verify(text: str, kind: str, known: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The kid and the claims of what `sign` made, by a JWK set. Raises SignatureRefused."""
    try:
        found = jws.extract_compact(text.encode("ascii"))
    except (JoseError, ValueError) as error:
        raise SignatureRefused("it is no signed text (a compact JWS)") from error
    header: Any = found.headers()
    if not isinstance(header, dict) or (header.get("alg"), header.get("typ")) != (ALGORITHM, kind):
        raise SignatureRefused(f"its header is not that of a `{kind}` signed by {ALGORITHM}")
    key = next((one for one in _imported(known) if one.kid == header.get("kid")), None)
    if key is None:
        raise SignatureRefused("none of the keys has its `kid`")
    try:
        good = jws.validate_compact(found, key, registry=_REGISTRY)
        claims = orjson.loads(found.payload)
    except (JoseError, ValueError) as error:
        raise SignatureRefused("it was altered after it was signed") from error
    if not good or not isinstance(claims, dict):
        raise SignatureRefused("it was altered after it was signed")
    return str(key.kid), claims


def _imported(known: Mapping[str, Any]) -> list[OKPKey]:
    """The Ed25519 keys of a JWK set; of another kind none is asked."""
    try:
        return [
            OKPKey.import_key({name: one[name] for name in ("kty", "crv", "x", "kid")})
            for one in known["keys"]
            if one.get("crv") == "Ed25519" and "kid" in one
        ]
    except (JoseError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise SignatureRefused("the keys are no JWK set") from error
