"""Acquisitions: closed by an act of two people, never by a date, and never a financing."""

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
from governance.services import acquisitions
from governance.services.acquisitions import TRANSITIONS, Act
from governance.services.written import Written
from governance.tables import Acquisition
from governance.vocabulary import AcquisitionKind, AcquisitionStatus
from tests.cases.rows import NOW, an_id
from tests.cases.world import fill
from tests.services.agreeing import EAST_SITE, WEST_SITE

SITES = (EAST_SITE, an_id("Site", "base"))
CAP, TAKE = an_id("Organization", "cap"), an_id("Organization", "take")
OPEN, CLOSED, ABANDONED = AcquisitionStatus
BEFORE: Final = {OPEN: "", CLOSED: "ab", ABANDONED: "x"}
"""How an event comes to a status: closed by `a` and `b`, or abandoned by `x`."""


@pytest.fixture
async def world(database: Database) -> Database:
    await fill(database)
    return database


async def opened(work: UnitOfWork, **values: Any) -> Written:
    said = {"kind": "MERGER", "acquirer_id": TAKE, "sites": [EAST_SITE]} | values
    return await acquisitions.open_acquisition(work, **said, by="a", now=NOW)


async def act(work: UnitOfWork, event: str, who: str) -> Written:
    """`x` abandons; who else asks to close."""
    done = acquisitions.abandon if who == "x" else acquisitions.close
    return await done(work, event, by=who, now=NOW)


async def stored(work: UnitOfWork, event: str) -> Acquisition:
    found = select(Acquisition).where(Acquisition.id == event)  # type: ignore[arg-type]
    return (await work.session.scalars(found)).one()


@pytest.mark.parametrize(("status", "done"), list(product(AcquisitionStatus, Act)), ids=str)
async def test_the_table_alone_says_what_may_be_done_to_an_acquisition(
    world: Database, status: AcquisitionStatus, done: Act
) -> None:
    following = TRANSITIONS.get((status, done))
    async with world.unit_of_work() as work:
        event = (await opened(work)).id
        for who in BEFORE[status] + ("c" if done is Act.SECOND and status is OPEN else ""):
            await act(work, event, who)
        if following is not None:
            await act(work, event, "x" if done is Act.ABANDON else "d")
        else:
            with pytest.raises(GovernanceError, match=f"is {status}: it cannot be") as caught:
                await act(work, event, "x" if done is Act.ABANDON else "d")
            assert caught.value.code == Code.CONFLICT
        assert (await stored(work, event)).status == (following or status)


@given(kind=st.sampled_from(AcquisitionKind), acts=st.text("abx", max_size=8))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_acts_in_any_order_end_where_the_table_leads(
    world: Database, kind: AcquisitionKind, acts: str
) -> None:
    async with world.trial() as work:
        event, status, first = (await opened(work, kind=kind.value)).id, OPEN, ""
        for who in acts:
            done = Act.ABANDON if who == "x" else Act.SECOND if first else Act.CLOSE
            following = TRANSITIONS.get((status, done))
            never = kind is AcquisitionKind.FINANCING and done is not Act.ABANDON
            if following is None or never or (done is Act.SECOND and who == first):
                with pytest.raises(GovernanceError):
                    await act(work, event, who)
            else:
                status, first = following, first or who.strip("x")
                await act(work, event, who)
            assert (await stored(work, event)).status == status


async def test_c16_one_person_alone_closes_nothing(world: Database) -> None:
    async with world.unit_of_work() as work:
        event = (await opened(work)).id
        await act(work, event, "a")
        with pytest.raises(GovernanceError, match="another person must close it too") as caught:
            await act(work, event, "a")
        assert caught.value.code == Code.APPROVAL_REQUIRED
        row = await stored(work, event)
        assert (row.status, row.closed_by, row.closed_at) == ("OPEN", "a", None)
        await act(work, event, "b")
        row = await stored(work, event)
        assert (row.status, row.seconded_by, row.closed_at) == ("CLOSED", "b", NOW)


async def test_c16_a_financing_is_never_closed_and_may_be_abandoned(world: Database) -> None:
    async with world.unit_of_work() as work:
        event = (await opened(work, kind="FINANCING")).id
        for who in "ab":
            with pytest.raises(GovernanceError, match="a financing changes no owner") as caught:
                await act(work, event, who)
            assert caught.value.code == Code.CONFLICT
        assert (await stored(work, event)).closed_by is None
        await act(work, event, "x")


@pytest.mark.parametrize(
    ("values", "code", "message"),
    [
        ({"kind": "THEFT"}, Code.BAD_USER_INPUT, "`THEFT` is not a kind of acquisition"),
        ({"acquirer_id": "org_none"}, Code.NOT_FOUND, "no organization of that id"),
        (
            {"acquirer_id": an_id("Organization", "near")},
            Code.BAD_USER_INPUT,
            "of SUBSIDIARY, not of ACQUIRER",
        ),
        ({"sites": []}, Code.BAD_USER_INPUT, "`sites` must name 1 to 1000 sites"),
        ({"sites": [EAST_SITE, "sit_none"]}, Code.NOT_FOUND, "names one that does not exist"),
        (
            {"acquirer_id": CAP, "sites": [WEST_SITE, EAST_SITE]},
            Code.CONFLICT,
            "with that acquirer is OPEN over a site of these",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_an_event_that_cannot_be_is_refused(
    world: Database, values: dict[str, Any], code: Code, message: str
) -> None:
    async with world.unit_of_work() as work:
        with pytest.raises(GovernanceError, match=message) as caught:
            await opened(work, **values)
        assert caught.value.code == code


async def test_two_who_close_at_once_are_two(world: Database) -> None:
    async with world.unit_of_work() as work:
        events = [(await opened(work, sites=[site])).id for site in SITES]

    async def close(one: str, who: str) -> None:
        async with world.unit_of_work() as work:
            await act(work, one, who)

    async with create_task_group() as group:
        for one in events:
            for who in "ab":
                group.start_soon(close, one, who)
    async with world.reading() as work:
        for one in events:
            row = await stored(work, one)
            assert (row.status, {row.closed_by, row.seconded_by}) == ("CLOSED", {"a", "b"})
