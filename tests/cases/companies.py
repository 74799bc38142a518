"""The companies of the small world: who they are, what they announce and what they agreed."""

from typing import Final

from governance.tables import (
    Acquisition,
    AcquisitionSite,
    Cookie,
    Disclosure,
    Notice,
    NoticeUse,
    Organization,
    SharingGrant,
    Site,
    User,
)
from tests.cases.rows import LONG_AGO, NOW, Rows, an_id, day, maybe_day, row

Uses = tuple[tuple[str, str, str], ...]
"""Purpose, category, kind of recipient."""

Described = tuple[str, str, str, bool, str, str | None, str | None, int | None, bool]
"""Name here, site, name, pattern, category, provider, description, seconds, third party."""

ORGANIZATIONS: Final = {
    "hq": ("Overlay Works", "OPERATOR", "US"),
    "east": ("East Outdoor", "CUSTOMER", "GB"),
    "west": ("West Möbel", "CUSTOMER", "DE"),
    "near": ("Overlay Near", "SUBSIDIARY", "DE"),
    "far": ("Overlay Far", "SUBSIDIARY", None),
    "nest": ("Nest Hosting", "HOSTING_PROVIDER", "DE"),
    "path": ("Path Partners", "BUSINESS_PARTNER", "US"),
    "data": ("Data Brokers", "DATA_PROVIDER", "US"),
    "state": ("State Prosecutor", "PUBLIC_AUTHORITY", "US"),
    "prefect": ("Prefect of the East", "PUBLIC_AUTHORITY", "FR"),
    "cap": ("Capital Partners", "ACQUIRER", "US"),
    "take": ("Takeover Group", "ACQUIRER", "DE"),
    "gate": ("Gate of Visitors", "OPERATOR", None),
    "ex": ("Gone Customer", "CUSTOMER", None),
}
"""Name here to name, kind and country; `gate` speaks for visitors, `ex` is disabled."""

SITES: Final = {
    "east": ("east", "www.east.example", "East Outdoor", "GB", 30),
    "west": ("west", "www.west.example", "West Möbel", "DE", 14),
    "base": ("hq", "www.overlay.example", "Overlay Works", None, 30),
}

NOTICES: Final = {
    "e1": ("east", "1", "2025-01-01", "2025-01-31"),
    "e2": ("east", "2", "2026-06-05", "2026-07-05"),
    "w1": ("west", "1", "2025-06-01", "2025-06-15"),
    "b1": ("base", "1", "2025-06-01", "2025-07-01"),
}
"""Name to site, version, posted and binding."""

_EAST_OLD: Final[Uses] = (
    ("analytics", "user_data", "SUBSIDIARY"),
    ("analytics", "user.behavior", "SUBSIDIARY"),
    ("analytics", "user.privacy_preferences", "SUBSIDIARY"),
    ("analytics", "user_data", "BUSINESS_PARTNER"),
    ("marketing.advertising", "user.contact.email", "DATA_PROVIDER"),
    ("marketing.advertising", "user.demographic", "DATA_PROVIDER"),
    ("marketing.communications", "user.contact.email", "CUSTOMER"),
    ("marketing.communications", "user.contact.email", "SUBSIDIARY"),
)
_EAST_NEW: Final[Uses] = (
    *(use for use in _EAST_OLD if use[1] != "user.behavior"),
    ("analytics", "personal_data", "SUBSIDIARY"),
    ("marketing.advertising", "user.location", "DATA_PROVIDER"),
)
USES: Final[dict[str, Uses]] = {
    "e1": _EAST_OLD,
    "e2": _EAST_NEW,
    "w1": (
        ("analytics", "user", "SUBSIDIARY"),
        ("personalize", "user", "SUBSIDIARY"),
        ("marketing", "user", "DATA_PROVIDER"),
    ),
    "b1": (("third_party_sharing", "user", "DATA_PROVIDER"),),
}
"""The new notice of `east` widens to personal data and to locations, and drops the history."""

COOKIES: Final[
    tuple[tuple[str, str, str, bool, str, str | None, str | None, int | None, bool], ...]
] = (
    ("cart", "east", "cart", False, "functional", None, "keeps the cart", 2_592_000, False),
    ("ga", "east", "_ga_*", True, "analytics", "Meter", "counts visits", 34_128_000, False),
    ("pen", "west", "pin", False, "marketing", "Pinboard", None, None, True),
)

GRANTS: Final = {
    "act": (
        *("east", "near", "east", "analytics marketing.communications"),
        *("user_data personal_data user.privacy_preferences user.behavior user.unique_id",),
        *("ACTIVE", "2026-01-01", "2027-01-01"),
    ),
    "part": (
        *("west", "near", None, "personalize", "user.contact user.device"),
        *("ACTIVE", "2026-06-01", None),
    ),
    "spent": ("west", "far", "west", "analytics", "user", "ACTIVE", "2025-01-01", "2026-01-01"),
    "revved": ("east", "far", "east", "analytics", "user", "REVOKED", "2025-01-01", None),
    "stayed": ("east", "far", "east", "personalize", "user", "SUSPENDED", "2025-01-01", None),
    "new": ("east", "far", "east", "marketing", "user", "PROPOSED", "2025-01-01", None),
    "path": ("east", "path", "east", "analytics", "user_data", "ACTIVE", "2026-01-01", None),
}
"""Name to grantor, recipient, site (None: all of the grantor's), purposes, categories, status,
start and end."""

