"""The vocabulary's enumerations as GraphQL enums; a stored value is its member's name."""

import strawberry

from governance import vocabulary

OrganizationKind = strawberry.enum(vocabulary.OrganizationKind)
ConsentStatus = strawberry.enum(vocabulary.ConsentStatus)
LegalBasis = strawberry.enum(vocabulary.LegalBasis)
GrantStatus = strawberry.enum(vocabulary.GrantStatus)
LegalRequestStatus = strawberry.enum(vocabulary.LegalRequestStatus)
LegalMatter = strawberry.enum(vocabulary.LegalMatter)
AcquisitionKind = strawberry.enum(vocabulary.AcquisitionKind)
AcquisitionStatus = strawberry.enum(vocabulary.AcquisitionStatus)
