"""Sensitive data (C8): health, origin, politics, religion and orientation are not taken in.

The one place that says whether what a way in was given is sensitive or undeclared. Keys are those
that are declared, at any depth, and neither a key nor a text may hold a sensitive word. Paths and
referrers are not looked at. A text is read word by word, once, and a refusal repeats nothing of it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import orjson

from governance.errors import Code, GovernanceError, bad_input
from governance.services.sensitive_words import STEMS, WORDS

EVIDENCE_KEYS: Final = frozenset(
    """
    banner button choices displayed language layout locale notice page purposes screen signal text
    title url version
    """.split()
)
"""What the evidence of a consent may tell: what was displayed, in which language, and where."""

LARGEST: Final = 8_192
"""Bytes of evidence or preferences, as JSON."""
_PLACES: Final = frozenset({"page", "url"})
"""Keys of evidence whose texts are addresses."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LONGEST_STEM: Final = max(map(len, STEMS))
_UNSEEN: Final = frozenset({"Mn", "Cf"})
"""Categories of what is dropped: accents, and marks that are not seen."""

SAYS_SENSITIVE: Final = "tells of health, origin, politics, religion or orientation (C8)"
SAYS_UNDECLARED: Final = "is none that this deployment declares"


class SensitiveDataRefused(GovernanceError):
    """`SENSITIVE_DATA_REFUSED`; `extensions` have the `field`, and `reason` as a word."""

    def __init__(self, field: str, reason: str, says: str) -> None:
        super().__init__(
            Code.SENSITIVE_DATA_REFUSED, f"`{field}`: {says}", field=field, reason=reason
        )
        self.field = field
        self.says = says
        """What is wrong, without the field and without a value."""


def is_sensitive(text: str) -> bool:
    """Whether a word of a text is sensitive: as it stands, and where a capital begins another.

    >>> is_sensitive("religiousViews"), is_sensitive("Sant\u00e9"), is_sensitive("weekly")
    (True, True, False)
    """
    return any(map(_is_sensitive_word, _words(text)))


def check_text(field: str, text: str) -> None:
    """Refuse a text with a sensitive word. Raises SENSITIVE_DATA_REFUSED."""
    if is_sensitive(text):
        raise SensitiveDataRefused(field, "SENSITIVE_VALUE", f"a text {SAYS_SENSITIVE}")


def check_preferences(
    preferences: Mapping[str, Any], declared: Collection[str], field: str = "preferences"
) -> None:
    """Refuse sensitive and undeclared keys, and sensitive texts. Raises SENSITIVE_DATA_REFUSED."""
    check_size(preferences, field)
    _check(preferences, declared, field, frozenset())


def check_size(told: Mapping[str, Any], field: str) -> None:
    """Raise BAD_USER_INPUT for an object that takes too long to look at, and too much room."""
    if len(orjson.dumps(told)) > LARGEST:
        raise bad_input(f"`{field}` is larger than {LARGEST} bytes", field)


def check_evidence(evidence: Mapping[str, Any], field: str = "evidence") -> None:
    """The same for what proves a consent; where it was given is not looked at.

    Raises SENSITIVE_DATA_REFUSED, and BAD_USER_INPUT for more than `LARGEST` bytes of it.
    """
    check_size(evidence, field)
    _check(evidence, EVIDENCE_KEYS, field, _PLACES)


def _check(
    told: Mapping[str, Any], declared: Collection[str], field: str, places: Collection[str]
) -> None:
    waiting: list[Any] = [told]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            check_text(field, one)
        elif isinstance(one, list | tuple):
            waiting += one
        elif isinstance(one, Mapping):
            for place, (key, value) in enumerate(one.items(), 1):
                _check_key(key, place, declared, field)
                if not (key in places and isinstance(value, str)):
                    waiting.append(value)


def _check_key(key: str, place: int, declared: Collection[str], field: str) -> None:
    """A key is told by its place: it may be itself what must not be repeated."""
    if is_sensitive(key):
        raise SensitiveDataRefused(field, "SENSITIVE_KEY", f"key {place} {SAYS_SENSITIVE}")
    if key not in declared:
        raise SensitiveDataRefused(field, "UNDECLARED_KEY", f"key {place} {SAYS_UNDECLARED}")


def _words(text: str) -> Iterator[str]:
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if unicodedata.category(letter) not in _UNSEEN
    )
    spellings = (plain, _HUMP.sub(" ", plain))
    return (match[0].casefold() for one in spellings for match in _WORD.finditer(one))


def _is_sensitive_word(word: str) -> bool:
    longest = min(len(word), _LONGEST_STEM)
    return word in WORDS or any(word[:end] in STEMS for end in range(1, longest + 1))
