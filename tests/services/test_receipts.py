"""Consent receipts: the fields of ISO/IEC TS 27560, all true, and nothing that is not known."""

import json
import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Engine, event

from governance.database.engine import Database
from governance.database.unit_of_work import UnitOfWork
from governance.identity import new_id
from governance.services import dpv
from governance.services.keys import derive
from governance.services.organizations import create_organization, create_site
from governance.services.receipts import KIND, Issuer
from governance.services.signing import public_keys, rotate, signers, verify
from governance.settings import Settings
from governance.tables import Consent, ConsentEvent, Deployment, Notice, NoticeUse
from governance.vocabulary import DATA_USES, ConsentStatus, LegalBasis, OrganizationKind

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEYS = derive("5e" * 32)
BARE = Settings()
MANDATORY = {
    "header": "schema_version record_id pii_principal_id processing parties events",
    "processing": "privacy_notice language purpose pii_information pii_controllers "
    "storage_locations retention_period jurisdiction recipient_third_parties withdrawal_method",
    "party": "party_id party_name party_address party_contact party_type",
    "event": "event_time validity_duration entity_id event_type event_state",
}


class Told(NamedTuple):
    """What there is to tell of."""

    site_id: str
    owner_id: str
    notice_id: str


async def a_site(work: UnitOfWork, **owner: Any) -> Told:
    operator = await create_organization(work, "Us", "OPERATOR", now=NOW)
    work.session.add(Deployment(key_fingerprint=KEYS.fingerprint.hex()))
    made = await create_organization(work, "Acme", "CUSTOMER", now=NOW, **owner)
    await create_site(work, operator.id, "www.us.example", now=NOW)
    site = await create_site(work, made.id, "www.acme.example", now=NOW, jurisdiction="DE")
    notice = Notice(
        id=new_id("Notice"),
        site_id=site.id,
        version="2",
        language="de",
        url="https://www.acme.example/privacy/2",
        content_hash=sha256(b"notice").hexdigest(),
        posted_at=NOW,
        binds_at=NOW,
    )
    work.session.add(notice)
    await work.session.flush()
    for purpose, category, kind in (
        ("marketing", "user.contact.email", "DATA_PROVIDER"),
        ("marketing.advertising", "user.device", "CUSTOMER"),
        ("marketing.advertising", "user.name.first", "SUBSIDIARY"),
        ("analytics", "user.location.imprecise", "DATA_PROVIDER"),
    ):
        use = {"purpose": purpose, "category": category, "recipient_kind": kind}
        work.session.add(NoticeUse(site_id=site.id, notice_id=notice.id, **use))
    await work.session.flush()
    return Told(site.id, made.id, notice.id)


def a_consent(told: Told, **changed: Any) -> Consent:
    given: dict[str, Any] = {
        "site_id": told.site_id,
        "id": new_id("Consent"),
        "visitor_id": new_id("Visitor"),
        "purpose": "marketing.advertising",
        "status": "GIVEN",
        "legal_basis": "CONSENT",
        "recipients": ["DATA_PROVIDER"],
        "notice_id": told.notice_id,
        "method": "FORM",
        "given_at": NOW,
        "sequence": 1,
    }
    return Consent(**{**given, **changed})


def an_event(consent: Consent, **changed: Any) -> ConsentEvent:
    given = {
        "site_id": consent.site_id,
        "id": new_id("ConsentEvent"),
        "consent_id": consent.id,
        "visitor_id": consent.visitor_id,
        "sequence": consent.sequence,
        "status": consent.status,
        "method": consent.method,
        "recorded_at": NOW,
    }
    return ConsentEvent(**{**given, **changed})


async def issued(work: UnitOfWork, consent: Consent, settings: Settings = BARE) -> dict[str, Any]:
    text = await Issuer(KEYS, settings).issue(work, consent, an_event(consent))
    return verify(text, KIND, public_keys(await signers(work, KEYS)))[1]


def processing_of(receipt: dict[str, Any]) -> dict[str, Any]:
    (processing,) = receipt["record"]["processing"]
    assert isinstance(processing, dict)
    return processing


