"""The secret key of the deployment, and the keys derived from it: one for each use.

Derivation is HKDF-SHA256 (RFC 5869): extract once, expand by label. No derived key tells another.
"""

import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from governance.settings import Settings

_HEX: Final = re.compile(r"[0-9a-fA-F]{64}")
_SALT: Final = b"purpose-bound-governance/1"


class KeyUnavailable(Exception):
    """There is no usable secret key; the message says where it was looked for and what to do."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Derived keys, 32 bytes each."""

    root: bytes = field(repr=False)
    """The extracted key; only `_expand` uses it."""
    token_mac: bytes = field(repr=False)
    """The MAC inside an access token."""
    token_cache: bytes = field(repr=False)
    """The verdict on a token's secret is kept under the token's hash by this key (BLAKE2b)."""
    token_secret: bytes = field(repr=False)
    """The keyed hash of a short-lived token's secret."""
    totp: bytes = field(repr=False)
    """What a person's second factor is sealed under (AES-256-GCM)."""
    recognition: bytes = field(repr=False)
    """The signature by which a browser's visitor is recognised."""
    variables: bytes = field(repr=False)
    """What the ledger keeps of a request's variables."""
    import_keys: bytes = field(repr=False)
    """What imports tell visitors and lines by."""
    backups: bytes = field(repr=False)
    """What tells that a backup is this deployment's, and unaltered."""
    changes: bytes = field(repr=False)
    """What the ledger keeps of values that were written and are no visitor's."""
    fingerprint: bytes = field(repr=False)
    """What a database tells its deployment's key by."""

    def pseudonym(self, recipient_id: str, category: str) -> bytes:
        """The key of pseudonyms of a data category for a recipient: no two recipients can join."""
        return _expand(self.root, f"pseudonym\0{recipient_id}\0{category}")

    def signing(self, salt: str) -> bytes:
        """The seed of a signing key: 32 bytes, of this key and of a salt that the database has."""
        return _expand(self.root, f"signing\0{salt}")


def derive(secret_key: str) -> Keys:
    """The keys of a secret key of 64 hexadecimal characters. Raises KeyUnavailable for others."""
    text = secret_key.strip()
    if not _HEX.fullmatch(text):
        raise KeyUnavailable("the secret key must be 64 hexadecimal characters")
    root = hmac.digest(_SALT, bytes.fromhex(text), "sha256")
    return Keys(
        root=root,
        token_mac=_expand(root, "token mac"),
        token_cache=_expand(root, "token cache"),
        token_secret=_expand(root, "token secret"),
        totp=_expand(root, "totp"),
        recognition=_expand(root, "recognition"),
        variables=_expand(root, "variables"),
        import_keys=_expand(root, "import"),
        backups=_expand(root, "backups"),
        changes=_expand(root, "changes"),
        fingerprint=_expand(root, "fingerprint"),
    )


def load_keys(settings: Settings) -> Keys:
    """The keys of a deployment, from GOVERNANCE_SECRET_KEY or the key file."""
    if settings.secret_key is not None:
        return derive(settings.secret_key.get_secret_value())
    path = settings.secret_key_file
    try:
        return derive(path.read_text(encoding="ascii"))
    except FileNotFoundError as error:
        raise KeyUnavailable(
            f"no secret key at {path}: put this deployment's there; "
            "`governance init` makes one for a new deployment"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise KeyUnavailable(f"the secret key at {path} cannot be read") from error


def make_key_file(path: Path) -> bool:
    """Write a fresh secret key that only its owner may read; False where there is one already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def load_or_make_keys(settings: Settings) -> Keys:
    """The keys of a deployment; makes the key file where no key is given and none exists."""
    if settings.secret_key is None:
        make_key_file(settings.secret_key_file)
    return load_keys(settings)


def keyed_hash(key: bytes, *parts: str | bytes) -> str:
    """Hexadecimal HMAC-SHA256 over parts, each with its length, so that no two lists collide."""
    data = bytearray()
    for part in parts:
        encoded = part.encode() if isinstance(part, str) else part
        data += len(encoded).to_bytes(8, "big") + encoded
    return hmac.digest(key, data, "sha256").hex()


def _expand(root: bytes, label: str) -> bytes:
    """HKDF-Expand to one block: HMAC(root, label || 1)."""
    return hmac.digest(root, label.encode() + b"\x01", "sha256")
