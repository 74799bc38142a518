"""`governance settings`: what is set and where it comes from, and never a secret."""

import json
from pathlib import Path

import pytest

from governance.settings import Settings, setting_names
from tests.cli.conftest import Command


def test_every_setting_is_shown_with_its_default_and_source(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_POOL_SIZE", "3")
    status, out, err = command("settings", "--json")
    assert (status, err) == (0, "")
    rows = {row["setting"]: row for row in json.loads(out)}
    assert list(rows) == list(setting_names())
    assert rows["GOVERNANCE_POOL_SIZE"] == {
        "setting": "GOVERNANCE_POOL_SIZE", "value": 3, "default": 8, "source": "environment"
    }  # fmt: skip
    assert rows["GOVERNANCE_MAX_DEPTH"]["source"] == "default"


def test_secrets_are_not_shown(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVERNANCE_SECRET_KEY", "5c" * 32)
    address = (
        "postgresql://ada:hunter2@db.example/governance?sslmode=require&password=hunter3&x=hunter4"
    )
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", address)
    status, out, _ = command("settings")
    assert status == 0
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines()}
    assert lines["GOVERNANCE_SECRET_KEY"] == ["set", "not", "set", "environment"]
    assert lines["GOVERNANCE_DATABASE_URL"][0] == (
        "postgresql://***@db.example/governance?sslmode=require&password=***&x=***"
    )
    assert "hunter" not in out
    assert "5c5c" not in out


@pytest.mark.parametrize(
    "rest",
    [
        "pA@Secr3t@127.0.0.1:1/gov",
        "pA/Secr3t@127.0.0.1:1/gov",
        "pA?Secr3t@127.0.0.1:1/gov",
        "pA#Secr3t@127.0.0.1:1/gov",
        "pA@127.0.0.1:1/gov?password=a@Secr3t",
    ],
)
@pytest.mark.parametrize("name", ["settings", "migrate", "doctor"])
def test_an_address_that_may_be_read_in_two_ways_is_refused_and_nothing_of_it_shown(
    command: Command, monkeypatch: pytest.MonkeyPatch, name: str, rest: str
) -> None:
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", f"postgresql://gov:{rest}")
    status, out, err = command(name)
    assert status != 0
    assert "percent-encode the password" in out + err
    assert not any(part in out + err for part in ("Secr3t", "pA", "127"))


def test_an_encoded_password_is_taken_and_not_shown(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", "postgresql://gov:pA%40Secr3t@127.0.0.1:1/gov")
    status, out, err = command("migrate")
    assert (status, out) == (1, "")
    assert "cannot reach postgresql://***@127.0.0.1:1/gov" in err


def test_a_name_that_is_no_setting_is_named_on_stderr(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_LEDGER_QUEU", "1")
    monkeypatch.setenv("GOVERNANCE_TOKEN", "gov_x")
    status, _, err = command("settings", "--json")
    assert status == 0
    assert err == (
        "warning: `GOVERNANCE_LEDGER_QUEU` is not a setting, "
        "did you mean `GOVERNANCE_LEDGER_QUEUE`\n"
    )


def test_a_value_from_a_secret_file_is_said_to_be_and_an_unknown_file_named(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(Settings.model_config, "secrets_dir", tmp_path)
    (tmp_path / "governance_pool_size").write_text("3")
    (tmp_path / "governance_secret_kye").write_text("5c" * 32)
    (tmp_path / "another").write_text("x")
    status, out, err = command("settings", "--json")
    rows = {row["setting"]: row for row in json.loads(out)}
    assert status == 0
    assert rows["GOVERNANCE_POOL_SIZE"]["value"] == 3
    assert rows["GOVERNANCE_POOL_SIZE"]["source"] == "secret file"
    assert rows["GOVERNANCE_DATABASE_URL"]["source"] == "environment"
    assert err == (
        "warning: `governance_secret_kye` is not a setting, did you mean `GOVERNANCE_SECRET_KEY`\n"
    )
    assert "governance_secret_kye" in command("doctor").out