async def test_a_receipt_has_every_mandatory_field_of_the_standard(database: Database) -> None:
    async with database.unit_of_work() as work:
        receipt = await issued(work, a_consent(await a_site(work)))
    record = receipt["record"]
    assert {"schema_version", "receipt_id", "iat", "record"} == set(receipt)
    assert set(MANDATORY["header"].split()) == set(record)
    assert set(MANDATORY["processing"].split()) <= set(processing_of(receipt))
    assert set(MANDATORY["party"].split()) <= set(record["parties"][0])
    assert set(MANDATORY["event"].split()) <= set(record["events"][0])


async def test_a_receipt_says_what_was_consented_to(database: Database) -> None:
    async with database.unit_of_work() as work:
        told = await a_site(work, country="DE", contact="privacy@acme.example")
        consent = a_consent(told, expires_at=NOW + timedelta(days=30))
        receipt = await issued(work, consent)
    record, processing = receipt["record"], processing_of(receipt)
    assert (receipt["schema_version"], record["schema_version"]) == (dpv.RECEIPT, dpv.RECORD)
    assert (record["record_id"], record["pii_principal_id"]) == (consent.id, consent.visitor_id)
    assert receipt["iat"] == NOW.timestamp()
    assert processing["privacy_notice"]["id"] == told.notice_id
    assert processing["privacy_notice"]["url"] == "https://www.acme.example/privacy/2"
    assert (processing["language"], processing["jurisdiction"]) == ("de", "DE")
    assert processing["purpose"] == "marketing.advertising"
    assert processing["purpose_type"] == "https://w3id.org/dpv#Advertising"
    assert processing["lawful_basis"] == "https://w3id.org/dpv#Consent"
    assert processing["recipient_third_parties"] == [
        {"party_type": "DATA_PROVIDER", "party_role": "https://w3id.org/dpv#ThirdParty"}
    ]
    assert "https://w3id.org/dpv/legal/eu/gdpr#A7-3" in processing["privacy_rights"]
    (party,) = record["parties"]
    assert processing["pii_controllers"] == [party["party_id"]] == [told.owner_id]
    assert (party["party_name"], party["party_address"]) == ("Acme", "DE")
    assert party["party_contact"] == "privacy@acme.example"
    assert record["events"] == [
        {
            "event_time": "2026-03-01T12:00:00.000Z",
            "validity_duration": "PT2592000S",
            "entity_id": consent.visitor_id,
            "event_type": "https://w3id.org/dpv#InformedConsent",
            "event_state": "https://w3id.org/dpv#ConsentGiven",
        }
    ]


async def test_the_categories_are_those_announced_for_it_and_its_recipients(
    database: Database,
) -> None:
    async with database.unit_of_work() as work:
        receipt = await issued(work, a_consent(await a_site(work)))
    told = [one["pii_type"] for one in processing_of(receipt)["pii_information"]]
    assert told == ["user.contact.email", "user.device"]


async def test_what_is_not_known_is_said_to_be_not_stated(database: Database) -> None:
    async with database.unit_of_work() as work:
        told = await a_site(work)
        receipt = await issued(work, a_consent(told, notice_id=None, recipients=[]))
    processing, (party,) = processing_of(receipt), receipt["record"]["parties"]
    assert processing["privacy_notice"] == "not stated"
    assert processing["language"] == "not stated"
    assert processing["pii_information"] == [{"pii_type": "not stated"}]
    assert processing["storage_locations"] == ["not stated"]
    assert processing["retention_period"] == "not stated"
    assert processing["withdrawal_method"]["contact"] == "not stated"
    assert (party["party_address"], party["party_contact"]) == ("not stated", "not stated")
    assert receipt["record"]["events"][0]["event_type"] == "https://w3id.org/dpv#Consent"


