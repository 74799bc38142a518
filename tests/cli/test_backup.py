"""`governance backup` and `restore`: whole, for its owner alone, in the ledger, and usable."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from governance.settings import Settings
from governance.web.app import create_app
from tests.cli.conftest import SITE, Command
from tests.cli.test_acts import acts
from tests.conftest import DIALECTS

LINE = '203.0.113.{} - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 1 "-" "curl/8"\n'
ISSUE = ("token", "issue", "--role", "hosting_provider", "--organization", "Host", "--all-sites")
HOSTING = ("--purpose", "essential.service.operations")


def asked(token: str) -> object:
    """What a token is answered by the environment's deployment."""
    query = "{ visitors { totalCount nodes { id ipAddress createdAt } } sites { nodes { id } } }"
    headers = {"authorization": f"Bearer {token}"}
    with TestClient(create_app(Settings())) as client:
        answer = client.post("/graphql", json={"query": query}, headers=headers).json()
    assert answer["data"]["visitors"]["totalCount"] == 3
    return answer["data"]


def a_token(run: Command, folder: Path) -> str:
    """A token of a deployment that holds visitors."""
    (folder / "access.log").write_text("".join(LINE.format(number) for number in range(3)))
    assert run("import", "weblog", "access.log", "--site", SITE).status == 0
    run("organization", "add", "Host", "--kind", "hosting_provider")
    return str(json.loads(run(*ISSUE, *HOSTING, "--json").out)["token"])


@pytest.mark.parametrize("target", DIALECTS)
def test_a_restored_deployment_answers_the_same_token_the_same(
    deployed: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    new_database: Callable[[str], str],
    target: str,
) -> None:
    token = a_token(deployed, tmp_path)
    before, left = asked(token), acts()
    status, out, err = deployed("backup", "all.zip", "--json")
    assert (status, err, json.loads(out)["visitors"]) == (0, "", 3)
    assert [one.operation for one in acts()[len(left) :]] == ["backup"]
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", new_database(target))
    status, again, err = deployed("restore", "all.zip", "--json")
    assert (status, again, err) == (0, out, "")
    *restored, last = acts()
    assert [one.model_dump() for one in restored] == [one.model_dump() for one in left]
    assert last.operation == "restore"
    assert asked(token) == before
    assert deployed("doctor").status == 0


def test_that_everything_left_is_in_the_ledger(deployment: Command, tmp_path: Path) -> None:
    a_token(deployment, tmp_path)
    assert deployment("backup", "all.zip").status == 0
    last = acts()[-1]
    assert (last.operation, last.visitor_count) == ("backup", 3)


@pytest.mark.parametrize("place", ["/proc/x.zip", "/sys/x.zip"])
def test_where_nothing_can_be_written_nothing_is_said_to_have_left(
    deployment: Command, place: str
) -> None:
    message = f"error: no file can be made in the folder {Path(place).parent}\n"
    assert deployment("backup", place) == (2, "", message)
    assert [one.operation for one in acts()] == ["init"]


def test_a_backup_is_for_its_owner_alone_and_replaced_only_on_demand(
    deployment: Command, tmp_path: Path
) -> None:
    file = tmp_path / "all.zip"
    assert deployment("backup", "all.zip").status == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = file.read_bytes()
    status, out, err = deployment("backup", "all.zip")
    assert (status, out) == (2, "")
    assert err == "error: all.zip is there already; replace it by --force, or name another\n"
    assert file.read_bytes() == first
    assert deployment("backup", "all.zip", "--force").status == 0
    assert file.read_bytes() != first
    assert {path.name for path in tmp_path.iterdir()} == {"all.zip", "governance.db", "secret.key"}


@pytest.mark.parametrize("key", ["5c" * 32, None])
def test_the_key_is_not_in_a_backup_and_without_it_nothing_is_restored(
    deployment: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sqlite_url: str,
    key: str | None,
) -> None:
    deployment("backup", "all.zip")
    assert (tmp_path / "secret.key").read_bytes().strip() not in (tmp_path / "all.zip").read_bytes()
    (tmp_path / "secret.key").rename(tmp_path / "away.key")
    if key is not None:
        monkeypatch.setenv("GOVERNANCE_SECRET_KEY", key)
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", sqlite_url)
    status, out, err = deployment("restore", "all.zip")
    assert (status, out, err.count("\n")) == (1 if key is None else 2, "", 1)
    assert "put the backup's key in place (GOVERNANCE_SECRET_KEY" in err
    assert acts() == []


def test_a_policy_that_is_not_its_revision_is_not_restored(
    deployment: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "governance.db")) as opened:
        opened.execute("update policy_revision set rules = rules || char(10)")
        opened.commit()
    assert deployment("backup", "all.zip").status == 0
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", sqlite_url)
    status, out, err = deployment("restore", "all.zip")
    assert (status, out) == (2, "")
    assert "its policy is another than its revision says" in err
    assert acts() == []


def test_a_deployment_is_not_restored_over(deployment: Command) -> None:
    deployment("backup", "all.zip")
    before = len(acts())
    status, out, err = deployment("restore", "all.zip")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "the database holds data" in err
    assert len(acts()) == before


def test_a_database_to_restore_into_is_made_by_migrate(command: Command, tmp_path: Path) -> None:
    status, out, err = command("restore", "all.zip")
    assert (status, out) == (1, "")
    assert err == (
        f"error: no database at {tmp_path / 'governance.db'}; "
        "`governance migrate` makes an empty one\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("restore", "text.zip"), "cannot restore text.zip: it is damaged, or no backup"),
        (("restore", "."), "cannot read .: is a directory"),
        (("restore", "absent.zip"), "cannot read absent.zip: no such file or directory"),
        (("backup", "."), ". is there already"),
        (("backup", "absent/all.zip"), "no folder absent to write into"),
    ],
)
def test_what_is_no_file_of_ours_is_one_line(
    deployment: Command, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "text.zip").write_text("no backup")
    assert deployment(*arguments) == (2, "", f"error: {message}\n")
    assert [one.operation for one in acts()] == ["init"]


def test_a_backup_that_is_terminated_leaves_no_file(deployment: Command, tmp_path: Path) -> None:
    many = (
        "with recursive many(n) as (select 1 union all select n + 1 from many where n < 30000) "
        "insert into organization (id, name, kind, created_at) "
        "select 'org_' || n, hex(randomblob(1000)), 'CUSTOMER', '2026-01-01T00:00:00.000Z' "
        "from many"
    )
    with closing(sqlite3.connect(tmp_path / "governance.db")) as opened:
        opened.execute(many)
        opened.commit()
    before = {path.name for path in tmp_path.iterdir()}
    running = subprocess.Popen([sys.executable, "-m", "governance.cli.main", "backup", "all.zip"])
    while not any(path.stat().st_size for path in tmp_path.glob(".all.zip.*")):
        assert running.poll() is None
        os.sched_yield()
    running.send_signal(signal.SIGTERM)
    assert running.wait() == 143
    left = {path.name for path in tmp_path.iterdir()}
    assert {name for name in left - before if not name.startswith("governance.db-")} == set()
