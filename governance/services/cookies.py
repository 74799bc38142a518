"""A site's cookies: registered, blocked and allowed again, and seen on visitors (C4).

Names alone are kept of the cookies that are seen. A value may tell who somebody is.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import select, update

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.retention import retention_seconds
from governance.services.turns import lock_site
from governance.services.visitors import insert_rows, whole_row
from governance.services.written import Change, Written, changes
from governance.tables import Cookie, CookieBlock, table_of
from governance.vocabulary import COOKIE_CATEGORIES, check_name

LONGEST: Final = {
    "name": 500,
    "domain": 500,
    "provider": 200,
    "description": 4000,
    "retention": 200,
}
"""Characters of a field, as imports have them."""

ANY: Final = "*"
"""What the name of a pattern may end in; it says nothing more than that it is one."""

_NAME: Final = re.compile(r"[^\x00-\x20\x7f=;,]+")
_FIELDS: Final = {
    "name": "name",
    "is_pattern": "isPattern",
    "domain": "domain",
    "category": "category",
    "provider": "provider",
    "description": "description",
    "retention": "retention",
    "retention_seconds": "retentionSeconds",
    "third_party": "thirdParty",
}
"""Column to the field that shows it."""


class Described(NamedTuple):
    """A cookie as its registry describes it."""

    name: str
    category: str
    is_pattern: bool = False
    """Whether it is every cookie whose name begins with `name`."""
    domain: str | None = None
    provider: str | None = None
    description: str | None = None
    retention: str | None = None
    """In words, such as `13 months` or `session`."""
    third_party: bool = False


async def register(work: UnitOfWork, site_id: str, cookie: Described) -> Written:
    """Add a cookie to a site's registry, or describe the one of that name, domain and kind anew.

    Raises BAD_USER_INPUT, NOT_FOUND without the site, and CONFLICT where an import left twins.
    """
    columns = _columns(cookie)
    await lock_site(work, site_id)
    row = table_of(Cookie)
    same = (row.c[name] == columns[name] for name in ("name", "domain", "is_pattern"))
    found = select(row).where(row.c.site_id == site_id, *same).limit(2)
    known = (await work.connection.execute(found)).mappings().all()
    if len(known) > 1:
        reason = "several cookies of the registry have this name and domain: import them anew"
        raise GovernanceError(Code.CONFLICT, reason)
    if not known:
        made = whole_row(Cookie, site_id=site_id, id=new_id("Cookie"), **columns)
        await insert_rows(work, Cookie, [made])
        return Written("Cookie", made["id"], changes("Cookie", {}, made, _FIELDS))
    of_row = (row.c.site_id == site_id, row.c.id == known[0]["id"])
    await work.connection.execute(update(row).where(*of_row).values(columns))
    told = changes("Cookie", dict(known[0]), {**known[0], **columns}, _FIELDS)
    return Written("Cookie", known[0]["id"], told)


async def block(
    work: UnitOfWork,
    site_id: str,
    *,
    category: str | None = None,
    cookie_id: str | None = None,
    blocked: bool,
    now: datetime,
) -> Written:
    """Block a category of cookies or one cookie on a site, or allow it again.

    Either is enough to block: to allow a cookie again does not lift the block of its category.
    Raises BAD_USER_INPUT, and NOT_FOUND without the site or the cookie.
    """
    await lock_site(work, site_id)
    if (category is None) == (cookie_id is None):
        raise bad_input("name a `category` or a `cookie`", "category")
    if cookie_id is not None:
        kind, key = "cookie", cookie_id
        if await work.session.get(Cookie, (site_id, cookie_id)) is None:
            raise GovernanceError(Code.NOT_FOUND, "no cookie of that id")
    else:
        assert category is not None
        check_name(category, COOKIE_CATEGORIES, "category of cookies", "category")
        kind, key = "category", category
    row = await work.session.get(CookieBlock, (site_id, kind, key))
    before = None if row is None else {kind: key, "blocked": row.blocked}
    if row is None:
        row = CookieBlock(site_id=site_id, kind=kind, key=key, blocked=blocked, recorded_at=now)
        work.session.add(row)
    elif row.blocked is not blocked:
        row.blocked, row.recorded_at = blocked, now
    await work.session.flush()
    after = {kind: key, "blocked": blocked}
    told = () if before == after else (Change("Cookie.blocked", before, after),)
    return Written("Site", site_id, told)


def check_cookie_name(name: str, argument: str) -> None:
    """Raise BAD_USER_INPUT for what is no cookie's name (RFC 6265); the text is not repeated."""
    if len(name) > LONGEST["name"] or not _NAME.fullmatch(name):
        reason = f"`{argument}` is not the name of a cookie: no blank, `=`, `;` or `,`, no value"
        raise bad_input(reason, argument)


def best_matches(name: str, cookies: Sequence[Any]) -> Sequence[Any]:
    """The rows of a registry that a cookie's name is: by name, or else by the longest pattern."""
    exact = [one for one in cookies if not one.is_pattern and one.name == name]
    if exact:
        return exact
    stems = [(one.name.rstrip(ANY), one) for one in cookies if one.is_pattern]
    fitting = [(stem, one) for stem, one in stems if stem and name.startswith(stem)]
    longest = max((len(stem) for stem, _ in fitting), default=0)
    return [one for stem, one in fitting if len(stem) == longest]


def _columns(cookie: Described) -> dict[str, Any]:
    check_name(cookie.category, COOKIE_CATEGORIES, "category of cookies", "category")
    columns = cookie._asdict()
    for name, longest in LONGEST.items():
        value = columns[name]
        if value is not None and len(value) > longest:
            raise bad_input(f"`{name}` is longer than {longest} characters", name)
        columns[name] = (value or "").strip() or None
    check_cookie_name(columns["name"] or "", "name")
    if cookie.is_pattern and not columns["name"].rstrip(ANY):
        raise bad_input(f"`name` of a pattern is more than `{ANY}`", "name")
    seconds = None if columns["retention"] is None else retention_seconds(columns["retention"])
    return {**columns, "retention_seconds": seconds}
