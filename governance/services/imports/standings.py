"""Where visitors stand after what an import says: the latest event by sequence, per regime.

A line that gives consent from before the refusal or withdrawal that stands is rejected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from governance.identity import new_id
from governance.services.imports.run import LineRejected
from governance.services.visitors import Row, whole_row
from governance.tables import Consent, ConsentEvent
from governance.vocabulary import GIVING, REFUSING, ConsentStatus

ENDED: Final = frozenset({ConsentStatus.WITHDRAWN, ConsentStatus.REVOKED})
"""What a time of withdrawal goes with."""

_AS_SAID: Final = (
    "purpose status legal_basis method jurisdiction language withdrawn_at expires_at source"
).split()
_OF_STANDING: Final = "site_id visitor_id sequence".split()
_SAID_BY_EVENT: Final = "status method source".split()


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
    moved: dict[Place, Row] = field(default_factory=dict)
    events: list[Row] = field(default_factory=list)

    def add(
        self, visitor_id: str, notice_id: str | None, values: Mapping[str, Any], line_key: str
    ) -> None:
        """Record what a line says. Raises LineRejected."""
        place = Place(visitor_id, values["purpose"], values.get("regime") or "default")
        before = self.moved.get(place) or self.stored.get(place)
        given = values.get("given_at")
        if before is not None:
            _check_refusal(values["status"], given, before)
            if values["status"] not in GIVING:
                given = given or before["given_at"]
        if before is not None and not _moves(values["status"], before["status"]):
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

    def _record(self, standing: Row, values: Mapping[str, Any], line_key: str) -> None:
        place = Place(standing["visitor_id"], standing["purpose"], standing["regime"])
        self.moved[place] = standing
        self.events.append(self._event(standing, values, line_key))

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


def _moves(status: str, standing: str) -> bool:
    """Whether an event moves what stands: asking again does not, and a refusal never expires."""
    if status == ConsentStatus.EXPIRED:
        return standing not in REFUSING
    return status in GIVING | REFUSING or standing not in GIVING | REFUSING


def _check_refusal(status: str, given: datetime | None, before: Row) -> None:
    if status not in GIVING or given is None or before["status"] not in REFUSING:
        return
    said = [at for at in (before["withdrawn_at"], before["given_at"]) if at is not None]
    if said and given < max(said):
        raise LineRejected("givenAt", "before the refusal or withdrawal that stands")
