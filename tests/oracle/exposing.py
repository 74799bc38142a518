"""What was shown of whom, and whether the ledger tells it: it may tell more, never less."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any, Final, NamedTuple

import orjson

from governance.engine.house import House
from governance.vocabulary import FORMS

Entry = Mapping[str, Any]
_SUFFIX: Final = 26
_HEARD: Final[ContextVar[list[Entry]]] = ContextVar("heard")


class Exposed(NamedTuple):
    """A value that a root showed of a visitor, in a form."""

    root: int
    """Its place among the roots that are read."""
    visitor: str
    coordinate: str
    form: str


def listen(house: House) -> None:
    """Hear every entry on its way to the ledger, in the task that waits for it."""
    record: Callable[[Entry], Awaitable[None]] = house.ledger.record

    async def heard(entry: Entry) -> None:
        _HEARD.get([]).append(entry)
        await record(entry)

    vars(house.ledger)["record"] = heard


def hear() -> list[Entry]:
    """The entries of what this task asks from now on."""
    entries: list[Entry] = []
    _HEARD.set(entries)
    return entries


def untold(exposed: Iterable[Exposed], entries: Iterable[Entry]) -> Iterator[str]:
    """What was shown and is in no entry in that form or a clearer one."""
    told = [_Told(entry) for entry in entries]
    for one in sorted(exposed):
        if not any(entry.tells(one) for entry in told):
            yield f"the ledger does not tell of {one}"


class _Told:
    """An entry, opened."""

    def __init__(self, entry: Entry) -> None:
        coordinates = orjson.loads(entry["coordinates"])
        self._constant = coordinates["shown"]
        self._signed = coordinates["signed"]
        self._digits = [_by_visitor(groups or ()) for groups in orjson.loads(entry["signatures"])]

    def tells(self, one: Exposed) -> bool:
        """Whether it says that this visitor was shown so clearly."""
        signatures = self._digits[one.root].get(one.visitor[-_SUFFIX:], ())
        signed = self._signed[one.root]
        at = [place for place, name in enumerate(signed) if name == one.coordinate]
        if not at:
            return bool(signatures) and one.form in self._constant.get(one.coordinate, ())
        least = str(FORMS.index(one.form) + 1)
        return any("1" <= digits[place] <= least for digits in signatures for place in at)


def _by_visitor(groups: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The signatures of each visitor: one who is reached by several rows may have several."""
    found: dict[str, list[str]] = {}
    for digits, ids in groups:
        for at in range(0, len(ids), _SUFFIX):
            found.setdefault(ids[at : at + _SUFFIX], []).append(digits)
    return found
