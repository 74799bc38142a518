"""Cookies seen on a visitor: matched to the site's registry, and reported where not allowed (C4).

What is seen without being registered, while blocked or without consent is kept with `allowed`
false, so that whoever answers for the site can list it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import literal, or_, select

from governance.authz.cookies import decided, standing
from governance.authz.questions import Nobody, question_of
from governance.authz.rules import Policy
from governance.database.dialect import DIALECTS
from governance.database.types import Instant
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import new_id
from governance.services.cookies import best_matches, check_cookie_name
from governance.services.imports.known import RESTRICTED
from governance.services.rows import changes_of, update_of
from governance.services.visitors import BATCH, insert_rows, whole_row
from governance.services.written import Change, Written
from governance.tables import CookieObservation, Visitor, table_of

_SEEN: Final = ("cookie_id", "allowed", "last_seen_at")


class Match(NamedTuple):
    """What a name is in the registry, and whether it may be set."""

    cookie_id: str | None
    allowed: bool


async def observe(
    work: UnitOfWork,
    site_id: str,
    visitor_id: str,
    names: Sequence[str],
    policy: Policy,
    *,
    now: datetime,
) -> Written:
    """Record that cookies of these names were seen on a visitor, and whether they might be.

    Raises BAD_USER_INPUT for what is no name, NOT_FOUND without the visitor, and CONFLICT where
    the visitor is restricted (C22).
    """
    names = list(dict.fromkeys(names))
    if len(names) > BATCH:
        raise bad_input(f"`names` has more than {BATCH} names", "names")
    for name in names:
        check_cookie_name(name, "names")
    await _lock_visitor(work, site_id, visitor_id)
    matches = await _matches(work, site_id, visitor_id, names, policy, now)
    known = await _known(work, site_id, visitor_id, names)
    fresh = [
        whole_row(
            CookieObservation,
            site_id=site_id,
            id=new_id("CookieObservation"),
            visitor_id=visitor_id,
            name=name,
            first_seen_at=now,
            last_seen_at=now,
            **match._asdict(),
        )
        for name, match in matches.items()
        if name not in known
    ]
    await insert_rows(work, CookieObservation, fresh)
    again = [
        changes_of(known[name].id, {**match._asdict(), "last_seen_at": now})
        for name, match in matches.items()
        if name in known
    ]
    if again:
        await work.connection.execute(update_of(CookieObservation, site_id, _SEEN), again)
    before = {name: row.allowed for name, row in known.items()}
    after = {name: match.allowed for name, match in matches.items()}
    return Written(
        "Visitor",
        visitor_id,
        (Change("CookieObservation.allowed", before or None, after),) if names else (),
        (site_id, visitor_id),
        told={"recorded": len(names)},
    )


async def _lock_visitor(work: UnitOfWork, site_id: str, visitor_id: str) -> None:
    row = table_of(Visitor).c
    found = select(row.restricted_at).where(row.site_id == site_id, row.id == visitor_id)
    visitor = (await work.connection.execute(found.with_for_update(key_share=True))).first()
    if visitor is None:
        raise GovernanceError(Code.NOT_FOUND, "no visitor of that id")
    if visitor.restricted_at is not None:
        raise GovernanceError(Code.CONFLICT, RESTRICTED)


async def _known(
    work: UnitOfWork, site_id: str, visitor_id: str, names: Sequence[str]
) -> Mapping[str, Any]:
    """What was seen on the visitor before, by name."""
    row = table_of(CookieObservation).c
    found = select(row.id, row.name, row.allowed).where(
        row.site_id == site_id, row.visitor_id == visitor_id, row.name.in_(names)
    )
    return {one.name: one for one in await work.connection.execute(found)}


async def _matches(
    work: UnitOfWork,
    site_id: str,
    visitor_id: str,
    names: Sequence[str],
    policy: Policy,
    now: datetime,
) -> Mapping[str, Match]:
    """What each name is in the registry now; of twins, all have to be allowed."""
    dialect, caller = DIALECTS[work.dialect], Nobody(literal(now, Instant()))
    row = table_of(Visitor).c
    asked = standing(lambda use: question_of(policy, use, dialect, caller), lambda name: row[name])
    columns = [row.id, *(made.label(name) for name, made in asked.items())]
    one = select(*columns).where(row.site_id == site_id, row.id == visitor_id).cte("standing")
    cookies = decided(one, literal(site_id)).subquery("decided")
    wanted = or_(cookies.c.is_pattern, cookies.c.name.in_(names))
    found = select(cookies).where(wanted).order_by(cookies.c.allowed, cookies.c.id)
    rows = (await work.connection.execute(found)).all()
    told = ((name, best_matches(name, rows)) for name in names)
    return {
        name: Match(best[0].id, best[0].allowed) if best else Match(None, False)
        for name, best in told
    }
