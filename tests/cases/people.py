"""The visitors of the small world, what they did, what they said, and who asked about them.

east   ada   everything known; consents to analytics, communications and advertising
       ben   consent to analytics, but refused below it; communications withdrawn; odd letters
       cas   came after the new notice; a consent without a date; no permission basis
       dan   restricted; a consent that ended
west   eve   consent to analytics for another kind of recipient; opted out by address
       fay   consent to all analytics, opted out by a cookie
       gem   consent to advertising, opted out by name
       kay   consent to personalisation and marketing, opted out of nothing
base   hans  the operator's own visitor, of whom little is known
"""

from typing import Any, Final

from governance.services.matching import address_sha256, canonical_json
from governance.services.visitors import visit_row, visitor_row
from governance.tables import (
    Consent,
    ConsentEvent,
    CookieObservation,
    LegalRequest,
    LegalRequestVisitor,
    OptOut,
    Visit,
    Visitor,
    VisitorAlias,
)
from tests.cases.rows import LONG_AGO, Rows, an_id, day, maybe_day, row

VISITORS: Final[dict[str, dict[str, Any]]] = {
    "ada": {
        "site": "east",
        "external_id": "E-1",
        "email": "Ada.Lovelace@Bücher.example",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "phone": "+44 20 7946 0001",
        "street_address": "1 Engine Way",
        "city": "Londinium",
        "region": "Middlesex",
        "postal_code": "ZZ1 1AA",
        "country": "GB",
        "social_network": "chirper",
        "social_handle": "@countess",
        "ip_address": "203.0.113.7",
        "device_type": "desktop",
        "hardware": "Analytical Engine",
        "os": "Linux",
        "browser": "Firefox",
        "device_id": "device-ada",
        "mac_address": "00:00:5e:00:53:01",
        "geo_country": "GB",
        "geo_region": "GB-LND",
        "geo_city": "Southwark",
        "latitude_e6": 51_507_400,
        "longitude_e6": -127_800,
        "gender": "female",
        "birth_year": 1990,
        "preferences": canonical_json({"topics": ["engines"], "weekly": True}),
        "permission_basis": "CONSENT",
        "first_seen_at": day("2024-01-10"),
        "last_seen_at": day("2026-06-14T08:30"),
        "visit_count": 3,
        "now": day("2024-01-10"),
    },
    "ben": {
        "site": "east",
        "external_id": "E-2",
        "email": "ben@east-mail.example",
        "first_name": "B%e_n\\",
        "last_name": "O'\"Hara 𝔅",
        "phone": "+49 30 555 0002",
        "country": "DE",
        "ip_address": "2001:db8:7:1::2",
        "device_type": "mobile",
        "os": "Android",
        "browser": "Chrome",
        "geo_country": "DE",
        "geo_region": "DE-BE",
        "gender": "male",
        "birth_year": 2001,
        "permission_basis": "CONTRACT",
        "last_seen_at": day("2026-06-01"),
        "visit_count": 1,
        "now": day("2025-03-01"),
    },
    "cas": {
        "site": "east",
        "external_id": "E-3",
        "email": "cas@east-mail.example",
        "first_name": "Casimira",
        "ip_address": "203.0.113.9",
        "os": "Windows",
        "browser": "Edge",
        "geo_country": "FR",
        "gender": "female",
        "birth_year": 1961,
        "visit_count": 0,
        "now": day("2026-06-10"),
    },
    "dan": {
        "site": "east",
        "external_id": "E-4",
        "email": "dan@east-mail.example",
        "first_name": "Danilo",
        "os": "Solaris",
        "permission_basis": "CONSENT",
        "restricted_at": day("2026-06-01"),
        "visit_count": 2,
        "now": day("2025-01-01"),
    },
    "eve": {
        "site": "west",
        "external_id": "W-1",
        "email": "Eve@West-Mail.example",
        "first_name": "Evelina",
        "last_name": "Zweig",
        "ip_address": "198.51.100.4",
        "os": "macOS",
        "browser": "Safari",
        "geo_country": "DE",
        "latitude_e6": -500_000,
        "longitude_e6": 13_404_954,
        "gender": "female",
        "birth_year": 1985,
        "permission_basis": "CONSENT",
        "visit_count": 2,
        "now": day("2025-07-01"),
    },
    "fay": {
        "site": "west",
        "external_id": "W-2",
        "email": "fay@west-mail.example",
        "first_name": "Fayette",
        "os": "iOS",
        "device_id": "device-fay",
        "permission_basis": "CONSENT",
        "visit_count": 0,
        "now": day("2025-08-01"),
    },
    "gem": {
        "site": "west",
        "email": "gem@west-mail.example",
        "first_name": "Gemini",
        "geo_country": "NL",
        "permission_basis": "LEGITIMATE_INTEREST",
        "visit_count": 0,
        "now": day("2025-09-01"),
    },
    "kay": {
        "site": "west",
        "external_id": "W-4",
        "email": "kay@west-mail.example",
        "first_name": "Kayleigh",
        "phone": "+31 20 555 0009",
        "os": "ChromeOS",
        "device_type": "tablet",
        "geo_country": "NL",
        "gender": "female",
        "birth_year": 2009,
        "permission_basis": "CONSENT",
        "visit_count": 1,
        "now": day("2026-01-02"),
    },
    "hans": {
        "site": "base",
        "email": "hans@reader-mail.example",
        "geo_country": "US",
        "permission_basis": "CONSENT",
        "visit_count": 1,
        "now": day("2025-10-01"),
    },
}

