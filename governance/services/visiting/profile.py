"""What is kept of a visitor, said anew by who collects it, or corrected because it was wrong."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import update

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.keys import keyed_hash
from governance.services.opt_outs import kept_opt_outs
from governance.services.visiting.fields import FIELDS, read_fields
from governance.services.visiting.names import (
    EXTERNAL,
    Held,
    Name,
    alias_row,
    ids_named,
    restricted,
)
from governance.services.visitor_keys import hash_key_of
from governance.services.visitors import Row, insert_rows
from governance.services.written import Written, changes
from governance.tables import Correction, OptOut, Visitor, VisitorAlias, table_of


async def upsert(
    work: UnitOfWork,
    visitor: Held,
    given: Mapping[str, Any],
    *,
    preferences: Collection[str],
    now: datetime,
) -> Written:
    """Say fields of a visitor; those that are not given stay, and null clears one.

    An external id that is replaced stays another identifier; the caller has the site's turn where
    one may be. Raises BAD_USER_INPUT, SENSITIVE_DATA_REFUSED, and CONFLICT for a restricted visitor
    (C22) and for an external id that is another visitor's.
    """
    columns = read_fields(given, preferences, now)
    if columns.get("permission_basis", visitor.row["permission_basis"]) is None:
        reason = "`permissionBasis` must state by which legal basis the visitor is held (C6)"
        raise bad_input(reason, "permissionBasis")
    if visitor.row["restricted_at"] is not None:
        raise restricted()
    before = {} if visitor.new else visitor.row
    former = visitor.row[EXTERNAL]
    after = await _change(work, visitor, columns, now)
    if former is not None and former != after[EXTERNAL]:
        await _keep_name(work, visitor, Name(EXTERNAL, former))
    changed = changes("Visitor", before, after, FIELDS)
    return Written("Visitor", visitor.row["id"], changed, visitor.key)


async def correct(
    work: UnitOfWork,
    visitor: Held,
    given: Mapping[str, Any],
    *,
    by: str,
    preferences: Collection[str],
    now: datetime,
) -> Written:
    """Put right what is wrong of a visitor (C22), also of a restricted one.

    Each field that differs leaves a correction: who, when, and a hash of the wrong value under the
    visitor's key. `by` is the access token. Raises as `upsert` does.
    """
    columns = read_fields(given, preferences, now)
    before = visitor.row
    after = await _change(work, visitor, columns, now)
    changed = changes("Visitor", before, after, FIELDS)
    if changed:
        key = await hash_key_of(work, *visitor.key)
        rows = [
            Correction(
                site_id=visitor.row["site_id"],
                id=new_id("Correction"),
                visitor_id=visitor.row["id"],
                coordinate=one.coordinate,
                before_hmac=_hashed(key, one.coordinate, one.before),
                corrected_by=by,
                recorded_at=now,
            ).model_dump()
            for one in changed
        ]
        await insert_rows(work, Correction, rows)
    return Written("Visitor", visitor.row["id"], changed, visitor.key)


async def _change(work: UnitOfWork, visitor: Held, columns: Row, now: datetime) -> Row:
    """The row after what differs is written; an opt-out by address stays with the visitor (C5)."""
    differing = {name: value for name, value in columns.items() if visitor.row[name] != value}
    if not differing:
        return visitor.row
    if differing.get(EXTERNAL) is not None:
        await _check_free(work, visitor, Name(EXTERNAL, differing[EXTERNAL]))
    address = visitor.row["email_sha256"]
    if address is not None and "email_sha256" in differing:
        left = {visitor.row["id"]: address}
        kept = await kept_opt_outs(work, visitor.row["site_id"], left, now)
        if kept:
            await insert_rows(work, OptOut, kept)
    stamped = {**differing, "updated_at": now}
    row = table_of(Visitor).c
    of_visitor = (row.site_id == visitor.row["site_id"], row.id == visitor.row["id"])
    await work.connection.execute(update(table_of(Visitor)).where(*of_visitor).values(stamped))
    return {**visitor.row, **stamped}


async def _check_free(work: UnitOfWork, visitor: Held, name: Name) -> None:
    found = await ids_named(work, visitor.row["site_id"], [name])
    if found.get(name, visitor.row["id"]) != visitor.row["id"]:
        raise GovernanceError(Code.CONFLICT, "another visitor of the site has that external id")


async def _keep_name(work: UnitOfWork, visitor: Held, name: Name) -> None:
    """A former external id stays a name of its visitor."""
    found = await ids_named(work, visitor.row["site_id"], [name])
    if name not in found:
        await insert_rows(work, VisitorAlias, [alias_row(*visitor.key, name)])


def _hashed(key: bytes, coordinate: str, value: Any) -> str | None:
    """Null where there was no value; else hexadecimal HMAC-SHA256 of the coordinate and JSON."""
    return None if value is None else keyed_hash(key, coordinate, orjson.dumps(value))
