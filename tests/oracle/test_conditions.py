"""The oracle's conditions on cases made by hand from the words of the design."""

from dataclasses import replace
from datetime import timedelta

import pytest

from governance.authz.actor import Actor
from tests.oracle.by_hand import (
    ACTOR,
    NAMED,
    OPERATOR,
    OWNER,
    REPORTING,
    a_consent,
    a_grant,
    a_legal_request,
    a_notice,
    a_use,
    a_visitor,
    holds,
)
from tests.oracle.records import Row
from tests.oracle.values import DAY, NOW, TICK


@pytest.mark.parametrize(
    ("consents", "expected"),
    [
        ([], False),
        ([a_consent(REPORTING)], True),
        ([a_consent("analytics")], True),
        ([a_consent("analytics.reporting.system")], False),
        ([a_consent(REPORTING, "RENEWED")], True),
        ([a_consent(REPORTING, "REQUESTED"), a_consent("analytics")], True),
        ([a_consent(REPORTING, "EXPIRED"), a_consent("analytics")], False),
        ([a_consent(REPORTING, "REFUSED"), a_consent("analytics")], False),
        ([a_consent("analytics", "REFUSED"), a_consent(REPORTING)], True),
        ([a_consent(REPORTING, expires_at=NOW)], False),
        ([a_consent(REPORTING, expires_at=NOW + TICK)], True),
        ([a_consent(REPORTING, "WITHDRAWN", expires_at=NOW - DAY)], False),
        ([a_consent(REPORTING, recipients=["SUBSIDIARY"])], False),
        ([a_consent(REPORTING), a_consent(REPORTING, "REVOKED", regime="gdpr")], False),
        ([a_consent(REPORTING, "EXPIRED"), a_consent("analytics", regime="gdpr")], True),
        ([a_consent(REPORTING), a_consent("analytics.reporting.system", "WITHDRAWN")], False),
        ([a_consent(REPORTING), a_consent("marketing", "REFUSED")], True),
    ],
)
def test_consent_is_the_nearest_statement_and_refusal_beats_giving(
    consents: list[Row], expected: bool
) -> None:
    assert holds("consent", {"consent": consents}) is expected


@pytest.mark.parametrize(("actor", "expected"), [(ACTOR, False), (OWNER, True), (OPERATOR, True)])
def test_the_operator_and_the_owner_need_not_be_named_as_recipients(
    actor: Actor, expected: bool
) -> None:
    unnamed = {"consent": [a_consent("analytics", recipients=[])]}
    assert holds("consent", unnamed, actor=actor) is expected


_UNDER_OLD = a_consent(REPORTING, notice_id="old")


@pytest.mark.parametrize(
    ("consents", "category", "expected"),
    [
        ([_UNDER_OLD], None, True),
        ([_UNDER_OLD], "user.device", True),
        ([_UNDER_OLD], "user.contact.email", False),
        ([a_consent(REPORTING, notice_id="new")], "user.contact.email", True),
        ([a_consent(REPORTING, notice_id="new")], "user.device", False),
        ([a_consent(REPORTING, notice_id="silent")], None, False),
        ([a_consent(REPORTING, notice_id="unknown")], None, False),
        ([a_consent(REPORTING)], "user.contact.email", True),
        ([_UNDER_OLD, a_consent("analytics", notice_id="new")], "user.contact.email", False),
        ([_UNDER_OLD, a_consent("analytics")], "user.contact.email", False),
        (
            [_UNDER_OLD, a_consent(REPORTING, notice_id="new", regime="gdpr")],
            "user.contact.email",
            True,
        ),
        ([_UNDER_OLD, a_consent(REPORTING, notice_id="new", regime="gdpr")], "user.device", True),
        (
            [_UNDER_OLD, a_consent(REPORTING, "REFUSED", notice_id="silent", regime="x")],
            None,
            False,
        ),
        (
            [
                _UNDER_OLD,
                a_consent("analytics.reporting.system", "REFUSED", notice_id="silent", regime="x"),
            ],
            None,
            False,
        ),
        ([a_consent(REPORTING, recipients=["SUBSIDIARY"], notice_id="old")], None, False),
    ],
)
def test_a_consent_covers_only_uses_of_the_notice_it_was_given_under(
    consents: list[Row], category: str | None, expected: bool
) -> None:
    notices = [a_notice("old", 40), a_notice("new", 10), a_notice("silent", 5)]
    uses = [
        a_use("old", "user.device"),
        a_use("old", "user.contact", recipient_kind="SUBSIDIARY"),
        a_use("old", "user.name", purpose="marketing"),
        a_use("new", "user.contact"),
    ]
    tables = {"consent": consents, "notice": notices, "notice_use": uses}
    assert holds("consent", tables, category=category) is expected


