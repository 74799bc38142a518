"""Sharing grants: the table of transitions alone says what is allowed; two people; no overlap."""

from datetime import datetime, timedelta
from itertools import product
from typing import Any, Final

import pytest
from anyio import create_task_group
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from governance.database.engine import Database
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.services import grants
from governance.services.grant_terms import NO_RECIPIENT
from governance.services.grants import TRANSITIONS, Act, Party
from governance.services.visitors import NO_TARGET, whole_row
from governance.services.written import Written
from governance.tables import SharingGrant
from governance.vocabulary import GrantStatus
from tests.cases.rows import NOW, an_id
from tests.cases.world import fill
from tests.services.agreeing import (
    ANN,
    BOB,
    DAY,
    EAST,
    EAST_SITE,
    NEAR,
    PIA,
    WEST_SITE,
    terms,
    the_policy,
)

ACTS: Final = {Act.APPROVE: grants.approve, Act.SUSPEND: grants.suspend, Act.REVOKE: grants.revoke}


@pytest.fixture
async def world(database: Database) -> Database:
    await fill(database)
    return database


async def a_grant(work: UnitOfWork, status: str, expires_at: datetime | None = None) -> str:
    """A grant of `east` that Ann proposed."""
    row = whole_row(
        SharingGrant,
        id=new_id("SharingGrant"),
        grantor_id=EAST,
        recipient_id=NEAR,
        purposes=["personalize"],
        categories=["user_data"],
        legal_basis="CONSENT",
        status=status,
        starts_at=NOW - DAY,
        expires_at=expires_at,
        proposed_by=ANN.person,
        created_at=NOW - DAY,
    )
    await work.connection.execute(insert(SharingGrant), [row])
    return str(row["id"])


async def stored(work: UnitOfWork, grant_id: str) -> SharingGrant:
    found = select(SharingGrant).where(SharingGrant.id == grant_id)  # type: ignore[arg-type]
    return (await work.session.scalars(found)).one()


@pytest.mark.parametrize(("status", "act"), list(product(GrantStatus, Act)), ids=str)
async def test_the_table_alone_says_what_may_be_done_to_a_grant(
    world: Database, status: GrantStatus, act: Act
) -> None:
    following = TRANSITIONS.get((status, act))
    async with world.unit_of_work() as work:
        grant = await a_grant(work, status)
        if following is not None:
            await ACTS[act](work, grant, by=BOB, now=NOW)
        else:
            with pytest.raises(GovernanceError, match=f"is {status}: it cannot be {act}") as caught:
                await ACTS[act](work, grant, by=BOB, now=NOW)
            assert caught.value.code == Code.CONFLICT
        assert (await stored(work, grant)).status == (following or status)


@given(acts=st.lists(st.tuples(st.sampled_from(Act), st.sampled_from([ANN, BOB, PIA]))))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_acts_in_any_order_end_where_the_table_leads(
    world: Database, acts: list[tuple[Act, Party]]
) -> None:
    async with world.trial() as work:
        grant, expected = await a_grant(work, "PROPOSED"), GrantStatus.PROPOSED
        for act, by in acts:
            following = TRANSITIONS.get((expected, act))
            if following is None or (act is Act.APPROVE and by == ANN):
                with pytest.raises(GovernanceError):
                    await ACTS[act](work, grant, by=by, now=NOW)
            else:
                expected = following
                await ACTS[act](work, grant, by=by, now=NOW)
            assert (await stored(work, grant)).status == expected


@pytest.mark.parametrize("act", Act, ids=str)
async def test_a_grant_whose_time_is_over_takes_no_act(world: Database, act: Act) -> None:
    async with world.unit_of_work() as work:
        grant = await a_grant(work, "ACTIVE", expires_at=NOW)
        with pytest.raises(GovernanceError, match="the sharing grant is EXPIRED"):
            await ACTS[act](work, grant, by=BOB, now=NOW)
        last = NOW - timedelta(milliseconds=1)
        assert (await grants.revoke(work, grant, by=BOB, now=last)).id == grant


async def test_who_proposed_a_grant_does_not_approve_it_nor_resume_it(world: Database) -> None:
    async with world.unit_of_work() as work:
        grant = (await grants.propose(work, terms(), the_policy(), by=ANN, now=NOW)).id
        for status in ("PROPOSED", "SUSPENDED"):
            with pytest.raises(GovernanceError, match="another person must approve") as caught:
                await grants.approve(work, grant, by=ANN, now=NOW)
            assert caught.value.code == Code.APPROVAL_REQUIRED
            assert (await stored(work, grant)).status == status
            await grants.approve(work, grant, by=PIA, now=NOW)
            await grants.suspend(work, grant, by=ANN, now=NOW)


async def test_nobody_but_grantor_and_operator_finds_a_grant(world: Database) -> None:
    recipient = Party("nora", NEAR)
    async with world.unit_of_work() as work:
        grant = await a_grant(work, "PROPOSED")
        for act in ACTS.values():
            with pytest.raises(GovernanceError, match=NO_TARGET):
                await act(work, grant, by=recipient, now=NOW)
        with pytest.raises(GovernanceError, match=NO_TARGET):
            await grants.propose(work, terms(), the_policy(), by=recipient, now=NOW)


