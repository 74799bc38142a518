"""What a resolver may show, as a team would write it: in Python, once per notice, or by Casbin.

The rows come out of the database already in scope; this says which of their fields are shown.
"""

import hmac
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from benchmarks.limit import LABELS
from benchmarks.world import Asker
from governance.authz.authorizer import Authorizer
from governance.tables import Notice, NoticeUse, SharingGrant, Visitor

FIELDS: Final = {
    "external_id": ("external_id", "externalId"),
    "email": ("email", "email"),
    "first_name": ("first", "firstName"),
    "last_name": ("last", "lastName"),
    "phone": ("phone", "phone"),
    "country": ("country", "country"),
    "ip_address": ("ip", "ipAddress"),
    "device_type": ("device", "deviceType"),
    "os": ("device", "os"),
    "browser": ("device", "browser"),
    "geo_country": ("geo", "geoCountry"),
}
"""Column of a visitor to its labels and its name in the schema."""

CONSENT_FIELDS: Final = {"purpose": "purpose", "status": "status", "given_at": "givenAt"}
_LABELS: Final = {name: frozenset(text.split()) for name, text in LABELS.items()}


@dataclass(frozen=True)
class SiteTerms:
    """What a site's grants and notices say of the caller's purpose."""

    granted: frozenset[str]
    notices: Sequence[tuple[Notice, frozenset[str]]]
    """Newest first, each with the categories it announces."""

    @property
    def newest(self) -> frozenset[str]:
        """What the newest notice announces."""
        return self.notices[0][1] if self.notices else frozenset()

    def binding(self, visitor: Visitor, now: datetime) -> int | None:
        """The place of the notice that binds a visitor."""
        for place, (notice, _) in enumerate(self.notices):
            if visitor.created_at > notice.posted_at or notice.binds_at <= now:
                return place
        return None

    @cached_property
    def covered(self) -> list[frozenset[str]]:
        """For each notice, the labels' names that grant, newest and binding notice cover."""
        return [
            frozenset(
                name
                for name, labels in _LABELS.items()
                if labels & self.granted and labels & self.newest and labels & announced
            )
            for _, announced in self.notices
        ]


def terms_of(
    grants: Sequence[SharingGrant], notices: Sequence[Notice], uses: Sequence[NoticeUse]
) -> SiteTerms:
    """The terms of one site, from its rows that apply."""
    newest_first = sorted(notices, key=lambda one: (one.posted_at, one.id), reverse=True)
    return SiteTerms(
        frozenset(category for grant in grants for category in grant.categories),
        [
            (one, frozenset(use.category for use in uses if use.notice_id == one.id))
            for one in newest_first
        ],
    )


class Access(ABC):
    """Which fields of a row a caller is shown."""

    def __init__(self, asker: Asker, pseudonym_key: bytes) -> None:
        self._asker = asker
        self._key = pseudonym_key

    @abstractmethod
    def form(self, coordinate: str, labels: str, covered: frozenset[str] | None) -> str | None:
        """The form of a coordinate: clear, pseudonym or none. `covered` None: nothing is asked."""

    @abstractmethod
    def site(self, coordinate: str) -> bool:
        """Whether a value of a site in scope is shown."""

    def visitor(
        self, row: Visitor, wanted: frozenset[str], covered: frozenset[str] | None
    ) -> dict[str, Any]:
        """The values of the wanted fields of a visitor, by column."""
        values: dict[str, Any] = {}
        for column, (labels, name) in FIELDS.items():
            if name in wanted:
                form = self.form(f"Visitor.{name}", labels, covered)
                values[column] = self._in_form(form, getattr(row, column))
        return values

    def _in_form(self, form: str | None, value: str | None) -> str | None:
        if form == "pseudonym" and value is not None:
            return hmac.digest(self._key, value.encode(), "sha256").hex()
        return None if form is None else value


class ByRules(Access):
    """Decisions cached as sets: one look-up for each value."""

    def form(self, coordinate: str, labels: str, covered: frozenset[str] | None) -> str | None:
        """See `Access.form`."""
        if covered is None:
            return "clear"
        if labels not in covered:
            return None
        return "pseudonym" if labels == "external_id" else "clear"

    def site(self, coordinate: str) -> bool:
        """See `Access.site`."""
        return True


class ByEnforce(Access):
    """Casbin is asked for each value; it has only the rules of the caller's role to try."""

    def __init__(self, asker: Asker, pseudonym_key: bytes, authorizer: Authorizer) -> None:
        super().__init__(asker, pseudonym_key)
        self._authorizer = authorizer

    def form(self, coordinate: str, labels: str, covered: frozenset[str] | None) -> str | None:
        """See `Access.form`."""
        if covered is None:
            facts = frozenset({"own_site", "permitted"})
        else:
            facts = frozenset({"consent", "grant", "notice"} if labels in covered else {"consent"})
        role, purpose = self._asker.role, self._asker.purpose
        forms = ("clear", "pseudonym") if labels == "external_id" else ("clear",)
        for form in forms:
            if self._authorizer.allows(role, purpose, coordinate, "read", form, facts):
                return form
        return None

    def site(self, coordinate: str) -> bool:
        """See `Access.site`."""
        role, purpose = self._asker.role, self._asker.purpose
        return self._authorizer.allows(role, purpose, coordinate, "read", "clear", frozenset())