ALIASES: Final = (
    ("ada", "cookie", "c-ada"),
    ("ada", "device", "device-ada"),
    ("fay", "cookie", "c-fay"),
)

VISITS: Final = (
    ("va", "ada", "2026-06-12T09:00", "/engines?q=1", "https://find.example:8443/?q=ada", 4, 61),
    ("vb", "ada", "2026-06-13T09:00", "/engines/2", None, 1, None),
    ("vc", "ada", "2026-06-14T08:30", "/", "https://Mail.example/inbox", None, None),
    ("vd", "ben", "2026-06-01T00:00", None, None, None, None),
    ("ve", "eve", "2026-05-01T00:00", "/möbel", "https://find.example/", 2, 10),
    ("vk", "kay", "2026-01-02T00:00", "/", "https://shop.example/a?b", 9, 0),
    ("vh", "hans", "2026-04-01T00:00", "/white-paper", None, 1, 300),
)

CONSENTS: Final = (
    ("aa", "ada", "analytics", "GIVEN", "SUBSIDIARY BUSINESS_PARTNER", "2026-12-31", "e1"),
    ("ab", "ada", "marketing.advertising", "GIVEN", "DATA_PROVIDER", None, "e1"),
    ("ac", "ada", "marketing.communications", "RENEWED", "CUSTOMER SUBSIDIARY", None, "e1"),
    ("ba", "ben", "analytics", "GIVEN", "SUBSIDIARY", None, "e1"),
    ("bb", "ben", "analytics.reporting.ad_performance", "REFUSED", "", None, "e1"),
    ("bc", "ben", "marketing", "GIVEN", "DATA_PROVIDER", None, None),
    ("bd", "ben", "marketing.communications", "WITHDRAWN", "CUSTOMER", None, None),
    ("ca", "cas", "analytics", "GIVEN", "SUBSIDIARY", None, None),
    ("da", "dan", "analytics", "GIVEN", "SUBSIDIARY", "2026-06-01", None),
    ("ea", "eve", "analytics", "GIVEN", "BUSINESS_PARTNER", None, "w1"),
    ("eb", "eve", "marketing.advertising", "GIVEN", "DATA_PROVIDER", None, "w1"),
    ("fa", "fay", "analytics", "RENEWED", "SUBSIDIARY", None, None),
    ("fb", "fay", "personalize", "GIVEN", "SUBSIDIARY", None, None),
    ("ga", "gem", "marketing.advertising", "GIVEN", "DATA_PROVIDER", None, None),
    ("ka", "kay", "personalize", "GIVEN", "SUBSIDIARY", None, None),
    ("kb", "kay", "marketing", "GIVEN", "DATA_PROVIDER", None, None),
    ("ha", "hans", "marketing.communications", "GIVEN", "", None, "b1"),
    ("hb", "hans", "third_party_sharing", "GIVEN", "DATA_PROVIDER", None, "b1"),
)

LEGAL: Final = {
    "seen": ("state", "VERIFIED", "2026-06-01", "2026-09-01", "2026-12-01", ("ada", "eve")),
    "new": ("state", "OPENED", "2026-06-01", "2026-09-01", None, ("ben",)),
    "ended": ("state", "CLOSED", "2026-01-01", "2026-09-01", None, ("cas",)),
    "past": ("prefect", "VERIFIED", "2026-01-01", "2026-06-01", None, ("hans",)),
    "part": ("prefect", "VERIFIED", "2026-10-01", "2026-12-01", None, ("ben", "eve")),
    "rest": ("prefect", "VERIFIED", "2026-10-01", "2026-12-01", None, ("eve",)),
}
"""Name to authority, status, start, end, seal and the visitors it names."""

