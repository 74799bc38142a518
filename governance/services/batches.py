"""Batches: many items at once, each taken or refused by itself."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from governance.errors import GovernanceError
from governance.services.written import Change, Written

MOST_AT_ONCE: Final = 1000
"""Items of a batch."""


class Outcome(NamedTuple):
    """What came of an item: the id of its row, or why there is none."""

    place: int
    """From 0."""
    id: str | None = None
    error: GovernanceError | None = None
    visitor: str | None = None
    """The id of whom what was written is about."""

    def told(self) -> dict[str, Any]:
        """The same as JSON."""
        error = self.error
        shown = None if error is None else {"code": error.code.value, "message": error.message}
        return {"index": self.place, "id": self.id, "error": shown}


def written_of(type_name: str, site_id: str, outcomes: Sequence[Outcome]) -> Written:
    """What a batch wrote on a site, with the results that its payload tells."""
    ids = [one.id for one in outcomes if one.id is not None]
    changed = (Change(type_name + ".id", None, ids),) if ids else ()
    visitors = tuple({one.visitor for one in outcomes if one.visitor is not None})
    results = [one.told() for one in outcomes]
    return Written("Site", site_id, changed, visitors=visitors, told={"results": results})
