"""Import a site's cookie registry: the schema's columns, or those of the Open Cookie Database.

A cookie is told by the id of its source, or else by (name, domain, isPattern), and by its n-th
occurrence in the file: twins are rows of their own, and none is lost.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from governance.database.unit_of_work import UnitOfWork
from governance.identity import new_id
from governance.services.imports.columns import Column, Line, csv_lines, read_lines
from governance.services.imports.known import Told, plan_rows
from governance.services.imports.run import Intake, Plan, Reject
from governance.services.imports.values import boolean, number, text, word
from governance.services.keys import keyed_hash
from governance.services.matching import canonical_json
from governance.services.retention import LONGEST, retention_seconds
from governance.services.visitors import whole_row
from governance.tables import Cookie
from governance.vocabulary import COOKIE_CATEGORIES

_NAME: Final = Column("name", text(500))
_DOMAIN: Final = Column("domain", text(500))
_IS_PATTERN: Final = Column("is_pattern", boolean)
_CATEGORY: Final = Column("category", word(COOKIE_CATEGORIES, "a category of cookies"))
_DESCRIPTION: Final = Column("description", text(4000))
_RETENTION: Final = Column("retention", text(200))

FIELDS: Final = {
    "name": _NAME,
    "isPattern": _IS_PATTERN,
    "domain": _DOMAIN,
    "category": _CATEGORY,
    "provider": Column("provider", text(200)),
    "description": _DESCRIPTION,
    "retention": _RETENTION,
    "retentionSeconds": Column("retention_seconds", number(LONGEST)),
    "thirdParty": Column("third_party", boolean),
}
"""The columns by the schema's names."""

OPEN_COOKIE_DATABASE: Final = {
    "ID": Column("id", text(200)),
    "Platform": Column("platform", text(200)),
    "Category": _CATEGORY,
    "Cookie / Data Key name": _NAME,
    "Domain": _DOMAIN,
    "Description": _DESCRIPTION,
    "Retention period": _RETENTION,
    "Data Controller": Column("controller", text(200)),
    "User Privacy & GDPR Rights Portals": Column("portals", text(2000)),
    "Wildcard match": _IS_PATTERN,
}
"""The columns of the Open Cookie Database; the portals are left out, a cookie has no such field."""

COLUMNS: Final = FIELDS | OPEN_COOKIE_DATABASE

TEMPLATE: Final = csv_lines(
    FIELDS,
    (
        "session_id,false,,necessary,Northwind,keeps the visit together,session,,false",
        "_ga_,true,.northwind.example,analytics,Google,tells visitors apart,13 months,,false",
    ),
)

_MARK: Final = "(3rd party)"
_NEEDED: Final = ("name", "category")


class Cookies:
    """The kind of file that holds cookies."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake

    def read(self, lines: Iterable[bytes]) -> Iterator[Told | Reject]:
        """What each line says. Raises BAD_USER_INPUT for a wrong header."""
        return read_lines(lines, COLUMNS, _NEEDED, self._told)

    async def plan(self, work: UnitOfWork, items: Sequence[Told]) -> Plan:
        """New cookies, and what is said anew of known ones."""
        return await plan_rows(work, Cookie, self.intake.site_id, "source_key", items)

    def _told(self, line: Line) -> Told:
        columns = _columns(line.values)
        key = self._key(line.values.get("id"), columns)
        row = whole_row(
            Cookie,
            site_id=self.intake.site_id,
            id=new_id("Cookie"),
            source_key=key,
            **columns,
        )
        return Told(line.number, key, columns, row)

    def _key(self, source_id: str | None, columns: dict[str, Any]) -> str:
        named = {name: columns.get(name) for name in ("name", "domain", "is_pattern")}
        what = canonical_json(named if source_id is None else {"id": source_id})
        nth = str(self.intake.seen.nth(what.encode()))
        return keyed_hash(self.intake.key, "cookie", self.intake.site_id, what, nth)


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    """The columns of the table that a line speaks of."""
    columns = {name: value for name, value in values.items() if name in Cookie.model_fields}
    columns.pop("id", None)
    for flag in columns.keys() & {"is_pattern", "third_party"}:
        columns[flag] = bool(columns[flag])
    if "domain" in columns:
        domain = columns["domain"] or ""
        columns["third_party"] = columns.get("third_party", False) or _MARK in domain
        columns["domain"] = _plain(domain) or None
    if "retention" in columns and columns.get("retention_seconds") is None:
        columns["retention_seconds"] = retention_seconds(columns["retention"] or "")
    if "controller" in values or "platform" in values:
        given = (values.get(name) for name in ("provider", "controller", "platform"))
        columns["provider"] = next(filter(None, given), None)
    return columns


def _plain(domain: str) -> str:
    """Without marks, and without an `or` that has nothing on one side."""
    sides = f" {domain.replace(_MARK, '')} ".split(" or ")
    return " or ".join(filter(None, map(str.strip, sides)))
