"""The second factor: time-based codes of six digits (TOTP, RFC 6238), each taken once.

The shared secret is kept sealed (AES-256-GCM) under a key of the deployment, bound to the person:
who has the table alone can make no code, and cannot give one person's factor to another.
"""

import base64
import os
from datetime import datetime
from typing import Final

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pyotp.utils import strings_equal

from governance.services.keys import Keys, KeyUnavailable

ISSUER: Final = "Governance"
"""What an app shows the codes under, beside the address."""
_STEP_SECONDS: Final = 30
_AROUND: Final = (0, -1, 1)
"""Steps whose code is taken, for clocks that differ and people who type slowly."""
_NONCE: Final = 12


def new_secret() -> str:
    """A random secret in base32, of 160 bits."""
    return pyotp.random_base32()


def uri_of(secret: str, email: str) -> str:
    """The `otpauth://` address that an app for codes takes, mostly as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(secret: str, code: str, *, now: datetime, after: int | None) -> int | None:
    """The time step of a code; None for a wrong one, or one of a step that was taken before."""
    totp, this = pyotp.TOTP(secret), int(now.timestamp()) // _STEP_SECONDS
    for step in (this + offset for offset in _AROUND):
        if (after is None or step > after) and strings_equal(code, totp.generate_otp(step)):
            return step
    return None


def seal(keys: Keys, user_id: str, secret: str) -> str:
    """The secret as it is kept: base64 of nonce and ciphertext."""
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(keys.totp).encrypt(nonce, secret.encode(), user_id.encode())
    return base64.b64encode(nonce + sealed).decode()


def unseal(keys: Keys, user_id: str, sealed: str) -> str:
    """The secret again. Raises KeyUnavailable for one that is another's or was altered."""
    data = base64.b64decode(sealed)
    try:
        opened = AESGCM(keys.totp).decrypt(data[:_NONCE], data[_NONCE:], user_id.encode())
    except InvalidTag as error:
        raise KeyUnavailable("a second factor does not open under this key") from error
    return opened.decode()
