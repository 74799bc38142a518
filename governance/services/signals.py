"""Signals of a visitor's browser: Global Privacy Control (GPC), under a regime of its own.

A signal that is sent refuses what it means. One that is no longer sent is taken back: the purposes
are unknown again under its regime, which gives nothing. What the person says elsewhere stays beside
it, and a refusal beats it for as long as the signal holds.
"""

from datetime import datetime
from typing import Final

from governance.database.unit_of_work import UnitOfWork
from governance.services.receipts import Issuer
from governance.services.said import GPC, Said
from governance.services.standings import standings_of
from governance.services.visitors import find_visitor
from governance.services.written import Change, Written
from governance.tables import Visitor
from governance.vocabulary import REFUSING, ConsentStatus

GPC_REFUSES: Final = ("third_party_sharing", "marketing.advertising.third_party")
"""What it refuses: to sell or share data, and to use it to advertise on other sites."""
METHOD: Final = "SIGNAL"
SOURCE: Final = "Sec-GPC"


async def record_gpc(
    work: UnitOfWork, issuer: Issuer, visitor: Visitor, sent: bool, *, now: datetime
) -> Written:
    """Record whether a visitor's browser sends GPC; said again, it changes and writes nothing.

    The caller holds the visitor's row.
    """
    status = ConsentStatus.REFUSED if sent else ConsentStatus.UNKNOWN
    standings = await standings_of(work, issuer, visitor.site_id, [visitor.id], now)
    changed: list[Change] = []
    for purpose in GPC_REFUSES:
        said = Said(purpose, status, METHOD, regime=GPC, source=SOURCE)
        standing = standings.stood[visitor.id].get((purpose, GPC))
        refused = standing is not None and standing.status in REFUSING
        if sent is not refused:
            changed += (await standings.say(work, visitor.id, said, lifts=True)).changes
    await standings.write(work)
    return Written("Visitor", visitor.id, tuple(changed), (visitor.site_id, visitor.id))


async def heed_gpc(
    work: UnitOfWork, issuer: Issuer, self: tuple[str, str], *, now: datetime
) -> Written | None:
    """Record that the visitor's own browser sends GPC; None where that is known. Raises NOT_FOUND.

    `self` is site and visitor, as a visitor's access token binds them.
    """
    site_id, visitor_id = self
    visitor = await find_visitor(work, visitor_id, site_id, None)
    written = await record_gpc(work, issuer, visitor, True, now=now)
    return written if written.changes else None