async def test_what_was_proposed_is_told_by_coordinate(world: Database) -> None:
    async with world.unit_of_work() as work:
        made = await grants.propose(work, terms(), the_policy(), by=ANN, now=NOW)
        approved = await grants.approve(work, made.id, by=BOB, now=NOW)
    assert {one.coordinate: one.after for one in made.changes} == {
        "SharingGrant.grantor": EAST,
        "SharingGrant.recipient": NEAR,
        "SharingGrant.site": EAST_SITE,
        "SharingGrant.purposes": ["personalize"],
        "SharingGrant.categories": ["user_data"],
        "SharingGrant.legalBasis": "CONSENT",
        "SharingGrant.status": "PROPOSED",
        "SharingGrant.startsAt": NOW,
        "SharingGrant.proposedBy": "ann",
    }
    assert approved.changes == (
        ("SharingGrant.status", "PROPOSED", "ACTIVE"),
        ("SharingGrant.approvedBy", None, "bob"),
        ("SharingGrant.approvedAt", None, NOW),
    )


async def propose(work: UnitOfWork, **values: Any) -> Written:
    return await grants.propose(work, terms(**values), the_policy(), by=PIA, now=NOW)


@pytest.mark.parametrize(
    ("values", "argument", "message"),
    [
        ({"purposes": []}, "purposes", "names nothing"),
        ({"purposes": ["personalise"]}, "purposes", "did you mean `personalize`"),
        ({"categories": []}, "categories", "names nothing"),
        ({"categories": ["user.e"]}, "categories", "`user.e` is not a data category or class"),
        ({"categories": ["user.biometric"]}, "categories", "sensitive data, which nobody"),
        ({"categories": ["sensitive_data"]}, "categories", "sensitive data, which nobody"),
        ({"legal_basis": "LUCK"}, "legalBasis", "is not a legal basis"),
        ({"agreement": " "}, "agreement", "printable"),
        ({"expires_at": NOW}, "expiresAt", "not after `startsAt`"),
        ({"starts_at": NOW - DAY, "expires_at": NOW}, "expiresAt", "not in the future"),
        ({"recipient_id": EAST}, "recipient", "`recipient` is the grantor"),
        ({"recipient_id": an_id("Organization", "ex")}, "recipient", NO_RECIPIENT),
        ({"recipient_id": an_id("Organization", "data")}, "recipient", NO_RECIPIENT),
        ({"recipient_id": "org_none"}, "recipient", NO_RECIPIENT),
        ({"site_id": WEST_SITE}, "site", "`site` is no site of the grantor"),
        ({"site_id": "sit_none"}, "site", "`site` is no site of the grantor"),
    ],
    ids=str,
)
async def test_a_grant_that_contradicts_itself_is_refused_with_the_argument(
    world: Database, values: dict[str, Any], argument: str, message: str
) -> None:
    async with world.unit_of_work() as work:
        with pytest.raises(GovernanceError, match=message) as caught:
            await propose(work, **values)
        assert caught.value.extensions["argument"] == argument
        await propose(work)


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        ({}, {}, True),
        ({"site_id": None}, {}, True),
        ({}, {"site_id": None}, True),
        ({"purposes": ["personalize.content"]}, {}, True),
        ({}, {"purposes": ["sales", "personalize.system"]}, True),
        ({"purposes": ["sales"]}, {}, False),
        ({"categories": ["user.device.ip_address"]}, {}, True),
        ({}, {"categories": ["user"]}, True),
        ({"categories": ["personal_data"]}, {}, False),
        ({"expires_at": NOW + DAY}, {"starts_at": NOW + DAY}, False),
        ({"expires_at": NOW + 2 * DAY}, {"starts_at": NOW + DAY}, True),
        ({"starts_at": NOW + DAY}, {"expires_at": NOW + DAY}, False),
        ({"starts_at": NOW + DAY}, {"expires_at": NOW + 2 * DAY}, True),
        ({"recipient_id": an_id("Organization", "path")}, {}, False),
    ],
    ids=str,
)
async def test_two_grants_of_the_same_overlap(
    world: Database, first: dict[str, Any], second: dict[str, Any], overlaps: bool
) -> None:
    async with world.unit_of_work() as work:
        before = await propose(work, **first)
        if not overlaps:
            await propose(work, **second)
            return
        with pytest.raises(GovernanceError, match=f"`{before.id}` is PROPOSED") as caught:
            await propose(work, **second)
        assert caught.value.code == Code.CONFLICT
        await grants.revoke(work, before.id, by=PIA, now=NOW)
        await propose(work, **second)


async def test_a_grant_whose_time_is_over_makes_room(world: Database) -> None:
    async with world.unit_of_work() as work:
        await propose(work, expires_at=NOW + DAY)
        later = terms(starts_at=NOW)
        await grants.propose(work, later, the_policy(), by=PIA, now=NOW + DAY)


async def test_of_two_who_propose_the_same_at_once_one_finds_the_other(world: Database) -> None:
    outcomes = list[str]()

    async def one() -> None:
        try:
            async with world.unit_of_work() as work:
                await propose(work)
            outcomes.append("proposed")
        except GovernanceError as error:
            outcomes.append(error.code)

    async with create_task_group() as group:
        for _ in range(4):
            group.start_soon(one)
    assert sorted(outcomes) == ["CONFLICT"] * 3 + ["proposed"]


async def test_of_two_who_move_a_grant_at_once_one_finds_it_moved(world: Database) -> None:
    async with world.unit_of_work() as work:
        grant = await a_grant(work, "PROPOSED")
    outcomes = list[str]()

    async def one(by: Party) -> None:
        try:
            async with world.unit_of_work() as work:
                await grants.approve(work, grant, by=by, now=NOW)
            outcomes.append("approved")
        except GovernanceError as error:
            outcomes.append(error.code)

    async with create_task_group() as group:
        group.start_soon(one, BOB)
        group.start_soon(one, PIA)
    assert sorted(outcomes) == ["CONFLICT", "approved"]
