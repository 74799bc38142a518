"""The vocabulary's enumerations as GraphQL enums; a stored value is its member's name."""

import strawberry

from governance.authz.cookies import CookieReason
from governance.vocabulary import (
    AcquisitionKind,
    AcquisitionStatus,
    ConsentStatus,
    GrantStatus,
    LegalBasis,
    LegalMatter,
    LegalRequestStatus,
    OrganizationKind,
)

__all__ = [
    "AcquisitionKind",
    "AcquisitionStatus",
    "ConsentStatus",
    "CookieReason",
    "GrantStatus",
    "LegalBasis",
    "LegalMatter",
    "LegalRequestStatus",
    "OrganizationKind",
]

for _enum in (
    AcquisitionKind,
    AcquisitionStatus,
    ConsentStatus,
    CookieReason,
    GrantStatus,
    LegalBasis,
    LegalMatter,
    LegalRequestStatus,
    OrganizationKind,
):
    strawberry.enum(_enum)
