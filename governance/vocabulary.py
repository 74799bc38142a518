"""The words of the field: data categories, data uses, roles, forms, conditions, kinds.

Categories and uses are keys of fideslang 3.1.4, carried here as data. A key covers itself and what
lies below it by dots, never the reverse.
"""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from governance.errors import bad_input

LONGEST_NAME: Final = 256
"""Characters of a name that an error repeats; no name here is longer."""

DATA_CATEGORIES: Final = frozenset(
    """
    system system.operations
    user user.name user.name.first user.name.last
    user.contact user.contact.email user.contact.phone_number user.contact.organization
    user.contact.address user.contact.address.street user.contact.address.city
    user.contact.address.state user.contact.address.postal_code user.contact.address.country
    user.social user.unique_id user.unique_id.pseudonymous
    user.device user.device.device_id user.device.ip_address user.device.cookie
    user.device.cookie_id
    user.location user.location.imprecise user.location.precise
    user.demographic user.demographic.gender user.demographic.age_range
    user.demographic.date_of_birth
    user.demographic.political_opinion user.demographic.race_ethnicity
    user.demographic.religious_belief user.demographic.sexual_orientation
    user.health_and_medical user.biometric
    user.behavior user.behavior.browsing_history
    user.privacy_preferences user.content
    """.split()
)

SENSITIVE_CATEGORIES: Final = frozenset(
    """
    user.demographic.political_opinion user.demographic.race_ethnicity
    user.demographic.religious_belief user.demographic.sexual_orientation
    user.health_and_medical user.biometric
    """.split()
)

DATA_USES: Final = frozenset(
    """
    analytics analytics.reporting analytics.reporting.ad_performance
    analytics.reporting.campaign_insights analytics.reporting.content_performance
    analytics.reporting.system
    essential essential.legal_obligation essential.fraud_detection
    essential.service essential.service.authentication essential.service.notifications
    essential.service.notifications.email essential.service.notifications.sms
    essential.service.operations essential.service.operations.improve
    essential.service.operations.support essential.service.payment_processing
    essential.service.security essential.service.upgrades
    functional functional.service functional.service.improve functional.storage
    functional.storage.privacy_preferences
    finance
    marketing marketing.advertising marketing.advertising.first_party
    marketing.advertising.first_party.contextual marketing.advertising.first_party.targeted
    marketing.advertising.frequency_capping marketing.advertising.negative_targeting
    marketing.advertising.profiling marketing.advertising.serving
    marketing.advertising.third_party marketing.advertising.third_party.targeted
    marketing.communications marketing.communications.email marketing.communications.sms
    personalize personalize.content personalize.content.limited
    personalize.content.profiled personalize.content.profiling
    personalize.profiling personalize.system
    sales
    third_party_sharing third_party_sharing.legal_obligation
    train_ai_system
    """.split()
)

ANONYMOUS: Final = "anonymous"
"""The role of who comes without a token."""

ROLES: Final = (
    "privacy_officer",
    "analyst",
    "support",
    "developer",
    "auditor",
    "site_owner",
    "site_agent",
    "hosting_provider",
    "subsidiary",
    "partner",
    "data_provider",
    "law_enforcement",
    "acquirer",
    "visitor",
    ANONYMOUS,
)

INTERNAL_ROLES: Final = frozenset(
    {"privacy_officer", "analyst", "support", "developer", "auditor", "site_owner", "site_agent"}
)
"""Roles of the operator and of a site's own organization; every other role is a third party."""

ACTIONS: Final = ("read", "aggregate", "write")

FORMS: Final = (
    "clear",
    "year",
    "band",
    "country",
    "network",
    "domain",
    "initials",
    "sha256",
    "pseudonym",
)
"""From clearest to least clear. A signature writes a form as its place here, from 1; 0 is null."""

GROUP_FORMS: Final = ("k10", "k20", "k50", "k100")
"""Forms of the action `aggregate`: the least size of a group."""

NO_FORM: Final = "-"
"""The form of a deny, and of the action `write`."""


class Anchor(StrEnum):
    """What a condition is about; a type declares its path to each anchor it has."""

    VISITOR = "visitor"
    SITE = "site"
    ORGANIZATION = "organization"


PERMITTING: Final[dict[str, frozenset[Anchor]]] = {
    "consent": frozenset({Anchor.VISITOR}),
    "permitted": frozenset({Anchor.VISITOR}),
    "grant": frozenset({Anchor.SITE, Anchor.ORGANIZATION}),
    "notice": frozenset({Anchor.VISITOR}),
    "no_opt_out": frozenset({Anchor.VISITOR}),
    "legal_request": frozenset({Anchor.VISITOR, Anchor.SITE}),
    "own_site": frozenset({Anchor.SITE, Anchor.ORGANIZATION}),
    "self": frozenset({Anchor.VISITOR, Anchor.SITE}),
    "acquisition_open": frozenset({Anchor.SITE}),
    "acquisition_closed": frozenset({Anchor.SITE}),
}
"""Conditions of allows, each with the anchors it can be asked of (the first the type has is used,
in the order visitor, site, organization)."""

RESTRICTING: Final[dict[str, frozenset[Anchor]]] = {
    "opted_out": frozenset({Anchor.VISITOR}),
    "restricted": frozenset({Anchor.VISITOR}),
    "sealed": frozenset({Anchor.VISITOR}),
}
"""Conditions of denies."""

