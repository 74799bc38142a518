"""The names by which a site knows its visitors: an id, an external id, or another identifier.

An external id that became another identifier, as the one of a visitor who was merged, names the
same visitor for ever.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import RowMapping, select

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.imports.values import Unfit, text
from governance.services.rows import ids_of, is_among, locked
from governance.services.sensitive import (
    SAYS_SENSITIVE,
    SensitiveDataRefused,
    check_text,
    is_sensitive,
)
from governance.services.turns import take_turn
from governance.services.visitors import (
    BOTH_NAMED,
    NO_TARGET,
    NOT_NAMED,
    Row,
    insert_rows,
    visitor_row,
)
from governance.tables import Visitor, VisitorAlias, table_of
from governance.vocabulary import check_name

ID: Final = "id"
EXTERNAL: Final = "external_id"
COOKIE: Final = "cookie"
DEVICE: Final = "device"
ALIAS_KINDS: Final = (EXTERNAL, COOKIE, DEVICE, "account", "crm", "loyalty")
"""What other identifiers are."""
RANDOM_KINDS: Final = frozenset({COOKIE, DEVICE})
"""Those whose values are random: a word in one is there by chance."""

RESTRICTED: Final = "processing of this visitor's data is restricted"
_LONGEST: Final = text(200)
_TRIES: Final = 3


class Name(NamedTuple):
    """A name: `id`, or a kind of identifier, and its value."""

    kind: str
    value: str


Named: TypeAlias = tuple[str | None, str | None]
"""A visitor's id, or an external id on a site: one of the two."""


class Held(NamedTuple):
    """A visitor whose row is locked until the transaction ends."""

    row: Row
    new: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """(site id, visitor id)."""
        return self.row["site_id"], self.row["id"]


def check_value(value: str, argument: str) -> str:
    """An identifier, without blanks around it. Raises BAD_USER_INPUT."""
    trimmed = value.strip()
    if not trimmed or not trimmed.isprintable():
        raise bad_input(f"`{argument}` must be 1 to 200 printable characters", argument)
    try:
        return _LONGEST(trimmed)
    except Unfit as unfit:
        raise bad_input(f"`{argument}`: {unfit}", argument) from None


def check_alias(kind: str, value: str, argument: str) -> Name:
    """An identifier of a kind. Raises BAD_USER_INPUT and SENSITIVE_DATA_REFUSED."""
    if is_sensitive(kind):
        raise SensitiveDataRefused(argument, "SENSITIVE_KEY", f"a kind that {SAYS_SENSITIVE}")
    check_name(kind, ALIAS_KINDS, "kind of identifier", argument)
    if kind not in RANDOM_KINDS:
        check_text(argument, value)
    return Name(kind, check_value(value, argument))


async def ids_named(work: UnitOfWork, site_id: str, names: Iterable[Name]) -> dict[Name, str]:
    """The ids of the visitors of a site who have these names, without names that nobody has.

    Raises CONFLICT for an external id of more than one visitor.
    """
    found = await all_named(work, site_id, names)
    if any(len(ids) > 1 for ids in found.values()):
        raise GovernanceError(Code.CONFLICT, "more than one visitor has that external id")
    return {name: ids.pop() for name, ids in found.items()}


async def all_named(work: UnitOfWork, site_id: str, names: Iterable[Name]) -> dict[Name, set[str]]:
    """The ids of all visitors of a site who have these names."""
    wanted = list(names)
    found = {name: {one} for name, one in (await aliased(work, site_id, wanted)).items()}
    for kind in (ID, EXTERNAL):
        values = {name.value for name in wanted if name.kind == kind}
        for value, visitor_id in await ids_of(work, Visitor, site_id, kind, values):
            found.setdefault(Name(kind, value), set()).add(visitor_id)
    return found


async def held_each(
    work: UnitOfWork, site_id: str, named: Sequence[Named]
) -> list[RowMapping | GovernanceError]:
    """The visitors of a site, as `find_visitor` finds them, locked in one order for all.

    Of each its `id` and `restricted_at`, or why there is none.
    """
    names = [_name_of(*one) for one in named]
    known = await all_named(work, site_id, {one for one in names if isinstance(one, Name)})
    ids = {name: found.pop() for name, found in known.items() if len(found) == 1}
    rows = await locked(work, site_id, ids.values(), "restricted_at")
    return [
        rows.get(ids.get(name, ""), nobody()) if isinstance(name, Name) else name for name in names
    ]