ACQUISITIONS: Final = {
    "apert": ("cap", "MERGER", "OPEN", "east"),
    "barred": ("cap", "FINANCING", "CLOSED", "base"),
    "sere": ("take", "ASSET_SALE", "CLOSED", "west"),
    "ceased": ("take", "ACQUISITION", "ABANDONED", "east"),
}

USERS: Final = (
    ("pan", "hq", "Pia Olsson", "privacy_officer", None),
    ("sam", "hq", "Sam Porter", "support", None),
    ("ann", "east", "Ann Easton", "site_owner", None),
    ("max", "west", "Max Westermann", "site_owner", None),
    ("jan", "east", "Jan Former", "site_owner", "2026-05-01"),
)

DISCLOSURES: Final[tuple[tuple[str, str, str, str, tuple[str, ...]], ...]] = (
    ("near", "near", "subsidiary", "analytics.reporting", ("Visitor.os",)),
    ("east", "east", "site_owner", "analytics.reporting", ("Visitor.browser",)),
    ("state", "state", "law_enforcement", "third_party_sharing.legal_obligation", ()),
)


def companies() -> Rows:
    """Every row that is not a visitor's."""
    return [*_companies(), *_announced(), *_agreed(), *_disclosed()]


def _companies() -> Rows:
    made: Rows = []
    for name, (title, kind, country) in ORGANIZATIONS.items():
        values = {"name": title, "kind": kind, "country": country, "created_at": LONG_AGO}
        contact = f"privacy@{name}.example" if country else None
        ended = NOW if name == "ex" else None
        made.append(row(Organization, name, **values, contact=contact, disabled_at=ended))
    for name, (owner, domain, title, jurisdiction, days) in SITES.items():
        values = {"domain": domain, "name": title, "jurisdiction": jurisdiction}
        owner_id = an_id("Organization", owner)
        made.append(
            row(
                Site,
                name,
                **values,
                organization_id=owner_id,
                notice_days=days,
                created_at=LONG_AGO,
            )
        )
    for name, owner, title, role, disabled in USERS:
        owner_id = an_id("Organization", owner)
        values = {"name": title, "email": f"{name}@{owner}.example", "role": role}
        gone = maybe_day(disabled)
        made.append(
            row(
                User,
                name,
                **values,
                organization_id=owner_id,
                disabled_at=gone,
                created_at=LONG_AGO,
            )
        )
    return made


def _announced() -> Rows:
    made: Rows = []
    for name, (site, version, posted, binds) in NOTICES.items():
        values = {"version": version, "language": "en", "content_hash": f"{name:0>64}"}
        url = f"https://{SITES[site][1]}/privacy/{version}"
        times = {"posted_at": day(posted), "binds_at": day(binds)}
        site_id = an_id("Site", site)
        made.append(row(Notice, name, site_id=site_id, url=url, **values, **times))
        for purpose, category, kind in USES[name]:
            values = {"purpose": purpose, "category": category, "recipient_kind": kind}
            made.append(row(NoticeUse, site_id=site_id, notice_id=an_id("Notice", name), **values))
    for key, site, name, pattern, category, provider, description, seconds, third in COOKIES:
        made.append(
            row(
                Cookie,
                key,
                site_id=an_id("Site", site),
                name=name,
                is_pattern=pattern,
                category=category,
                provider=provider,
                description=description,
                retention=None if seconds is None else f"{seconds // 86_400} days",
                retention_seconds=seconds,
                third_party=third,
            )
        )
    return made


def _agreed() -> Rows:
    made: Rows = []
    for name, (grantor, recipient, site, purposes, kinds, status, starts, ends) in GRANTS.items():
        made.append(
            row(
                SharingGrant,
                name,
                grantor_id=an_id("Organization", grantor),
                recipient_id=an_id("Organization", recipient),
                site_id=None if site is None else an_id("Site", site),
                purposes=purposes.split(),
                categories=kinds.split(),
                legal_basis="CONSENT",
                agreement=None,
                status=status,
                starts_at=day(starts),
                expires_at=maybe_day(ends),
                created_at=LONG_AGO,
            )
        )
    for name, (acquirer, kind, status, site) in ACQUISITIONS.items():
        closed = day("2026-06-01") if status == "CLOSED" else None
        values = {"kind": kind, "status": status, "opened_at": day("2026-02-01")}
        acquirer_id = an_id("Organization", acquirer)
        made.append(row(Acquisition, name, **values, acquirer_id=acquirer_id, closed_at=closed))
        event = an_id("Acquisition", name)
        made.append(row(AcquisitionSite, acquisition_id=event, site_id=an_id("Site", site)))
    return made


def _disclosed() -> Rows:
    made: Rows = []
    for name, recipient, role, purpose, shown in DISCLOSURES:
        forms = ",".join(f'"{one}":["clear"]' for one in shown)
        made.append(
            row(
                Disclosure,
                name,
                at=day("2026-06-14"),
                actor=an_id("AccessToken", name),
                recipient_id=an_id("Organization", recipient),
                role=role,
                purpose=purpose,
                policy_revision=f"{name:0>64}",
                operation="Earlier",
                document_hash=f"{name:0>64}",
                variables_hmac=f"{name:0>64}",
                coordinates='{"shown":{' + forms + "}}",
                signatures="[]",
                visitor_count=1,
            )
        )
    return made
