"""An error is one line on stderr that says what to do; 2 for usage or input, 1 for failure."""

from pathlib import Path

import pytest

from governance.cli import run
from tests.cli.conftest import Command

NEEDING_A_DATABASE = [
    ("organization", "list"),
    ("organization", "add", "N", "--kind", "customer"),
    ("site", "list"),
    ("site", "add", "n.example", "--organization", "N"),
    ("user", "list"),
    ("user", "disable", "usr_x"),
    ("token", "list"),
    ("token", "revoke", "tok_x"),
    ("migrate", "--check"),
    ("import", "weblog", "-", "--site", "n.example"),
    ("serve", "--port", "0"),
    ("backup", "all.zip"),
]

COMMANDS = [
    (),
    ("init",),
    ("demo",),
    ("serve",),
    ("migrate",),
    ("schema",),
    ("organization",),
    ("organization", "add"),
    ("organization", "list"),
    ("site",),
    ("site", "add"),
    ("site", "list"),
    ("doctor",),
    ("settings",),
    ("why",),
    ("backup",),
    ("restore",),
    ("completion",),
    ("user",),
    ("user", "add"),
    ("user", "disable"),
    ("user", "list"),
    ("token",),
    ("token", "issue"),
    ("token", "list"),
    ("token", "revoke"),
    ("token", "rotate"),
    ("import",),
    ("import", "weblog"),
    ("import", "cookies"),
    ("import", "visitors"),
    ("import", "consents"),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda words: " ".join(words) or "governance")
def test_every_command_has_help_with_an_example(
    command: Command, arguments: tuple[str, ...]
) -> None:
    status, out, err = command(*arguments, "--help")
    assert (status, err) == (0, "")
    assert "Example:  governance" in out
    assert "..." not in out.partition("\n\n")[2], (
        "the first sentence is too long for the list of commands"
    )


@pytest.mark.parametrize("arguments", NEEDING_A_DATABASE, ids=" ".join)
def test_a_command_without_its_database_names_the_place_and_makes_none(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GOVERNANCE_SECRET_KEY", "ab" * 32)
    status, out, err = command(*arguments)
    assert (status, out) == (1, "")
    assert err == (
        f"error: no database at {tmp_path / 'governance.db'}; `governance init` makes one, "
        "or name yours by GOVERNANCE_DATABASE_URL\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("frobnicate",), "error: no such command 'frobnicate'.\n"),
        (("token", "list", "--frob"), "error: no such option: --frob\n"),
        (("site", "add"), "error: missing argument 'domain'.\n"),
        (("site", "add", "x.example"), "error: missing option '--organization'.\n"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    command: Command, arguments: tuple[str, ...], message: str
) -> None:
    assert command(*arguments) == (2, "", message)


def test_a_group_alone_shows_its_commands(command: Command) -> None:
    status, out, err = command("token")
    assert (status, out) == (2, "")
    assert "rotate" in err


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("GOVERNANCE_DATABASE_URL", "mysql://u:hunter2@h/d", "the database must be `sqlite:///"),
        ("GOVERNANCE_SECRET_KEY", "abc", "the secret key must be 64 hexadecimal characters"),
        ("GOVERNANCE_POOL_SIZE", "many", "input should be a valid integer"),
        ("GOVERNANCE_POOL_SIZE", "0", "input should be greater than or equal to 1"),
        ("GOVERNANCE_LEDGER_TIMEOUT_SECONDS", "nan", "input should be a finite number"),
    ],
)
def test_a_wrong_setting_is_named_without_its_value(
    command: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    status, _, err = command("token", "list")
    assert status == 2
    assert err.startswith(f"error: {name}: {message}")
    assert value not in err.removeprefix(f"error: {name}: {message}")


def test_a_missing_key_is_named(deployment: Command, tmp_path: Path) -> None:
    (tmp_path / "secret.key").unlink()
    status, _, err = deployment(
        "token", "issue", "--role", "support", "--organization", "Overlay Works",
        "--purpose", "essential.service.operations.support", "--all-sites",
    )  # fmt: skip
    assert (status, err.count("\n")) == (1, 1)
    assert f"no secret key at {tmp_path / 'secret.key'}" in err


def test_a_database_that_is_behind_is_refused(command: Command, tmp_path: Path) -> None:
    (tmp_path / "governance.db").touch()
    status, _, err = command("token", "list")
    assert (status, err) == (
        1,
        "error: the database is behind this version; run `governance migrate`\n",
    )


def test_the_key_of_another_deployment_is_noticed(
    deployment: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_SECRET_KEY", "5c" * 32)
    issue = (
        "token", "issue", "--role", "support", "--organization", "Overlay Works",
        "--purpose", "essential.service.operations.support", "--all-sites",
    )  # fmt: skip
    for arguments in (issue, ("serve", "--port", "0")):
        status, out, err = deployment(*arguments)
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert "not the one that this database was set up with: put that one in place" in err


def test_a_demo_leaves_a_deployment_alone(deployment: Command, tmp_path: Path) -> None:
    (database,) = tmp_path.glob("*.db")
    database.rename(tmp_path / "governance.db")
    before = (tmp_path / "governance.db").read_bytes()
    status, out, err = deployment("demo", "--data", str(tmp_path), "--port", "0")
    assert (status, out) == (1, "")
    assert "holds a deployment of its own" in err
    assert (tmp_path / "governance.db").read_bytes() == before


def test_a_defect_is_one_line_without_its_text(
    deployment: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise KeyError("ada@example.com")

    monkeypatch.setattr(run, "settings", broken)
    status, out, err = deployment("organization", "list")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("error: a defect: KeyError at ")
    assert "ada" not in err