@pytest.mark.parametrize(("actor", "expected"), [(ACTOR, False), (OWNER, True), (OPERATOR, True)])
def test_no_notice_limits_a_consent_for_the_operator_and_the_owner(
    actor: Actor, expected: bool
) -> None:
    tables = {"consent": [a_consent(REPORTING, notice_id="silent")]}
    assert holds("consent", tables, actor=actor, category="user.device") is expected


@pytest.mark.parametrize(
    ("notices", "uses", "expected"),
    [
        ([], [], False),
        ([a_notice("old", 40)], [a_use("old")], True),
        ([a_notice("old", 40)], [a_use("old", purpose="marketing")], False),
        ([a_notice("old", 40)], [a_use("old", recipient_kind="SUBSIDIARY")], False),
        ([a_notice("old", 40), a_notice("new", 10)], [a_use("new")], False),
        ([a_notice("old", 40), a_notice("new", 10)], [a_use("old")], False),
        ([a_notice("old", 40), a_notice("new", 10)], [a_use("old"), a_use("new")], True),
        ([a_notice("old", 40), a_notice("new", 30)], [a_use("new")], True),
        ([a_notice("old", 40), a_notice("later", -1)], [a_use("old")], True),
        ([a_notice("new", 10)], [a_use("new")], False),
    ],
)
def test_widening_waits_for_the_binding_date_and_narrowing_does_not(
    notices: list[Row], uses: list[Row], expected: bool
) -> None:
    assert holds("notice", {"notice": notices, "notice_use": uses}) is expected


def test_a_visitor_newer_than_the_posting_is_bound_at_once() -> None:
    tables = {"notice": [a_notice("new", 10)], "notice_use": [a_use("new")]}
    posted = NOW - 10 * DAY
    assert not holds("notice", tables, visitor=a_visitor(created_at=posted))
    assert holds("notice", tables, visitor=a_visitor(created_at=posted + TICK))


@pytest.mark.parametrize(
    ("category", "announced", "expected"),
    [
        (None, "system", True),
        ("user.contact.email", "user.contact", True),
        ("user.contact.email", "personal_data", True),
        ("user.contact", "user.contact.email", False),
        ("user.device", "personal_data", False),
    ],
)
def test_for_a_value_the_notice_covers_its_category(
    category: str | None, announced: str, expected: bool
) -> None:
    tables = {"notice": [a_notice("old", 40)], "notice_use": [a_use("old", announced)]}
    assert holds("notice", tables, category=category) is expected


@pytest.mark.parametrize(
    ("grant", "category", "expected"),
    [
        (a_grant(), None, True),
        (a_grant(), "user.contact.email", True),
        (a_grant(), "user.device", False),
        (a_grant(site_id="site", grantor_id="another"), None, True),
        (a_grant(site_id="another"), None, False),
        (a_grant(grantor_id="another"), None, False),
        (a_grant(status="SUSPENDED"), None, False),
        (a_grant(starts_at=NOW + TICK), None, False),
        (a_grant(expires_at=NOW), None, False),
        (a_grant(expires_at=None), None, True),
        (a_grant(purposes=["analytics.reporting.system"]), None, False),
        (a_grant(recipient_id="another"), None, False),
    ],
)
def test_a_grant_is_active_and_covers_site_purpose_and_category(
    grant: Row, category: str | None, expected: bool
) -> None:
    assert holds("grant", {"sharing_grant": [grant]}, category=category) is expected


def test_a_grant_reaches_what_belongs_to_its_grantor() -> None:
    assert holds("grant", {"sharing_grant": [a_grant()]}, of="SharingGrant")
    another = a_grant(grantor_id="another", site_id="site")
    assert not holds("grant", {"sharing_grant": [another]}, of="SharingGrant")


