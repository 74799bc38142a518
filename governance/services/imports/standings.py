"""Where visitors stand after what an import says: the latest event by sequence, per regime.

INVARIANT(refusals-hold): consent is taken only when it was given after every refusal and withdrawal
of the same purpose and regime, each at the time that it states, or else when it was recorded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select

from governance.database.unit_of_work import UnitOfWork
from governance.identity import new_id
from governance.services.imports.run import LineRejected
from governance.services.rows import locked, rows_of
from governance.services.standings import ENDED, moves
from governance.services.visitors import Row, whole_row
from governance.tables import Consent, ConsentEvent, table_of
from governance.vocabulary import GIVING, REFUSING

_AS_SAID: Final = (
    "purpose status legal_basis method jurisdiction language withdrawn_at expires_at source"
).split()
_OF_STANDING: Final = "site_id visitor_id sequence".split()
_SAID_BY_EVENT: Final = (
    "status method source legal_basis recipients jurisdiction language expires_at".split()
)


class Place(NamedTuple):
    """What there is one standing of."""

    visitor_id: str
    purpose: str
    regime: str


@dataclass(slots=True)
class Standings:
    """The standings of some visitors of a site, and the events that move them."""

    site_id: str
    now: datetime
    stored: dict[Place, Row]
    """As the database has them."""
    refused: dict[Place, datetime]
    """The latest moment of a refusal or withdrawal, whether it stands or not."""
    moved: dict[Place, Row] = field(default_factory=dict)
    events: list[Row] = field(default_factory=list)

    def add(
        self, visitor_id: str, notice_id: str | None, values: Mapping[str, Any], line_key: str
    ) -> None:
        """Record what a line says. Raises LineRejected."""
        place = Place(visitor_id, values["purpose"], values.get("regime") or "default")
        before = self.moved.get(place) or self.stored.get(place)
        self._check_refusals(place, before, values)
        if values["status"] in ENDED:
            values = {**values, "withdrawn_at": values.get("withdrawn_at") or self.now}
        given = values.get("given_at")
        if before is not None and values["status"] not in GIVING:
            given = given or before["given_at"]
        if before is not None and not moves(values["status"], before["status"]):
            self._record({**before, "sequence": before["sequence"] + 1}, values, line_key)
            return
        standing = whole_row(
            Consent,
            site_id=self.site_id,
            id=new_id("Consent") if before is None else before["id"],
            visitor_id=visitor_id,
            regime=place.regime,
            recipients=values.get("recipients") or [],
            notice_id=notice_id,
            given_at=given,
            sequence=1 if before is None else before["sequence"] + 1,
            **{name: values.get(name) for name in _AS_SAID},
        )
        self._record(standing, values, line_key)

    def new(self) -> list[Row]:
        """Standings where there were none."""
        return [row for place, row in self.moved.items() if place not in self.stored]

    def changed(self) -> Sequence[Row]:
        """Standings that are others now."""
        return [row for place, row in self.moved.items() if place in self.stored]

    def _check_refusals(self, place: Place, before: Row | None, values: Mapping[str, Any]) -> None:
        if values["status"] not in GIVING:
            return
        given = values.get("given_at")
        stands = before is not None and before["status"] in REFUSING
        latest = self.refused.get(place, self.now if stands else None)
        if latest is None:
            return
        if given is None:  # also where none stands any more: the line may come again
            raise LineRejected("givenAt", "a refusal or withdrawal is recorded; state `givenAt`")
        if given <= latest:
            raise LineRejected("givenAt", "not after the latest refusal or withdrawal")

    def _record(self, standing: Row, values: Mapping[str, Any], line_key: str) -> None:
        place = Place(standing["visitor_id"], standing["purpose"], standing["regime"])
        self.moved[place] = standing
        event = self._event(standing, values, line_key)
        self.events.append(event)
        if values["status"] in REFUSING:
            _refuse(self.refused, place, event["recorded_at"])

    def _event(self, standing: Row, values: Mapping[str, Any], line_key: str) -> Row:
        """An event, at the time that the line states for what it says, or else now."""
        ended = values["status"] in ENDED
        at = values.get("withdrawn_at" if ended else "given_at") or self.now
        return whole_row(
            ConsentEvent,
            id=new_id("ConsentEvent"),
            consent_id=standing["id"],
            recorded_at=at,
            line_key=line_key,
            **{name: values.get(name) for name in _SAID_BY_EVENT},
            **{name: standing[name] for name in _OF_STANDING},
        )


def _refuse(refused: dict[Place, datetime], place: Place, *moments: datetime | None) -> None:
    """Later moments move the latest one on; none moves it back."""
    stated = [at for at in (refused.get(place), *moments) if at is not None]
    if stated:
        refused[place] = max(stated)


async def standings_of(
    work: UnitOfWork, site_id: str, visitor_ids: Iterable[str], now: datetime
) -> Standings:
    """The standings of visitors of a site, as the database has them; nobody else moves them now."""
    wanted = set(visitor_ids)
    await locked(work, site_id, wanted, "id")
    found = await rows_of(work, Consent, site_id, "visitor_id", wanted)
    stored = {Place(row["visitor_id"], row["purpose"], row["regime"]): dict(row) for row in found}
    refused: dict[Place, datetime] = {}
    latest = await _latest_refusals(work, site_id, wanted)
    for place, row in stored.items():
        _refuse(refused, place, latest.get(row["id"]))
        if row["status"] in REFUSING:
            _refuse(refused, place, row["withdrawn_at"], row["given_at"])
    return Standings(site_id, now, stored, refused)


async def _latest_refusals(
    work: UnitOfWork, site_id: str, visitor_ids: set[str]
) -> dict[str, datetime]:
    """When an event last refused, by the consent's id."""
    standing, event = table_of(Consent).c, table_of(ConsentEvent).c
    if not visitor_ids:
        return {}
    found = (
        select(event.consent_id, func.max(event.recorded_at).label("latest"))
        .where(
            standing.site_id == site_id,
            standing.visitor_id.in_(visitor_ids),
            event.site_id == standing.site_id,
            event.consent_id == standing.id,
            event.status.in_(REFUSING),
        )
        .group_by(event.consent_id)
    )
    return {row.consent_id: row.latest for row in await work.connection.execute(found)}
