"""People sign in: passwords, second factors, lock-out, and the same answer to all who fail."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from governance.authz.policy import load_policy
from governance.database.engine import Database
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.schema.binding import datamap
from governance.services import factors, people, tokens
from governance.services.hashes import ARGON2, verify_password
from governance.services.keys import KeyUnavailable, derive
from governance.services.organizations import create_organization, create_user, disable_user
from governance.services.policies import shipped_policy
from governance.tables import AccessToken, Organization, User

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, STEP = timedelta(minutes=1), timedelta(seconds=30)
KEYS = derive("ab" * 32)
ADA, PASSWORD = "ada@acme.example", "correct horse battery"


async def ada(database: Database, password: str | None = PASSWORD) -> str:
    async with database.unit_of_work() as work:
        owner = await create_organization(work, "Acme", "OPERATOR", now=NOW)
        user = await create_user(work, owner, "Ada", ADA, "support", now=NOW)
        if password is not None:
            await people.set_password(work, user.id, password, now=NOW)
    return user.id


async def signs_in(
    database: Database,
    password: str = PASSWORD,
    code: str | None = None,
    *,
    now: datetime = NOW,
    email: str = ADA,
) -> bool:
    async with database.reading() as work:
        user = await people.known_by(work, email)
    verified = await asyncio.to_thread(people.verify, user, password)
    async with database.unit_of_work() as work:
        return await people.sign_in(work, KEYS, verified, code, now=now) is not None


async def the_user(database: Database) -> User:
    async with database.reading() as work:
        return (await work.session.scalars(select(User))).one()


async def change(database: Database, model: Any, row_id: str, **values: Any) -> None:
    async with database.unit_of_work() as work:
        row = await work.session.get_one(model, row_id)
        for name, value in values.items():
            setattr(row, name, value)


async def enroll(database: Database, user_id: str) -> pyotp.TOTP:
    async with database.unit_of_work() as work:
        made = pyotp.parse_uri(await people.enroll_totp(work, KEYS, user_id))
    assert isinstance(made, pyotp.TOTP)
    return made


async def test_the_right_password_lets_in_and_no_other(database: Database) -> None:
    await ada(database)
    assert await signs_in(database)
    assert not await signs_in(database, PASSWORD + "r")
    assert not await signs_in(database, email="eve@acme.example")


async def test_a_person_without_a_password_does_not_sign_in(database: Database) -> None:
    await ada(database, None)
    assert not await signs_in(database, "")
    assert not await signs_in(database, "a password that nobody has")


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("x" * 11, "12 to 200 characters"),
        ("x" * 201, "12 to 200 characters"),
        (ADA, "must not be the address"),
        (" ADA@Acme.Example ", "must not be the address"),
        ("correct horse\0battery", "printable"),
    ],
)
async def test_what_is_no_password_is_refused_unrepeated(
    database: Database, password: str, message: str
) -> None:
    user = await ada(database, None)
    async with database.unit_of_work() as work:
        with pytest.raises(GovernanceError, match=message) as caught:
            await people.set_password(work, user, password, now=NOW)
    assert caught.value.code == Code.BAD_USER_INPUT
    assert password not in caught.value.message
    assert (await the_user(database)).password_hash is None


async def test_a_password_is_made_anew_when_its_parameters_are_old(database: Database) -> None:
    user = await ada(database, None)
    old = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    await change(database, User, user, password_hash=old)
    assert not await signs_in(database, "wrong" + PASSWORD)
    assert (await the_user(database)).password_hash == old
    assert await signs_in(database)
    renewed = (await the_user(database)).password_hash
    assert renewed is not None
    assert not ARGON2.check_needs_rehash(renewed)
    assert verify_password(renewed, PASSWORD)


async def test_five_failures_lock_out_for_a_quarter_of_an_hour(database: Database) -> None:
    await ada(database)
    for _ in range(people.MOST_FAILURES):
        assert not await signs_in(database, "wrong" + PASSWORD)
    assert not await signs_in(database)
    until = NOW + people.LOCKED_FOR
    assert not await signs_in(database, now=until - timedelta(milliseconds=1))
    assert await signs_in(database, now=until)


async def test_failures_while_locked_out_do_not_prolong_it(database: Database) -> None:
    await ada(database)
    for _ in range(2 * people.MOST_FAILURES):
        await signs_in(database, "wrong" + PASSWORD)
    assert (await the_user(database)).failures == 0
    assert await signs_in(database, now=NOW + people.LOCKED_FOR)


async def test_coming_in_forgets_the_failures_before(database: Database) -> None:
    await ada(database)
    for _ in range(2):
        for _ in range(people.MOST_FAILURES - 1):
            assert not await signs_in(database, "wrong" + PASSWORD)
        assert await signs_in(database)


async def test_of_many_guesses_at_a_time_each_is_counted(database: Database) -> None:
    await ada(database)
    guesses = people.MOST_FAILURES - 1
    await asyncio.gather(*(signs_in(database, f"wrong{n}" + PASSWORD) for n in range(guesses)))
    assert (await the_user(database)).failures == guesses
    await asyncio.gather(*(signs_in(database, f"wrong{n}" + PASSWORD) for n in range(guesses)))
    assert (await the_user(database)).locked_until == NOW + people.LOCKED_FOR


async def test_a_guess_that_was_verified_before_the_lock_comes_too_late(
    database: Database,
) -> None:
    await ada(database)
    right = people.verify(await the_user(database), PASSWORD)
    for _ in range(people.MOST_FAILURES):
        await signs_in(database, "wrong" + PASSWORD)
    async with database.unit_of_work() as work:
        assert await people.sign_in(work, KEYS, right, None, now=NOW) is None


async def test_a_password_that_was_changed_meanwhile_is_wrong(database: Database) -> None:
    user = await ada(database)
    old = people.verify(await the_user(database), PASSWORD)
    async with database.unit_of_work() as work:
        await people.set_password(work, user, "another " + PASSWORD, now=NOW)
        assert await people.sign_in(work, KEYS, old, None, now=NOW) is None


async def test_who_is_disabled_does_not_sign_in(database: Database) -> None:
    user = await ada(database)
    async with database.unit_of_work() as work:
        await disable_user(work, user, now=NOW)
    assert not await signs_in(database)


async def test_the_people_of_a_disabled_organization_do_not_sign_in(database: Database) -> None:
    await ada(database)
    await change(
        database, Organization, (await the_user(database)).organization_id, disabled_at=NOW
    )
    assert not await signs_in(database)


async def test_a_second_factor_is_asked_for_once_there_is_one(database: Database) -> None:
    user = await ada(database)
    totp = await enroll(database, user)
    assert not await signs_in(database)
    assert not await signs_in(database, code="000000" if totp.at(NOW) != "000000" else "111111")
    assert not await signs_in(database, "wrong" + PASSWORD, totp.at(NOW))
    assert (await the_user(database)).failures == 3
    assert await signs_in(database, code=totp.at(NOW))


@pytest.mark.parametrize(
    ("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
async def test_a_code_is_taken_a_step_around_now(
    database: Database, steps: int, taken: bool
) -> None:
    totp = await enroll(database, await ada(database))
    assert await signs_in(database, code=totp.at(NOW + steps * STEP)) is taken


async def test_a_code_is_taken_once_and_none_before_it(database: Database) -> None:
    totp = await enroll(database, await ada(database))
    code = totp.at(NOW)
    tried = await asyncio.gather(*(signs_in(database, code=code) for _ in range(3)))
    assert sorted(tried) == [False, False, True]
    assert not await signs_in(database, code=totp.at(NOW - STEP))
    assert await signs_in(database, code=totp.at(NOW + STEP))


async def test_a_factor_is_kept_sealed_for_its_person(database: Database) -> None:
    totp = await enroll(database, user := await ada(database))
    sealed = (await the_user(database)).totp_secret
    assert sealed is not None
    assert totp.secret not in sealed
    assert factors.unseal(KEYS, user, sealed) == totp.secret
    for keys, other in ((derive("cd" * 32), user), (KEYS, new_id("User"))):
        with pytest.raises(KeyUnavailable):
            factors.unseal(keys, other, sealed)


async def test_a_removed_factor_is_asked_for_no_more(database: Database) -> None:
    await enroll(database, user := await ada(database))
    async with database.unit_of_work() as work:
        await people.remove_totp(work, user)
    assert await signs_in(database)


async def session(database: Database, *purposes: str) -> tuple[AccessToken, str]:
    policy = load_policy(*shipped_policy(), datamap())
    async with database.unit_of_work() as work:
        user = await people.known_by(work, ADA)
        assert user is not None
        return await people.start_session(work, KEYS, user, purposes, policy, now=NOW)


async def test_signing_in_gives_the_role_for_the_purposes_asked(database: Database) -> None:
    user = await ada(database)
    purpose = "essential.service.operations.support"
    row, text = await session(database, purpose)
    assert tokens.parse(text, KEYS) is not None
    assert (row.user_id, row.role, row.purposes, row.expires_at) == (
        user,
        "support",
        [purpose],
        NOW + people.SESSION,
    )


async def test_a_purpose_that_the_role_has_not_is_refused(database: Database) -> None:
    await ada(database)
    for purpose in ("marketing.advertising", "essential"):
        with pytest.raises(GovernanceError, match="no purpose of the role `support`") as caught:
            await session(database, purpose)
        assert caught.value.code == Code.PURPOSE_NOT_ALLOWED
    with pytest.raises(GovernanceError, match="is not a purpose"):
        await session(database, "analytic")


async def test_without_a_purpose_the_roles_own_are_told_unless_it_has_one(
    database: Database,
) -> None:
    user = await ada(database)
    assert (await session(database))[0].purposes == ["essential.service.operations.support"]
    await change(database, User, user, role="privacy_officer")
    with pytest.raises(GovernanceError) as caught:
        await session(database)
    assert caught.value.code == Code.PURPOSE_REQUIRED
    assert "subject_access" in caught.value.extensions["purposes"]  # type: ignore[operator]


async def test_a_new_password_ends_what_the_old_one_signed_in_to(database: Database) -> None:
    user = await ada(database)
    row, _ = await session(database, "essential.service.operations.support")
    async with database.unit_of_work() as work:
        rights = tokens.Rights("support", row.organization_id, row.purposes, None, user)
        other, _ = await tokens.issue(work, KEYS, rights, now=NOW)
        await people.set_password(work, user, "another " + PASSWORD, now=NOW + MINUTE)
    async with database.reading() as work:
        assert (await tokens.find(work, row.id)).revoked_at == NOW + MINUTE
        assert (await tokens.find(work, other.id)).revoked_at is None
