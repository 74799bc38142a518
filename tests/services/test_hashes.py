"""How secrets are kept: what people choose by Argon2id, what is random quickly where it will do."""

import pytest

from governance.services.hashes import (
    hash_password,
    hash_quickly,
    hash_secret,
    verify_password,
    verify_secret,
)
from governance.services.keys import derive

KEYS, OTHER_KEYS = derive("ab" * 32), derive("cd" * 32)


def test_only_the_secret_of_the_hash_is_verified() -> None:
    hashed = hash_secret("a" * 32)
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert verify_secret(hashed, "a" * 32, KEYS)
    assert not verify_secret(hashed, "b" * 32, KEYS)


def test_a_quick_hash_is_of_one_secret_and_one_key() -> None:
    hashed = hash_quickly("a" * 32, KEYS)
    assert hashed.startswith("hmac-sha256$")
    assert "a" * 32 not in hashed
    assert verify_secret(hashed, "a" * 32, KEYS)
    assert not verify_secret(hashed, "b" * 32, KEYS)
    assert not verify_secret(hashed, "a" * 32, OTHER_KEYS)


@pytest.mark.parametrize("hashed", ["", "no hash", "hmac-sha256$", "$argon2id$"])
def test_what_is_no_hash_verifies_nothing(hashed: str) -> None:
    assert not verify_secret(hashed, "a" * 32, KEYS)
    assert not verify_password(hashed, "a" * 32)


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    assert verify_password(hash_password("caf\u00e9 au lait 7"), "cafe\u0301 au lait 7")