def _name_of(visitor_id: str | None, external_id: str | None) -> Name | GovernanceError:
    if visitor_id is not None and external_id is not None:
        return bad_input(BOTH_NAMED, "externalId")
    if visitor_id is not None:
        return Name(ID, visitor_id)
    return bad_input(NOT_NAMED, "visitor") if external_id is None else Name(EXTERNAL, external_id)


async def aliased(work: UnitOfWork, site_id: str, names: Iterable[Name]) -> dict[Name, str]:
    """Those of the names that are other identifiers of a visitor of the site, and whose."""
    wanted = {name for name in names if name.kind != ID}
    if not wanted:
        return {}
    alias = table_of(VisitorAlias).c
    found = select(alias.kind, alias.value, alias.visitor_id).where(
        alias.site_id == site_id,
        alias.kind.in_(sorted({name.kind for name in wanted})),
        is_among(work, alias.value, {name.value for name in wanted}),
    )
    rows = await work.connection.execute(found)
    known = {Name(row.kind, row.value): str(row.visitor_id) for row in rows}
    return {name: visitor_id for name, visitor_id in known.items() if name in wanted}


async def held(work: UnitOfWork, site_id: str, name: Name) -> Held | None:
    """The visitor of a name, locked; one who is merged meanwhile is looked for again."""
    for _ in range(_TRIES):
        visitor_id = (await ids_named(work, site_id, [name])).get(name)
        if visitor_id is None:
            return None
        row = (await locked(work, site_id, [visitor_id])).get(visitor_id)
        if row is not None:
            return Held(dict(row))
    return None


async def held_or_made(work: UnitOfWork, site_id: str, name: Name | None, **values: Any) -> Held:
    """The visitor of a name, locked; a new one where nobody has that name, and where there is none.

    `values` are for a new one. Raises NOT_FOUND for an id, and for a site, that are not there.
    """
    known = await held(work, site_id, name) if name is not None else None
    if known is not None:
        return known
    if (name is not None and name.kind == ID) or not await take_turn(work, site_id):
        raise nobody()
    known = await held(work, site_id, name) if name is not None else None
    if known is not None:
        return known
    row, aliases = new_rows(site_id, name, **values)
    await insert_rows(work, Visitor, [row])
    if aliases:
        await insert_rows(work, VisitorAlias, aliases)
    return Held(row, new=True)


def new_rows(site_id: str, name: Name | None, **values: Any) -> tuple[Row, list[Row]]:
    """A new visitor of a name that nobody has, and what other identifiers they have."""
    if name is not None and name.kind == EXTERNAL:
        values[EXTERNAL] = name.value
    row = visitor_row(site_id=site_id, id=new_id("Visitor"), **values)
    named = name is not None and name.kind != EXTERNAL
    return row, [alias_row(site_id, row["id"], name)] if name is not None and named else []


async def site_of(work: UnitOfWork, visitor_id: str) -> str:
    """The site of a visitor; not locked. Raises NOT_FOUND."""
    row = table_of(Visitor).c
    site_id = await work.connection.scalar(select(row.site_id).where(row.id == visitor_id))
    if site_id is None:
        raise nobody()
    return str(site_id)


async def held_by_id(
    work: UnitOfWork, visitor_id: str, *, site_id: str | None = None, turn: bool = False
) -> Held:
    """A visitor, locked; with the turn of its site where its names may change. Raises NOT_FOUND."""
    of_site = await site_of(work, visitor_id)
    if site_id not in (None, of_site):
        raise nobody()
    site_id = of_site
    if turn:
        await take_turn(work, site_id)
    known = await held(work, site_id, Name(ID, visitor_id))
    if known is None:
        raise nobody()
    return known


def alias_row(site_id: str, visitor_id: str, name: Name) -> Row:
    """Another identifier of a visitor."""
    return {"site_id": site_id, "visitor_id": visitor_id, **name._asdict()}


def nobody() -> GovernanceError:
    """A visitor who is not there, told as one who may not be touched."""
    return GovernanceError(Code.NOT_FOUND, NO_TARGET)


def restricted() -> GovernanceError:
    """What would add to what is kept of a visitor whose data is restricted (C22)."""
    return GovernanceError(Code.CONFLICT, RESTRICTED)
