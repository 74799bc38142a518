"""`governance doctor`: what can be wrong is said, with its remedy, and nothing is made."""

import asyncio
import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from governance.database.engine import open_database
from governance.services.ledger import entry
from governance.settings import Settings
from governance.tables import AccessToken, Deployment, Disclosure, PolicyRevision, table_of
from tests.cli.conftest import Command
from tests.conftest import PostgreSQL

NAMES = ["settings", "database", "schema", "keys", "policy", "ledger", "clock"]


def checks(run: Command, status: int) -> dict[str, dict[str, Any]]:
    outcome = run("doctor", "--json")
    assert (outcome.status, outcome.err) == (status, "")
    answer = json.loads(outcome.out)
    assert answer["ok"] == (status == 0)
    return {check["name"]: check for check in answer["checks"]}


def change(*statements: Any) -> None:
    async def run() -> None:
        database = open_database(Settings().database_url)
        async with database.unit_of_work() as work:
            for statement in statements:
                await work.connection.execute(statement)
        await database.close()

    asyncio.run(run())


def test_all_is_well_after_init(deployed: Command) -> None:
    found = checks(deployed, 0)
    assert list(found)[: len(NAMES)] == NAMES
    assert {check["status"] for check in found.values()} == {"ok"}
    assert "the shipped one of this version" in found["policy"]["message"]
    assert "it holds 1," in found["ledger"]["message"]
    assert "it holds 1," in checks(deployed, 0)["ledger"]["message"]


def test_each_check_is_one_line(deployment: Command) -> None:
    status, out, err = deployment("doctor")
    lines = out.splitlines()
    assert (status, err, len(lines)) == (0, "", len(NAMES) + 1)
    assert all(line.startswith("ok    ") for line in lines)


def test_nothing_is_made_where_nothing_is(command: Command, tmp_path: Path) -> None:
    found = checks(command, 1)
    assert found["database"]["message"].endswith("name yours by GOVERNANCE_DATABASE_URL")
    assert found["keys"]["status"] == "fail"
    assert found["ledger"]["message"] == "cannot be checked before `schema` is mended"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "message"), [(b"", "is empty"), (b"no database at all", "is no SQLite database")]
)
def test_a_file_that_is_no_database_is_left_as_it_is(
    command: Command, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "governance.db"
    path.write_bytes(content)
    assert message in checks(command, 1)["database"]["message"]
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_without_tables_is_pending(
    command: Command, monkeypatch: pytest.MonkeyPatch, postgresql: PostgreSQL
) -> None:
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", postgresql.create(empty=True))
    found = checks(command, 1)
    assert (found["database"]["status"], found["schema"]["status"]) == ("ok", "fail")
    assert found["schema"]["remedy"] == "run `governance migrate`"


def test_a_server_that_is_not_there_is_named_without_its_password(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"postgresql://u:hunter2@/x?host={tmp_path}&password=hunter3"
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", url)
    outcome = command("doctor")
    assert outcome.status == 1
    assert "cannot reach postgresql://***@" in outcome.out
    assert "hunter" not in outcome.out


def test_a_setting_that_is_none_is_named_with_the_nearest(
    deployment: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_POOLSIZE", "9")
    monkeypatch.setenv("GOVERNANCE_TOKEN", "gov_x")
    check = checks(deployment, 0)["settings"]
    assert check["status"] == "warn"
    assert check["message"] == (
        "`GOVERNANCE_POOLSIZE` is not a setting, did you mean `GOVERNANCE_POOL_SIZE`"
    )


def test_a_setting_that_does_not_fit_stops_no_line(
    deployment: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_POOL_SIZE", "many")
    found = checks(deployment, 1)
    assert found["settings"]["message"].startswith("GOVERNANCE_POOL_SIZE: ")
    assert list(found) == NAMES


def test_what_others_may_open_is_a_warning(deployment: Command, tmp_path: Path) -> None:
    for name in ("governance.db", "secret.key"):
        (tmp_path / name).chmod(0o644)
    found = checks(deployment, 0)
    assert found["database"]["remedy"] == f"chmod 600 {tmp_path / 'governance.db'}"
    assert found["keys"]["remedy"] == f"chmod 600 {tmp_path / 'secret.key'}"
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o644


@pytest.mark.parametrize(
    ("statement", "name", "status", "message"),
    [
        (update(table_of(PolicyRevision)).values(active=False), "policy", "fail", "no policy is"),
        (update(table_of(PolicyRevision)).values(rules="p, x"), "policy", "fail", "policies.csv:1"),
        (
            update(table_of(PolicyRevision)).values(
                rules="p, partner, analytics, Visitor, read, -, consent, allow, C12\n"
            ),
            "policy",
            "warn",
            "without `notice`",
        ),
        (update(table_of(AccessToken)).values(role="gone"), "policy", "warn", "1 tokens have a"),
        (update(table_of(Deployment)).values(key_fingerprint="0"), "keys", "fail", "is not the"),
        (delete(table_of(Deployment)), "keys", "warn", "was not set up with a key"),
        (
            insert(table_of(Disclosure)).values(entry(
                at=datetime.now(UTC) + timedelta(days=1), actor="a", recipient="o", role="r",
                purpose="p", revision="", operation=None,
            )),
            "clock",
            "fail",
            "before the last entry of the ledger",
        ),
    ],
    ids=["no policy", "bad policy", "lint", "role", "other key", "no key", "clock"],
)  # fmt: skip
def test_what_is_wrong_is_said(
    deployment: Command, statement: Any, name: str, status: str, message: str
) -> None:
    change(statement)
    found = checks(deployment, 1 if status == "fail" else 0)
    assert found[name]["status"] == status
    assert message in found[name]["message"]
    assert {check["status"] for check in found.values() if check["name"] != name} == {"ok"}


def test_a_schema_of_a_later_version_is_not_taken_for_an_older_one(deployment: Command) -> None:
    async def run() -> None:
        database = open_database(Settings().database_url)
        async with database.unit_of_work() as work:
            later = "update alembic_version set version_num = '9999'"
            await work.connection.exec_driver_sql(later)
        await database.close()

    asyncio.run(run())
    schema = checks(deployment, 1)["schema"]
    assert schema["message"] == "at 9999, which this version does not know"
    assert schema["remedy"] == "upgrade this installation"


@pytest.mark.parametrize("place", ["/proc/self/mem", "/tmp/" + "x" * 300])
def test_a_file_that_cannot_be_read_fails_its_check_and_no_other(
    command: Command, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", f"sqlite:///{place}")
    found = checks(command, 1)
    assert list(found)[: len(NAMES)] == NAMES
    assert found["database"]["message"].startswith(f"{place} cannot be read: ")
