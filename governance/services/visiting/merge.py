"""Two visitors of a site are one person: one is kept, and all that the other owns becomes theirs.

INVARIANT(nothing-lost): visits, consents with all their events, cookies seen, identifiers, legal
requests, corrections and opt-outs of the other are the kept one's. Between two standings on the
same purpose and regime a refusal beats consent; else the one that was recorded later stands.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table, and_, delete, exists, select, update

from governance.database.unit_of_work import UnitOfWork
from governance.errors import bad_input
from governance.services.opt_outs import kept_opt_outs
from governance.services.rows import locked
from governance.services.visiting.fields import FIELDS
from governance.services.visiting.merged_consents import move_consents
from governance.services.visiting.names import (
    DEVICE,
    EXTERNAL,
    Held,
    Name,
    alias_row,
    aliased,
    nobody,
)
from governance.services.visitors import Row, derived_from, insert_rows
from governance.services.written import Change, Written, changes
from governance.tables import (
    CookieObservation,
    Correction,
    LegalRequestVisitor,
    OptOut,
    Visit,
    Visitor,
    VisitorAlias,
    table_of,
)

_NAMED: Final = {EXTERNAL: EXTERNAL, "device_id": DEVICE}
"""Columns of which the other's value becomes an identifier, and its kind."""

_OF_BOTH: Final[Mapping[str, Callable[..., Any]]] = {
    "created_at": min,
    "first_seen_at": min,
    "last_seen_at": max,
    "restricted_at": min,
}
"""The older of two is bound by older notices (C21), and a restriction of one is of both."""

_OWN: Final = frozenset({"site_id", "id", "hash_key", "permission_basis", "visit_count"})


async def held_both(work: UnitOfWork, site_id: str, kept_id: str, other_id: str) -> list[Held]:
    """Both visitors, locked; the caller has the turn. Raises NOT_FOUND."""
    rows = await locked(work, site_id, (kept_id, other_id))
    if not {kept_id, other_id} <= rows.keys():
        raise nobody()
    return [Held(dict(rows[kept_id])), Held(dict(rows[other_id]))]


async def merge(work: UnitOfWork, kept: Held, other: Held, *, now: datetime) -> Written:
    """Make the other one the kept one; what is not known of the kept one is taken from the other.

    Access tokens of the other show nothing any more: who has one is verified anew. Raises
    BAD_USER_INPUT where both are the same.
    """
    site_id, kept_id = kept.key
    _, other_id = other.key
    if kept_id == other_id:
        raise bad_input("`other` is the visitor who is kept", "other")
    after = _merged(kept.row, other.row, now)
    await _keep_names(work, kept, other, after)
    address = other.row["email_sha256"]
    left = {} if address in (None, after["email_sha256"]) else {kept_id: address}
    await _keep_opt_outs(work, site_id, kept_id, other_id, left, now)
    await _move_cookies(work, site_id, kept_id, other_id)
    await move_consents(work, site_id, kept_id, other_id)
    await _move_requests(work, site_id, kept_id, other_id)
    for model in (VisitorAlias, Correction, Visit):
        await _move(work, table_of(model), site_id, kept_id, other_id)
    row = table_of(Visitor).c
    await work.connection.execute(
        delete(table_of(Visitor)).where(row.site_id == site_id, row.id == other_id)
    )
    values = {name: value for name, value in after.items() if value != kept.row[name]}
    await work.connection.execute(
        update(table_of(Visitor)).where(row.site_id == site_id, row.id == kept_id).values(values)
    )
    changed = (
        Change("Visitor.id", other_id, kept_id),
        *changes("Visitor", kept.row, after, FIELDS),
    )
    return Written("Visitor", kept_id, changed, kept.key)


