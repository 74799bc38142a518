"""`governance import weblog` on files as they come."""

import gzip
import io
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command

SITE = "www.overlay.example"
LOG = Path(__file__).parents[3] / "shared" / "data" / "weblog-2015.log"
LINE = '10.0.0.1 - - [17/May/2015:10:05:0{} +0000] "GET / HTTP/1.1" 200 1 "-" "curl/8"\n'
HALF = 1_000_000
"""Bytes of the log: about half of it, many batches, and far more than a pipe holds."""
LINES = "".join(LINE.format(second) for second in range(5))


def weblog(run: Command, *arguments: str) -> dict[str, int]:
    status, out, err = run("import", "weblog", *arguments, "--site", SITE, "--json")
    assert status == 0, err
    summary: dict[str, int] = json.loads(out)
    return summary


def test_a_log_is_imported_once(deployment: Command, tmp_path: Path) -> None:
    (tmp_path / "access.log").write_text(LINES)
    assert weblog(deployment, "access.log")["written"] == 5
    assert weblog(deployment, "access.log") == {
        "read": 5, "written": 0, "skipped": 5, "rejected": 0, "visitors": 0,
    }  # fmt: skip


def test_a_gzipped_log_and_standard_input_are_the_same_lines(
    deployment: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "access.log.gz").write_bytes(gzip.compress(LINES.encode()))
    assert weblog(deployment, "access.log.gz")["written"] == 5
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES.encode())))
    assert weblog(deployment, "-")["skipped"] == 5


def test_rejects_are_listed_by_place_for_the_owner_alone(
    deployment: Command, tmp_path: Path
) -> None:
    (tmp_path / "access.log").write_text(LINES + "ada@example.com was here\n")
    status, out, err = deployment("import", "weblog", "access.log", "--site", SITE)
    assert (status, out) == (0, "6 read, 5 written, 0 skipped, 1 rejected, 1 visitors\n")
    assert err == "rejected lines: access.log.rejected.csv\n"
    rejected = tmp_path / "access.log.rejected.csv"
    assert rejected.read_text() == "line,column,reason\n6,17,expected two names or dashes\n"
    assert stat.S_IMODE(rejected.stat().st_mode) == 0o600


def test_too_many_rejects_fail(deployment: Command, tmp_path: Path) -> None:
    (tmp_path / "access.log").write_text("x\ny\n" + LINES)
    limited = ("--max-rejects", "1")
    status, _, err = deployment("import", "weblog", "access.log", "--site", SITE, *limited)
    assert status == 1
    assert "more than 1 lines were rejected" in err
    assert weblog(deployment, "access.log", "--max-rejects", "2")["written"] == 5


def test_a_dry_run_writes_nothing(deployment: Command, tmp_path: Path) -> None:
    (tmp_path / "access.log").write_text(LINES)
    assert weblog(deployment, "access.log", "--dry-run")["written"] == 5
    assert weblog(deployment, "access.log")["written"] == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("absent.log", "--site", SITE), "cannot read or write for absent.log: no such file"),
        ((".", "--site", SITE), "is a directory"),
        (("damaged.gz", "--site", SITE), "damaged"),
        (("access.log", "--site", "other.example"), "no site `other.example`"),
        (("access.log", "--site", SITE, "--permission-basis", "HOPE"), "not a legal basis"),
        (("access.log", "--site", SITE, "--max-rejects", "-1"), "--max-rejects"),
    ],
)
def test_what_cannot_be_read_is_exit_2(
    deployment: Command, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "access.log").write_text(LINES)
    (tmp_path / "damaged.gz").write_bytes(gzip.compress(LINES.encode())[:-9])
    status, _, err = deployment("import", "weblog", *arguments)
    assert (status, err.count("\n")) == (2, 1)
    assert message in err


def test_a_killed_import_ends_the_same_when_it_is_run_again(
    deployment: Command, tmp_path: Path
) -> None:
    if not LOG.exists():
        pytest.skip(f"needs {LOG}, which is not part of the project")
    shutil.copy(LOG, tmp_path / "access.log")
    program = [sys.executable, "-m", "governance.cli.main"]
    arguments = ["import", "weblog", "-", "--site", SITE]
    with subprocess.Popen(
        [*program, *arguments],
        env=dict(os.environ),
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        bufsize=0,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(LOG.read_bytes()[:HALF])  # returns when all but a pipe's fill is read
        process.kill()
    assert process.returncode == -signal.SIGKILL
    summary = weblog(deployment, "access.log")
    assert summary["written"] > 0
    assert summary["skipped"] > 0
    assert summary["written"] + summary["skipped"] == 9_999
    assert weblog(deployment, "access.log")["written"] == 0