async def test_the_settings_say_where_and_how_long_data_is_kept(database: Database) -> None:
    chosen = Settings(receipt_storage_locations="DE,US-CA", receipt_retention_period="P2Y")
    async with database.unit_of_work() as work:
        receipt = await issued(work, a_consent(await a_site(work)), chosen)
    assert processing_of(receipt)["storage_locations"] == ["DE", "US-CA"]
    assert processing_of(receipt)["retention_period"] == "P2Y"


@pytest.mark.parametrize(
    "wrong",
    [
        {"receipt_storage_locations": "Germany"},
        {"receipt_storage_locations": "DE,"},
        {"receipt_storage_locations": "DE\n"},
        {"receipt_retention_period": "two years"},
        {"receipt_retention_period": "P"},
    ],
    ids=str,
)
def test_a_setting_that_says_neither_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="should match pattern"):
        Settings(**wrong)


@pytest.mark.parametrize("status", list(ConsentStatus))
async def test_each_status_is_told_by_its_iri(database: Database, status: ConsentStatus) -> None:
    async with database.unit_of_work() as work:
        told = await a_site(work)
        consent = a_consent(told, status=status.value, expires_at=NOW - timedelta(1))
        receipt = await issued(work, consent)
    (said,) = receipt["record"]["events"]
    name = said["event_state"].removeprefix("https://w3id.org/dpv#").upper()
    assert status.value.replace("_", "") in name
    given = status in ("GIVEN", "RENEWED")
    assert said["validity_duration"] == ("PT0S" if given else dpv.DPV + "UntilEventDuration")
    by_visitor = status in ("GIVEN", "RENEWED", "REFUSED", "WITHDRAWN", "REQUEST_DEFERRED")
    assert said["entity_id"] == (consent.visitor_id if by_visitor else told.owner_id)


async def test_a_receipt_names_nobody(database: Database) -> None:
    """Its ids and the site's own words aside, it holds constants."""
    async with database.unit_of_work() as work:
        told = await a_site(work, contact="privacy@acme.example")
        consent = a_consent(told)
        receipt = await issued(work, consent)
    text = json.dumps(receipt).replace("privacy@acme.example", "")
    assert "@" not in text
    assert set(re.findall(r"vis_\w{26}", text)) == {consent.visitor_id}


async def test_a_receipt_costs_one_read(database: Database) -> None:
    counted: list[str] = []

    def count(_c: Any, _k: Any, statement: str, *_: Any) -> None:
        counted.append(statement)

    async with database.unit_of_work() as work:
        consent = a_consent(await a_site(work))
        engine: Engine = work.connection.sync_connection.engine  # type: ignore[union-attr]
        event.listen(engine, "before_cursor_execute", count)
        await Issuer(KEYS, BARE).issue(work, consent, an_event(consent))
        event.remove(engine, "before_cursor_execute", count)
    assert [statement.split()[0].upper() for statement in counted] == ["SELECT"]


async def test_the_next_receipt_is_signed_by_the_new_key(database: Database) -> None:
    async with database.unit_of_work() as work:
        consent = a_consent(await a_site(work))
        old = await Issuer(KEYS, BARE).issue(work, consent, an_event(consent))
        await rotate(work, KEYS, now=NOW)
        made = await rotate(work, KEYS, now=NOW)
        new = await Issuer(KEYS, BARE).issue(work, consent, an_event(consent))
        known = public_keys(await signers(work, KEYS))
    assert verify(new, KIND, known)[0] == made.kid
    assert verify(old, KIND, known)[0] != made.kid


def test_every_word_of_ours_has_one_of_dpv() -> None:
    assert set(dpv.STATUSES) == set(ConsentStatus)
    assert set(dpv.LEGAL_BASES) == set(LegalBasis)
    assert set(dpv.ROLES) == set(OrganizationKind)
    assert set(dpv._PURPOSES) <= DATA_USES
    assert dpv.purpose_type("analytics.reporting") == dpv.DPV + "ServiceUsageAnalytics"
    assert dpv.purpose_type("train_ai_system") is None
    assert dpv.rights("US-CA") == dpv.rights("not stated") == []
    assert dpv.rights("DE-BE") == dpv.rights("NO") != []
