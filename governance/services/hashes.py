"""What secrets are kept as: what a person chose by Argon2id, what we drew at random by HMAC too.

Argon2id (RFC 9106) makes every guess dear, because what people choose can be guessed. 160 random
bits cannot: a keyed hash of them is as safe, and quick enough for tokens that live for minutes.
"""

import hmac
import unicodedata
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from governance.services.keys import Keys

ARGON2: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""19 MiB, 2 passes, 1 lane (OWASP): tens of milliseconds, so not on the loop."""

QUICK: Final = "hmac-sha256$"
"""How the hash of a token begins that was made to be verified quickly."""


def hash_password(password: str) -> str:
    """Argon2id of a password, which is compared in Unicode's form NFC."""
    return ARGON2.hash(_composed(password))


def verify_password(password_hash: str, password: str) -> bool:
    """Whether the password is the one of the hash. As slow as `hash_password`."""
    return _is_argon2_of(password_hash, _composed(password))


def hash_secret(secret: str) -> str:
    """Argon2id of a token's secret."""
    return ARGON2.hash(secret)


def hash_quickly(secret: str, keys: Keys) -> str:
    """HMAC-SHA256 of a token's secret: for 160 random bits alone, never for what people choose."""
    return QUICK + hmac.digest(keys.token_secret, secret.encode(), "sha256").hex()


def verify_secret(secret_hash: str, secret: str, keys: Keys) -> bool:
    """Whether the secret is the one of the hash, whichever of the two it is."""
    if secret_hash.startswith(QUICK):
        return hmac.compare_digest(secret_hash, hash_quickly(secret, keys))
    return _is_argon2_of(secret_hash, secret)


def _is_argon2_of(hashed: str, text: str) -> bool:
    try:
        return ARGON2.verify(hashed, text)
    except (Argon2Error, InvalidHashError):
        return False


def _composed(password: str) -> str:
    return unicodedata.normalize("NFC", password)
