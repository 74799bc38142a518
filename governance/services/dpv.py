"""Our words in those of the Data Privacy Vocabulary (DPV 2.3): receipts alone speak it.

A purpose is told by the nearest DPV category that is at or above it; where none fits, none is told.
"""

from collections.abc import Mapping
from typing import Final

from governance.vocabulary import ConsentStatus, LegalBasis, OrganizationKind, dotted_ancestors

DPV: Final = "https://w3id.org/dpv#"
GDPR: Final = "https://w3id.org/dpv/legal/eu/gdpr#"
RECORD: Final = "https://w3id.org/dpv/schema/dpv-27560#record"
RECEIPT: Final = "https://w3id.org/dpv/schema/dpv-27560#receipt"

STATUSES: Final[Mapping[str, str]] = {
    ConsentStatus.UNKNOWN: DPV + "ConsentUnknown",
    ConsentStatus.REQUESTED: DPV + "ConsentRequested",
    ConsentStatus.REQUEST_DEFERRED: DPV + "ConsentRequestDeferred",
    ConsentStatus.GIVEN: DPV + "ConsentGiven",
    ConsentStatus.RENEWED: DPV + "RenewedConsentGiven",
    ConsentStatus.REFUSED: DPV + "ConsentRefused",
    ConsentStatus.WITHDRAWN: DPV + "ConsentWithdrawn",
    ConsentStatus.EXPIRED: DPV + "ConsentExpired",
    ConsentStatus.REVOKED: DPV + "ConsentRevoked",
    ConsentStatus.INVALIDATED: DPV + "ConsentInvalidated",
}

LEGAL_BASES: Final[Mapping[str, str]] = {
    LegalBasis.CONSENT: DPV + "Consent",
    LegalBasis.CONTRACT: DPV + "Contract",
    LegalBasis.LEGAL_OBLIGATION: DPV + "LegalObligation",
    LegalBasis.LEGITIMATE_INTEREST: DPV + "LegitimateInterest",
    LegalBasis.PUBLIC_INTEREST: DPV + "PublicInterest",
    LegalBasis.VITAL_INTEREST: DPV + "VitalInterest",
}

ROLES: Final[Mapping[str, str]] = {
    OrganizationKind.OPERATOR: DPV + "Recipient",
    OrganizationKind.CUSTOMER: DPV + "Recipient",
    OrganizationKind.SUBSIDIARY: DPV + "ThirdParty",
    OrganizationKind.HOSTING_PROVIDER: DPV + "DataProcessor",
    OrganizationKind.BUSINESS_PARTNER: DPV + "ThirdParty",
    OrganizationKind.DATA_PROVIDER: DPV + "ThirdParty",
    OrganizationKind.PUBLIC_AUTHORITY: DPV + "Authority",
    OrganizationKind.ACQUIRER: DPV + "ThirdParty",
}
"""What a recipient of a kind is to who consents; the broader word where its role may vary."""

_PURPOSES: Final[Mapping[str, str]] = {
    "analytics": "ServiceUsageAnalytics",
    "essential": "ServiceProvision",
    "essential.fraud_detection": "FraudPreventionAndDetection",
    "essential.legal_obligation": "LegalCompliance",
    "essential.service.authentication": "IdentityAuthentication",
    "essential.service.notifications": "CommunicationManagement",
    "essential.service.operations": "TechnicalServiceProvision",
    "essential.service.operations.improve": "ServiceOptimisation",
    "essential.service.operations.support": "CustomerCare",
    "essential.service.payment_processing": "PaymentManagement",
    "essential.service.security": "EnforceSecurity",
    "functional": "ServiceProvision",
    "functional.service.improve": "ServiceOptimisation",
    "marketing": "Marketing",
    "marketing.advertising": "Advertising",
    "marketing.advertising.first_party.targeted": "TargetedAdvertising",
    "marketing.advertising.profiling": "PersonalisedAdvertising",
    "marketing.advertising.third_party.targeted": "TargetedAdvertising",
    "marketing.communications": "DirectMarketing",
    "personalize": "Personalisation",
    "personalize.content": "ServicePersonalisation",
    "personalize.system": "ServicePersonalisation",
    "sales": "SellProducts",
    "third_party_sharing.legal_obligation": "LegalCompliance",
}

_UNION: Final = frozenset(
    """
    EU AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO
    """.split()
)
"""Where the GDPR applies: the European Union and the EEA, ISO 3166-1."""
_RIGHTS: Final = [
    GDPR + name for name in "A7-3 A13 A14 A15 A16 A17 A18 A19 A20 A21 A22 A77".split()
]


def purpose_type(purpose: str) -> str | None:
    """The DPV purpose that is nearest at or above one of ours."""
    for key in dotted_ancestors(purpose):
        if key in _PURPOSES:
            return DPV + _PURPOSES[key]
    return None


def rights(jurisdiction: str) -> list[str]:
    """The rights that the law of a place (ISO 3166) gives, as far as DPV numbers them for us."""
    return _RIGHTS if jurisdiction[:2] in _UNION else []
