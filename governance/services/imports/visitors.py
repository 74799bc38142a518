"""Import visitors, known again by `externalId`; a line changes the columns that the file names.

What is derived is made at write, as ever. A restriction (C22) is never lifted, and a restricted
visitor is not changed. Since when a visitor is known moves back alone, as with visits. An opt-out
by address stays with the visitor whose address changes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy import RowMapping

from governance.database.unit_of_work import UnitOfWork
from governance.identity import new_id
from governance.services.imports.columns import Column, Line, csv_lines, read_lines
from governance.services.imports.known import RESTRICTED, Change, Told, plan_rows
from governance.services.imports.run import Intake, LineRejected, Plan, Reject
from governance.services.imports.values import (
    country,
    degrees,
    email,
    ip_address,
    json_object,
    mac_address,
    moment,
    region,
    text,
    word,
    year,
)
from governance.services.opt_outs import kept_opt_outs
from governance.services.sensitive import SensitiveDataRefused, check_preferences
from governance.services.visiting.names import EXTERNAL, Name, aliased
from governance.services.visitors import derived_from, visitor_row
from governance.settings import PREFERENCE_KEYS
from governance.tables import OptOut, Visitor
from governance.vocabulary import LegalBasis

COLUMNS: Final = {
    "externalId": Column("external_id", text(200)),
    "email": Column("email", email),
    "firstName": Column("first_name", text(200)),
    "lastName": Column("last_name", text(200)),
    "phone": Column("phone", text(50)),
    "streetAddress": Column("street_address", text(500)),
    "city": Column("city", text(200)),
    "region": Column("region", text(200)),
    "postalCode": Column("postal_code", text(20)),
    "country": Column("country", country),
    "socialNetwork": Column("social_network", text(100)),
    "socialHandle": Column("social_handle", text(200)),
    "ipAddress": Column("ip_address", ip_address),
    "deviceType": Column("device_type", text(100)),
    "hardware": Column("hardware", text(200)),
    "os": Column("os", text(200)),
    "browser": Column("browser", text(200)),
    "deviceId": Column("device_id", text(200)),
    "macAddress": Column("mac_address", mac_address),
    "geoCountry": Column("geo_country", country),
    "geoRegion": Column("geo_region", region),
    "geoCity": Column("geo_city", text(200)),
    "latitude": Column("latitude_e6", degrees(90)),
    "longitude": Column("longitude_e6", degrees(180)),
    "gender": Column("gender", text(50)),
    "birthYear": Column("birth_year", year),
    "preferences": Column("preferences", json_object),
    "createdAt": Column("created_at", moment),
    "firstSeenAt": Column("first_seen_at", moment),
    "lastSeenAt": Column("last_seen_at", moment),
    "permissionBasis": Column("permission_basis", word(LegalBasis, "a legal basis")),
}
"""The fields of `Visitor` that are not derived, and by which legal basis the visitor is held."""

_SHOWN: Final = (
    "externalId email firstName lastName country geoCountry birthYear preferences"
    " createdAt permissionBasis"
).split()

TEMPLATE: Final = csv_lines(
    {name: COLUMNS[name] for name in _SHOWN},
    (
        'crm-1001,ada@example.com,Ada,Winther,US,US,1985,"{""newsletter"": ""weekly""}",'
        "2026-01-31T12:00:00Z,CONSENT",
        "crm-1002,,,,,DE,,,2026-02-01T08:30:00+01:00,CONTRACT",
    ),
)

_TIMES: Final[dict[str, Callable[..., datetime]]] = {
    "created_at": min,
    "first_seen_at": min,
    "last_seen_at": max,
}
"""Columns that move one way alone."""


class Visitors:
    """The kind of file that holds visitors; `basis` is for lines that state none.

    `preferences` are the keys that preferences may have (C8).
    """

    def __init__(
        self,
        intake: Intake,
        basis: str | None = None,
        preferences: Collection[str] = PREFERENCE_KEYS,
    ) -> None:
        self.intake = intake
        self._basis = basis
        self._preferences = preferences

    def read(self, lines: Iterable[bytes]) -> Iterator[Told | Reject]:
        """What each line says. Raises BAD_USER_INPUT for a wrong header."""
        needed = ("external_id",) if self._basis else ("external_id", "permission_basis")
        return read_lines(lines, COLUMNS, needed, self._told)

    async def plan(self, work: UnitOfWork, items: Sequence[Told]) -> Plan:
        """New visitors, and what is said anew of known ones."""
        stamp = {"updated_at": self.intake.now}
        site_id = self.intake.site_id
        left: dict[str, str] = {}

        def change(told: Told, row: RowMapping) -> Change:
            changed = _change(told, row)
            address = row["email_sha256"]
            leaves = changed.columns.get("email_sha256", address) != address
            if leaves and address is not None and changed.refusal is None:
                left[row["id"]] = address
            return changed

        named = await aliased(work, site_id, [Name(EXTERNAL, told.key) for told in items])
        others = {name.value: visitor_id for name, visitor_id in named.items()}
        plan = await plan_rows(
            work, Visitor, site_id, EXTERNAL, items, change=change, stamp=stamp, others=others
        )
        opt_outs = await kept_opt_outs(work, site_id, left, self.intake.now)
        plan.inserts = [*plan.inserts, (OptOut, opt_outs)]
        return plan

    def _told(self, line: Line) -> Told:
        values = line.values
        if self._basis is not None:
            values["permission_basis"] = values.get("permission_basis") or self._basis
        _check_times(values, self.intake.now)
        self._check_preferences(values)
        external_id = values["external_id"]
        if self.intake.seen.nth(external_id.encode()) > 1:
            raise LineRejected("externalId", "an earlier line is about the same visitor")
        since = [values.get("created_at"), values.get("first_seen_at")]
        row = visitor_row(
            site_id=self.intake.site_id,
            id=new_id("Visitor"),
            now=self.intake.now,
            **values | {"created_at": min(filter(None, since), default=self.intake.now)},
        )
        derived = derived_from(values)
        if values.keys() & {"created_at", "first_seen_at"}:
            derived.append("created_at")
        columns = values | {name: row[name] for name in derived}
        return Told(line.number, external_id, columns, row)

    def _check_preferences(self, values: Mapping[str, Any]) -> None:
        if values.get("preferences") is not None:
            try:
                check_preferences(orjson.loads(values["preferences"]), self._preferences)
            except SensitiveDataRefused as refused:
                raise LineRejected(refused.field, refused.says) from None


def _check_times(values: Mapping[str, Any], now: datetime) -> None:
    for name in ("createdAt", "firstSeenAt", "lastSeenAt"):
        at = values.get(COLUMNS[name].field)
        if at is not None and at > now:
            raise LineRejected(name, "in the future")
    first, last = values.get("first_seen_at"), values.get("last_seen_at")
    if first is not None and last is not None and last < first:
        raise LineRejected("lastSeenAt", "before `firstSeenAt`")


def _change(told: Told, row: RowMapping) -> Change:
    columns = {**told.columns, EXTERNAL: row[EXTERNAL]}  # the line may name it by a former one
    for name, choose in _TIMES.items():
        if name in columns:
            columns[name] = choose(filter(None, (columns[name], row[name])), default=None)
    restricted = row["restricted_at"] is not None
    return Change(columns, RESTRICTED if restricted else None)
