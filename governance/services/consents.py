"""Consents: what visitors say, as events, and where they stand by the latest of them.

INVARIANT(latest-by-sequence): a standing is that of the event recorded last, never that of the
latest client's clock. Asking again moves nothing that was given or refused; see `moves`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlmodel import col

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.batches import MOST_AT_ONCE, Outcome
from governance.services.conflicts import opposing
from governance.services.matching import canonical_json
from governance.services.notices import newest_notice
from governance.services.receipts import Issuer
from governance.services.said import SIGNALLED, Named, Said
from governance.services.visitors import find_visitor
from governance.services.written import Written, changes
from governance.tables import Consent, ConsentEvent, Notice, Visitor
from governance.vocabulary import (
    GIVING,
    REFUSING,
    ConsentStatus,
)

ENDED: Final = frozenset(
    {ConsentStatus.WITHDRAWN, ConsentStatus.REVOKED, ConsentStatus.INVALIDATED}
)
"""What a time of withdrawal goes with."""

_FIELDS: Final = {
    "purpose": "purpose",
    "regime": "regime",
    "status": "status",
    "legal_basis": "legalBasis",
    "recipients": "recipients",
    "notice_id": "notice",
    "method": "method",
    "jurisdiction": "jurisdiction",
    "language": "language",
    "given_at": "givenAt",
    "withdrawn_at": "withdrawnAt",
    "expires_at": "expiresAt",
    "source": "source",
}
"""Column of a standing to the field that shows it."""

_STANDING: Final = select(Consent).where(
    col(Consent.site_id) == bindparam("site"),
    col(Consent.visitor_id) == bindparam("visitor"),
    col(Consent.purpose) == bindparam("purpose"),
    col(Consent.regime) == bindparam("regime"),
)


async def record(
    work: UnitOfWork, issuer: Issuer, visitor: Visitor, said: Said, *, now: datetime
) -> Written:
    """Record what a visitor says, with a receipt of it. The caller holds the visitor's row.

    Raises BAD_USER_INPUT for what does not fit, NOT_FOUND for a notice that is not the site's, and
    CONFLICT for consent of a visitor whose processing is restricted (C22).
    """
    said.check(now)
    if said.status in GIVING and visitor.restricted_at is not None:
        raise GovernanceError(Code.CONFLICT, "processing of this visitor's data is restricted")
    notice_id = await _notice_of(work, visitor.site_id, said, now)
    return await _say(work, issuer, visitor, said._replace(notice_id=notice_id), now)


async def record_each(
    work: UnitOfWork, issuer: Issuer, items: Sequence[tuple[Named, Said]], *, now: datetime
) -> list[Outcome]:
    """Record what many say, each taken or refused by itself, in the order given.

    What refuses an item does so before anything of it is written. Raises BAD_USER_INPUT for none
    and for too many.
    """
    if not 1 <= len(items) <= MOST_AT_ONCE:
        raise bad_input(f"a batch has 1 to {MOST_AT_ONCE} items", "consents")
    outcomes = []
    for place, (named, said) in enumerate(items):
        try:
            visitor = await find_visitor(work, *named)
            written = await record(work, issuer, visitor, said, now=now)
            outcomes.append(Outcome(place, written.id, visitor=visitor.id))
        except GovernanceError as error:
            outcomes.append(Outcome(place, error=error))
    return outcomes


async def withdraw(
    work: UnitOfWork,
    issuer: Issuer,
    visitor: Visitor,
    *,
    purpose: str,
    regime: str,
    method: str,
    source: str | None,
    now: datetime,
) -> Written:
    """Withdraw what stands for a purpose, as easily as it was given; twice changes nothing more.

    A withdrawal needs nothing to have been given: the next read must know of it either way.
    """
    said = Said(purpose, ConsentStatus.WITHDRAWN, method, regime=regime, source=source)
    said.check(now, withdrawing=True)
    return await _say(work, issuer, visitor, said, now)


async def hear(
    work: UnitOfWork, issuer: Issuer, visitor: Visitor, said: Said, *, now: datetime
) -> Written:
    """Record what a signal says under its own regime: REFUSED, or UNKNOWN when it is taken back.

    To lift a refusal gives nothing: what another regime gave holds again.
    """
    assert said.regime in SIGNALLED
    assert said.status in (ConsentStatus.REFUSED, ConsentStatus.UNKNOWN)
    return await _say(work, issuer, visitor, said, now, lifts=True)


def moves(status: str, standing: str) -> bool:
    """Whether an event moves what stands: asking again does not, and a refusal never expires."""
    if status == ConsentStatus.EXPIRED:
        return standing not in REFUSING
    return status in GIVING | REFUSING or standing not in GIVING | REFUSING


async def standing_of(
    work: UnitOfWork, visitor: Visitor, purpose: str, regime: str
) -> Consent | None:
    """Where a visitor stands on a purpose under a regime; the caller holds the visitor's row."""
    of = {"site": visitor.site_id, "visitor": visitor.id, "purpose": purpose, "regime": regime}
    return (await work.session.scalars(_STANDING, of)).one_or_none()


