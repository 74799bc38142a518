"""Made-up data with a shape that the product's conditions have to work for.

Fifty sites of ten customers. A subsidiary has active grants over three fifths of the sites; the
grant of every third site names user data alone, so there personal data is masked. Each visitor has
consents for three purposes, and about two thirds of them let the subsidiary receive.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlmodel import SQLModel

from governance.authz.policy import load_policy
from governance.identity import PREFIXES
from governance.schema.binding import datamap
from governance.services.hashes import hash_secret
from governance.services.keys import Keys
from governance.services.policies import shipped_policy
from governance.services.tokens import make_token
from governance.services.visitors import whole_row
from governance.tables import (
    AccessToken,
    Consent,
    Notice,
    NoticeUse,
    OptOut,
    Organization,
    PolicyRevision,
    SharingGrant,
    Site,
    Visitor,
    VisitorAlias,
)

SITES_OF_A_CUSTOMER: Final = 5
CONSENT_PURPOSES: Final = ("analytics", "marketing.communications", "personalize")
SECRET: Final = "5e" * 32
"""The secret key of a benchmark deployment."""
LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_STATUSES: Final = ("GIVEN",) * 7 + ("REFUSED", "WITHDRAWN", "REQUESTED")
_NAMES: Final = ("Ada", "Bjørn", "Chloé", "Dora", "Emre", "Farah", "Grete", "Hana", "Ilse", "João")
_DEVICES: Final = (
    ("desktop", "Windows", "Chrome"),
    ("desktop", "Mac OS X", "Safari"),
    ("desktop", "Linux", "Firefox"),
    ("mobile", "iOS", "Mobile Safari"),
    ("mobile", "Android", "Chrome Mobile"),
)
_WIDE: Final = ("personal_data", "user_data", "user.behavior", "user.privacy_preferences")
_NARROW: Final = ("user_data", "user.behavior", "user.privacy_preferences")
_VISITOR_COLUMNS: Final = tuple(
    """
    site_id id external_id email email_match email_sha256 first_name last_name phone city country
    ip_address ip_network device_type os browser geo_country latitude_e6 longitude_e6 birth_year
    permission_basis restricted_at first_seen_at last_seen_at visit_count created_at updated_at
    """.split()
)
_CONSENT_COLUMNS: Final = tuple(
    """
    site_id id visitor_id purpose regime status legal_basis recipients method given_at expires_at
    sequence
    """.split()
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, each a tuple in the order of the columns."""

    model: type[SQLModel]
    columns: tuple[str, ...]
    rows: Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Asker:
    """A caller of the benchmark."""

    role: str
    purpose: str
    organization: str
    kind: str
    token: str
    """The id of its access token."""
    bearer: str
    """The token itself."""


