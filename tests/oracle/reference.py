"""What is not a visitor's in a world: organizations, sites, notices, grants, requests and more."""

import json
from datetime import datetime
from hashlib import sha256
from random import Random

from governance.vocabulary import (
    AcquisitionKind,
    AcquisitionStatus,
    GrantStatus,
    LegalBasis,
    LegalMatter,
    LegalRequestStatus,
)
from tests.oracle.records import Row
from tests.oracle.values import (
    ADDRESSES,
    CATEGORIES,
    DAY,
    KINDS,
    MOMENTS,
    NOW,
    PURPOSES,
    TICK,
    Maker,
)


class ReferenceMaker(Maker):
    """Makes rows of reference tables; every status of each, at every boundary."""

    def organization(self, kind: str) -> None:
        organization = self.add(
            "organization",
            "Organization",
            name=f"{self.text()} {len(self.rows['organization'])}",
            kind=kind,
            country=self.maybe(self.text()),
            contact=self.maybe(self.text()),
            created_at=self.moment(),
        )
        self.add(
            "app_user",
            "User",
            organization_id=organization["id"],
            name=self.text(),
            email=f"{len(self.rows['app_user'])}{self.rng.choice(ADDRESSES)}",
            role=self.rng.choice(["analyst", "support"]),
            disabled_at=self.maybe(self.moment(), 0.3),
            created_at=self.moment(),
        )

    def site(self) -> None:
        owners = [
            row["id"]
            for row in self.rows["organization"]
            if row["kind"] in ("CUSTOMER", "OPERATOR", "SUBSIDIARY")
        ]
        self.add(
            "site",
            "Site",
            organization_id=self.rng.choice(owners),
            domain=f"{len(self.rows['site'])}.example",
            name=self.text(),
            jurisdiction=self.maybe(self.text()),
            notice_days=self.rng.choice([30, 30, 14, 0]),
            created_at=self.moment(),
        )

    def of_site(self, site: Row) -> None:
        """Its notices and cookies."""
        old, recent = MOMENTS[:6], MOMENTS[6:12]
        for posted in (*self.rng.sample(old, 1), *self.rng.sample(recent, self.rng.randint(0, 2))):
            self.notice(site, posted)
        if self.rng.random() < 0.5:  # two at one moment: the id decides
            self.notice(site, MOMENTS[0])
            self.notice(site, MOMENTS[0])
        for _ in range(self.rng.randint(0, 4)):
            self.add(
                "cookie",
                "Cookie",
                site_id=site["id"],
                name=self.text(),
                is_pattern=self.rng.random() < 0.5,
                domain=self.maybe(self.text()),
                category=self.rng.choice(["necessary", "analytics", self.text()]),
                provider=self.maybe(self.text(), 0.5),
                description=self.maybe(self.text(), 0.5),
                retention=self.maybe("13 months", 0.5),
                retention_seconds=self.maybe(self.rng.choice([-1, 0, 60, 2**31 - 1]), 0.7),
                third_party=self.rng.random() < 0.5,
            )

    def notice(self, site: Row, posted: datetime) -> None:
        notice = self.add(
            "notice",
            "Notice",
            site_id=site["id"],
            version=self.text(),
            language=self.rng.choice(["en", "de", self.text()]),
            url=self.maybe(self.text()),
            content_hash=sha256(self.text().encode()).hexdigest(),
            material=self.rng.random() < 0.5,
            posted_at=posted,
            binds_at=posted + site["notice_days"] * DAY,
        )
        uses = {
            (purpose, category, kind)
            for kind in KINDS
            if self.rng.random() < 0.8
            for purpose in self.rng.sample(PURPOSES, 4)
            for category in self.rng.sample(CATEGORIES, 4)
        }
        for purpose, category, kind in sorted(uses):
            self.add(
                "notice_use",
                site_id=site["id"],
                notice_id=notice["id"],
                purpose=purpose,
                category=category,
                recipient_kind=kind,
            )

    def grant(self) -> None:
        owned = self.rng.choice(self.rows["site"])
        grantor = owned["organization_id"] if self.rng.random() < 0.7 else self.pick("organization")
        self.add(
            "sharing_grant",
            "SharingGrant",
            grantor_id=grantor,
            recipient_id=self.pick("organization"),
            site_id=self.maybe(owned["id"], 0.5),
            purposes=self.some(PURPOSES, 6),
            categories=self.some(CATEGORIES, 8),
            legal_basis=self.rng.choice([*LegalBasis]).name,
            agreement=self.maybe(self.text()),
            status=self.rng.choice([*["ACTIVE"] * 5, *GrantStatus.__members__]),
            starts_at=self.past(),
            expires_at=self.until(),
            created_at=self.moment(),
        )

    def legal_request(self) -> None:
        asked = Random(len(self.rows["legal_request"]))  # of its own: seeds keep their worlds
        request = self.add(
            "legal_request",
            "LegalRequest",
            authority_id=self.pick("organization"),
            reference=self.text(),
            instrument=self.text(),
            matter=self.rng.choice([*LegalMatter]).name,
            jurisdiction=self.text(),
            status=self.rng.choice(["VERIFIED", "VERIFIED", *LegalRequestStatus.__members__]),
            starts_at=self.past(),
            expires_at=self.rng.choice([NOW, NOW + TICK, NOW + DAY, NOW + DAY]),
            categories=asked.choice([None, asked.sample(CATEGORIES, asked.randint(0, 4))]),
            sealed_until=self.until(),
            created_at=self.moment(),
        )
        for visitor in self.rng.sample(self.rows["visitor"], self.rng.randint(0, 8)):
            self.add(
                "legal_request_visitor",
                site_id=visitor["site_id"],
                visitor_id=visitor["id"],
                legal_request_id=request["id"],
            )

    def acquisition(self) -> None:
        acquisition = self.add(
            "acquisition",
            "Acquisition",
            acquirer_id=self.pick("organization"),
            kind=self.rng.choice([*AcquisitionKind]).name,
            status=self.rng.choice([*AcquisitionStatus]).name,
            opened_at=self.moment(),
            closed_at=self.maybe(self.moment(), 0.5),
        )
        for site in self.rng.sample(self.rows["site"], self.rng.randint(1, 2)):
            self.add("acquisition_site", acquisition_id=acquisition["id"], site_id=site["id"])

    def opt_out(self) -> None:
        visitor = self.rng.choice(self.rows["visitor"])
        cookies = [a["value"] for a in self.rows["visitor_alias"] if a["kind"] == "cookie"]
        kind, key = self.rng.choice(
            [
                ("visitor", visitor["id"]),
                ("address", visitor["email_sha256"] or ""),
                ("cookie", self.rng.choice(cookies or ["none"])),
                ("cookie", visitor["id"]),
            ]
        )
        site = self.rng.choice([visitor["site_id"], visitor["site_id"], self.pick("site"), None])
        self.add("opt_out", "OptOut", site_id=site, kind=kind, key=key, recorded_at=self.moment())

    def disclosure(self) -> None:
        self.add(
            "disclosure",
            "Disclosure",
            at=self.moment(),
            actor=self.text(),
            recipient_id=self.pick("organization"),
            role="analyst",
            purpose=self.rng.choice(PURPOSES),
            policy_revision="0" * 64,
            operation=self.maybe(self.text(), 0.5),
            document_hash="1" * 64,
            variables_hmac="2" * 64,
            coordinates=json.dumps({"shown": {"Visitor.email": "clear"}, "used": [], "signed": []}),
            signatures="[]",
            visitor_count=self.rng.randint(0, 9),
        )
