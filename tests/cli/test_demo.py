"""`governance demo` from outside: what a program reads, and what a second start does."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx2
import pytest

from governance.vocabulary import ROLES
from tests.cli.conftest import Command

needs_web = pytest.mark.skipif(
    find_spec("governance.web.app") is None, reason="needs governance.web.app"
)


@contextmanager
def the_demo(data: Path, *arguments: str) -> Iterator[dict[str, Any]]:
    program = [sys.executable, "-m", "governance.cli.main", "demo", "--json", "--port", "0"]
    process = subprocess.Popen(
        [*program, "--data", str(data), *arguments], stdout=subprocess.PIPE, env=dict(os.environ)
    )
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        process.stdout.close()


@needs_web
def test_the_demo_says_who_may_ask_when_it_accepts_requests(tmp_path: Path) -> None:
    with the_demo(tmp_path / "demo", "--visitors", "60") as answer:
        assert httpx2.get(answer["url"] + "/healthz").status_code == 200
        assert set(answer["tokens"]) == set(ROLES) - {"anonymous"}
        assert answer["links"].keys() == answer["tokens"].keys()
        assert {"role", "organization", "sites", "purposes", "token"} <= set(answer["actors"][0])
        for role in ("site_owner", "subsidiary", "visitor"):
            assert len([actor for actor in answer["actors"] if actor["role"] == role]) >= 2
        assert all(site.startswith("sit_") for site in answer["sites"])
        assert answer["users"]
        assert answer["database_url"].startswith("sqlite:////")


@needs_web
def test_a_second_start_keeps_the_data_and_ends_the_earlier_tokens(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with the_demo(tmp_path / "demo", "--visitors", "60") as first:
        pass
    with the_demo(tmp_path / "demo", "--visitors", "60") as second:
        assert second["sites"] == first["sites"]
        assert not set(second["tokens"].values()) & set(first["tokens"].values())
        monkeypatch.setenv("GOVERNANCE_DATABASE_URL", second["database_url"])
        rows = json.loads(command("token", "list", "--json").out)
        live = [row for row in rows if row["revokedAt"] is None]
        assert len(live) == len(second["actors"])


@pytest.mark.parametrize("verb", ["demo", "serve"])
def test_a_taken_port_is_one_line_and_exit_1(
    deployment: Command, tmp_path: Path, verb: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, out, err = deployment(verb, "--port", port)
    assert (status, out) == (1, "")
    assert err == f"error: port {port} of 127.0.0.1 is taken; choose another with --port\n"
    assert not (tmp_path / "var").exists()


def test_sqlite_is_served_by_one_process(deployment: Command) -> None:
    status, _, err = deployment("serve", "--workers", "2", "--port", "0")
    assert status == 1
    assert "more workers need PostgreSQL" in err


def test_a_demo_in_the_place_of_a_file_is_refused_in_one_line(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "README.md").write_text("here", encoding="utf-8")
    status, out, err = command("demo", "--data", "README.md", "--port", "0")
    assert (status, out) == (1, "")
    assert err == f"error: cannot open {tmp_path / 'README.md'}: file exists\n"
