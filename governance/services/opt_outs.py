"""Opt-outs (C5): by visitor, by address or by cookie, on one site or on all; each is kept once.

INVARIANT(no-clear-address): an address is here only as the SHA-256 of how it is compared.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import or_, select
from sqlmodel import col

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.imports.values import Unfit, email
from governance.services.matching import address_sha256
from governance.services.turns import lock_site
from governance.services.visitors import NO_TARGET, Row, whole_row
from governance.services.written import Change, Written
from governance.tables import OptOut, Organization, Visitor, VisitorAlias, table_of
from governance.vocabulary import OrganizationKind

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
LONGEST_VALUE: Final = 4096
"""Characters of a cookie's value: what browsers keep (RFC 6265, section 6.1)."""


class Whose(NamedTuple):
    """What an opt-out is known by."""

    kind: str
    """`visitor`, `address` or `cookie`."""
    key: str
    """The visitor's id, the SHA-256 of the match address, or the cookie's value."""


def by_visitor(visitor_id: str) -> Whose:
    """Of a visitor of a site."""
    return Whose("visitor", visitor_id)


def by_address(address: str) -> Whose:
    """Of whoever has an e-mail address. Raises BAD_USER_INPUT, which does not repeat it."""
    try:
        return Whose("address", address_sha256(email(address)))
    except Unfit as error:
        raise bad_input("`address` is not an e-mail address", "address") from error


def by_address_sha256(digest: str) -> Whose:
    """Of whoever has an address, told by the hexadecimal SHA-256 of how it is compared."""
    if not _SHA256.fullmatch(digest.lower()):
        reason = "`addressSha256` is not a SHA-256 in 64 hexadecimal digits"
        raise bad_input(reason, "addressSha256")
    return Whose("address", digest.lower())


def by_cookie(value: str) -> Whose:
    """Of whoever has a cookie of that value among the visitor's identifiers."""
    if not value.strip() or len(value) > LONGEST_VALUE:
        reason = f"`cookie` is empty or longer than {LONGEST_VALUE} characters"
        raise bad_input(reason, "cookie")
    return Whose("cookie", value)


async def record(work: UnitOfWork, whose: Whose, site_id: str | None, *, now: datetime) -> Written:
    """Opt out on a site, or on all (None); said again, it is the same row. The next read obeys.

    Raises NOT_FOUND without the site or the visitor, and BAD_USER_INPUT for a visitor on all sites.
    """
    if site_id is None:
        await _lock_all(work)
    else:
        await lock_site(work, site_id)
    if whose.kind == "visitor":  # now: a merge that had the site may have taken them away
        await _check_visitor(work, whose.key, site_id)
    known = select(col(OptOut.id)).where(
        col(OptOut.kind) == whose.kind,
        col(OptOut.key) == whose.key,
        col(OptOut.site_id).is_(None) if site_id is None else col(OptOut.site_id) == site_id,
    )
    told = await work.session.scalar(known.order_by(col(OptOut.id)).limit(1))
    visitor = (site_id, whose.key) if whose.kind == "visitor" and site_id is not None else None
    if told is not None:
        return Written("OptOut", told, (), visitor)
    row = OptOut(
        id=new_id("OptOut"), site_id=site_id, kind=whose.kind, key=whose.key, recorded_at=now
    )
    work.session.add(row)
    await work.session.flush()
    return Written("OptOut", row.id, (Change("OptOut.key", None, whose.key),), visitor)


async def kept_opt_outs(
    work: UnitOfWork, site_id: str, left: Mapping[str, str], now: datetime
) -> list[Row]:
    """Opt-outs to write for visitors who leave an address that is opted out, here or everywhere.

    `left` has the digest of the address that a visitor leaves, by the visitor's id.
    """
    if not left:
        return []
    row = table_of(OptOut).c
    here = or_(row.site_id.is_(None), row.site_id == site_id)
    found = select(row.site_id, row.kind, row.key).where(
        here, row.key.in_({*left.keys(), *left.values()})
    )
    known = {tuple(one) for one in await work.connection.execute(found)}
    return [
        whole_row(
            OptOut, id=new_id("OptOut"), site_id=where, kind="visitor", key=visitor, recorded_at=now
        )
        for visitor, address in left.items()
        for where in (None, site_id)
        if (where, "address", address) in known and (where, "visitor", visitor) not in known
    ]


async def is_of(work: UnitOfWork, whose: Whose, visitor: tuple[str, str]) -> bool:
    """Whether it is a visitor (site, id) who opts out: by name, their address or their cookie."""
    site_id, visitor_id = visitor
    if whose.kind == "visitor":
        return whose.key == visitor_id
    if whose.kind == "address":
        row = await work.session.get(Visitor, visitor)
        return row is not None and row.email_sha256 == whose.key
    alias = await work.session.get(VisitorAlias, (site_id, whose.kind, whose.key))
    return alias is not None and alias.visitor_id == visitor_id


async def _check_visitor(work: UnitOfWork, visitor_id: str, site_id: str | None) -> None:
    if site_id is None:
        raise bad_input("a visitor is of one site: name it by `site`", "site")
    if await work.session.get(Visitor, (site_id, visitor_id)) is None:
        raise GovernanceError(Code.NOT_FOUND, NO_TARGET)


async def _lock_all(work: UnitOfWork) -> None:
    """One at a time over all sites: by the row of the operator."""
    operator = col(Organization.kind) == OrganizationKind.OPERATOR
    locked = select(col(Organization.id)).where(operator).with_for_update(key_share=True)
    await work.session.execute(locked)
