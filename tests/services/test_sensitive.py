"""C8: what is sensitive or undeclared is refused, by its place, and nothing of it is repeated."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.errors import Code
from governance.services.sensitive import (
    EVIDENCE_KEYS,
    SensitiveDataRefused,
    check_evidence,
    check_preferences,
    is_sensitive,
)
from governance.services.sensitive_words import STEMS, WORDS
from governance.settings import PREFERENCE_KEYS, Settings

SENSITIVE = (
    *("health", "origin", "politics", "religion", "orientation"),
    *("Health", "HEALTHY", "my_health_status", "religiousViews", "HIVStatus", "sexual-orientation"),
    *("Santé", "santé", "Religión", "rel\u200bigion", "ｈｅａｌｔｈ", "ethnicité"),
    *("I am a Catholic.", "my diabetes\nis worse", "Krankheitsbild", "politische Meinung"),
    *("caNcer", "diaBetes", "my HeAlth"),
)
HARMLESS = (
    *("", "weekly", "tents", "orient express", "original", "wealthy", "disabled"),
    *("aidsless", "Essex", "racer", "campaign", "1985", "🦆", "stealth"),
)


@pytest.mark.parametrize("text", SENSITIVE)
def test_a_word_is_known_in_every_spelling(text: str) -> None:
    assert is_sensitive(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_a_word_inside_another_is_none(text: str) -> None:
    assert not is_sensitive(text)


def test_every_word_of_the_lists_is_as_it_is_compared() -> None:
    assert all(is_sensitive(word) and is_sensitive(word.upper()) for word in WORDS | STEMS)
    assert not any(map(is_sensitive, (*PREFERENCE_KEYS, *EVIDENCE_KEYS)))


@given(st.sampled_from(sorted(WORDS | STEMS)), st.text("ab .,-_", max_size=5))
def test_whatever_is_not_a_letter_parts_words(word: str, after: str) -> None:
    assert is_sensitive(f"x {word}.{after}")


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"newsletter": "weekly", "religion": "x"}, "SENSITIVE_KEY"),
    ({"shoeSize": 43}, "UNDECLARED_KEY"),
    ({"topics": {"shoeSize": 43}}, "UNDECLARED_KEY"),
    ({"topics": ["tents", {"health": True}]}, "SENSITIVE_KEY"),
    ({"topics": ["tents", "islam"]}, "SENSITIVE_VALUE"),
    ({"topics": [[["gay rights"]]]}, "SENSITIVE_VALUE"),
]


@pytest.mark.parametrize(("preferences", "reason"), REFUSED)
def test_preferences_are_refused_at_any_depth(preferences: dict[str, Any], reason: str) -> None:
    with pytest.raises(SensitiveDataRefused) as caught:
        check_preferences(preferences, PREFERENCE_KEYS)
    assert caught.value.code == Code.SENSITIVE_DATA_REFUSED
    assert caught.value.extensions == {"field": "preferences", "reason": reason}
    told = caught.value.message.replace("tells of health, origin, politics, religion", "")
    assert not any(word in told for word in ("islam", "religion", "health", "shoe", "gay"))


def test_preferences_that_are_declared_and_harmless_are_taken() -> None:
    told = {"newsletter": None, "topics": ["tents", 1, {"weekly": True}]}
    check_preferences(told, PREFERENCE_KEYS)
    check_preferences({}, PREFERENCE_KEYS)


def test_a_deployment_declares_its_own_keys_but_no_sensitive_one() -> None:
    declared = Settings(preference_keys="shoeSize, religion").declared_preferences
    check_preferences({"shoeSize": 43}, declared)
    for key in ("topics", "religion"):
        with pytest.raises(SensitiveDataRefused):
            check_preferences({key: 1}, declared)


def test_evidence_says_what_was_displayed_and_a_page_is_not_looked_at() -> None:
    check_evidence({"displayed": "May we?", "locale": "de", "page": "/health/politics?x=gay"})
    refused: tuple[dict[str, Any], ...] = (
        {"displayed": "May we keep your religion?"},
        {"diagnosis": "x"},
        {"ip": "x"},
        {"page": {"text": "health"}},
    )
    for evidence in refused:
        with pytest.raises(SensitiveDataRefused, match="`evidence`"):
            check_evidence(evidence)
