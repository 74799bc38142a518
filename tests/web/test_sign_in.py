"""Signing in at the door: what it gives, and that all who fail are told the same."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pyotp
import pytest
from sqlalchemy import select

from governance.database.engine import Database
from governance.services import people
from governance.services.keys import derive
from governance.services.organizations import create_user, disable_user, find_operator
from governance.tables import AccessToken, Disclosure
from tests.conftest import DIALECTS
from tests.web.conftest import SECRET, Served, committed, serving
from tests.web.test_graphql_over_http import codes

PASSWORD: Final = "correct horse battery"
SUPPORT: Final = "essential.service.operations.support"
_numbers: Final = itertools.count(1)


@pytest.fixture(scope="module", params=DIALECTS)
def door(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> Iterator[Served]:
    with serving(new_database(request.param), sign_ins_per_minute=1000) as opened:
        yield opened


def a_person(door: Served, role: str = "support", *, totp: bool = False) -> tuple[str, str, str]:
    """(id, address, otpauth address or nothing) of somebody new, with the password above."""
    email, made = f"ada{next(_numbers)}@overlay.example", list[str]()

    async def run(database: Database) -> None:
        now = datetime.now(UTC)
        async with database.unit_of_work() as work:
            operator = await find_operator(work)
            assert operator is not None
            user = await create_user(work, operator, "Ada", email, role, now=now)
            await people.set_password(work, user.id, PASSWORD, now=now)
            uri = await people.enroll_totp(work, derive(SECRET), user.id) if totp else ""
            made.extend((user.id, email, uri))

    committed(door, run)
    user_id, email, uri = made
    return user_id, email, uri


def rows(door: Served, model: Any, *where: Any) -> list[Any]:
    found: list[Any] = []

    async def run(database: Database) -> None:
        async with database.reading() as work:
            found.extend(await work.session.scalars(select(model).where(*where)))

    committed(door, run)
    return found


def sign_in(door: Served, email: str, password: str = PASSWORD, **more: Any) -> Any:
    body = {"email": email, "password": password, "purposes": [SUPPORT], **more}
    return door.client.post("/sign-in", json=body)


def test_signing_in_gives_a_token_that_reads_and_is_in_the_ledger(door: Served) -> None:
    user, email, _ = a_person(door)
    answer = sign_in(door, email)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert set(told) == {"token", "expiresAt", "purposes"}
    headers = {"authorization": "Bearer " + told["token"]}
    read = door.client.post("/graphql", json={"query": "{ viewer { role } }"}, headers=headers)
    assert read.json()["data"]["viewer"]["role"] == "support"
    (token,) = rows(door, AccessToken, AccessToken.user_id == user)
    (entry,) = rows(door, Disclosure, Disclosure.actor == token.id)
    assert (entry.operation, entry.role, entry.visitor_count) == ("sign in", "support", 0)


def test_all_who_fail_are_told_the_same(door: Served) -> None:
    _, known, _ = a_person(door)
    _, factor, _ = a_person(door, totp=True)
    disabled, gone, _ = a_person(door)
    _, locked, _ = a_person(door)

    async def disable(database: Database) -> None:
        async with database.unit_of_work() as work:
            await disable_user(work, disabled, now=datetime.now(UTC))

    committed(door, disable)
    for _ in range(people.MOST_FAILURES):
        sign_in(door, locked, "wrong " + PASSWORD)
    answers = [
        sign_in(door, "nobody@overlay.example"),
        sign_in(door, known, "wrong " + PASSWORD),
        sign_in(door, factor),
        sign_in(door, factor, code="abc"),
        sign_in(door, gone),
        sign_in(door, locked),
    ]
    assert {answer.status_code for answer in answers} == {401}
    told = {answer.json()["errors"][0]["message"] for answer in answers}
    assert told == {"address, password or code are not right, or try again later"}
    assert all(codes(answer) == ["UNAUTHENTICATED"] for answer in answers)


def test_a_second_factor_lets_in_once(door: Served) -> None:
    _, email, uri = a_person(door, totp=True)
    totp = pyotp.parse_uri(uri)
    assert isinstance(totp, pyotp.TOTP)
    code = totp.now()
    assert sign_in(door, email, code=code).status_code == 200
    assert sign_in(door, email, code=code).status_code == 401


def test_purposes_are_named_and_the_roles_own(door: Served) -> None:
    _, support, _ = a_person(door)
    _, officer, _ = a_person(door, "privacy_officer")
    assert sign_in(door, support, purposes=None).json()["purposes"] == [SUPPORT]
    for email, purposes, status, code in (
        (officer, [], 400, "PURPOSE_REQUIRED"),
        (support, ["marketing"], 403, "PURPOSE_NOT_ALLOWED"),
        (support, ["marketin"], 400, "BAD_USER_INPUT"),
    ):
        answer = sign_in(door, email, purposes=purposes)
        assert (answer.status_code, codes(answer)) == (status, [code])
    assert sign_in(door, officer, purposes=["subject_access"]).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "ada"},
        {"email": None},
        {"password": 7_000_000_007},
        {"password": "x" * 201},
        {"code": "1" * 21},
        {"purposes": "subject_access"},
        {"purposes": [1]},
        {"purposes": [SUPPORT] * 51},
    ],
)
def test_what_does_not_fit_is_refused_unrepeated(door: Served, changed: dict[str, Any]) -> None:
    body = {"email": "ada@overlay.example", "password": PASSWORD} | changed
    answer = door.client.post("/sign-in", json=body)
    assert (answer.status_code, codes(answer)) == (400, ["BAD_USER_INPUT"])
    assert answer.json()["errors"][0]["extensions"]["argument"] == next(iter(changed))
    assert not any(str(value) in answer.text for value in changed.values() if value != "ada")


def test_a_form_of_another_page_does_not_sign_in(door: Served) -> None:
    _, email, _ = a_person(door)
    body = {"email": email, "password": PASSWORD}
    assert door.client.post("/sign-in", data=body).status_code == 415
    assert door.client.get("/sign-in").status_code == 405
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    asked = door.client.options("/sign-in", headers=headers)
    assert (asked.status_code, asked.headers["allow"]) == (405, "POST")
    assert "access-control-allow-origin" not in asked.headers


def test_too_many_sign_ins_are_refused_with_when_to_come_back(door: Served) -> None:
    with serving(door.settings.database_url, door.tokens, sign_ins_per_minute=2) as strict:
        for _ in range(2):
            assert sign_in(strict, "nobody@overlay.example").status_code == 401
        answer = sign_in(strict, "nobody@overlay.example")
        assert (answer.status_code, codes(answer)) == (429, ["RATE_LIMITED"])
        seconds = int(answer.headers["retry-after"])
        assert seconds == answer.json()["errors"][0]["extensions"]["retryAfter"]
        assert 1 <= seconds <= 60
