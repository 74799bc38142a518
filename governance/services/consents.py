"""Consents: what visitors say, as events, and where they stand by the latest of them.

INVARIANT(latest-by-sequence): a standing is that of the event recorded last, never that of the
latest client's clock. Asking again moves nothing that was given or refused; see `standings`.
"""

from collections.abc import Sequence
from datetime import datetime

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.services.batches import MOST_AT_ONCE, Outcome
from governance.services.notices import Posted, posted_notices
from governance.services.receipts import Issuer
from governance.services.said import Said
from governance.services.standings import standings_of
from governance.services.visiting.names import RESTRICTED, Named, held_each
from governance.services.written import Written
from governance.tables import Visitor
from governance.vocabulary import GIVING, ConsentStatus


async def record(
    work: UnitOfWork, issuer: Issuer, visitor: Visitor, said: Said, *, now: datetime
) -> Written:
    """Record what a visitor says, with a receipt of it. The caller holds the visitor's row.

    Raises BAD_USER_INPUT for what does not fit, NOT_FOUND for a notice that is not the site's, and
    CONFLICT for consent of a visitor whose processing is restricted (C22).
    """
    _check(said, visitor.restricted_at, now)
    notices = await posted_notices(work, visitor.site_id, [said.notice_id], now)
    said = said._replace(notice_id=_notice_of(said, notices))
    return await _say(work, issuer, visitor, said, now)


async def record_each(
    work: UnitOfWork,
    issuer: Issuer,
    site_id: str,
    items: Sequence[tuple[Named, Said]],
    *,
    now: datetime,
) -> list[Outcome]:
    """Record what many of a site say, each taken or refused by itself, in the order given.

    All their rows are held before anything is said, in one order, so that no two batches wait for
    each other. Raises BAD_USER_INPUT for none and for too many.
    """
    if not 1 <= len(items) <= MOST_AT_ONCE:
        raise bad_input(f"a batch has 1 to {MOST_AT_ONCE} items", "consents")
    held = await held_each(work, site_id, [named for named, _ in items])
    rows = {one["id"]: one for one in held if not isinstance(one, GovernanceError)}
    notices = await posted_notices(work, site_id, [said.notice_id for _, said in items], now)
    standings = await standings_of(work, issuer, site_id, rows, now)
    outcomes = []
    for place, (visitor, (_, said)) in enumerate(zip(held, items, strict=True)):
        try:
            if isinstance(visitor, GovernanceError):
                raise visitor
            _check(said, visitor["restricted_at"], now)
            said = said._replace(notice_id=_notice_of(said, notices))
            written = await standings.say(work, visitor["id"], said)
            outcomes.append(Outcome(place, written.id, visitor=visitor["id"]))
        except GovernanceError as error:
            outcomes.append(Outcome(place, error=error))
    await standings.write(work)
    return outcomes


async def withdraw(
    work: UnitOfWork,
    issuer: Issuer,
    visitor: Visitor,
    *,
    purpose: str,
    regime: str,
    method: str,
    source: str | None,
    now: datetime,
) -> Written:
    """Withdraw what stands for a purpose, as easily as it was given; twice changes nothing more.

    A withdrawal needs nothing to have been given: the next read must know of it either way.
    """
    said = Said(purpose, ConsentStatus.WITHDRAWN, method, regime=regime, source=source)
    said.check(now, withdrawing=True)
    return await _say(work, issuer, visitor, said, now)


async def _say(
    work: UnitOfWork, issuer: Issuer, visitor: Visitor, said: Said, now: datetime
) -> Written:
    standings = await standings_of(work, issuer, visitor.site_id, [visitor.id], now)
    written = await standings.say(work, visitor.id, said)
    await standings.write(work)
    return written


def _check(said: Said, restricted_at: datetime | None, now: datetime) -> None:
    said.check(now)
    if said.status in GIVING and restricted_at is not None:
        raise GovernanceError(Code.CONFLICT, RESTRICTED)


def _notice_of(said: Said, notices: Posted) -> str | None:
    """The notice that was shown: the one named, or the newest that the site had posted."""
    if said.notice_id is None:
        return notices.newest
    if said.notice_id not in notices.named:
        raise GovernanceError(Code.NOT_FOUND, "no notice of that id that the site has posted")
    return said.notice_id
