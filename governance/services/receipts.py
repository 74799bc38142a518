"""A consent receipt: what was consented to, refused or withdrawn, in the shape of ISO/IEC TS 27560.

The shape is that of the DPV profile `dpv-27560#receipt`: a receipt of one event with a full copy of
the record as it stands after it. The person is the visitor's id, and never a name or an address.
What is mandatory there and unknown here is said to be `not stated`: nothing is made up.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, Select, and_, bindparam, or_, select

from governance.database.types import to_rfc3339
from governance.database.unit_of_work import UnitOfWork
from governance.services import dpv
from governance.services.keys import Keys
from governance.services.signing import active_salt, sign, signing_key
from governance.settings import Settings
from governance.tables import (
    Consent,
    ConsentEvent,
    Notice,
    NoticeUse,
    Organization,
    Site,
    table_of,
)
from governance.vocabulary import GIVING, SENSITIVE_CATEGORIES, ConsentStatus, dotted_ancestors

KIND: Final = "consent-receipt+jwt"
"""The `typ` of a signed receipt (RFC 8725, section 3.11)."""
NOT_STATED: Final = "not stated"
_UNTIL_EVENT: Final = dpv.DPV + "UntilEventDuration"
_BY_CONTROLLER: Final = frozenset(
    {
        ConsentStatus.UNKNOWN,
        ConsentStatus.REQUESTED,
        ConsentStatus.EXPIRED,
        ConsentStatus.REVOKED,
        ConsentStatus.INVALIDATED,
    }
)
"""What is not said by the visitor, as DPV defines these states."""

_SITE: Final = table_of(Site)
_OWNER: Final = table_of(Organization)
_NOTICE: Final = table_of(Notice)
_USE: Final = table_of(NoticeUse)


def _told() -> Select[Any]:
    """Site, owner, notice, the categories it announces, and the key that signs."""
    shown = and_(_NOTICE.c.site_id == _SITE.c.id, _NOTICE.c.id == bindparam("notice"))
    covering = and_(
        _USE.c.site_id == _NOTICE.c.site_id,
        _USE.c.notice_id == _NOTICE.c.id,
        _USE.c.purpose.in_(bindparam("purposes", expanding=True)),
        or_(
            _USE.c.recipient_kind == _OWNER.c.kind,
            _USE.c.recipient_kind.in_(bindparam("kinds", expanding=True)),
        ),
    )
    held = _SITE.join(_OWNER, _OWNER.c.id == _SITE.c.organization_id)
    return (
        select(
            _SITE.c.domain,
            _SITE.c.jurisdiction,
            _OWNER.c.id.label("owner_id"),
            _OWNER.c.name.label("owner_name"),
            _OWNER.c.country,
            _OWNER.c.contact,
            _NOTICE.c.id.label("notice_id"),
            _NOTICE.c.version,
            _NOTICE.c.language,
            _NOTICE.c.url,
            _NOTICE.c.content_hash,
            _NOTICE.c.posted_at,
            _USE.c.category,
            active_salt().label("salt"),
        )
        .select_from(held.outerjoin(_NOTICE, shown).outerjoin(_USE, covering))
        .where(_SITE.c.id == bindparam("site"))
    )


_TOLD: Final = _told()


class Issuer(NamedTuple):
    """Who issues receipts: the deployment, by its keys and by what it says of itself."""

    keys: Keys
    settings: Settings

    async def issue(self, work: UnitOfWork, consent: Consent, event: ConsentEvent) -> str:
        """The signed receipt (compact JWS) of an event that a consent now stands by.

        One read, so that recording a consent stays fast. The rows need not be written yet.
        """
        return self.sign(consent, event, await self.read(work, consent))

    async def read(self, work: UnitOfWork, consent: Consent) -> Sequence[Row[Any]]:
        """What a receipt tells of the site; the same for one notice, purpose and recipients."""
        asked = {
            "site": consent.site_id,
            "notice": consent.notice_id,
            "purposes": dotted_ancestors(consent.purpose),
            "kinds": consent.recipients,
        }
        told: Sequence[Row[Any]] = (await work.connection.execute(_TOLD, asked)).all()
        return told

    def sign(self, consent: Consent, event: ConsentEvent, told: Sequence[Row[Any]]) -> str:
        """The signed receipt of an event, of what `read` told."""
        receipt = receipt_of(consent, event, told, self.settings)
        return sign(receipt, KIND, signing_key(self.keys, told[0].salt))


def receipt_of(
    consent: Consent, event: ConsentEvent, told: Sequence[Row[Any]], settings: Settings
) -> dict[str, Any]:
    """The receipt, unsigned; `told` is what its issuer read: a row for each announced category."""
    site = told[0]
    return {
        "schema_version": dpv.RECEIPT,
        "receipt_id": event.id,
        "iat": int(event.recorded_at.timestamp()),
        "record": {
            "schema_version": dpv.RECORD,
            "record_id": consent.id,
            "pii_principal_id": consent.visitor_id,
            "processing": [_processing(consent, event, told, settings)],
            "parties": [
                {
                    "party_id": site.owner_id,
                    "party_name": site.owner_name,
                    "party_address": site.country or NOT_STATED,
                    "party_contact": site.contact or NOT_STATED,
                    "party_type": dpv.DPV + "Organisation",
                    "party_role": dpv.DPV + "DataController",
                }
            ],
            "events": [
                {
                    "event_time": to_rfc3339(event.recorded_at),
                    "validity_duration": _validity(event, consent.expires_at),
                    "entity_id": (
                        site.owner_id if event.status in _BY_CONTROLLER else consent.visitor_id
                    ),
                    "event_type": dpv.DPV
                    + ("InformedConsent" if consent.notice_id is not None else "Consent"),
                    "event_state": dpv.STATUSES[event.status],
                }
            ],
        },
    }


def _processing(
    consent: Consent, event: ConsentEvent, told: Sequence[Row[Any]], settings: Settings
) -> dict[str, Any]:
    """What is done with what, for what, by whom."""
    site = told[0]
    place = consent.jurisdiction or site.jurisdiction or NOT_STATED
    stored = settings.receipt_storage_locations
    kind, rights = dpv.purpose_type(consent.purpose), dpv.rights(place)
    return {
        "privacy_notice": _notice(site),
        "language": consent.language or site.language or NOT_STATED,
        "purpose": consent.purpose,
        **({} if kind is None else {"purpose_type": kind}),
        "lawful_basis": dpv.LEGAL_BASES[consent.legal_basis],
        "pii_information": _categories({row.category for row in told if row.category is not None}),
        "pii_controllers": [site.owner_id],
        "collection_method": event.method,
        "storage_locations": [NOT_STATED] if stored is None else stored.split(","),
        "retention_period": settings.receipt_retention_period or NOT_STATED,
        "service": site.domain,
        "jurisdiction": place,
        "recipient_third_parties": [
            {"party_type": kind, "party_role": dpv.ROLES[kind]} for kind in consent.recipients
        ],
        "withdrawal_method": {"mutation": "withdrawConsent", "contact": site.contact or NOT_STATED},
        **({"privacy_rights": rights} if rights else {}),
    }


def _notice(site: Row[Any]) -> Any:
    if site.notice_id is None:
        return NOT_STATED
    return {
        "id": site.notice_id,
        "version": site.version,
        "url": site.url or NOT_STATED,
        "content_hash": site.content_hash,
        "posted_at": to_rfc3339(site.posted_at),
    }


def _categories(announced: set[str]) -> list[dict[str, Any]]:
    """The categories that the notice announced for this purpose and these recipients."""
    if not announced:
        return [{"pii_type": NOT_STATED}]
    return [
        {"pii_type": one, "sensitive_pii_category": one in SENSITIVE_CATEGORIES}
        for one in sorted(announced)
    ]


def _validity(event: ConsentEvent, ends: datetime | None) -> str:
    """ISO 8601. What gives may expire; the rest lasts until the visitor says otherwise."""
    if ends is None or event.status not in GIVING:
        return _UNTIL_EVENT
    return f"PT{max(0, int((ends - event.recorded_at).total_seconds()))}S"
