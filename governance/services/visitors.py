"""Rows of visitors and visits with what is derived at write, and rows written in batches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import and_, insert, or_, select
from sqlmodel import SQLModel, col

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.services.matching import (
    address_sha256,
    canonical_ip,
    match_address,
    network_of,
    referrer_host,
)
from governance.tables import Visit, Visitor, VisitorAlias, table_of

Row = dict[str, Any]

NO_TARGET: Final = "there is nothing of that id that you may change"
"""What a mutation says of a row that is not there, and of one that it may not touch."""

NOT_NAMED: Final = "name the visitor: `visitor`, or `site` and `externalId`"
BOTH_NAMED: Final = "`visitor` and `externalId` both name the visitor"

BATCH: Final = 1000
"""Rows that one statement writes."""

_DERIVED: Final = {"email": ("email_match", "email_sha256"), "ip_address": ("ip_network",)}
_LOCKED: Final = select(Visitor).with_for_update()


@cache
def _blank(model: type[SQLModel]) -> Mapping[str, Any]:
    """Every column, with the model's default or null, so that all rows of a batch look alike."""
    fields = model.model_fields
    return {
        column.name: None if fields[column.name].is_required() else fields[column.name].default
        for column in table_of(model).columns
    }


def whole_row(model: type[SQLModel], **values: Any) -> Row:
    """A row with every column. Raises TypeError for a column that the table lacks."""
    blank = _blank(model)
    unknown = values.keys() - blank.keys()
    if unknown:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
    return {**blank, **values}


def visitor_row(*, site_id: str, id: str, now: datetime, **values: Any) -> Row:
    """A visitor; `email` and `ip_address` bring their derived columns along.

    An `ip_address` that is none becomes null: it could not be shown as its network.
    """
    values = {"created_at": now, "updated_at": now, **values}
    row = whole_row(Visitor, site_id=site_id, id=id, **values)
    if row["email"] is not None:
        row["email_match"] = match_address(row["email"])
        row["email_sha256"] = address_sha256(row["email"])
    return _with_network(row)


def derived_from(columns: Iterable[str]) -> list[str]:
    """The columns of a visitor that are derived from these."""
    return [name for source in columns for name in _DERIVED.get(source, ())]


def visit_row(*, site_id: str, id: str, visitor_id: str, at: datetime, **values: Any) -> Row:
    """A visit; `ip_address` and `referrer` bring their derived columns along."""
    row = whole_row(Visit, site_id=site_id, id=id, visitor_id=visitor_id, at=at, **values)
    if row["referrer"] is not None:
        row["referrer_host"] = referrer_host(row["referrer"])
    return _with_network(row)


def _with_network(row: Row) -> Row:
    if row["ip_address"] is not None:
        row["ip_address"] = canonical_ip(row["ip_address"])
    if row["ip_address"] is not None:
        row["ip_network"] = network_of(row["ip_address"])
    return row


async def find_visitor(
    work: UnitOfWork, visitor_id: str | None, site_id: str | None, external_id: str | None
) -> Visitor:
    """The visitor of an id, or of a site's external id, locked until the transaction ends.

    An external id that became another identifier names the same visitor for ever. Raises
    BAD_USER_INPUT unless named in one way, and NOT_FOUND.
    """
    row = col(Visitor.id) == visitor_id
    if visitor_id is None:
        if site_id is None or external_id is None:
            raise bad_input(NOT_NAMED, "visitor")
        alias = select(col(VisitorAlias.visitor_id)).where(
            col(VisitorAlias.site_id) == site_id,
            col(VisitorAlias.kind) == "external_id",
            col(VisitorAlias.value) == external_id,
        )
        named = or_(col(Visitor.external_id) == external_id, col(Visitor.id).in_(alias))
        row = and_(col(Visitor.site_id) == site_id, named)
    elif external_id is not None:
        raise bad_input(BOTH_NAMED, "externalId")
    elif site_id is not None:
        row = and_(col(Visitor.site_id) == site_id, row)
    found = (await work.session.scalars(_LOCKED.where(row))).all()
    if len(found) != 1:
        raise GovernanceError(Code.NOT_FOUND, NO_TARGET)
    return found[0]


def batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Slices of at most BATCH rows."""
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


async def insert_rows(work: UnitOfWork, model: type[SQLModel], rows: Sequence[Row]) -> None:
    """Write rows that are not there yet."""
    for batch in batches(rows):
        await work.connection.execute(insert(table_of(model)), batch)