async def _say(
    work: UnitOfWork,
    issuer: Issuer,
    visitor: Visitor,
    said: Said,
    now: datetime,
    *,
    lifts: bool = False,
) -> Written:
    standing = await standing_of(work, visitor, said.purpose, said.regime)
    before = {} if standing is None else standing.model_dump()
    stands = standing is None or lifts or moves(said.status, standing.status)
    if standing is None:
        standing = Consent(
            site_id=visitor.site_id,
            id=new_id("Consent"),
            visitor_id=visitor.id,
            purpose=said.purpose,
            regime=said.regime,
            sequence=0,
            **_stands(said, {}, now),
        )
        work.session.add(standing)
    elif stands:
        for name, value in _stands(said, before, now).items():
            setattr(standing, name, value)
    standing.sequence += 1
    event = _event(standing, said, await opposing(work, standing, said.status, now), now)
    if stands:
        standing.receipt = await issuer.issue(work, standing, event)
    await work.session.flush()  # the event refers to it
    work.session.add(event)
    await work.session.flush()
    changed = changes("Consent", before, standing.model_dump(), _FIELDS)
    return Written("Consent", standing.id, changed, (visitor.site_id, visitor.id))


def _stands(said: Said, before: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The standing after what is said. A withdrawal keeps to whom and under what it was given."""
    ended = said.status in ENDED
    given = said.status in GIVING
    kept = before if ended else {}
    return {
        "status": said.status,
        "legal_basis": kept.get("legal_basis", said.legal_basis),
        "recipients": kept.get("recipients", list(said.recipients)),
        "notice_id": kept.get("notice_id", said.notice_id),
        "method": said.method,
        "jurisdiction": said.jurisdiction or kept.get("jurisdiction"),
        "language": said.language or kept.get("language"),
        "given_at": now if given else before.get("given_at"),
        "withdrawn_at": now if ended else None,
        "expires_at": kept.get("expires_at", said.expires_at),
        "source": said.source,
    }


def _event(standing: Consent, said: Said, against: str | None, now: datetime) -> ConsentEvent:
    return ConsentEvent(
        site_id=standing.site_id,
        id=new_id("ConsentEvent"),
        consent_id=standing.id,
        visitor_id=standing.visitor_id,
        sequence=standing.sequence,
        status=said.status,
        method=said.method,
        source=said.source,
        legal_basis=said.legal_basis,
        recipients=list(said.recipients),
        notice_id=said.notice_id,
        jurisdiction=said.jurisdiction,
        language=said.language,
        expires_at=said.expires_at,
        evidence=None if said.evidence is None else canonical_json(said.evidence),
        conflicts_with=against,
        recorded_at=now,
    )


async def _notice_of(work: UnitOfWork, site_id: str, said: Said, now: datetime) -> str | None:
    """The notice that was shown: the one named, or the newest that the site had posted."""
    if said.notice_id is not None:
        named = await work.session.get(Notice, (site_id, said.notice_id))
        if named is None or named.posted_at > now:
            raise GovernanceError(Code.NOT_FOUND, "no notice of that id that the site has posted")
        return said.notice_id
    return await newest_notice(work, site_id, now)
