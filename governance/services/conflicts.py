"""What is said under one regime against what stands under another: both are kept.

Which wins is the law of the condition `consent`, whichever came first: between regimes a refusal
beats a consent. So a signal that refuses wins until it is lifted.
"""

from collections.abc import Iterable
from datetime import datetime

from governance.tables import Consent
from governance.vocabulary import GIVING, REFUSING, dotted_ancestors


def opposing(
    standing: Consent, others: Iterable[Consent], status: str, now: datetime
) -> str | None:
    """The consent of the visitor's under another regime that says the opposite of what is said.

    It is about the same purpose or, if none is, the nearest above or below it. None where nothing
    is said against: only to give and to refuse are opposites.
    """
    if status not in GIVING | REFUSING:
        return None
    against = REFUSING if status in GIVING else GIVING
    related = [
        (distance, other.id)
        for other in others
        if other.regime != standing.regime
        and other.status in against
        and (other.status in REFUSING or _lasts(other, now))
        and (distance := _distance(standing.purpose, other.purpose)) is not None
    ]
    return min(related)[1] if related else None


def _lasts(consent: Consent, now: datetime) -> bool:
    return consent.expires_at is None or consent.expires_at > now


def _distance(purpose: str, other: str) -> int | None:
    """How many steps lie between a purpose and one above or below it; None beside it."""
    for one, above in ((purpose, other), (other, purpose)):
        if above in dotted_ancestors(one):
            return dotted_ancestors(one).index(above)
    return None
