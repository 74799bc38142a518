"""The demo's visitors: who they are, and what is special about some of them.

What is special goes by the visitor's number, so that a small demo has every case too.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final, NamedTuple

from mimesis import Address, Locale, Person

from governance.services.demo.sheet import Sheet
from governance.services.demo.world import World
from governance.services.matching import canonical_json
from governance.services.visitors import Row, visitor_row
from governance.tables import OptOut, Visitor, VisitorAlias


class Place(NamedTuple):
    """Where visitors come from."""

    country: str
    region: str
    city: str
    latitude: float
    longitude: float
    locale: str


PLACES: Final = (
    Place("US", "US-CA", "San Francisco", 37.774929, -122.419416, "en"),
    Place("US", "US-NY", "New York", 40.712776, -74.005974, "en"),
    Place("US", "US-TX", "Austin", 30.267153, -97.743061, "en"),
    Place("US", "US-WA", "Seattle", 47.606209, -122.332071, "en"),
    Place("DE", "DE-BE", "Berlin", 52.520007, 13.404954, "de"),
    Place("DE", "DE-BY", "München", 48.135125, 11.581981, "de"),
    Place("DE", "DE-HH", "Hamburg", 53.551085, 9.993682, "de"),
    Place("AT", "AT-9", "Wien", 48.208174, 16.373819, "de-at"),
    Place("FR", "FR-IDF", "Paris", 48.856614, 2.352222, "fr"),
    Place("GB", "GB-LND", "London", 51.507351, -0.127758, "en-gb"),
    Place("ES", "ES-MD", "Madrid", 40.416775, -3.70379, "es"),
    Place("JP", "JP-13", "東京", 35.689487, 139.691711, "ja"),
    Place("BR", "BR-SP", "São Paulo", -23.55052, -46.633309, "pt-br"),
)


class Device(NamedTuple):
    """What visitors come with."""

    user_agent: str
    type: str
    hardware: str
    os: str
    browser: str


_CHROME: Final = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
_SAFARI: Final = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6"
_WINDOWS: Final = "Windows NT 10.0; Win64; x64"
_MAC: Final = "Macintosh; Intel Mac OS X 10_15_7"
_MOBILE: Final = f"{_SAFARI} Mobile/15E148 Safari/604.1"
_IPHONE: Final = "iPhone; CPU iPhone OS 18_6 like Mac OS X"
_IPAD: Final = "iPad; CPU OS 18_6 like Mac OS X"
_PIXEL: Final = "Linux; Android 15; Pixel 9"
_LINUX: Final = "X11; Linux x86_64; rv:143.0"
_FIREFOX: Final = "Gecko/20100101 Firefox/143.0"
DEVICES: Final = tuple(
    Device(f"Mozilla/5.0 ({system}) {engine}", *rest)
    for system, engine, *rest in (
        (_WINDOWS, f"{_CHROME} Safari/537.36", "desktop", "PC", "Windows", "Chrome"),
        (_WINDOWS, f"{_CHROME} Safari/537.36 Edg/141.0", "desktop", "PC", "Windows", "Edge"),
        (_LINUX, _FIREFOX, "desktop", "PC", "Linux", "Firefox"),
        (_MAC, f"{_CHROME} Safari/537.36", "desktop", "Mac", "Mac OS X", "Chrome"),
        (_MAC, f"{_SAFARI} Safari/605.1.15", "desktop", "Mac", "Mac OS X", "Safari"),
        (_IPHONE, _MOBILE, "mobile", "iPhone", "iOS", "Mobile Safari"),
        (_IPAD, _MOBILE, "tablet", "iPad", "iOS", "Mobile Safari"),
        (_PIXEL, f"{_CHROME} Mobile Safari", "mobile", "Pixel 9", "Android", "Chrome Mobile"),
    )
)

SHARES: Final = {
    "northwind-www": 30,
    "northwind-shop": 20,
    "bergmann-www": 25,
    "bergmann-magazin": 15,
    "operator-www": 10,
}
"""Visitors of each site, of a hundred."""

NETWORKS: Final = ("Mastodon", "LinkedIn", "Instagram", "YouTube")
TOPICS: Final = ("camping", "climbing", "lighting", "oak", "outlet", "sofas", "tents", "trails")
MAILS: Final = ("example.com", "example.net", "example.org", "mail.example", "bücher.example")


@dataclass(frozen=True, slots=True)
class MadeVisitor:
    """A made visitor with what the rest of the demo needs to know."""

    number: int
    """From 0, on its site."""
    site: str
    """The site's name in `world.SITES`."""
    row: Row
    place: Place
    device: Device
    cookie: str
    """The value of its unique cookie."""