@pytest.mark.parametrize(
    ("opt_out", "expected"),
    [
        ({"site_id": None, "kind": "visitor", "key": "visitor"}, True),
        ({"site_id": "site", "kind": "address", "key": "hash"}, True),
        ({"site_id": "site", "kind": "cookie", "key": "biscuit"}, True),
        ({"site_id": "another", "kind": "visitor", "key": "visitor"}, False),
        ({"site_id": None, "kind": "cookie", "key": "gadget"}, False),
        ({"site_id": None, "kind": "address", "key": "visitor"}, False),
    ],
)
def test_an_opt_out_names_visitor_address_or_cookie(opt_out: Row, expected: bool) -> None:
    alias = {"site_id": "site", "visitor_id": "visitor"}
    aliases = [
        {**alias, "kind": "cookie", "value": "biscuit"},
        {**alias, "kind": "device", "value": "gadget"},
    ]
    tables = {"opt_out": [opt_out], "visitor_alias": aliases}
    assert holds("opted_out", tables) is expected
    assert holds("no_opt_out", tables) is not expected


@pytest.mark.parametrize(
    ("changed", "expected", "sealed"),
    [
        ({}, True, True),
        ({"status": "OPENED"}, False, False),
        ({"authority_id": "another"}, False, True),
        ({"matter": "PARKING"}, False, True),
        ({"starts_at": NOW + TICK}, False, True),
        ({"expires_at": NOW}, False, True),
        ({"sealed_until": NOW}, True, False),
        ({"sealed_until": None}, True, False),
    ],
)
def test_a_legal_request_is_the_authority_s_own_and_a_seal_is_anybody_s(
    changed: Row, expected: bool, sealed: bool
) -> None:
    request = a_legal_request(**changed)
    tables = {"legal_request": [request], "legal_request_visitor": [NAMED]}
    assert holds("legal_request", tables) is expected
    assert holds("legal_request", tables, of="Site") is expected
    assert holds("sealed", tables) is sealed


@pytest.mark.parametrize(
    ("asked", "category", "expected"),
    [
        (None, "user.device", True),
        (["user.contact"], None, True),
        ([], None, True),
        (["user.contact"], "user.contact.email", True),
        (["personal_data"], "user.contact.email", True),
        (["user.contact.email"], "user.contact", False),
        (["user.contact"], "user.device", False),
        ([], "user.device", False),
    ],
)
def test_a_legal_request_reaches_the_values_of_the_categories_it_asks_for(
    asked: list[str] | None, category: str | None, expected: bool
) -> None:
    tables = {
        "legal_request": [a_legal_request(categories=asked)],
        "legal_request_visitor": [NAMED],
    }
    assert holds("legal_request", tables, category=category) is expected
    assert holds("legal_request", tables, category=category, of="Site") is expected


@pytest.mark.parametrize(
    ("kind", "status", "open_", "closed"),
    [
        ("MERGER", "OPEN", True, False),
        ("MERGER", "CLOSED", False, True),
        ("FINANCING", "OPEN", True, False),
        ("FINANCING", "CLOSED", False, False),
        ("MERGER", "ABANDONED", False, False),
    ],
)
def test_an_acquisition_is_open_or_closed_and_a_financing_never_closes(
    kind: str, status: str, open_: bool, closed: bool
) -> None:
    event = {"id": "event", "acquirer_id": "partner", "kind": kind, "status": status}
    tables = {
        "acquisition": [event],
        "acquisition_site": [{"acquisition_id": "event", "site_id": "site"}],
    }
    assert holds("acquisition_open", tables) is open_
    assert holds("acquisition_closed", tables) is closed


def test_permission_self_and_own_site() -> None:
    nobody = a_visitor(permission_basis=None)
    myself = replace(ACTOR, visitor=("site", "visitor"))
    assert [holds("permitted", actor=one) for one in (ACTOR, OWNER, OPERATOR)] == [
        False,
        True,
        True,
    ]
    assert not holds("permitted", actor=OPERATOR, visitor=nobody)
    assert holds("own_site", actor=OWNER)
    assert not holds("own_site", actor=OPERATOR)
    assert holds("self", actor=myself)
    assert holds("self", actor=replace(ACTOR, visitor=("site", "another")), of="Site")
    assert not holds("self", actor=replace(ACTOR, visitor=("another", "visitor")))
    assert holds("restricted", visitor=a_visitor(restricted_at=NOW - timedelta(days=1)))
