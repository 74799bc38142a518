"""Legal requests: verified by two different people, closed, counted; the table alone says."""

from datetime import timedelta
from itertools import product
from typing import Any, Final

import pytest
from anyio import create_task_group
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from governance.database.engine import Database
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.services import legal_requests
from governance.services.legal_requests import TRANSITIONS, Act, Counted
from governance.services.written import Written
from governance.tables import LegalRequest, LegalRequestVisitor
from governance.vocabulary import LegalRequestStatus
from tests.cases.rows import NOW, an_id
from tests.cases.world import fill
from tests.services.agreeing import DAY, instrument, the_policy

BEN, EVE = an_id("Visitor", "ben"), an_id("Visitor", "eve")
OPENED, VERIFIED, CLOSED = LegalRequestStatus
BEFORE: Final = {OPENED: "", VERIFIED: "ab", CLOSED: "x"}
"""How a request comes to a status: verified by `a` and `b`, or closed by `x`."""


@pytest.fixture
async def world(database: Database) -> Database:
    await fill(database)
    return database


async def opened(work: UnitOfWork, **values: Any) -> Written:
    named = values.pop("visitors", [BEN])
    found = await legal_requests.find_visitors(work, named)
    values["visitors"] = [(site, visitor) for visitor, site in found.items()]
    return await legal_requests.open_request(
        work, instrument(**values), the_policy(), by="a", now=NOW
    )


async def act(work: UnitOfWork, request: str, who: str) -> Written:
    """`x` closes; who else verifies."""
    if who == "x":
        return await legal_requests.close(work, request, now=NOW)
    return await legal_requests.verify(work, request, by=who, now=NOW)


async def stored(work: UnitOfWork, request: str) -> LegalRequest:
    found = select(LegalRequest).where(LegalRequest.id == request)  # type: ignore[arg-type]
    return (await work.session.scalars(found)).one()


@pytest.mark.parametrize(("status", "done"), list(product(LegalRequestStatus, Act)), ids=str)
async def test_the_table_alone_says_what_may_be_done_to_a_request(
    world: Database, status: LegalRequestStatus, done: Act
) -> None:
    following = TRANSITIONS.get((status, done))
    async with world.unit_of_work() as work:
        request = (await opened(work)).id
        for who in BEFORE[status] + ("c" if done is Act.SECOND and status is OPENED else ""):
            await act(work, request, who)
        if following is not None:
            await act(work, request, "x" if done is Act.CLOSE else "d")
        else:
            with pytest.raises(GovernanceError, match=f"is {status}: it cannot be") as caught:
                await act(work, request, "x" if done is Act.CLOSE else "d")
            assert caught.value.code == Code.CONFLICT
        assert (await stored(work, request)).status == (following or status)


@given(acts=st.text("abx", max_size=8))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_acts_in_any_order_end_where_the_table_leads(world: Database, acts: str) -> None:
    async with world.trial() as work:
        request, status, first = (await opened(work)).id, OPENED, ""
        for who in acts:
            done = Act.CLOSE if who == "x" else Act.SECOND if first else Act.VERIFY
            following = TRANSITIONS.get((status, done))
            if following is None or (done is Act.SECOND and who == first):
                with pytest.raises(GovernanceError):
                    await act(work, request, who)
            else:
                status, first = following, first or who.strip("x")
                await act(work, request, who)
            assert (await stored(work, request)).status == status


async def test_c13_a_request_is_verified_by_two_people_of_whom_one_may_have_opened_it(
    world: Database,
) -> None:
    async with world.unit_of_work() as work:
        request = (await opened(work)).id
        await legal_requests.verify(work, request, by="a", now=NOW)
        with pytest.raises(GovernanceError, match="another person must verify it too") as caught:
            await legal_requests.verify(work, request, by="a", now=NOW)
        assert caught.value.code == Code.APPROVAL_REQUIRED
        assert (await stored(work, request)).status == OPENED
        seconded = await legal_requests.verify(work, request, by="b", now=NOW)
        assert seconded.changes == (
            ("LegalRequest.status", "OPENED", "VERIFIED"),
            ("LegalRequest.secondedBy", None, "b"),
        )


