"""What is said under one regime against what stands under another: both are kept.

Which wins is the law of the condition `consent`, whichever came first: between regimes a refusal
beats a consent. So a signal that refuses wins until it is lifted.
"""

from datetime import datetime

from sqlalchemy import or_, select
from sqlmodel import col

from governance.database.unit_of_work import UnitOfWork
from governance.tables import Consent
from governance.vocabulary import GIVING, REFUSING, dotted_ancestors


async def opposing(work: UnitOfWork, standing: Consent, status: str, now: datetime) -> str | None:
    """The consent of the visitor under another regime that says the opposite of what is said now.

    It is about the same purpose or, if none is, the nearest above or below it. None where nothing
    is said against: only to give and to refuse are opposites.
    """
    if status not in GIVING | REFUSING:
        return None
    against = REFUSING if status in GIVING else GIVING
    found = select(Consent).where(
        col(Consent.site_id) == standing.site_id,
        col(Consent.visitor_id) == standing.visitor_id,
        col(Consent.regime) != standing.regime,
        col(Consent.status).in_(against),
        or_(
            col(Consent.status).in_(REFUSING),  # a refusal never expires
            col(Consent.expires_at).is_(None),
            col(Consent.expires_at) > now,
        ),
    )
    related = [
        (distance, other.id)
        for other in await work.session.scalars(found)
        if (distance := _distance(standing.purpose, other.purpose)) is not None
    ]
    return min(related)[1] if related else None


def _distance(purpose: str, other: str) -> int | None:
    """How many steps lie between a purpose and one above or below it; None beside it."""
    for one, above in ((purpose, other), (other, purpose)):
        if above in dotted_ancestors(one):
            return dotted_ancestors(one).index(above)
    return None
