"""Visits as programs of a site record them: many at once, each taken or refused by itself.

INVARIANT(by-itself): what is wrong with one item refuses that item alone. A key of the caller's
makes an item the same visit however often it comes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.exc import IntegrityError

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.batches import MOST_AT_ONCE, Outcome
from governance.services.rows import ids_of, locked, plan_afresh
from governance.services.turns import take_turn
from governance.services.visiting.names import (
    ID,
    Held,
    Name,
    ids_named,
    new_rows,
    nobody,
    restricted,
)
from governance.services.visiting.told import Told, new_visitor, read_item
from governance.services.visitors import Row, insert_rows, visit_row
from governance.services.visits import move_by
from governance.services.written import Written, changes
from governance.tables import Visit, Visitor, VisitorAlias

_FIELDS = {
    "at": "at",
    "path": "path",
    "referrer": "referrer",
    "ip_address": "ipAddress",
    "user_agent": "userAgent",
    "os": "os",
    "browser": "browser",
    "pages_viewed": "pagesViewed",
    "seconds_spent": "secondsSpent",
}
"""Column of a visit to the field that shows it."""


async def record(
    work: UnitOfWork,
    site_id: str,
    items: Sequence[Mapping[str, Any]],
    *,
    key: bytes,
    now: datetime,
) -> list[Outcome]:
    """Record visits of a site (see `told`); what came of each item, in their order.

    `key` is what the keys of items are told by. Raises BAD_USER_INPUT for no items and too many,
    and CONFLICT where another request records the same keys meanwhile.
    """
    if not 1 <= len(items) <= MOST_AT_ONCE:
        raise bad_input(f"`visits` must be 1 to {MOST_AT_ONCE}", "visits")
    refused = list[Outcome]()
    told = list[Told]()
    for place, item in enumerate(items):
        try:
            told.append(read_item(item, place, site_id, key, now))
        except GovernanceError as error:
            refused.append(Outcome(place, error=error))
    await plan_afresh(work, unless_known="visitor")
    batch = _Batch(site_id, now, await _known(work, site_id, told))
    batch.rows = await locked(work, site_id, batch.ids.values(), "restricted_at")
    keys = {one.line_key for one in told if one.line_key is not None}
    batch.recorded = dict(await ids_of(work, Visit, site_id, "line_key", keys))
    outcomes = [batch.take(one) for one in told]
    await batch.write(work)
    return sorted([*refused, *outcomes], key=lambda one: one.place)


async def record_one(work: UnitOfWork, visitor: Held, told: Told, *, now: datetime) -> Written:
    """Record one visit of a visitor whose row is held, or who is new with it.

    Raises BAD_USER_INPUT for a new visitor without a permission basis (C6), and CONFLICT for a
    restricted one (C22).
    """
    site_id, visitor_id = visitor.key
    batch = _Batch(site_id, now, {})
    batch.rows = {visitor_id: visitor.row}
    if visitor.new:
        told.check_basis()
    if told.line_key is not None:
        batch.recorded = dict(await ids_of(work, Visit, site_id, "line_key", [told.line_key]))
    visit_id = batch.add(told, visitor_id)
    await batch.write(work)
    changed = [change for row in batch.visits for change in changes("Visit", {}, row, _FIELDS)]
    return Written("Visit", visit_id, tuple(changed), visitor.key)


class _Batch:
    """What items change: the visitors who are new with them, their visits, and whom they move."""

    def __init__(self, site_id: str, now: datetime, ids: dict[Name, str]) -> None:
        self.ids = ids
        self.rows: Mapping[str, Mapping[str, Any] | RowMapping] = {}
        self.recorded: dict[str, str] = {}
        self.visits: list[Row] = []
        self._site_id = site_id
        self._now = now
        self._visitors: dict[str, Row] = {}
        self._aliases: list[Row] = []

    def take(self, told: Told) -> Outcome:
        """Plan an item, or say why not."""
        try:
            if told.line_key in self.recorded:
                return Outcome(told.place, self.recorded[told.line_key])
            visitor_id = self._visitor(told)
            return Outcome(told.place, self.add(told, visitor_id), visitor=visitor_id)
        except GovernanceError as error:
            return Outcome(told.place, error=error)

    def add(self, told: Told, visitor_id: str) -> str:
        """Plan a visit of a visitor; its id, also where it is recorded already."""
        if told.line_key in self.recorded:
            return self.recorded[told.line_key]
        known = self.rows.get(visitor_id)
        if known is None and visitor_id not in self._visitors:
            raise nobody()  # merged meanwhile
        if known is not None and known["restricted_at"] is not None:
            raise restricted()
        visit_id = new_id("Visit")
        row = visit_row(
            site_id=self._site_id,
            id=visit_id,
            visitor_id=visitor_id,
            line_key=told.line_key,
            **told.values,
        )
        self.visits.append(row)
        if told.line_key is not None:
            self.recorded[told.line_key] = visit_id
        return visit_id

    async def write(self, work: UnitOfWork) -> None:
        """Carry it out. Raises CONFLICT where a key was taken meanwhile."""
        if not self.visits:
            return
        try:
            async with work.connection.begin_nested():
                await insert_rows(work, Visitor, [*self._visitors.values()])
                await insert_rows(work, VisitorAlias, self._aliases)
                await insert_rows(work, Visit, self.visits)
        except IntegrityError:
            reason = "another request records visits of the same keys; try again"
            raise GovernanceError(Code.CONFLICT, reason) from None
        written = [row["id"] for row in self.visits]
        await work.connection.execute(move_by(work, self._site_id, written, self._now))

    def _visitor(self, told: Told) -> str:
        """The id of whom an item is about, who may be new with it."""
        if told.name is not None and told.name in self.ids:
            return self.ids[told.name]
        if told.name is not None and told.name.kind == ID:
            raise nobody()
        told.check_basis()
        row, aliases = new_rows(self._site_id, told.name, **new_visitor(told, self._now))
        self._visitors[row["id"]] = row
        self._aliases += aliases
        if told.name is not None:
            self.ids[told.name] = row["id"]
        return str(row["id"])


async def _known(work: UnitOfWork, site_id: str, told: Sequence[Told]) -> dict[Name, str]:
    """The visitors whom items name. Where some would be new, this has the site's turn."""
    names = {one.name for one in told if one.name is not None}
    found = await ids_named(work, site_id, names)
    unknown = {name for name in names - found.keys() if name.kind != ID}
    if unknown:
        await take_turn(work, site_id)
        found |= await ids_named(work, site_id, unknown)
    return found
