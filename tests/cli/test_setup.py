"""Setting up: init, migrate, organizations, sites."""

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from governance.cli import setup
from governance.database.migrations import head
from tests.cli.conftest import Command

ANOTHER = ("site", "add", "n.example", "--organization", "Overlay Works")


def test_init_makes_everything_and_prints_the_token_once(command: Command, tmp_path: Path) -> None:
    status, out, err = command(
        "init", "--organization", "Overlay Works", "--site", "www.overlay.example",
        "--owner", "ada@overlay.example", "--json",
    )  # fmt: skip
    assert (status, err) == (0, "")
    answer = json.loads(out)
    assert answer["token"].startswith("gov_")
    assert answer["organization"].startswith("org_")
    for name in ("governance.db", "secret.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    (row,) = json.loads(command("token", "list", "--json").out)
    assert (row["role"], row["label"]) == ("privacy_officer", "init")
    assert "token" not in row
    assert "secret" not in str(row)


def test_the_first_token_ends_when_init_says(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "FIRST_LIFE", timedelta(days=7))
    out = command("init", "--organization", "O", "--site", "o.example").out
    assert out.endswith("a privacy officer's and ends in 7 days.\n")
    (row,) = json.loads(command("token", "list", "--json").out)
    ends = datetime.fromisoformat(row["expiresAt"]) - datetime.now(UTC)
    assert timedelta(days=6) < ends <= timedelta(days=7)


def test_init_twice_changes_nothing(deployment: Command, tmp_path: Path) -> None:
    key = (tmp_path / "secret.key").read_text()
    status, out, err = deployment("init", "--organization", "Other", "--site", "other.example")
    assert (status, out) == (1, "")
    assert "set up already" in err
    assert (tmp_path / "secret.key").read_text() == key
    assert len(json.loads(deployment("token", "list", "--json").out)) == 1


def test_init_with_a_wrong_site_can_be_tried_again(command: Command) -> None:
    status, _, err = command("init", "--organization", "O", "--site", "http://o.example/")
    assert (status, err) == (2, "error: `domain` must be a host name such as `www.example.com`\n")
    assert command("init", "--organization", "O", "--site", "o.example").status == 0


def test_migrate_makes_a_database_and_says_what_it_did(command: Command) -> None:
    assert command("migrate").out == "applied: 0001, 0002\n"
    assert command("migrate").out == f"up to date at {head()}\n"
    assert command("migrate", "--check", "--json").out == '{"revision": "0002", "pending": []}\n'


def test_migrate_check_fails_when_something_is_pending(command: Command, tmp_path: Path) -> None:
    (tmp_path / "governance.db").touch()
    status, out, _ = command("migrate", "--check")
    assert (status, out) == (1, "pending: 0001, 0002\n")
    assert command("migrate", "--check").status == 1


def test_the_command_line_works_on_both_databases(
    command: Command, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", database_url)
    assert command("init", "--organization", "O", "--site", "o.example").status == 0
    assert command("migrate", "--check").status == 0
    made = command("organization", "add", "Northwind", "--kind", "customer", "--json")
    for owner, domain in ((json.loads(made.out)["id"], "a.example"), ("Northwind", "b.example")):
        assert command("site", "add", domain, "--organization", owner).status == 0
    sites = json.loads(command("site", "list", "--json").out)
    assert [site["domain"] for site in sites] == ["a.example", "b.example", "o.example"]


def test_organizations_and_sites_are_listed(deployment: Command) -> None:
    deployment("organization", "add", "Northwind", "--kind", "customer", "--country", "US")
    site = ("www.northwind.example", "--organization", "Northwind", "--jurisdiction", "US-CA")
    assert deployment("site", "add", *site).status == 0
    assert "Northwind" in deployment("organization", "list").out
    assert "www.northwind.example" in deployment("site", "list").out


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (".", "is not a file; name one: `sqlite:///PATH`"),
        ("taken/governance.db", "no database can be made at"),
    ],
)
def test_a_place_that_can_hold_no_database_is_named(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, message: str
) -> None:
    (tmp_path / "taken").touch()
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", f"sqlite:///{tmp_path / place}")
    status, out, err = command("init", "--organization", "O", "--site", "o.example")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert str(tmp_path / place) in err
    assert message in err


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("organization", "add", "N", "--kind", "custmer"), 2, "did you mean `CUSTOMER`"),
        (("organization", "add", "Overlay Works", "--kind", "customer"), 1, "of that name exists"),
        (("organization", "add", "N", "--kind", "operator"), 1, "an operator already"),
        (("site", "add", "n.example", "--organization", "N"), 2, "no organization `N`"),
        (("site", "add", "n n", "--organization", "Overlay Works"), 2, "`domain` must be"),
        ((*ANOTHER, "--jurisdiction", "California"), 2, "such as `US` or `US-CA`"),
        ((*ANOTHER, "--jurisdiction", "us"), 2, "such as `US` or `US-CA`"),
    ],
)
def test_a_wrong_organization_or_site_is_refused(
    deployment: Command, arguments: tuple[str, ...], status: int, message: str
) -> None:
    outcome = deployment(*arguments)
    assert outcome.status == status
    assert message in outcome.err
    assert outcome.err.count("\n") == 1


def test_the_schema_is_printed(command: Command) -> None:
    assert "type Visitor implements Node" in command("schema").out


def test_the_schema_of_a_role_is_what_the_active_policy_opens(deployment: Command) -> None:
    of_provider = deployment("schema", "--role", "data_provider").out
    assert "type Visitor implements Node" in of_provider
    assert "type Visit implements Node" not in of_provider
    narrow = deployment("schema", "--role", "privacy_officer", "--purpose", "data_quality").out
    _, _, rest = narrow.partition("type Visitor implements Node")
    visitor, _, _ = rest.partition("\n}")
    assert "firstName" in visitor
    assert "macAddress" not in visitor


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--role", "partnr"), "did you mean `partner`"),
        (("--role", "partner", "--purpose", "analitics"), "did you mean `analytics`"),
    ],
)
def test_the_schema_of_nobody_known_is_refused(
    deployment: Command, arguments: tuple[str, ...], message: str
) -> None:
    outcome = deployment("schema", *arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err


def test_the_schema_of_a_role_needs_a_database(command: Command) -> None:
    outcome = command("schema", "--role", "partner")
    assert outcome.status == 1
    assert "governance.db" in outcome.err


def test_init_on_what_is_set_up_makes_no_other_key(
    deployment: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = tmp_path / "lost.key"
    monkeypatch.setenv("GOVERNANCE_SECRET_KEY_FILE", str(lost))
    asked = deployment("token", "issue", "--role", "support", "--organization", "Overlay Works",
        "--purpose", "essential.service.operations.support", "--all-sites")  # fmt: skip
    assert "put this deployment's there" in asked.err
    assert deployment("init", "--organization", "O", "--site", "o.example").status == 1
    assert not lost.exists()


def test_an_init_that_is_refused_leaves_nothing(command: Command, tmp_path: Path) -> None:
    assert command("init", "--organization", "O", "--site", "bad domain").status == 2
    assert list(tmp_path.iterdir()) == []
