"""Where visitors stand, and how what they say moves it: loaded, said in order, and then written.

What is said is worked out on rows in memory, so that one and a thousand go the same way, in as many
statements. The caller holds the visitors' rows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row as Read

from governance.database.unit_of_work import UnitOfWork
from governance.identity import new_id
from governance.services.conflicts import opposing
from governance.services.matching import canonical_json
from governance.services.receipts import Issuer
from governance.services.rows import changes_of, rows_of, update_of
from governance.services.said import Said
from governance.services.visitors import insert_rows
from governance.services.written import Written, changes
from governance.tables import Consent, ConsentEvent
from governance.vocabulary import GIVING, REFUSING, ConsentStatus

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

_KEYS: Final = frozenset({"site_id", "id", "visitor_id", "purpose", "regime"})
MOVING: Final = [name for name in Consent.model_fields if name not in _KEYS]
"""The columns that an event changes in a standing."""


@dataclass(slots=True)
class Standings:
    """Where some visitors of a site stand; nothing that is said is written before `write`."""

    issuer: Issuer
    site_id: str
    now: datetime
    stood: dict[str, dict[tuple[str, str], Consent]]
    """By visitor, purpose and regime, as they stand after what was said last."""
    new: dict[str, Consent] = field(default_factory=dict)
    moved: dict[str, Consent] = field(default_factory=dict)
    events: list[ConsentEvent] = field(default_factory=list)
    told: dict[tuple[Any, ...], Sequence[Read[Any]]] = field(default_factory=dict)
    """What receipts tell of the site, as it is read once for what they have in common."""

    async def say(
        self, work: UnitOfWork, visitor_id: str, said: Said, *, lifts: bool = False
    ) -> Written:
        """Move where a visitor stands by what is said; `lifts` moves it whatever stands."""
        theirs = self.stood[visitor_id]
        standing = theirs.get((said.purpose, said.regime))
        before = {} if standing is None else standing.model_dump()
        stands = standing is None or lifts or moves(said.status, standing.status)
        if standing is None:
            standing = self._begun(visitor_id, said)
        elif stands:
            for name, value in _stands(said, before, self.now).items():
                setattr(standing, name, value)
        standing.sequence += 1
        against = opposing(standing, theirs.values(), said.status, self.now)
        event = _event(standing, said, against, self.now)
        self.events.append(event)
        if standing.id not in self.new:
            self.moved[standing.id] = standing
        if stands:
            standing.receipt = await self._receipt(work, standing, event)
        changed = changes("Consent", before, standing.model_dump(), _FIELDS)
        return Written("Consent", standing.id, changed, (self.site_id, visitor_id))

    async def write(self, work: UnitOfWork) -> None:
        """Write the standings that are new or moved, and then the events, which refer to them."""
        if self.new:
            await insert_rows(work, Consent, [one.model_dump() for one in self.new.values()])
        if self.moved:
            moved = [
                changes_of(one.id, {name: getattr(one, name) for name in MOVING})
                for one in self.moved.values()
            ]
            await work.connection.execute(update_of(Consent, self.site_id, MOVING), moved)
        await insert_rows(work, ConsentEvent, [one.model_dump() for one in self.events])

    def _begun(self, visitor_id: str, said: Said) -> Consent:
        """Where a visitor stands of whom nothing was known for this purpose and regime."""
        standing = Consent(
            site_id=self.site_id,
            id=new_id("Consent"),
            visitor_id=visitor_id,
            purpose=said.purpose,
            regime=said.regime,
            sequence=0,
            **_stands(said, {}, self.now),
        )
        self.stood[visitor_id][said.purpose, said.regime] = standing
        self.new[standing.id] = standing
        return standing

    async def _receipt(self, work: UnitOfWork, standing: Consent, event: ConsentEvent) -> str:
        of = (standing.notice_id, standing.purpose, *standing.recipients)
        if of not in self.told:
            self.told[of] = await self.issuer.read(work, standing)
        return self.issuer.sign(standing, event, self.told[of])


async def standings_of(
    work: UnitOfWork, issuer: Issuer, site_id: str, visitor_ids: Collection[str], now: datetime
) -> Standings:
    """Where visitors of a site stand, as the database has it."""
    stood: dict[str, dict[tuple[str, str], Consent]] = {one: {} for one in visitor_ids}
    for row in await rows_of(work, Consent, site_id, "visitor_id", visitor_ids):
        stood[row["visitor_id"]][row["purpose"], row["regime"]] = Consent(**row)
    return Standings(issuer, site_id, now, stood)


def moves(status: str, standing: str) -> bool:
    """Whether an event moves what stands: asking again does not, and a refusal never expires."""
    if status == ConsentStatus.EXPIRED:
        return standing not in REFUSING
    return status in GIVING | REFUSING or standing not in GIVING | REFUSING


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
