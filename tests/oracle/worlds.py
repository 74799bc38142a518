"""Small worlds made from a seed: every table filled with what trips a compiler.

Consents of every status under several regimes, notices around their binding date, opt-outs by each
kind, legal requests, acquisitions, and visitors who lack or have any value.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from random import Random
from typing import Final

from sqlalchemy import insert

from governance.database.engine import Database
from governance.services.matching import canonical_json, match_address
from governance.tables import metadata
from governance.vocabulary import (
    ConsentStatus,
    LegalBasis,
)
from tests.oracle.records import Row
from tests.oracle.reference import ReferenceMaker
from tests.oracle.values import ADDRESSES, KINDS, NOW, ODD_TEXTS, PURPOSES, REGIMES

MOST_CONSENTS: Final = 95
"""Few enough for one page to hold them all."""


@dataclass(frozen=True, slots=True)
class World:
    """The rows of every table, and when it is."""

    rows: dict[str, list[Row]]
    now: datetime

    def ids(self, table: str) -> list[str]:
        """The ids of a table's rows."""
        return [row["id"] for row in self.rows[table]]

    async def fill(self, database: Database) -> None:
        """Write all rows into an empty database."""
        async with database.unit_of_work() as work:
            for table in metadata.sorted_tables:
                if rows := self.rows.get(table.name):
                    await work.connection.execute(insert(table), rows)


def a_world(seed: int) -> World:
    """The world of a seed."""
    return _WorldMaker(Random(seed)).world()


class _WorldMaker(ReferenceMaker):
    def world(self) -> World:
        for kind in (*KINDS, "CUSTOMER", "SUBSIDIARY"):
            self.organization(kind)
        for _ in range(self.rng.randint(2, 4)):
            self.site()
        for site in self.rows["site"]:
            self.of_site(site)
        for _ in range(self.rng.randint(8, 25)):
            self.visitor(self.rng.choice(self.rows["site"])["id"])
        for make, times in (
            (self.grant, 30),
            (self.legal_request, 14),
            (self.acquisition, 12),
            (self.opt_out, 8),
            (self.disclosure, 5),
        ):
            for _ in range(times):
                make()
        return World(self.rows, NOW)

    def visitor(self, site: str) -> None:
        address = self.maybe(self.rng.choice(ADDRESSES))
        match = None if address is None else match_address(address)
        age = self.rng.choice([-4, 0, 17, 18, 24, 25, 34, 35, 44, 45, 54, 55, 64, 65, 99])
        texts = (
            *("first_name", "last_name", "phone", "street_address", "city", "region"),
            *("postal_code", "country", "social_network", "social_handle", "ip_address"),
            *("ip_network", "device_type", "hardware", "os", "browser", "device_id"),
            *("mac_address", "geo_country", "geo_city", "gender"),
        )
        millionths = (0, 1, -1, 52_520_000, -500_000, -90_000_000, 13_404_954, 179_999_999)
        visitor = self.add(
            "visitor",
            "Visitor",
            site_id=site,
            external_id=self.maybe(f"{self.text()}{len(self.rows['visitor'])}"),
            email=address,
            email_match=match,
            email_sha256=None if match is None else sha256(match.encode()).hexdigest(),
            **{name: self.maybe(self.text()) for name in texts},
            geo_region=self.maybe(self.rng.choice(["DE-BE", "US-CA", "D", self.text()])),
            latitude_e6=self.maybe(self.rng.choice(millionths)),
            longitude_e6=self.maybe(self.rng.choice(millionths)),
            birth_year=self.maybe(NOW.year - age),
            preferences=self.maybe(self.preferences()),
            permission_basis=self.maybe("CONSENT", 0.7),
            restricted_at=self.maybe(self.moment(), 0.2),
            first_seen_at=self.maybe(self.moment()),
            last_seen_at=self.maybe(self.moment()),
            visit_count=self.rng.choice([-3, 0, 1, 7, 2**31 - 1]),
            created_at=self.moment(),
            updated_at=self.moment(),
        )
        self.owned(visitor)

    def preferences(self) -> str:
        wide = {f"key{number}": number for number in range(70)}
        texts = {self.text(): self.text(), "nested": {"languages": ["de", self.text()], "n": None}}
        return canonical_json(self.rng.choice([{}, {"news": True, "n": -7}, texts, texts, wide]))

    def owned(self, visitor: Row) -> None:
        owner = {"site_id": visitor["site_id"], "visitor_id": visitor["id"]}
        number = len(self.rows["visitor"])
        for kind in self.some(("cookie", "cookie", "device", "external", "loyalty"), 4):
            value = f"{self.text()}-{number}-{len(self.rows['visitor_alias'])}"
            self.add("visitor_alias", **owner, kind=kind, value=value)
        for _ in range(self.rng.choice([0, 1, 2, 3])):
            self.visit(owner)
        standing = [(purpose, regime) for purpose in PURPOSES[:8] for regime in REGIMES]
        room = MOST_CONSENTS - len(self.rows["consent"])
        for purpose, regime in self.rng.sample(standing, min(self.rng.randint(0, 9), room)):
            self.consent(owner, purpose, regime)
        cookies = [c["id"] for c in self.rows["cookie"] if c["site_id"] == visitor["site_id"]]
        for name in self.rng.sample(ODD_TEXTS, self.rng.randint(0, 2)):
            self.add(
                "cookie_observation",
                "CookieObservation",
                **owner,
                cookie_id=self.maybe(self.rng.choice(cookies), 0.7) if cookies else None,
                name=name,
                first_seen_at=self.moment(),
                last_seen_at=self.moment(),
            )

    def visit(self, owner: Row) -> None:
        self.add(
            "visit",
            "Visit",
            **owner,
            at=self.moment(),
            **{
                name: self.maybe(self.text())
                for name in (
                    *("path", "referrer", "referrer_host", "ip_address", "ip_network"),
                    *("user_agent", "os", "browser"),
                )
            },
            pages_viewed=self.maybe(self.rng.choice([-1, 0, 1, 12])),
            seconds_spent=self.maybe(self.rng.choice([-1, 0, 1, 12])),
        )

    def consent(self, owner: Row, purpose: str, regime: str) -> None:
        # now and then a notice of another site, to which no relation may lead
        here = owner["site_id"] if self.rng.random() < 0.8 else None
        notices = [n["id"] for n in self.rows["notice"] if here in (None, n["site_id"])]
        common = {"method": self.text(), "source": self.maybe(self.text(), 0.5)}
        statuses = [*["GIVEN"] * 8, *["RENEWED"] * 3, *ConsentStatus.__members__]
        consent = self.add(
            "consent",
            "Consent",
            **owner,
            **common,
            purpose=purpose,
            regime=regime,
            status=self.rng.choice(statuses),
            legal_basis=self.rng.choice([*LegalBasis]).name,
            recipients=self.some(KINDS, 8),
            notice_id=self.maybe(self.rng.choice(notices), 0.7) if notices else None,
            jurisdiction=self.maybe(self.text()),
            language=self.maybe(self.text()),
            given_at=self.maybe(self.moment()),
            withdrawn_at=self.maybe(self.moment(), 0.3),
            expires_at=self.until(),
            sequence=len(self.rows["consent"]),
        )
        for sequence in range(self.rng.randint(0, 2)):
            self.add(
                "consent_event",
                "ConsentEvent",
                **{**owner, **common},
                consent_id=consent["id"],
                sequence=sequence,
                status=self.rng.choice([*ConsentStatus]).name,
                recorded_at=self.moment(),
            )