async def test_a_request_whose_window_is_over_is_not_verified_and_can_be_closed(
    world: Database,
) -> None:
    async with world.unit_of_work() as work:
        request, over = (await opened(work, expires_at=NOW + DAY)).id, NOW + DAY
        await legal_requests.verify(work, request, by="a", now=over - timedelta(milliseconds=1))
        with pytest.raises(GovernanceError, match="the window of the legal request is over"):
            await legal_requests.verify(work, request, by="b", now=over)
        assert (await legal_requests.close(work, request, now=over)).id == request


async def test_a_request_names_its_visitors_on_their_sites(world: Database) -> None:
    async with world.unit_of_work() as work:
        request = (await opened(work, visitors=[EVE, BEN, EVE])).id
        named = select(LegalRequestVisitor).where(
            LegalRequestVisitor.legal_request_id == request  # type: ignore[arg-type]
        )
        rows = (await work.session.scalars(named)).all()
    assert {(row.site_id, row.visitor_id) for row in rows} == {
        (an_id("Site", "east"), BEN),
        (an_id("Site", "west"), EVE),
    }


@pytest.mark.parametrize(
    ("values", "argument", "message"),
    [
        ({"authority_id": "org_none"}, "authority", "no organization of that id"),
        ({"authority_id": an_id("Organization", "near")}, "authority", "not of PUBLIC_AUTHORITY"),
        ({"matter": "PARKING"}, "matter", "`PARKING` is not a matter"),
        ({"instrument": ""}, "instrument", "printable"),
        ({"reference": "a\nb"}, "reference", "printable"),
        ({"jurisdiction": "America"}, "jurisdiction", "ISO 3166"),
        ({"visitors": []}, "visitors", "must name 1 to 1000 visitors"),
        ({"visitors": ["vis"] * 2 + [str(n) for n in range(1000)]}, "visitors", "1 to 1000"),
        ({"categories": []}, "categories", "names nothing"),
        ({"categories": ["emails"]}, "categories", "is not a data category or class"),
        ({"categories": ["user.biometric"]}, "categories", "sensitive data"),
        ({"expires_at": NOW}, "expiresAt", "not after `startsAt`"),
        ({"starts_at": NOW - DAY, "expires_at": NOW}, "expiresAt", "not in the future"),
        ({"sealed_until": NOW}, "sealedUntil", "not in the future"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_request_that_lacks_something_is_refused_with_the_argument(
    world: Database, values: dict[str, Any], argument: str, message: str
) -> None:
    async with world.unit_of_work() as work:
        with pytest.raises(GovernanceError, match=message) as caught:
            await opened(work, **values)
        assert caught.value.extensions["argument"] == argument


async def test_c13_requests_are_counted_by_year_country_matter_and_status(world: Database) -> None:
    async with world.unit_of_work() as work:
        await opened(work, visitors=[BEN, EVE])
        await opened(work, visitors=[BEN], sealed_until=NOW + DAY)
        counted = await legal_requests.transparency(work)
    us, fr = ("US", "US", "CRIMINAL_INVESTIGATION"), ("FR", "US", "CRIMINAL_INVESTIGATION")
    assert counted == [
        Counted(2026, *fr, "VERIFIED", 3, 4),
        Counted(2026, "US", "US", "CRIMINAL_INVESTIGATION", "CLOSED", 1, 1),
        Counted(2026, *us, "OPENED", 1, 1),
        Counted(2026, *us, "VERIFIED", 1, 2),
        Counted(2026, "US", "US-CA", "CRIMINAL_INVESTIGATION", "OPENED", 2, 3),
    ]


async def test_two_who_verify_at_once_are_two(world: Database) -> None:
    async with world.unit_of_work() as work:
        requests = [(await opened(work)).id for _ in range(8)]

    async def verify(one: str, who: str) -> None:
        async with world.unit_of_work() as work:
            await legal_requests.verify(work, one, by=who, now=NOW)

    async with create_task_group() as group:
        for one in requests:
            for who in "ab":
                group.start_soon(verify, one, who)
    async with world.reading() as work:
        for one in requests:
            row = await stored(work, one)
            assert (row.status, {row.verified_by, row.seconded_by}) == ("VERIFIED", {"a", "b"})