ASKED_FOR: Final = {"part": ["user.contact", "user.privacy_preferences"], "rest": ["user_data"]}
"""The categories that a legal request asks for; the others ask for any data."""

OPT_OUTS: Final = (
    ("eve", "address", address_sha256("eve@west-mail.example"), None),
    ("fay", "cookie", "c-fay", "west"),
    ("gem", "visitor", an_id("Visitor", "gem"), "west"),
)


def people() -> Rows:
    """Every row that is a visitor's, or about one."""
    return [*_visitors(), *_said(), *_asked()]


def of(name: str) -> dict[str, str]:
    """What names a visitor in the rows of what they own."""
    return {"site_id": an_id("Site", VISITORS[name]["site"]), "visitor_id": an_id("Visitor", name)}


def _visitors() -> Rows:
    made: Rows = []
    for name, known in VISITORS.items():
        values = {key: value for key, value in known.items() if key != "site"}
        values["site_id"] = an_id("Site", known["site"])
        made.append((Visitor, visitor_row(id=an_id("Visitor", name), **values)))
    made += [row(VisitorAlias, **of(name), kind=kind, value=value) for name, kind, value in ALIASES]
    for key, name, at, path, referrer, pages, seconds in VISITS:
        seen: dict[str, Any] = {"path": path, "referrer": referrer, "pages_viewed": pages}
        seen |= {one: VISITORS[name].get(one) for one in ("ip_address", "os", "browser")}
        seen |= {"seconds_spent": seconds, "user_agent": f"Agent of {name}"}
        visit = visit_row(id=an_id("Visit", key), at=day(at), **of(name), **seen)
        made.append((Visit, visit))
    for key, name, cookie, called in (
        ("aa", "ada", "cart", "cart"),
        ("ab", "ada", "ga", "_ga_77"),
        ("ea", "eve", None, "stray"),
    ):
        cookie_id = None if cookie is None else an_id("Cookie", cookie)
        times = {"first_seen_at": day("2026-01-01"), "last_seen_at": day("2026-06-01")}
        made.append(
            row(CookieObservation, key, **of(name), cookie_id=cookie_id, name=called, **times)
        )
    return made


def _said() -> Rows:
    made: Rows = []
    for number, (key, name, purpose, status, kinds, expires, notice) in enumerate(CONSENTS):
        dated = name != "cas"
        said = {"status": status, "method": "form", "source": "banner" if dated else None}
        made.append(
            row(
                Consent,
                key,
                **of(name),
                **said,
                purpose=purpose,
                legal_basis="CONSENT",
                recipients=kinds.split(),
                notice_id=None if notice is None else an_id("Notice", notice),
                jurisdiction="GB" if dated else None,
                language="en" if dated else None,
                given_at=day("2026-01-05") if dated else None,
                withdrawn_at=day("2026-02-05") if status == "WITHDRAWN" else None,
                expires_at=maybe_day(expires),
                sequence=number,
            )
        )
        event = {"consent_id": an_id("Consent", key), "sequence": number}
        made.append(row(ConsentEvent, key, **of(name), **said, **event, recorded_at=LONG_AGO))
    return made


def _asked() -> Rows:
    made: Rows = []
    for name, (authority, status, starts, ends, sealed, named) in LEGAL.items():
        made.append(
            row(
                LegalRequest,
                name,
                authority_id=an_id("Organization", authority),
                reference=f"2026/{name}",
                instrument="COURT_ORDER",
                matter="CRIMINAL_INVESTIGATION",
                jurisdiction="US",
                status=status,
                categories=ASKED_FOR.get(name),
                starts_at=day(starts),
                expires_at=day(ends),
                sealed_until=maybe_day(sealed),
                created_at=day(starts),
            )
        )
        request = an_id("LegalRequest", name)
        made += [row(LegalRequestVisitor, legal_request_id=request, **of(one)) for one in named]
    for name, kind, key, site in OPT_OUTS:
        site_id = None if site is None else an_id("Site", site)
        made.append(row(OptOut, name, kind=kind, key=key, site_id=site_id, recorded_at=LONG_AGO))
    return made
