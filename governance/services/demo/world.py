"""The demo's companies, sites and people, and what their notices announce."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Final

from governance.services.demo.sheet import Sheet
from governance.tables import Cookie, Notice, NoticeUse, Organization, Site, User

ORGANIZATIONS: Final = {
    "operator": ("Overlay Works", "OPERATOR", "US"),
    "northwind": ("Northwind Outdoor", "CUSTOMER", "US"),
    "bergmann": ("Bergmann Möbel", "CUSTOMER", "DE"),
    "insight": ("Overlay Insight", "SUBSIDIARY", "DE"),
    "reach": ("Overlay Reach", "SUBSIDIARY", "GB"),
    "hosting": ("Hearth Hosting", "HOSTING_PROVIDER", "DE"),
    "partner": ("Compass Partners", "BUSINESS_PARTNER", "US"),
    "provider": ("Clearlist Data", "DATA_PROVIDER", "US"),
    "authority": ("State Prosecutor of Avalon", "PUBLIC_AUTHORITY", "US"),
    "acquirer": ("Meridian Capital", "ACQUIRER", "US"),
    "buyer": ("Halden Group", "ACQUIRER", "DE"),
}

SITES: Final = {
    "northwind-www": ("northwind", "www.northwind.example", "Northwind Outdoor", "US"),
    "northwind-shop": ("northwind", "shop.northwind.example", "Northwind Shop", "US"),
    "bergmann-www": ("bergmann", "www.bergmann.example", "Bergmann Möbel", "DE"),
    "bergmann-magazin": ("bergmann", "magazin.bergmann.example", "Bergmann Magazin", "DE"),
    "operator-www": ("operator", "www.overlay.example", "Overlay Works", "US"),
}

USERS: Final = (
    ("operator", "Petra Olsson", "privacy", "privacy_officer"),
    ("operator", "Quentin Reyes", "second.officer", "privacy_officer"),
    ("operator", "Ana Lytton", "analytics", "analyst"),
    ("operator", "Sam Porter", "support", "support"),
    ("operator", "Dev Arora", "developer", "developer"),
    ("operator", "Audrey Torr", "audit", "auditor"),
    ("northwind", "Nora Winther", "owner", "site_owner"),
    ("bergmann", "Bernd Bergmann", "owner", "site_owner"),
)

OLD_USES: Final[tuple[tuple[str, str, str], ...]] = (
    ("analytics", "user_data", "SUBSIDIARY"),
    ("analytics", "user.behavior", "SUBSIDIARY"),
    ("analytics", "user.privacy_preferences", "SUBSIDIARY"),
    ("analytics", "user.unique_id", "SUBSIDIARY"),
    ("marketing.communications", "personal_data", "SUBSIDIARY"),
    ("marketing.communications", "user.privacy_preferences", "SUBSIDIARY"),
    ("analytics", "user_data", "BUSINESS_PARTNER"),
    ("personalize.profiling", "user_data", "BUSINESS_PARTNER"),
    ("marketing.advertising", "user.contact.email", "DATA_PROVIDER"),
    ("marketing.advertising", "user.demographic", "DATA_PROVIDER"),
    ("essential.service.operations", "user", "HOSTING_PROVIDER"),
)
"""What the notice of a year ago announced."""

NEW_USES: Final[tuple[tuple[str, str, str], ...]] = (
    *(use for use in OLD_USES if use[0] != "personalize.profiling"),
    ("analytics", "personal_data", "SUBSIDIARY"),
    ("personalize", "personal_data", "SUBSIDIARY"),
    ("personalize", "user_data", "SUBSIDIARY"),
    ("marketing.advertising", "user.location", "DATA_PROVIDER"),
    ("third_party_sharing", "user.contact.email", "DATA_PROVIDER"),
    ("third_party_sharing", "user.demographic", "DATA_PROVIDER"),
    ("third_party_sharing", "user.location", "DATA_PROVIDER"),
)
"""What the notice of ten days ago announces: wider, but for one use that it drops."""

COOKIES: Final = (
    ("session_id", False, "necessary", None, "keeps the visit together", "session", None, False),
    ("cookie_choice", False, "necessary", None, "remembers choices", "6 months", 15_552_000, False),
    ("lang", False, "functional", None, "remembers the language", "1 year", 31_536_000, False),
    ("cart", False, "functional", None, "keeps the cart", "30 days", 2_592_000, False),
    ("_ga", False, "analytics", "Google", "tells visitors apart", "13 months", 34_128_000, False),
    ("_ga_*", True, "analytics", "Google", "keeps the session", "13 months", 34_128_000, False),
    ("_gid", False, "analytics", "Google", "tells visitors apart", "24 hours", 86_400, False),
    (
        "overlay_id",
        False,
        "analytics",
        "Overlay Works",
        "counts visits",
        "1 year",
        31_536_000,
        True,
    ),
    ("_fbp", False, "marketing", "Meta", "measures advertising", "3 months", 7_776_000, True),
    ("IDE", False, "marketing", "Google", "serves advertising", "13 months", 34_128_000, True),
)


@dataclass(frozen=True, slots=True)
class World:
    """Ids by the names used here."""

    organizations: dict[str, str]
    sites: dict[str, str]
    officers: tuple[str, str]
    notices: dict[str, tuple[str, str]]
    """Site name to the ids of its old and its new notice."""
    cookies: dict[str, dict[str, str]]
    """Site name to cookie name to id."""


def add_world(sheet: Sheet) -> World:
    """Everything but the visitors."""
    began = sheet.ago(days=800)
    organizations = {
        key: sheet.add(
            Organization,
            name=name,
            kind=kind,
            country=country,
            contact=f"privacy@{key}.example",
            created_at=began,
        )["id"]
        for key, (name, kind, country) in ORGANIZATIONS.items()
    }
    sites = {
        key: sheet.add(
            Site,
            organization_id=organizations[owner],
            domain=domain,
            name=name,
            jurisdiction=jurisdiction,
            created_at=began,
        )["id"]
        for key, (owner, domain, name, jurisdiction) in SITES.items()
    }
    users = [
        sheet.add(
            User,
            organization_id=organizations[organization],
            name=name,
            email=f"{address}@{organization}.example",
            role=role,
            created_at=began,
        )["id"]
        for organization, name, address, role in USERS
    ]
    officers = (users[0], users[1])
    return World(
        organizations=organizations,
        sites=sites,
        officers=officers,
        notices={key: _add_notices(sheet, site, key) for key, site in sites.items()},
        cookies={key: _add_cookies(sheet, site) for key, site in sites.items()},
    )


def _add_notices(sheet: Sheet, site_id: str, key: str) -> tuple[str, str]:
    made = []
    for version, days, uses in (("1", 365, OLD_USES), ("2", 10, NEW_USES)):
        posted = sheet.ago(days=days)
        url = f"https://{SITES[key][1]}/privacy/{version}"
        notice = sheet.add(
            Notice,
            site_id=site_id,
            version=version,
            language="de" if key.startswith("bergmann") else "en",
            url=url,
            content_hash=sha256(url.encode()).hexdigest(),
            material=True,
            posted_at=posted,
            binds_at=posted + timedelta(days=30),
        )
        made.append(notice["id"])
        for purpose, category, kind in uses:
            sheet.add(
                NoticeUse,
                site_id=site_id,
                notice_id=notice["id"],
                purpose=purpose,
                category=category,
                recipient_kind=kind,
            )
    return made[0], made[1]


def _add_cookies(sheet: Sheet, site_id: str) -> dict[str, str]:
    names = (
        "name",
        "is_pattern",
        "category",
        "provider",
        "description",
        "retention",
        "retention_seconds",
        "third_party",
    )
    rows = [
        sheet.add(Cookie, site_id=site_id, **dict(zip(names, row, strict=True))) for row in COOKIES
    ]
    return {row["name"]: row["id"] for row in rows}
