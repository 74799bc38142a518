"""A world of one visitor on one site, made by hand, and what the oracle says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from governance.authz.actor import Actor
from governance.authz.policy import load_policy
from governance.schema.binding import binding, datamap
from governance.vocabulary import OrganizationKind
from tests.oracle.conditions import Conditions
from tests.oracle.policies import CLAUSES, DECLARED
from tests.oracle.records import Records, Row
from tests.oracle.values import DAY, NOW, TICK

ACTOR: Final = Actor(
    token="tok",
    role="partner",
    organization="partner",
    organization_name="Partner",
    kind=OrganizationKind.BUSINESS_PARTNER,
    purposes=("analytics",),
    sites=None,
)
OWNER: Final = replace(ACTOR, organization="owner", kind=OrganizationKind.CUSTOMER)
OPERATOR: Final = replace(ACTOR, organization="operator", kind=OrganizationKind.OPERATOR)
FOR_US: Final = ["BUSINESS_PARTNER"]
REPORTING: Final = "analytics.reporting"
NAMED: Final = {"site_id": "site", "visitor_id": "visitor", "legal_request_id": "request"}
"""That a request names the visitor."""


def a_visitor(**values: Any) -> Row:
    return {
        "site_id": "site",
        "id": "visitor",
        "created_at": NOW - 90 * DAY,
        "permission_basis": "CONSENT",
        "restricted_at": None,
        "email_sha256": "hash",
        **values,
    }


def a_consent(purpose: str, status: str = "GIVEN", **values: Any) -> Row:
    return {
        "site_id": "site",
        "visitor_id": "visitor",
        "purpose": purpose,
        "status": status,
        "regime": "default",
        "recipients": FOR_US,
        "expires_at": None,
        "notice_id": None,
        **values,
    }


def a_notice(name: str, days_ago: float) -> Row:
    posted = NOW - days_ago * DAY
    return {"site_id": "site", "id": name, "posted_at": posted, "binds_at": posted + 30 * DAY}


def a_use(notice: str, category: str = "user", **values: Any) -> Row:
    return {
        "site_id": "site",
        "notice_id": notice,
        "purpose": "analytics",
        "category": category,
        "recipient_kind": "BUSINESS_PARTNER",
        **values,
    }


def a_grant(**values: Any) -> Row:
    return {
        "grantor_id": "owner",
        "recipient_id": "partner",
        "site_id": None,
        "purposes": ["analytics"],
        "categories": ["user.contact"],
        "status": "ACTIVE",
        "starts_at": NOW,
        "expires_at": NOW + TICK,
        **values,
    }


def a_legal_request(**values: Any) -> Row:
    return {
        "id": "request",
        "authority_id": "partner",
        "status": "VERIFIED",
        "matter": "CRIMINAL_INVESTIGATION",
        "categories": None,
        "starts_at": NOW,
        "expires_at": NOW + TICK,
        "sealed_until": NOW + TICK,
        **values,
    }


def holds(
    name: str,
    tables: Mapping[str, Sequence[Row]] | None = None,
    *,
    actor: Actor = ACTOR,
    purpose: str = REPORTING,
    of: str = "Visitor",
    category: str | None = None,
    visitor: Row | None = None,
    now: datetime = NOW,
) -> bool:
    """Whether a condition holds for a visitor (or a row of another type) in a small world."""
    row = visitor or a_visitor()
    site = {"id": "site", "organization_id": "owner"}
    rows = {"site": [site], "visitor": [row], **(tables or {})}
    policy = load_policy(DECLARED, CLAUSES, datamap())
    conditions = Conditions(Records(rows), policy, actor, purpose, now)
    about = {"Site": {"id": "site"}, "SharingGrant": {"grantor_id": "owner", "recipient_id": "x"}}
    return conditions.holds(name, binding().types[of].source, about.get(of, row), category)