ALWAYS: Final = "always"

GIVING: Final = frozenset({"GIVEN", "RENEWED"})
REFUSING: Final = frozenset({"REFUSED", "WITHDRAWN", "REVOKED", "INVALIDATED"})


class OrganizationKind(StrEnum):
    """What an organization is to the operator; consent names recipients by these kinds."""

    OPERATOR = "OPERATOR"
    CUSTOMER = "CUSTOMER"
    SUBSIDIARY = "SUBSIDIARY"
    HOSTING_PROVIDER = "HOSTING_PROVIDER"
    BUSINESS_PARTNER = "BUSINESS_PARTNER"
    DATA_PROVIDER = "DATA_PROVIDER"
    PUBLIC_AUTHORITY = "PUBLIC_AUTHORITY"
    ACQUIRER = "ACQUIRER"


_OPERATOR: Final = frozenset({OrganizationKind.OPERATOR})
_OWNER: Final = frozenset({OrganizationKind.OPERATOR, OrganizationKind.CUSTOMER})

KINDS_OF_ROLE: Final[dict[str, frozenset[OrganizationKind]]] = {
    "privacy_officer": _OPERATOR,
    "analyst": _OPERATOR,
    "support": _OPERATOR,
    "developer": _OPERATOR,
    "auditor": _OPERATOR,
    "site_owner": _OWNER,
    "site_agent": _OWNER,
    "hosting_provider": frozenset({OrganizationKind.HOSTING_PROVIDER}),
    "subsidiary": frozenset({OrganizationKind.SUBSIDIARY}),
    "partner": frozenset({OrganizationKind.BUSINESS_PARTNER}),
    "data_provider": frozenset({OrganizationKind.DATA_PROVIDER}),
    "law_enforcement": frozenset({OrganizationKind.PUBLIC_AUTHORITY}),
    "acquirer": frozenset({OrganizationKind.ACQUIRER}),
}
"""Built-in role to the kinds of organization it is of; `visitor` is of whoever owns the site."""


JURISDICTION: Final = r"[A-Z]{2}(-[A-Z0-9]{1,3})?"
"""The shape of ISO 3166-1 and 3166-2 codes, such as `US` and `US-CA`."""


class ConsentStatus(StrEnum):
    """DPV 2.3 ConsentStatus. Only GIVEN and RENEWED permit; the REFUSING ones refuse."""

    UNKNOWN = "UNKNOWN"
    REQUESTED = "REQUESTED"
    REQUEST_DEFERRED = "REQUEST_DEFERRED"
    GIVEN = "GIVEN"
    RENEWED = "RENEWED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"
    INVALIDATED = "INVALIDATED"


class LegalBasis(StrEnum):
    """DPV 2.3 LegalBasis."""

    CONSENT = "CONSENT"
    CONTRACT = "CONTRACT"
    LEGAL_OBLIGATION = "LEGAL_OBLIGATION"
    LEGITIMATE_INTEREST = "LEGITIMATE_INTEREST"
    PUBLIC_INTEREST = "PUBLIC_INTEREST"
    VITAL_INTEREST = "VITAL_INTEREST"


class GrantStatus(StrEnum):
    """Where a sharing grant stands; only ACTIVE grants count."""

    PROPOSED = "PROPOSED"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"


class LegalRequestStatus(StrEnum):
    """Where a legal request stands; only VERIFIED ones count."""

    OPENED = "OPENED"
    VERIFIED = "VERIFIED"
    CLOSED = "CLOSED"


class LegalMatter(StrEnum):
    """The matters of clause C13."""

    CRIMINAL_INVESTIGATION = "CRIMINAL_INVESTIGATION"
    ALLEGED_ILLEGAL_ACTIVITY = "ALLEGED_ILLEGAL_ACTIVITY"


class AcquisitionKind(StrEnum):
    """The events of clause C16."""

    MERGER = "MERGER"
    ASSET_SALE = "ASSET_SALE"
    ACQUISITION = "ACQUISITION"
    FINANCING = "FINANCING"


class AcquisitionStatus(StrEnum):
    """Where an acquisition stands."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    ABANDONED = "ABANDONED"


COOKIE_CATEGORIES: Final = (
    "necessary",
    "security",
    "functional",
    "personalization",
    "analytics",
    "marketing",
)
"""What a cookie is for, as the Open Cookie Database has it."""


def dotted_ancestors(key: str) -> tuple[str, ...]:
    """The key itself and what lies above it by dots, nearest first.

    >>> dotted_ancestors("user.contact.email")
    ('user.contact.email', 'user.contact', 'user')
    """
    parts = key.split(".")
    return tuple(".".join(parts[:end]) for end in range(len(parts), 0, -1))


def check_name(name: str, known: Collection[str], kind: str, argument: str) -> None:
    """Raise BAD_USER_INPUT, with the nearest name, for what is no `kind` of thing that is known."""
    if name in known:
        return
    if len(name) > LONGEST_NAME:
        raise bad_input(f"`{argument}` is too long", argument)
    raise bad_input(f"`{name}` is not a {kind}{nearest(name, known)}", argument)


def nearest(name: str, known: Iterable[str]) -> str:
    """ ", did you mean `x`" for the known name nearest to an unknown one, or an empty string."""
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f", did you mean `{close[0]}`" if close else ""
