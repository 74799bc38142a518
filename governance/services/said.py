"""What a visitor says to a purpose: its shape, and what does not fit."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from governance.errors import bad_input
from governance.services.sensitive import check_evidence, check_text
from governance.vocabulary import DATA_USES, JURISDICTION, ConsentStatus, check_name

METHOD: Final = r"[A-Za-z][A-Za-z0-9_-]{0,49}"
REGIME: Final = r"[a-z][a-z0-9_-]{0,39}"
LANGUAGE: Final = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}"
GPC: Final = "gpc"
"""The regime of Global Privacy Control."""
SIGNALLED: Final = frozenset({GPC})
"""INVARIANT(signals-alone): regimes in which nobody says anything but a signal."""

_NOT_SAID: Final = {
    ConsentStatus.WITHDRAWN: "use `withdrawConsent`",
    ConsentStatus.EXPIRED: "consent expires by itself, at `expiresAt`",
}
_SHAPES: Final = {
    "method": ("method", METHOD, "one word such as BANNER"),
    "regime": ("regime", REGIME, "one word such as tcf"),
    "language": ("language", LANGUAGE, "a language such as en-GB"),
    "jurisdiction": ("jurisdiction", JURISDICTION, "of ISO 3166, such as `US` or `US-CA`"),
}


class Said(NamedTuple):
    """What a visitor says to a purpose under a regime."""

    purpose: str
    status: str
    method: str
    legal_basis: str = "CONSENT"
    recipients: tuple[str, ...] = ()
    regime: str = "default"
    notice_id: str | None = None
    language: str | None = None
    jurisdiction: str | None = None
    expires_at: datetime | None = None
    source: str | None = None
    evidence: Any = None
    """What was displayed, the locale, the page."""

    def check(self, now: datetime, *, withdrawing: bool = False) -> None:
        """Raise BAD_USER_INPUT and SENSITIVE_DATA_REFUSED for what does not fit."""
        check_name(self.purpose, DATA_USES, "purpose", "purpose")
        if self.regime in SIGNALLED:
            raise bad_input(
                f"`{self.regime}` is the regime of a signal: use `recordSignal`", "regime"
            )
        if self.status in _NOT_SAID and not withdrawing:
            raise bad_input(
                f"`{self.status}` cannot be recorded: {_NOT_SAID[ConsentStatus(self.status)]}",
                "status",
            )
        for name, (argument, shape, what) in _SHAPES.items():
            value = getattr(self, name)
            if value is not None and not re.fullmatch(shape, value):
                raise bad_input(f"`{argument}` must be {what}", argument)
        if self.expires_at is not None and self.expires_at <= now:
            raise bad_input("`expiresAt` is not in the future", "expiresAt")
        if self.source is not None and not 1 <= len(self.source) <= 200:
            raise bad_input("`source` must be 1 to 200 characters", "source")
        if self.evidence is not None and not isinstance(self.evidence, Mapping):
            raise bad_input("`evidence` must be an object", "evidence")
        for name in ("method", "regime", "source"):
            value = getattr(self, name)
            if value is not None:
                check_text(name, value)
        if self.evidence is not None:
            check_evidence(self.evidence)
