"""The secret key and what is derived from it."""

import stat
from pathlib import Path

import pytest
from pydantic import SecretStr

from governance.services.keys import (
    KeyUnavailable,
    derive,
    keyed_hash,
    load_keys,
    load_or_make_keys,
    make_key_file,
)
from governance.settings import Settings

KEY = "0123456789abcdef" * 4


def settings(path: Path, key: str | None = None) -> Settings:
    return Settings(secret_key_file=path, secret_key=None if key is None else SecretStr(key))


def test_no_two_derived_keys_are_the_same() -> None:
    keys = derive(KEY)
    found = [
        keys.token_mac,
        keys.token_cache,
        keys.token_secret,
        keys.totp,
        keys.recognition,
        keys.variables,
        keys.import_keys,
        keys.backups,
        keys.fingerprint,
        keys.pseudonym("org_a", "user.contact.email"),
        keys.pseudonym("org_b", "user.contact.email"),
        keys.pseudonym("org_a", "user.contact"),
    ]
    assert len(set(found)) == len(found)
    assert {len(key) for key in found} == {32}


def test_the_same_key_derives_the_same() -> None:
    assert derive(KEY) == derive(KEY.upper() + "\n")
    assert derive(KEY) != derive("f" * 64)


def test_keys_are_not_shown() -> None:
    assert repr(derive(KEY)) == "Keys()"


@pytest.mark.parametrize("text", ["", "ab" * 31, "zz" * 32, KEY + "0", "0x" + KEY])
def test_a_key_of_another_shape_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(KeyUnavailable) as caught:
        derive(text)
    assert not text or text not in str(caught.value)


def test_a_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret.key"
    assert make_key_file(path)
    first = path.read_text()
    assert not make_key_file(path)
    assert path.read_text() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_keys(settings(path)) == derive(first)


def test_a_missing_key_file_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    with pytest.raises(KeyUnavailable, match=r"no secret key at .*secret\.key"):
        load_keys(settings(path))
    assert not path.exists()


def test_a_given_key_needs_no_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    assert load_or_make_keys(settings(path, KEY)) == derive(KEY)
    assert not path.exists()


def test_a_keyed_hash_tells_where_a_part_ends() -> None:
    assert keyed_hash(b"k", "ab", "c") != keyed_hash(b"k", "a", "bc")
    assert keyed_hash(b"k", "ab") != keyed_hash(b"j", "ab")
