"""Passwords and second factors on the command line: from standard input, told once."""

import io
import json
from datetime import UTC, datetime

import pyotp
import pytest
from starlette.testclient import TestClient

from governance.settings import Settings
from governance.web.app import create_app
from tests.cli.conftest import Command

ADA, PASSWORD = "ada@overlay.example", "correct horse battery"
SUPPORT = "essential.service.operations.support"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    return monkeypatch


def add(run: Command) -> str:
    rest = ("--name", "Ada", "--role", "support", "--organization", "Overlay Works")
    return str(json.loads(run("user", "add", ADA, *rest, "--json").out)["id"])


def sign_in(**more: str) -> int:
    body = {"email": ADA, "password": PASSWORD, "purposes": [SUPPORT], **more}
    with TestClient(create_app(Settings())) as client:
        return int(client.post("/sign-in", json=body).status_code)


def test_a_password_and_a_factor_let_a_person_in(
    deployment: Command, typed: pytest.MonkeyPatch
) -> None:
    user = add(deployment)
    outcome = deployment("user", "password", ADA)
    assert (outcome.status, outcome.err) == (0, "")
    assert PASSWORD not in outcome.out
    assert sign_in() == 200
    told = json.loads(deployment("user", "totp", user, "--json").out)
    totp = pyotp.parse_uri(told["totp"])
    assert isinstance(totp, pyotp.TOTP)
    assert sign_in() == 401
    assert sign_in(code=totp.at(datetime.now(UTC))) == 200
    assert totp.secret not in deployment("user", "list", "--json").out
    assert deployment("user", "totp", ADA, "--remove").status == 0
    assert sign_in() == 200


@pytest.mark.parametrize(
    ("password", "message"),
    [("short", "must be 12 to 200 characters"), ("", "must be 12"), (ADA, "not be the address")],
)
def test_what_is_no_password_is_refused(
    deployment: Command, typed: pytest.MonkeyPatch, password: str, message: str
) -> None:
    add(deployment)
    typed.setattr("sys.stdin", io.StringIO(password + "\n"))
    outcome = deployment("user", "password", ADA)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert message in outcome.err


def test_a_password_for_nobody_is_refused(deployment: Command, typed: pytest.MonkeyPatch) -> None:
    for nobody in ("usr_01m8149n52e2es08kwphkz5jxr", "eve@overlay.example"):
        status, _, err = deployment("user", "password", nobody)
        assert (status, err) == (2, "error: no user of that id or address\n")
