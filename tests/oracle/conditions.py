"""What each condition of the policy means for one row, straight from the words of the design.

A condition is asked of the first of visitor, site, organization that it accepts and the row's type
has. Every one of them is true or false for every row, whatever is null.
"""

from collections.abc import Iterator
from datetime import datetime

from governance.authz.actor import Actor
from governance.authz.rules import Policy
from governance.schema.sources import Source
from governance.vocabulary import (
    GIVING,
    PERMITTING,
    REFUSING,
    RESTRICTING,
    Anchor,
    LegalMatter,
    OrganizationKind,
)
from tests.oracle.records import Records, Row

_STATEMENTS = GIVING | REFUSING | {"EXPIRED"}
_ACCEPTED = {**PERMITTING, **RESTRICTING}


def anchor_of(name: str, source: Source) -> Anchor:
    """What a condition is asked of for rows of a type."""
    has = {
        Anchor.VISITOR: source.visitor is not None,
        Anchor.SITE: source.site is not None,
        Anchor.ORGANIZATION: bool(source.organizations),
    }
    return next(anchor for anchor in Anchor if has[anchor] and anchor in _ACCEPTED[name])


class Conditions:
    """The conditions as one actor meets them, under one purpose, at one moment."""

    def __init__(
        self, records: Records, policy: Policy, actor: Actor, purpose: str, now: datetime
    ) -> None:
        self._records = records
        self._policy = policy
        self._actor = actor
        self._purpose = purpose
        self._now = now
        self._known: dict[tuple[object, ...], bool] = {}

    def holds(self, name: str, source: Source, row: Row, category: str | None) -> bool:
        """Whether a condition holds for a row; for a value, with its data category."""
        match anchor_of(name, source):
            case Anchor.VISITOR:
                about: tuple[str, ...] = (row[source.site or ""], row[source.visitor or ""])
            case Anchor.SITE:
                about = (row[source.site or ""],)
            case Anchor.ORGANIZATION:
                about = ("", "", *(row[column] for column in source.organizations))
        key = (name, category, about)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._ask(name, about, category)
        return found

    def _ask(self, name: str, about: tuple[str, ...], category: str | None) -> bool:
        if len(about) > 2:
            return self._of_organizations(name, set(about[2:]), category)
        if len(about) == 1:
            return self._of_site(name, about[0], category)
        visitor = self._records.one("visitor", site_id=about[0], id=about[1])
        return visitor is not None and self._of_visitor(name, visitor, category)

    def _of_visitor(self, name: str, visitor: Row, category: str | None) -> bool:
        match name:
            case "consent":
                return self.consent(visitor, category)
            case "notice":
                return self.notice(visitor, category)
            case "permitted":
                return visitor["permission_basis"] is not None and self._insider(visitor["site_id"])
            case "no_opt_out":
                return not self.opted_out(visitor)
            case "opted_out":
                return self.opted_out(visitor)
            case "restricted":
                return visitor["restricted_at"] is not None
            case "sealed":
                return self.sealed(visitor)
            case "self":
                return self._actor.visitor == (visitor["site_id"], visitor["id"])
            case "legal_request":
                return any(
                    self._open_request(request) and self._asks_for(request, category)
                    for request in self._requests_naming(visitor)
                )
        raise AssertionError(name)

    def _of_site(self, name: str, site: str, category: str | None) -> bool:
        match name:
            case "grant":
                return any(
                    grant["site_id"] == site
                    or (grant["site_id"] is None and self._owner(site) == grant["grantor_id"])
                    for grant in self._grants(category)
                )
            case "own_site":
                return self._owner(site) == self._actor.organization
            case "self":
                return self._actor.visitor is not None and self._actor.visitor[0] == site
            case "legal_request":
                visitors = self._records.where("visitor", site_id=site)
                return any(self._of_visitor(name, visitor, category) for visitor in visitors)
            case "acquisition_open":
                return any(a["status"] == "OPEN" for a in self._acquisitions(site))
            case "acquisition_closed":
                return any(
                    a["status"] == "CLOSED" and a["kind"] != "FINANCING"
                    for a in self._acquisitions(site)
                )
        raise AssertionError(name)

    def _of_organizations(self, name: str, organizations: set[str], category: str | None) -> bool:
        if name == "own_site":
            return self._actor.organization in organizations
        assert name == "grant"
        return any(grant["grantor_id"] in organizations for grant in self._grants(category))

    def consent(self, visitor: Row, category: str | None) -> bool:
        """The nearest statement of each regime: some gives, none refuses, nor anything below."""
        standing = self._records.where(
            "consent", site_id=visitor["site_id"], visitor_id=visitor["id"]
        )
        given = False
        for regime in {row["regime"] for row in standing}:
            of_regime = {row["purpose"]: row for row in standing if row["regime"] == regime}
            for purpose in self._policy.purpose_chain(self._purpose):
                row = of_regime.get(purpose)
                if row is not None and row["status"] in _STATEMENTS:
                    if row["status"] in REFUSING:
                        return False
                    given = given or self._gives(row, category)
                    break
        below = any(
            row["status"] in REFUSING
            and row["purpose"] != self._purpose
            and self._policy.covers(self._purpose, row["purpose"])
            for row in standing
        )
        return given and not below

    def _gives(self, consent: Row, category: str | None) -> bool:
        if consent["status"] not in GIVING:
            return False
        if consent["expires_at"] is not None and consent["expires_at"] <= self._now:
            return False
        if self._insider(consent["site_id"]):
            return True
        if self._actor.kind.name not in (consent["recipients"] or ()):
            return False
        under = {"site_id": consent["site_id"], "id": consent["notice_id"]}
        return consent["notice_id"] is None or self._announces(under, category)

    def notice(self, visitor: Row, category: str | None) -> bool:
        """A use of the binding notice and one of the newest each cover the request."""
        posted = [
            notice
            for notice in self._records.where("notice", site_id=visitor["site_id"])
            if notice["posted_at"] <= self._now
        ]
        binding = [
            notice
            for notice in posted
            if visitor["created_at"] > notice["posted_at"] or notice["binds_at"] <= self._now
        ]
        if not binding:
            return False
        newest = max(posted, key=lambda notice: (notice["posted_at"], notice["id"]))
        bound = max(binding, key=lambda notice: (notice["posted_at"], notice["id"]))
        return self._announces(newest, category) and self._announces(bound, category)

    def _announces(self, notice: Row, category: str | None) -> bool:
        labels = None if category is None else self._policy.labels_of(category)
        return any(
            self._policy.covers(use["purpose"], self._purpose)
            and use["recipient_kind"] == self._actor.kind.name
            and (labels is None or use["category"] in labels)
            for use in self._records.where(
                "notice_use", site_id=notice["site_id"], notice_id=notice["id"]
            )
        )

    def opted_out(self, visitor: Row) -> bool:
        """By visitor, by address or by cookie; on the visitor's site or on all."""
        cookies = {
            alias["value"]
            for alias in self._records.where(
                "visitor_alias", site_id=visitor["site_id"], visitor_id=visitor["id"]
            )
            if alias["kind"] == "cookie"
        }
        keys = {
            "visitor": {visitor["id"]},
            "address": {visitor["email_sha256"]} - {None},
            "cookie": cookies,
        }
        return any(
            opt_out["site_id"] in (None, visitor["site_id"])
            and opt_out["key"] in keys.get(opt_out["kind"], ())
            for opt_out in self._records.all("opt_out")
        )

    def sealed(self, visitor: Row) -> bool:
        """Named by a request that was verified and is still sealed, whoever's it is."""
        return any(
            (request["status"] == "VERIFIED" or request.get("seconded_by") is not None)
            and request["sealed_until"] is not None
            and request["sealed_until"] > self._now
            for request in self._requests_naming(visitor)
        )

    def _requests_naming(self, visitor: Row) -> Iterator[Row]:
        for named in self._records.where(
            "legal_request_visitor", site_id=visitor["site_id"], visitor_id=visitor["id"]
        ):
            yield from self._records.where("legal_request", id=named["legal_request_id"])

    def _open_request(self, request: Row) -> bool:
        return (
            request["authority_id"] == self._actor.organization
            and request["status"] == "VERIFIED"
            and request["matter"] in LegalMatter.__members__
            and request["starts_at"] <= self._now < request["expires_at"]
        )

    def _asks_for(self, request: Row, category: str | None) -> bool:
        """Any data, or the category; whatever it asks for, the visitor's row."""
        if category is None or request["categories"] is None:
            return True
        labels = self._policy.labels_of(category)
        return any(one in labels for one in request["categories"])

    def _grants(self, category: str | None) -> Iterator[Row]:
        labels = None if category is None else self._policy.labels_of(category)
        for grant in self._records.where("sharing_grant", recipient_id=self._actor.organization):
            if (
                grant["status"] == "ACTIVE"
                and grant["starts_at"] <= self._now
                and (grant["expires_at"] is None or grant["expires_at"] > self._now)
                and any(self._policy.covers(one, self._purpose) for one in grant["purposes"])
                and (labels is None or any(one in labels for one in grant["categories"]))
            ):
                yield grant

    def _acquisitions(self, site: str) -> Iterator[Row]:
        for named in self._records.where("acquisition_site", site_id=site):
            yield from self._records.where(
                "acquisition", id=named["acquisition_id"], acquirer_id=self._actor.organization
            )

    def _owner(self, site: str) -> str | None:
        found = self._records.one("site", id=site)
        return None if found is None else found["organization_id"]

    def _insider(self, site: str) -> bool:
        return (
            self._actor.kind is OrganizationKind.OPERATOR
            or self._owner(site) == self._actor.organization
        )