def _merged(kept: Row, other: Row, now: datetime) -> Row:
    """The row of both: what is known of the kept one, then what is known of the other.

    Permission to use a row is that of the kept one, and none unless both were held by one (C6).
    """
    after = dict(kept)
    filled = kept.keys() - _OWN - _OF_BOTH.keys()
    for name in filled - {*derived_from(filled)}:
        if kept[name] is None:
            after |= {each: other[each] for each in (name, *derived_from([name]))}
    for name, choose in _OF_BOTH.items():
        known = [one[name] for one in (kept, other) if one[name] is not None]
        after[name] = choose(known, default=None)
    if other["permission_basis"] is None:
        after["permission_basis"] = None
    after["visit_count"] = kept["visit_count"] + other["visit_count"]
    after["updated_at"] = now
    return after


async def _keep_names(work: UnitOfWork, kept: Held, other: Held, after: Row) -> None:
    """What the other was known by, and the kept one is not, becomes an identifier."""
    site_id, kept_id = kept.key
    names = [
        Name(kind, other.row[column])
        for column, kind in _NAMED.items()
        if other.row[column] not in (None, after[column])
    ]
    known = await aliased(work, site_id, names)
    fresh = [name for name in names if name not in known]
    if fresh:
        rows = [alias_row(site_id, kept_id, name) for name in fresh]
        await insert_rows(work, VisitorAlias, rows)


async def _keep_opt_outs(
    work: UnitOfWork,
    site_id: str,
    kept_id: str,
    other_id: str,
    left: Mapping[str, str],
    now: datetime,
) -> None:
    """Opt-outs of the other are the kept one's, also by an address that is left (C5)."""
    row = table_of(OptOut).c
    of_other = and_(row.kind == "visitor", row.key == other_id)
    await work.connection.execute(update(table_of(OptOut)).where(of_other).values(key=kept_id))
    kept = await kept_opt_outs(work, site_id, left, now)
    if kept:
        await insert_rows(work, OptOut, kept)


async def _move_cookies(work: UnitOfWork, site_id: str, kept_id: str, other_id: str) -> None:
    """A cookie seen on both was seen from the first time to the last; the last says if allowed."""
    table = table_of(CookieObservation)
    row, seen = table.c, table.alias("seen")
    same = and_(seen.c.site_id == site_id, seen.c.visitor_id == other_id, seen.c.name == row.name)
    pairs = (
        select(
            row.id,
            row.first_seen_at,
            row.last_seen_at,
            row.allowed,
            seen.c.id.label("other_id"),
            seen.c.first_seen_at.label("other_first"),
            seen.c.last_seen_at.label("other_last"),
            seen.c.allowed.label("other_allowed"),
        )
        .join(seen, same)
        .where(row.site_id == site_id, row.visitor_id == kept_id)
    )
    for pair in (await work.connection.execute(pairs)).all():
        later = pair.other_last > pair.last_seen_at
        values = {
            "first_seen_at": min(pair.first_seen_at, pair.other_first),
            "last_seen_at": max(pair.last_seen_at, pair.other_last),
            "allowed": pair.other_allowed if later else pair.allowed,
        }
        of_row = (row.site_id == site_id, row.id == pair.id)
        await work.connection.execute(update(table).where(*of_row).values(values))
        of_other = (row.site_id == site_id, row.id == pair.other_id)
        await work.connection.execute(delete(table).where(*of_other))
    await _move(work, table, site_id, kept_id, other_id)


async def _move_requests(work: UnitOfWork, site_id: str, kept_id: str, other_id: str) -> None:
    """A legal request that names the other names the kept one, once."""
    table = table_of(LegalRequestVisitor)
    row, named = table.c, table.alias("named")
    twice = exists().where(
        named.c.site_id == site_id,
        named.c.visitor_id == kept_id,
        named.c.legal_request_id == row.legal_request_id,
    )
    of_other = (row.site_id == site_id, row.visitor_id == other_id)
    await work.connection.execute(delete(table).where(*of_other, twice))
    await _move(work, table, site_id, kept_id, other_id)


async def _move(work: UnitOfWork, table: Table, site_id: str, kept_id: str, other_id: str) -> None:
    of_other = (table.c.site_id == site_id, table.c.visitor_id == other_id)
    await work.connection.execute(update(table).where(*of_other).values(visitor_id=kept_id))
