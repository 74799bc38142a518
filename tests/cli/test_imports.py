"""`governance import` on files as they come."""

import gzip
import io
import json
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from governance.services.imports.run import LINES as LINES_OF_BATCH
from tests.cli.conftest import Command

SITE = "www.overlay.example"
LINE = '10.0.0.1 - - [17/May/2015:10:05:0{} +0000] "GET / HTTP/1.1" 200 1 "-" "curl/8"\n'
KINDS = ("weblog", "visitors", "cookies", "consents")
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
        "read": 5, "written": 0, "skipped": 5, "rejected": 0, "visitors": 0, "dryRun": False,
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
    dry = weblog(deployment, "access.log", "--dry-run")
    assert (dry["written"], dry["visitors"], dry["dryRun"]) == (5, 1, True)
    assert weblog(deployment, "access.log")["written"] == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("absent.log", "--site", SITE), "cannot read absent.log: no such file"),
        ((".", "--site", SITE), "is a directory"),
        (("short.gz", "--site", SITE), "cannot read short.gz: it ends too early, was it cut off?"),
        (("plain.gz", "--site", SITE), "cannot read plain.gz: it is damaged, or not gzipped"),
        (("--site", SITE), "FILE is missing; `--template` prints an example file"),
        (("access.log",), "--site is missing"),
        (("access.log", "--site", "other.example"), "no site `other.example`"),
        (("access.log", "--site", SITE, "--permission-basis", "HOPE"), "not a legal basis"),
        (("access.log", "--site", SITE, "--max-rejects", "-1"), "--max-rejects"),
    ],
)
def test_what_cannot_be_read_is_exit_2(
    deployment: Command, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "access.log").write_text(LINES)
    (tmp_path / "short.gz").write_bytes(gzip.compress(LINES.encode())[:-9])
    (tmp_path / "plain.gz").write_text(LINES)
    status, _, err = deployment("import", "weblog", *arguments)
    assert (status, err.count("\n")) == (2, 1)
    assert message in err


def test_a_file_that_was_cut_off_leaves_whole_batches(deployment: Command, tmp_path: Path) -> None:
    log = "".join(LINE.format(0).replace("GET /", f"GET /{n}") for n in range(LINES_OF_BATCH + 9))
    zipped = gzip.compress(log.encode())
    (tmp_path / "access.log.gz").write_bytes(zipped[:-9])
    status, _, err = deployment("import", "weblog", "access.log.gz", "--site", SITE)
    assert (status, err.count("\n")) == (2, 1)
    assert "cannot read access.log.gz: it ends too early" in err
    assert "; 2,000 lines are written and stay" in err
    (tmp_path / "access.log.gz").write_bytes(zipped)
    summary = weblog(deployment, "access.log.gz")
    assert (summary["written"], summary["skipped"]) == (9, LINES_OF_BATCH)


def test_rejects_that_cannot_be_written_are_one_clear_line(
    deployment: Command, tmp_path: Path
) -> None:
    (tmp_path / "access.log").write_text("ada@example.com was here\n")
    (tmp_path / "access.log.rejected.csv").mkdir()
    status, out, err = deployment("import", "weblog", "access.log", "--site", SITE)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "cannot write the rejects to access.log.rejected.csv: is a directory" in err
    assert "by standard input" in err


@pytest.mark.parametrize("missing", [("--site", "other.example"), ("--dry-run",)])
def test_rejects_of_an_earlier_run_stay_until_another_begins(
    deployment: Command, tmp_path: Path, missing: tuple[str, ...]
) -> None:
    (tmp_path / "access.log").write_text("ada@example.com was here\n")
    weblog(deployment, "access.log")
    rejected = tmp_path / "access.log.rejected.csv"
    before = rejected.read_text()
    assert deployment("import", "weblog", "access.log", *missing).status == 2
    assert rejected.read_text() == before
    (tmp_path / "access.log").write_text(LINES)
    weblog(deployment, "access.log")
    assert not rejected.exists()


def test_lines_that_a_stopped_import_read_are_counted(deployment: Command, tmp_path: Path) -> None:
    (tmp_path / "access.log").write_text(LINE.format(0) + LINE.format(1) + "x\n")
    stop = ("--site", SITE, "--max-rejects", "0")
    status, out, _ = deployment("import", "weblog", "access.log", *stop)
    assert (status, out) == (1, "3 read, 0 written, 0 skipped, 1 rejected, 2 unfinished\n")


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_needs_nothing_and_imports_cleanly(
    deployment: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    with monkeypatch.context() as nowhere:
        nowhere.setenv("GOVERNANCE_DATABASE_URL", "sqlite:////nowhere/governance.db")
        for one in KINDS:
            status, out, err = deployment("import", one, "--template")
            assert (status, err) == (0, "")
            (tmp_path / one).write_text(out)
    if kind == "consents":
        deployment("import", "visitors", "visitors", "--site", SITE)
    for written in (True, False):
        status, out, err = deployment("import", kind, kind, "--site", SITE, "--json")
        summary = json.loads(out)
        assert (status, err, summary["rejected"]) == (0, "", 0)
        assert bool(summary["written"]) == written


def test_an_unknown_header_is_refused_by_its_place(deployment: Command, tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_text("externalId,emial\ncrm-1,ada@example.com\n")
    status, out, err = deployment("import", "visitors", "crm.csv", "--site", SITE)
    assert (status, out) == (2, "")
    assert err == (
        "error: the header line: column 2 is none of this import, did you mean `email`;"
        " `--template` prints one\n"
    )


def test_a_file_without_its_header_shows_no_value(deployment: Command, tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_text("crm-1,ada@example.com\ncrm-2,bob@example.com\n")
    status, _, err = deployment("import", "visitors", "crm.csv", "--site", SITE)
    assert status == 2
    assert not any(value in err for value in ("crm-1", "ada"))


def test_rejected_visitors_are_listed_without_values(deployment: Command, tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_bytes(
        b"externalId,email\ncrm-1,ada@example.com\ncrm-2,nobody\ncrm-3,\xff@example.com\n"
    )
    basis = ("--permission-basis", "consent")
    status, out, _ = deployment("import", "visitors", "crm.csv", "--site", SITE, *basis)
    assert (status, out) == (0, "3 read, 1 written, 0 skipped, 2 rejected, 0 changed\n")
    assert (tmp_path / "crm.csv.rejected.csv").read_text() == (
        "line,column,reason\n3,email,not an e-mail address\n4,email,not UTF-8\n"
    )


@pytest.mark.parametrize("piped", [False, True])
def test_a_terminal_shows_how_far_it_is(deployment: Command, tmp_path: Path, piped: bool) -> None:
    (tmp_path / "access.log").write_text(LINES)
    terminal, other_end = pty.openpty()
    file = "/dev/fd/0" if piped else "access.log"
    program = [sys.executable, "-m", "governance.cli.main", "import", "weblog", file]
    with subprocess.Popen(
        [*program, "--site", SITE],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=other_end,
    ) as process:
        out, _ = process.communicate(LINES.encode() if piped else None)
    os.close(other_end)
    shown = os.read(terminal, 65_536).decode()
    os.close(terminal)
    assert out.startswith(b"5 read, 5 written")
    assert "importing" in shown
    assert "5 lines" in shown