class World:
    """All rows of a benchmark database, the same for the same arguments."""

    def __init__(self, visitors: int, sites: int, now: datetime, keys: Keys) -> None:
        self._visitors_wanted = visitors
        self._now = now.replace(microsecond=0)
        self._keys = keys
        self._random = random.Random(visitors)
        self.operator = self.new_id("Organization")
        self.customers = [self.new_id("Organization") for _ in range(0, sites, SITES_OF_A_CUSTOMER)]
        self.subsidiary = self.new_id("Organization")
        self.sites = [self.new_id("Site") for _ in range(sites)]
        self.granted = sites * 3 // 5
        """How many sites, from the first, the subsidiary has an active grant for."""
        self._secrets: dict[str, str] = {}
        self.askers = (
            self._asker("subsidiary", "analytics.reporting", self.subsidiary, "SUBSIDIARY"),
            self._asker("site_owner", "personalize", self.customers[0], "CUSTOMER"),
        )
        self.agent = self._asker(
            "site_agent", "functional.storage.privacy_preferences", self.customers[0], "CUSTOMER"
        )
        """The program on the sites of the first customer; it writes."""

    def new_id(self, type_name: str) -> str:
        """An id that the seed decides."""
        rng = self._random
        head, tail = rng.choice("01234567"), rng.choices(_ALPHABET, k=25)
        return PREFIXES[type_name] + "_" + head + "".join(tail)

    def owner(self, site: int) -> str:
        """The customer who owns the site of that number."""
        return self.customers[site // SITES_OF_A_CUSTOMER]

    def seen_by(self, asker: Asker) -> list[str]:
        """The sites whose visitors a caller may see."""
        if asker.role == "subsidiary":
            return self.sites[: self.granted]
        return self.sites[:SITES_OF_A_CUSTOMER]

    def tables(self) -> Iterator[Rows]:
        """Every table's rows, each after those it points to. To be read once, in order."""
        yield from self._reference()
        visitors = [
            (self.sites[n % len(self.sites)], self.new_id("Visitor"))
            for n in range(self._visitors_wanted)
        ]
        yield Rows(Visitor, _VISITOR_COLUMNS, self._visitors(visitors))
        aliases = ((site, "cookie", self._cookie(n), id) for n, (site, id) in enumerate(visitors))
        yield Rows(VisitorAlias, ("site_id", "kind", "value", "visitor_id"), aliases)
        yield Rows(Consent, _CONSENT_COLUMNS, self._consents(visitors))
        opt_outs = self._opt_outs(visitors)
        yield Rows(OptOut, ("id", "site_id", "kind", "key", "recorded_at"), opt_outs)

    # -- organizations, sites, notices, grants, tokens, the policy

    def _reference(self) -> Iterator[Rows]:
        began = self._ago(days=900)
        kinds = {self.operator: "OPERATOR", self.subsidiary: "SUBSIDIARY"}
        organizations = (self.operator, *self.customers, self.subsidiary)
        yield _whole(
            Organization,
            (
                {"id": id, "name": id, "kind": kinds.get(id, "CUSTOMER"), "created_at": began}
                for id in organizations
            ),
        )
        yield _whole(
            Site,
            (
                {
                    "id": id,
                    "organization_id": self.owner(n),
                    "domain": f"www.site-{n}.example",
                    "name": f"Site {n}",
                    "created_at": began,
                }
                for n, id in enumerate(self.sites)
            ),
        )
        notices = [self._notice(site, days) for site in self.sites for days in (400, 100)]
        yield _whole(Notice, notices)
        yield _whole(NoticeUse, (use for notice in notices for use in _uses(notice)))
        yield _whole(SharingGrant, (self._grant(n, site) for n, site in enumerate(self.sites)))
        yield _whole(AccessToken, map(self._token, (*self.askers, self.agent)))
        rules, clauses = shipped_policy()
        yield _whole(
            PolicyRevision,
            [
                {
                    "id": self.new_id("PolicyRevision"),
                    "revision": load_policy(rules, clauses, datamap()).revision,
                    "rules": rules,
                    "clauses": clauses,
                    "author": "benchmark",
                    "active": True,
                    "activated_at": LONG_AGO,
                }
            ],
        )

    def _notice(self, site: str, days: int) -> dict[str, Any]:
        posted = self._ago(days=days)
        return {
            "site_id": site,
            "id": self.new_id("Notice"),
            "version": str(days),
            "language": "en",
            "content_hash": sha256(str(days).encode()).hexdigest(),
            "posted_at": posted,
            "binds_at": posted + timedelta(days=30),
        }

    def _grant(self, number: int, site: str) -> dict[str, Any]:
        narrow = number % 3 == 2
        return {
            "id": self.new_id("SharingGrant"),
            "grantor_id": self.owner(number),
            "recipient_id": self.subsidiary,
            "site_id": site,
            "purposes": ["analytics", "personalize"],
            "categories": [*(_NARROW if narrow else _WIDE), "user.unique_id"],
            "legal_basis": "LEGITIMATE_INTEREST",
            "status": "ACTIVE" if number < self.granted else "REVOKED",
            "starts_at": self._ago(days=300),
            "expires_at": self._now + timedelta(days=3650),
            "created_at": self._ago(days=310),
        }

    def _token(self, asker: Asker) -> dict[str, Any]:
        return {
            "id": asker.token,
            "organization_id": asker.organization,
            "role": asker.role,
            "purposes": [asker.purpose],
            "secret_hash": hash_secret(self._secrets[asker.token]),
            "issued_at": LONG_AGO,
        }

    def _asker(self, role: str, purpose: str, organization: str, kind: str) -> Asker:
        token = self.new_id("AccessToken")
        bearer, self._secrets[token] = make_token(self._keys, token, self._random.randbytes)
        return Asker(role, purpose, organization, kind, token, bearer)

    # -- visitors and what they own

    def _visitors(self, visitors: list[tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
        rng = self._random
        moments = [self._ago(hours=hours) for hours in range(24, 24 * 700, 7)]
        for n, (site, id) in enumerate(visitors):
            first, last = rng.choice(_NAMES), rng.choice(_NAMES) + "sen"
            email = f"visitor.{n}@mail.example" if n % 6 else None
            device, os, browser = rng.choice(_DEVICES)
            a, b, c = rng.randrange(64), rng.randrange(256), rng.randrange(1, 255)
            seen, created = rng.choice(moments), rng.choice(moments)
            yield (
                *(site, id, f"crm-{n:06d}" if n % 3 else None, email, email),
                email and sha256(email.encode()).hexdigest(),
                *(first, last, f"+49 30 {n:07d}" if n % 2 else None, "Berlin"),
                rng.choice(("DE", "FR", "US")),
                *(f"198.18.{a}.{c}", f"198.18.{a}.0/24", device, os, browser),
                *(rng.choice(("DE", "FR", "US")), 52_520_007 + b, 13_404_954 + b),
                rng.randrange(1940, 2006) if n % 4 else None,
                "CONSENT" if n % 25 else None,
                self._ago(days=3) if n % 50 == 1 else None,
                *(created, seen, rng.randrange(1, 40), created, seen),
            )

    def _consents(self, visitors: list[tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
        rng = self._random
        given, expires = self._ago(days=50), self._now + timedelta(days=700)
        recipients = ["SUBSIDIARY", "BUSINESS_PARTNER"], ["BUSINESS_PARTNER"]
        for n, (site, id) in enumerate(visitors):
            for place, purpose in enumerate(CONSENT_PURPOSES):
                yield (
                    *(site, self.new_id("Consent"), id, purpose, "default"),
                    *(rng.choice(_STATUSES), "CONSENT", recipients[n % 20 == 0], "banner"),
                    *(given, expires, n * 3 + place),
                )

    def _opt_outs(self, visitors: list[tuple[str, str]]) -> Iterator[tuple[Any, ...]]:
        at = self._ago(days=2)
        for n, (site, id) in enumerate(visitors):
            if n % 100 == 7:
                yield self.new_id("OptOut"), site, "visitor", id, at
            if n % 100 == 57:
                yield self.new_id("OptOut"), None, "cookie", self._cookie(n), at

    def _cookie(self, number: int) -> str:
        return sha256(f"{self._visitors_wanted} {number}".encode()).hexdigest()[:24]

    def _ago(self, **length: float) -> datetime:
        return self._now - timedelta(**length)


def _uses(notice: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for purpose in ("analytics", "personalize", "marketing.communications"):
        for kind in ("SUBSIDIARY", "BUSINESS_PARTNER"):
            for category in (*_WIDE, "user.unique_id"):
                yield {
                    "site_id": notice["site_id"],
                    "notice_id": notice["id"],
                    "purpose": purpose,
                    "category": category,
                    "recipient_kind": kind,
                }


def _whole(model: type[SQLModel], rows: Iterable[dict[str, Any]]) -> Rows:
    """Rows with every column of their table."""
    whole = [whole_row(model, **row) for row in rows]
    return Rows(model, tuple(whole[0]), [tuple(row.values()) for row in whole])
