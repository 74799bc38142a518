"""Importing consents: each event once, in order, and the latest is where the visitor stands."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from governance.database.engine import Database
from governance.errors import GovernanceError
from governance.services.imports.consents import Consents
from governance.services.imports.run import Reject
from governance.services.imports.visitors import Visitors
from governance.services.visitors import insert_rows, whole_row
from governance.tables import Consent, ConsentEvent, Notice, Visitor, table_of
from tests.services.imports.runs import NOW, a_site, rows, told

HEADER = "externalId,purpose,status,legalBasis,method"


def a_file(*lines: str, header: str = HEADER) -> str:
    return "\n".join((header, *lines)) + "\n"


def said(status: str, who: str = "a", purpose: str = "analytics") -> str:
    return f"{who},{purpose},{status},CONSENT,FORM"


async def a_peopled_site(database: Database) -> str:
    site_id = await a_site(database)
    await told(database, Visitors, site_id, "externalId,permissionBasis\na,CONSENT\nb,CONSENT\n")
    return site_id


async def a_notice(database: Database, site_id: str, notice_id: str, version: str) -> None:
    row = whole_row(
        Notice,
        site_id=site_id,
        id=notice_id,
        version=version,
        language="en",
        content_hash="",
        posted_at=NOW,
        binds_at=NOW,
    )
    async with database.unit_of_work() as work:
        await insert_rows(work, Notice, [row])


async def standing(database: Database) -> list[tuple[str, str, int]]:
    found = await rows(database, Consent, "purpose", "regime", "status")
    return [(row["purpose"], row["status"], row["sequence"]) for row in found]


async def history(database: Database) -> list[tuple[int, str]]:
    found = await rows(database, ConsentEvent, "sequence", "status")
    return [(row["sequence"], row["status"]) for row in found]


async def test_everything_that_was_said_is_kept(database: Database) -> None:
    site_id = await a_peopled_site(database)
    await a_notice(database, site_id, "not_1", "2026-1")
    header = (
        "externalId,purpose,status,legalBasis,method,recipients,regime,jurisdiction,language,"
        "givenAt,expiresAt,source,notice"
    )
    line = (
        "a,analytics.reporting,given,consent,FORM,SUBSIDIARY BUSINESS_PARTNER,tcf,US-CA,en-US,"
        "2026-01-31T12:00:00Z,2027-01-31T12:00:00Z,banner,2026-1"
    )
    counts, rejects = await told(database, Consents, site_id, a_file(line, header=header))
    assert (counts, rejects) == ({"read": 1, "written": 1}, [])
    (visitor,) = [v for v in await rows(database, Visitor) if v["external_id"] == "a"]
    (consent,) = await rows(database, Consent)
    (event,) = await rows(database, ConsentEvent)
    given = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert consent == {
        "site_id": site_id,
        "id": event["consent_id"],
        "visitor_id": visitor["id"],
        "purpose": "analytics.reporting",
        "regime": "tcf",
        "status": "GIVEN",
        "legal_basis": "CONSENT",
        "recipients": ["SUBSIDIARY", "BUSINESS_PARTNER"],
        "notice_id": "not_1",
        "method": "FORM",
        "jurisdiction": "US-CA",
        "language": "en-US",
        "given_at": given,
        "withdrawn_at": None,
        "expires_at": given + timedelta(days=365),
        "source": "banner",
        "receipt": None,
        "sequence": 1,
    }
    assert (event["recorded_at"], event["status"], event["visitor_id"]) == (
        given,
        "GIVEN",
        visitor["id"],
    )


async def test_the_last_line_is_where_a_visitor_stands(database: Database) -> None:
    site_id = await a_peopled_site(database)
    lines = [said("REQUESTED"), said("GIVEN"), said("WITHDRAWN"), said("GIVEN", purpose="sales")]
    assert (await told(database, Consents, site_id, a_file(*lines)))[0]["written"] == 4
    assert await standing(database) == [("analytics", "WITHDRAWN", 3), ("sales", "GIVEN", 1)]
    assert await history(database) == [
        (1, "GIVEN"),
        (1, "REQUESTED"),
        (2, "GIVEN"),
        (3, "WITHDRAWN"),
    ]


async def test_an_older_file_that_comes_again_moves_nothing(database: Database) -> None:
    site_id = await a_peopled_site(database)
    older, newer = a_file(said("GIVEN")), a_file(said("GIVEN"), said("WITHDRAWN"))
    assert (await told(database, Consents, site_id, older))[0] == {"read": 1, "written": 1}
    counts, _ = await told(database, Consents, site_id, newer)
    assert counts == {"read": 2, "written": 1, "skipped": 1}
    assert (await told(database, Consents, site_id, older))[0] == {"read": 1, "skipped": 1}
    assert await standing(database) == [("analytics", "WITHDRAWN", 2)]
    assert (await told(database, Consents, site_id, newer))[0] == {"read": 2, "skipped": 2}


async def test_what_is_said_again_later_is_an_event_of_its_own(database: Database) -> None:
    site_id = await a_peopled_site(database)
    lines = a_file(said("GIVEN"), said("REQUESTED"), said("GIVEN"))
    for counts in ({"read": 3, "written": 3}, {"read": 3, "skipped": 3}):
        assert (await told(database, Consents, site_id, lines))[0] == counts
    assert await history(database) == [(1, "GIVEN"), (2, "REQUESTED"), (3, "GIVEN")]


async def test_the_order_of_columns_and_their_quotes_tell_no_other_event(
    database: Database,
) -> None:
    site_id = await a_peopled_site(database)
    await told(database, Consents, site_id, a_file(said("GIVEN")))
    other = (
        'source,method,status,legalBasis,"purpose",externalId\n,FORM,GIVEN,CONSENT,analytics,a\n'
    )
    assert (await told(database, Consents, site_id, other))[0] == {"read": 1, "skipped": 1}


async def test_a_consent_from_before_the_withdrawal_does_not_lift_it(database: Database) -> None:
    site_id = await a_peopled_site(database)
    header = HEADER + ",givenAt,withdrawnAt"
    withdrawn = a_file(said("WITHDRAWN") + ",,2026-02-01T00:00:00Z", header=header)
    await told(database, Consents, site_id, withdrawn)
    given = [said("GIVEN") + f",2026-0{month}-31T00:00:00Z," for month in (1, 3)]
    counts, rejects = await told(database, Consents, site_id, a_file(given[0], header=header))
    assert counts == {"read": 1, "rejected": 1}
    assert rejects == [Reject(2, "givenAt", "not after the latest refusal or withdrawal")]
    assert await standing(database) == [("analytics", "WITHDRAWN", 1)]
    later = a_file(said("GIVEN") + ",2026-02-15T00:00:00Z,", header=header)
    assert (await told(database, Consents, site_id, later))[0] == {"read": 1, "written": 1}
    (row,) = await rows(database, Consent)
    assert (row["status"], row["withdrawn_at"]) == ("GIVEN", None)


async def test_a_consent_from_before_the_refusal_does_not_lift_it(database: Database) -> None:
    site_id = await a_peopled_site(database)
    header = HEADER + ",givenAt"
    refused = a_file(said("REFUSED") + ",2026-02-01T00:00:00Z", header=header)
    await told(database, Consents, site_id, refused)
    given = a_file(said("GIVEN") + ",2026-01-31T00:00:00Z", header=header)
    assert (await told(database, Consents, site_id, given))[0] == {"read": 1, "rejected": 1}
    assert await standing(database) == [("analytics", "REFUSED", 1)]


TIMED = HEADER + ",givenAt,withdrawnAt"
STATE = Reject(2, "givenAt", "a refusal or withdrawal is recorded; state `givenAt`")
NOT_AFTER = Reject(2, "givenAt", "not after the latest refusal or withdrawal")


def at(status: str, given: str = "", withdrawn: str = "") -> str:
    """A line with days as its times."""
    times = (f"{day}T00:00:00Z" if day else "" for day in (given, withdrawn))
    return ",".join((said(status), *times))


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(
    ("before", "given", "reject"),
    [
        ([at("REFUSED")], at("GIVEN", "2019-01-01"), NOT_AFTER),
        ([at("WITHDRAWN")], at("RENEWED", "2026-02-28"), NOT_AFTER),
        ([at("REVOKED", "2018-01-01")], at("GIVEN", "2019-01-01"), NOT_AFTER),
        ([at("INVALIDATED", "2018-01-01")], at("GIVEN", "2019-01-01"), NOT_AFTER),
        ([at("REFUSED", "2026-02-01")], at("GIVEN", "2026-02-01"), NOT_AFTER),
        ([at("WITHDRAWN", "", "2026-02-01"), at("REFUSED", "2018-01-01")],
         at("GIVEN", "2019-01-01"), NOT_AFTER),
        ([at("WITHDRAWN", "", "2026-02-01"), at("WITHDRAWN", "", "2018-01-01")],
         at("GIVEN", "2019-01-01"), NOT_AFTER),
        ([at("WITHDRAWN", "", "2026-01-01"), at("GIVEN", "2026-01-03"), at("EXPIRED")],
         at("GIVEN", "2025-01-01"), NOT_AFTER),
        ([at("REFUSED", "2018-01-01")], at("GIVEN"), STATE),
        ([at("WITHDRAWN", "", "2018-01-01")], at("RENEWED"), STATE),
    ],
)  # fmt: skip
async def test_no_older_or_undated_consent_lifts_a_refusal(
    database: Database, together: bool, before: list[str], given: str, reject: Reject
) -> None:
    site_id = await a_peopled_site(database)
    if together:
        text = a_file(*before, given, header=TIMED)
        _, rejects = await told(database, Consents, site_id, text)
        assert rejects == [reject._replace(line=2 + len(before))]
    else:
        for line in before:
            await told(database, Consents, site_id, a_file(line, header=TIMED))
        assert (await told(database, Consents, site_id, a_file(given, header=TIMED)))[1] == [reject]
    last = before[-1].split(",")[2]
    assert await standing(database) == [("analytics", last, len(before))]


async def test_consent_given_after_every_refusal_is_taken(database: Database) -> None:
    site_id = await a_peopled_site(database)
    lines = (
        at("WITHDRAWN", "", "2026-01-01"),
        at("REFUSED", "2018-01-01"),
        at("GIVEN", "2026-01-02"),
        at("RENEWED", "2026-01-03"),
    )
    counts, rejects = await told(database, Consents, site_id, a_file(*lines, header=TIMED))
    assert (counts["written"], rejects) == (4, [])
    assert await standing(database) == [("analytics", "RENEWED", 4)]


async def test_a_rejected_consent_stays_rejected_when_its_file_comes_again(
    database: Database,
) -> None:
    site_id = await a_peopled_site(database)
    lines = (
        at("WITHDRAWN", "", "2026-01-01"),
        at("GIVEN"),
        at("GIVEN", "2025-01-01"),
        at("GIVEN", "2026-01-02"),
    )
    text = a_file(*lines, header=TIMED)
    first = await told(database, Consents, site_id, text)
    assert first[0] == {"read": 4, "written": 2, "rejected": 2}
    again = await told(database, Consents, site_id, text)
    assert again == ({"read": 4, "skipped": 2, "rejected": 2}, first[1])
    assert await standing(database) == [("analytics", "GIVEN", 2)]


@pytest.mark.parametrize("status", ["WITHDRAWN", "REVOKED", "INVALIDATED"])
async def test_a_withdrawal_without_a_time_is_of_now(database: Database, status: str) -> None:
    site_id = await a_peopled_site(database)
    await told(database, Consents, site_id, a_file(at(status, "2018-01-01"), header=TIMED))
    (consent,) = await rows(database, Consent)
    (event,) = await rows(database, ConsentEvent)
    assert (consent["withdrawn_at"], event["recorded_at"]) == (NOW, NOW)


@pytest.mark.parametrize(
    ("stands", "event", "then"),
    [
        ("GIVEN", "REQUESTED", "GIVEN"),
        ("REFUSED", "REQUESTED", "REFUSED"),
        ("WITHDRAWN", "UNKNOWN", "WITHDRAWN"),
        ("REFUSED", "EXPIRED", "REFUSED"),
        ("GIVEN", "EXPIRED", "EXPIRED"),
        ("GIVEN", "REFUSED", "REFUSED"),
        ("REQUESTED", "REQUEST_DEFERRED", "REQUEST_DEFERRED"),
    ],
)
async def test_asking_again_moves_nothing_and_a_refusal_never_expires(
    database: Database, stands: str, event: str, then: str
) -> None:
    site_id = await a_peopled_site(database)
    await told(database, Consents, site_id, a_file(said(stands)))
    await told(database, Consents, site_id, a_file(said(event)))
    assert await standing(database) == [("analytics", then, 2)]
    assert await history(database) == [(1, stands), (2, event)]


async def test_a_withdrawal_keeps_when_it_was_given(database: Database) -> None:
    site_id = await a_peopled_site(database)
    header = HEADER + ",givenAt,withdrawnAt"
    given, ended = "2026-01-31T00:00:00Z", "2026-02-01T00:00:00Z"
    text = a_file(said("GIVEN") + f",{given},", said("WITHDRAWN") + f",,{ended}", header=header)
    await told(database, Consents, site_id, text)
    (row,) = await rows(database, Consent)
    times = [datetime(2026, 1, 31, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)]
    assert [row["given_at"], row["withdrawn_at"]] == times
    assert [
        event["recorded_at"] for event in await rows(database, ConsentEvent, "sequence")
    ] == times


async def test_regimes_stand_for_themselves(database: Database) -> None:
    site_id = await a_peopled_site(database)
    text = a_file(said("GIVEN") + ",", said("REFUSED") + ",gpc", header=HEADER + ",regime")
    await told(database, Consents, site_id, text)
    found = await rows(database, Consent, "regime")
    assert [(row["regime"], row["status"]) for row in found] == [
        ("default", "GIVEN"),
        ("gpc", "REFUSED"),
    ]


async def test_a_visitor_may_be_named_by_our_id(database: Database) -> None:
    site_id = await a_peopled_site(database)
    ids = [row["id"] for row in await rows(database, Visitor)]
    header = HEADER.replace("externalId", "visitor")
    lines = [said("GIVEN", who) for who in (*ids, "vis_unknown")]
    counts, rejects = await told(database, Consents, site_id, a_file(*lines, header=header))
    assert counts == {"read": 3, "written": 2, "rejected": 1}
    assert rejects == [Reject(4, "visitor", "not a visitor of this site")]


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("c,analytics,GIVEN,CONSENT,FORM,,,,", "externalId", "not a visitor of this site"),
        ("a,analytic,GIVEN,CONSENT,FORM,,,,", "purpose", "not a purpose, did you mean `analytics`"),
        ("a,analytics,GAVE,CONSENT,FORM,,,,", "status",
         "not a status of consents, did you mean `GIVEN`"),
        ("a,analytics,GIVEN,,FORM,,,,", "legalBasis", "no value"),
        ("a,analytics,GIVEN,HOPE,FORM,,,,", "legalBasis", "not a legal basis"),
        ("a,analytics,GIVEN,CONSENT,,,,,", "method", "no value"),
        ("a,analytics,GIVEN,CONSENT,by ada,,,,", "method", "not one word such as FORM"),
        ("a,analytics,GIVEN,CONSENT,FORM,FRIENDS,,,", "recipients", "not a kind of organization"),
        ("a,analytics,GIVEN,CONSENT,FORM,,2026-04-01T00:00:00Z,,", "givenAt", "in the future"),
        ("a,analytics,GIVEN,CONSENT,FORM,,,2026-02-01T00:00:00Z,", "withdrawnAt",
         "the status says that it was not withdrawn"),
        ("a,analytics,REVOKED,CONSENT,FORM,,2026-02-01T00:00:00Z,2026-01-01T00:00:00Z,",
         "withdrawnAt", "before `givenAt`"),
        ("a,analytics,GIVEN,CONSENT,FORM,,,,none", "notice",
         "not one notice of this site; give its id"),
    ],
)  # fmt: skip
async def test_what_cannot_be_is_rejected_without_its_value(
    database: Database, line: str, column: str, reason: str
) -> None:
    site_id = await a_peopled_site(database)
    header = HEADER + ",recipients,givenAt,withdrawnAt,notice"
    text = a_file(line, said("GIVEN") + ",,,,", header=header)
    assert await told(database, Consents, site_id, text) == (
        {"read": 2, "written": 1, "rejected": 1},
        [Reject(2, column, reason)],
    )


async def test_legal_basis_and_method_are_needed(database: Database) -> None:
    site_id = await a_peopled_site(database)
    for column in ("legalBasis", "method"):
        with pytest.raises(GovernanceError, match=f"`{column}` is missing"):
            await told(database, Consents, site_id, HEADER.replace("," + column, "") + "\n")


async def test_a_version_that_two_notices_have_names_neither(database: Database) -> None:
    site_id = await a_peopled_site(database)
    for notice_id in ("not_1", "not_2"):
        await a_notice(database, site_id, notice_id, "1")
    lines = (said("GIVEN") + f",{notice}" for notice in ("1", "not_2"))
    text = a_file(*lines, header=HEADER + ",notice")
    assert (await told(database, Consents, site_id, text))[1] == [
        Reject(2, "notice", "not one notice of this site; give its id")
    ]
    assert [row["notice_id"] for row in await rows(database, Consent)] == ["not_2"]


async def test_a_restricted_visitor_may_still_withdraw(database: Database) -> None:
    site_id = await a_peopled_site(database)
    await told(database, Consents, site_id, a_file(said("GIVEN")))
    async with database.unit_of_work() as work:
        await work.connection.execute(update(table_of(Visitor)).values(restricted_at=NOW))
    assert (await told(database, Consents, site_id, a_file(said("WITHDRAWN"))))[0]["written"] == 1
    assert await standing(database) == [("analytics", "WITHDRAWN", 2)]


@pytest.mark.parametrize("status", ["GIVEN", "RENEWED"])
async def test_a_restricted_visitor_gives_no_consent(database: Database, status: str) -> None:
    site_id = await a_peopled_site(database)
    async with database.unit_of_work() as work:
        visitor = table_of(Visitor)
        one = update(visitor).where(visitor.c.external_id == "a")
        await work.connection.execute(one.values(restricted_at=NOW))
    text = a_file(said(status), said("REFUSED"), said(status, "b"))
    assert await told(database, Consents, site_id, text) == (
        {"read": 3, "written": 2, "rejected": 1},
        [Reject(2, "", "the visitor is restricted (C22)")],
    )
    assert sorted(await standing(database)) == sorted(
        [("analytics", status, 1), ("analytics", "REFUSED", 1)]
    )


async def test_a_sensitive_source_costs_its_line_alone(database: Database) -> None:
    site_id = await a_site(database)
    await told(database, Visitors, site_id, "externalId,permissionBasis\na,CONSENT\n")
    header = "externalId,purpose,status,legalBasis,method,source\n"
    line = "a,analytics,REFUSED,CONSENT,FORM,"
    text = f"{header}{line}the religion form\n{line}banner\n"
    counts, rejects = await told(database, Consents, site_id, text)
    assert counts == {"read": 2, "written": 1, "rejected": 1}
    assert [(one.line, one.column) for one in rejects] == [(2, "source")]
