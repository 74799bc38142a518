"""What the demo's visitors left behind: visits, cookies, and what they consented to."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from governance.services.demo.people import MadeVisitor
from governance.services.demo.sheet import Sheet
from governance.services.demo.world import World
from governance.services.visitors import visit_row
from governance.tables import Consent, ConsentEvent, CookieObservation, Visit
from governance.vocabulary import GIVING

PATHS: Final = ("/", "/about", "/catalogue", "/catalogue/42", "/contact", "/guides/first-steps")
REFERRERS: Final = (
    None,
    None,
    "https://www.search.example/?q=tent",
    "https://news.example/outdoor/2026",
    "https://social.example/post/1",
)
TO_ALL: Final = ["SUBSIDIARY", "BUSINESS_PARTNER", "DATA_PROVIDER", "HOSTING_PROVIDER"]


class Statement(NamedTuple):
    """One statement of a set: on a purpose, a status, for whom, and until when."""

    purpose: str
    status: str
    recipients: Sequence[str] = TO_ALL
    regime: str = "default"
    expires_in_days: int | None = 180


SETS: Final[tuple[tuple[Statement, ...], ...]] = (
    (
        Statement("analytics", "GIVEN"),
        Statement("marketing.communications", "GIVEN"),
        Statement("marketing.advertising", "GIVEN"),
        Statement("personalize", "GIVEN"),
    ),
    (
        Statement("analytics.reporting", "GIVEN", ["SUBSIDIARY"]),
        Statement("marketing", "GIVEN"),
        Statement("marketing.communications.email", "REFUSED"),
    ),
    (
        Statement("analytics", "GIVEN", expires_in_days=None),
        Statement("marketing.communications", "WITHDRAWN"),
        Statement("third_party_sharing", "GIVEN", ["DATA_PROVIDER"]),
    ),
    (
        Statement("analytics", "GIVEN", expires_in_days=-15),
        Statement("marketing.communications", "RENEWED"),
        Statement("personalize.content", "GIVEN", ["SUBSIDIARY"]),
    ),
    (
        Statement("analytics", "REFUSED"),
        Statement("marketing", "REFUSED"),
        Statement("third_party_sharing", "REFUSED"),
    ),
    (
        Statement("analytics", "GIVEN", []),
        Statement("marketing.communications", "REQUESTED"),
        Statement("marketing.advertising", "EXPIRED", expires_in_days=-1),
    ),
    (
        Statement("analytics", "GIVEN"),
        Statement("analytics", "REFUSED", regime="gpc"),
        Statement("marketing.communications", "GIVEN", expires_in_days=None),
    ),
    (
        Statement("analytics", "RENEWED", ["SUBSIDIARY", "BUSINESS_PARTNER"]),
        Statement("personalize", "INVALIDATED"),
        Statement("third_party_sharing", "GIVEN"),
    ),
    (
        Statement("analytics", "GIVEN"),
        Statement("analytics.reporting.ad_performance", "REFUSED"),
        Statement("marketing", "REVOKED"),
        Statement("functional.service.improve", "UNKNOWN"),
    ),
    (
        Statement("marketing.communications", "REQUEST_DEFERRED"),
        Statement("analytics", "GIVEN", regime="tcf"),
        Statement("marketing.advertising", "GIVEN", ["DATA_PROVIDER"]),
    ),
    (),
)
"""Sets of statements; a visitor has one of them, by its number."""

BEFORE: Final = {
    "GIVEN": ("REQUESTED",),
    "RENEWED": ("REQUESTED", "GIVEN"),
    "REFUSED": ("REQUESTED",),
    "WITHDRAWN": ("GIVEN",),
    "EXPIRED": ("GIVEN",),
    "REVOKED": ("GIVEN",),
    "INVALIDATED": ("GIVEN",),
    "REQUEST_DEFERRED": ("REQUESTED",),
}
"""What was said before a status came to stand."""


class Traces:
    """Adds what a visitor left behind."""

    def __init__(self, sheet: Sheet, world: World) -> None:
        self._sheet = sheet
        self._world = world
        self._sequence = 0

    def add(self, made: MadeVisitor) -> None:
        """Visits, cookies and consents of one visitor."""
        self._add_visits(made)
        self._add_cookies(made)
        for statement in SETS[made.number % len(SETS)]:
            self._add_consent(made, statement)

    def _add_visits(self, made: MadeVisitor) -> None:
        rng, row = self._sheet.random, made.row
        since = (self._sheet.now - row["created_at"]).total_seconds()
        moments = [row["created_at"]]
        for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 5))):
            moments.append(row["created_at"] + timedelta(seconds=int(rng.uniform(0, since))))
        moments.sort()
        for at in moments:
            self._sheet.rows[Visit].append(
                visit_row(
                    site_id=row["site_id"],
                    id=self._sheet.new_id("Visit"),
                    visitor_id=row["id"],
                    at=at,
                    path=rng.choice(PATHS),
                    referrer=rng.choice(REFERRERS),
                    ip_address=row["ip_address"],
                    user_agent=made.device.user_agent,
                    os=row["os"],
                    browser=row["browser"],
                    pages_viewed=rng.randint(1, 12),
                    seconds_spent=rng.randint(2, 1800),
                )
            )
        row["visit_count"] = len(moments)
        row["first_seen_at"], row["last_seen_at"] = moments[0], moments[-1]
        row["updated_at"] = moments[-1]

    def _add_cookies(self, made: MadeVisitor) -> None:
        rng, row = self._sheet.random, made.row
        known = self._world.cookies[made.site]
        names = ["session_id", *rng.sample(sorted(known), rng.randint(0, 3))]
        if made.number % 20 == 9:
            names.append(f"unknown_{made.number % 7}")
        for name in dict.fromkeys(names):
            self._sheet.add(
                CookieObservation,
                site_id=row["site_id"],
                visitor_id=row["id"],
                cookie_id=known.get(name),
                name=name,
                first_seen_at=row["first_seen_at"],
                last_seen_at=row["last_seen_at"],
            )

    def _add_consent(self, made: MadeVisitor, statement: Statement) -> None:
        row, status = made.row, statement.status
        told = (*BEFORE.get(status, ()), status)
        first = row["created_at"] + timedelta(minutes=1)
        step = (self._sheet.now - first) / (len(told) + 1)
        moments = [first + step * turn for turn in range(len(told))]
        given = next((at for at, one in zip(moments, told, strict=True) if one in GIVING), None)
        consent_id = self._sheet.new_id("Consent")
        old, new = self._world.notices[made.site]
        source = "signal" if statement.regime == "gpc" else "banner"
        for at, one in zip(moments, told, strict=True):
            self._add_event(made, consent_id, one, at, source)
        self._sheet.add(
            Consent,
            id=consent_id,
            site_id=row["site_id"],
            visitor_id=row["id"],
            purpose=statement.purpose,
            regime=statement.regime,
            status=status,
            legal_basis="CONSENT",
            recipients=list(statement.recipients),
            notice_id=new if first > self._sheet.ago(days=10) else old,
            method="SIGNAL" if statement.regime == "gpc" else "FORM",
            jurisdiction=made.place.country,
            language=made.place.locale,
            given_at=given,
            withdrawn_at=moments[-1] if status in ("WITHDRAWN", "REVOKED") else None,
            expires_at=self._expires_at(statement, given),
            source=source,
            sequence=self._sequence,
        )

    def _expires_at(self, statement: Statement, given: datetime | None) -> datetime | None:
        if given is None or statement.expires_in_days is None:
            return None
        return self._sheet.ahead(days=statement.expires_in_days)

    def _add_event(
        self, made: MadeVisitor, consent_id: str, status: str, at: datetime, source: str
    ) -> None:
        self._sequence += 1
        values: dict[str, Any] = {
            "site_id": made.row["site_id"],
            "visitor_id": made.row["id"],
            "consent_id": consent_id,
            "sequence": self._sequence,
            "status": status,
            "method": "SIGNAL" if source == "signal" else "FORM",
            "source": source,
            "recorded_at": at,
        }
        self._sheet.add(ConsentEvent, **values)