class People:
    """Makes visitors, one after the other."""

    def __init__(self, sheet: Sheet, world: World, seed: int) -> None:
        self._sheet = sheet
        self._world = world
        self._names = {p.locale: Person(Locale(p.locale), seed=seed) for p in PLACES}
        self._addresses = {p.locale: Address(Locale(p.locale), seed=seed) for p in PLACES}
        self._slots = [site for site, share in SHARES.items() for _ in range(share // 5)]
        sheet.random.shuffle(self._slots)
        self._of_site = dict.fromkeys(SHARES, 0)
        self._last_email: dict[str, str | None] = {}

    def make(self, number: int) -> MadeVisitor:
        """The next visitor, with its row, its other names and its opt-outs on the sheet."""
        site = self._slots[number % len(self._slots)]
        nth = self._of_site[site]
        self._of_site[site] = nth + 1
        place, device = self._sheet.random.choice(PLACES), self._sheet.random.choice(DEVICES)
        row = self._row(site, nth, place, device)
        self._sheet.rows[Visitor].append(row)
        cookie = f"{self._sheet.random.getrandbits(96):024x}"
        made = MadeVisitor(nth, site, row, place, device, cookie)
        self._add_aliases(made)
        self._add_opt_outs(made)
        return made

    def _row(self, site: str, nth: int, place: Place, device: Device) -> Row:
        sheet, rng, person = self._sheet, self._sheet.random, self._names[place.locale]
        address = self._addresses[place.locale]
        first, last = person.first_name(), person.last_name()
        email = self._last_email[site] = self._email(site, nth, first, last)
        known = nth % 3 != 2  # a third is known by its device alone
        social = known and rng.random() < 0.3
        return visitor_row(
            site_id=self._world.sites[site],
            id=sheet.new_id("Visitor"),
            now=sheet.now,
            created_at=self._created_at(nth),
            external_id=f"{site}-{nth + 1:05d}" if known else None,
            email=email,
            first_name=first if known else None,
            last_name=last if known else None,
            phone=person.phone_number() if known and rng.random() < 0.6 else None,
            street_address=address.address() if known and rng.random() < 0.7 else None,
            city=place.city if known else None,
            region=place.region if known else None,
            postal_code=address.postal_code() if known else None,
            country=place.country if known else None,
            social_network=rng.choice(NETWORKS) if social else None,
            social_handle=f"@{plain(first)}_{nth}" if social else None,
            ip_address=self._ip_address(),
            device_type=device.type,
            hardware=device.hardware,
            os=device.os,
            browser=device.browser,
            device_id=f"{rng.getrandbits(64):016x}" if device.type != "desktop" else None,
            mac_address=f"02:00:5e:{rng.getrandbits(8):02x}:{rng.getrandbits(8):02x}:01"
            if rng.random() < 0.1
            else None,
            geo_country=place.country,
            geo_region=place.region,
            geo_city=place.city,
            latitude_e6=round(place.latitude * 1e6) + rng.randint(-50_000, 50_000),
            longitude_e6=round(place.longitude * 1e6) + rng.randint(-50_000, 50_000),
            gender=rng.choice(("FEMALE", "FEMALE", "MALE", "MALE", "NON_BINARY", None)),
            birth_year=rng.randint(1938, 2009) if rng.random() < 0.7 else None,
            preferences=self._preferences() if known and rng.random() < 0.6 else None,
            permission_basis=None
            if nth % 25 == 7
            else rng.choice(("CONSENT", "CONSENT", "CONTRACT", "LEGITIMATE_INTEREST")),
            restricted_at=sheet.ago(days=rng.randint(1, 40)) if nth % 50 == 11 else None,
        )

    def _created_at(self, nth: int) -> datetime:
        """Every eighth came after the new notice, which therefore binds it at once."""
        rng = self._sheet.random
        days = rng.uniform(0.1, 9) if nth % 8 == 4 else rng.uniform(11, 700)
        return self._sheet.now - timedelta(seconds=round(days * 86_400))

    def _email(self, site: str, nth: int, first: str, last: str) -> str | None:
        """Mostly one's own; some none, some malformed, some that of the visitor before."""
        if nth % 6 == 5:
            return None
        if nth % 60 == 17:
            return "not-an-address"
        if nth % 60 == 46 and self._last_email.get(site):
            return self._last_email[site]
        local = f"{plain(first)}.{plain(last)}{nth}"
        local = local.title() if nth % 10 == 3 else local
        return f"{local}@{self._sheet.random.choice(MAILS)}"

    def _ip_address(self) -> str:
        """From the blocks that are set aside for benchmarks and documentation."""
        rng = self._sheet.random
        if rng.random() < 0.15:
            return f"2001:db8:{rng.getrandbits(12):x}::{rng.getrandbits(16) | 1:x}"
        return f"198.{rng.choice((18, 19))}.{rng.getrandbits(6)}.{rng.randint(1, 254)}"

    def _preferences(self) -> str:
        rng = self._sheet.random
        return canonical_json(
            {
                "newsletter": rng.choice(("daily", "weekly", "never")),
                "topics": sorted(rng.sample(TOPICS, rng.randint(1, 3))),
            }
        )

    def _add_aliases(self, made: MadeVisitor) -> None:
        values = {
            "cookie": made.cookie,
            "device": made.row["device_id"],
            "crm": f"crm-{made.site}-{made.number}" if made.number % 4 == 0 else None,
        }
        for kind, value in values.items():
            if value is not None:
                owner = {"site_id": made.row["site_id"], "visitor_id": made.row["id"]}
                self._sheet.add(VisitorAlias, kind=kind, value=value, **owner)

    def _add_opt_outs(self, made: MadeVisitor) -> None:
        """By visitor, by address, by cookie; every second of the latter two for every site."""
        row, turn = made.row, made.number % 40
        keys = {
            6: ("visitor", row["id"]),
            22: ("address", row["email_sha256"]),
            30: ("cookie", made.cookie),
        }
        kind, key = keys.get(turn, ("", None))
        if key is None:
            return
        everywhere = kind != "visitor" and made.number % 80 >= 40
        self._sheet.add(
            OptOut,
            site_id=None if everywhere else row["site_id"],
            kind=kind,
            key=key,
            recorded_at=self._sheet.ago(days=made.number % 9, hours=3),
        )


@cache
def plain(name: str) -> str:
    """A name in ASCII letters for an address, or `visitor` where none is left."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(letter for letter in folded if letter.isalpha()) or "visitor"
