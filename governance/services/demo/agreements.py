"""What the demo's companies agreed and what officials asked."""

from typing import Any, Final

from governance.services.demo.sheet import Sheet
from governance.services.demo.world import World
from governance.tables import Acquisition, AcquisitionSite, LegalRequest, SharingGrant

FIVE: Final = [
    "personal_data",
    "user_data",
    "user.behavior",
    "user.privacy_preferences",
    "user.unique_id",
]
"""What a full grant covers."""


def add_grants(sheet: Sheet, world: World) -> None:
    """Grants of every status, for one site and for all of a grantor's."""
    of, officers = world.organizations, world.officers

    def grant(grantor: str, recipient: str, site: str | None, status: str, **values: Any) -> None:
        proposed = status == "PROPOSED"
        defaults = {
            "purposes": ["analytics"],
            "categories": FIVE,
            "legal_basis": "CONSENT",
            "agreement": "data sharing agreement of 2025, annex 1",
            "starts_at": sheet.ago(days=300),
            "proposed_by": officers[0],
            "approved_by": None if proposed else officers[1],
            "created_at": sheet.ago(days=310),
        }
        sheet.add(
            SharingGrant,
            grantor_id=of[grantor],
            recipient_id=of[recipient],
            site_id=None if site is None else world.sites[site],
            status=status,
            **defaults | values,
        )

    communications = ["marketing.communications"]
    grant("northwind", "insight", "northwind-www", "ACTIVE", purposes=["analytics", "personalize"])
    grant("bergmann", "insight", None, "ACTIVE", purposes=["analytics", *communications])
    grant("operator", "insight", "operator-www", "ACTIVE", categories=["user_data"])
    grant("bergmann", "reach", "bergmann-magazin", "ACTIVE", purposes=communications)
    grant("northwind", "reach", "northwind-shop", "EXPIRED", expires_at=sheet.ago(days=20))
    grant("northwind", "reach", "northwind-www", "ACTIVE", expires_at=sheet.ago(days=2))
    grant("bergmann", "reach", "bergmann-www", "REVOKED")
    grant("operator", "reach", "operator-www", "SUSPENDED")
    grant("northwind", "reach", "northwind-shop", "PROPOSED", starts_at=sheet.ago(days=1))
    grant("northwind", "insight", "northwind-shop", "ACTIVE", starts_at=sheet.ahead(days=14))
    grant("northwind", "partner", None, "ACTIVE", categories=["user_data"])
    grant(
        "northwind",
        "provider",
        "northwind-www",
        "ACTIVE",
        purposes=["marketing.advertising", "third_party_sharing"],
        categories=["user.contact.email", "user.demographic", "user.location"],
    )


def add_legal_requests(sheet: Sheet, world: World) -> dict[str, str]:
    """Requests of one authority: verified, verified and sealed, opened, closed; their ids."""
    officers = world.officers

    def request(reference: str, status: str, **values: Any) -> str:
        verified = status != "OPENED"
        defaults = {
            "instrument": "court order",
            "matter": "CRIMINAL_INVESTIGATION",
            "jurisdiction": "US",
            "verified_by": officers[0] if verified else None,
            "seconded_by": officers[1] if verified else None,
            "starts_at": sheet.ago(days=20),
            "expires_at": sheet.ahead(days=40),
            "created_at": sheet.ago(days=21),
        }
        row = sheet.add(
            LegalRequest,
            authority_id=world.organizations["authority"],
            reference=reference,
            status=status,
            **defaults | values,
        )
        return str(row["id"])

    return {
        "verified": request("AV-2026-0117", "VERIFIED"),
        "sealed": request(
            "AV-2026-0131",
            "VERIFIED",
            matter="ALLEGED_ILLEGAL_ACTIVITY",
            sealed_until=sheet.ahead(days=90),
        ),
        "opened": request("AV-2026-0140", "OPENED", instrument="letter"),
        "closed": request("AV-2025-0009", "CLOSED", expires_at=sheet.ahead(days=5)),
    }


def add_acquisitions(sheet: Sheet, world: World) -> None:
    """An open sale, and of another buyer a closed one, an abandoned one and a financing."""
    officers = world.officers
    events = (
        ("acquirer", "ASSET_SALE", "OPEN", "northwind-shop"),
        ("buyer", "ACQUISITION", "CLOSED", "bergmann-magazin"),
        ("buyer", "MERGER", "ABANDONED", "bergmann-www"),
        ("buyer", "FINANCING", "OPEN", "operator-www"),
    )
    for acquirer, kind, status, site in events:
        closed = status == "CLOSED"
        row = sheet.add(
            Acquisition,
            acquirer_id=world.organizations[acquirer],
            kind=kind,
            status=status,
            opened_at=sheet.ago(days=60),
            opened_by=officers[0],
            closed_at=sheet.ago(days=5) if closed else None,
            closed_by=officers[0] if closed else None,
            seconded_by=officers[1] if closed else None,
        )
        sheet.add(AcquisitionSite, acquisition_id=row["id"], site_id=world.sites[site])
