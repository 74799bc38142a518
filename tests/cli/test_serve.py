"""`governance serve` from outside: on SIGTERM it lets nobody in, answers, and ends well."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest

from tests.cli.conftest import Command

BODY = json.dumps({"query": "{ __typename }"}).encode()
HEAD = (
    "POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
    f"Content-Length: {len(BODY)}\r\nExpect: 100-continue\r\n\r\n"
).encode()


class Serving(NamedTuple):
    """A server, and where it listens."""

    process: subprocess.Popen[str]
    port: int


@contextmanager
def served(*arguments: str) -> Iterator[Serving]:
    program = [sys.executable, "-m", "governance.cli.main", "serve", "--port", "0", *arguments]
    with subprocess.Popen(program, stderr=subprocess.PIPE, text=True, env=os.environ) as process:
        assert process.stderr is not None
        said = None
        while said is None:
            line = process.stderr.readline()  # log lines come first
            assert line
            said = re.match(r"serving http://127\.0\.0\.1:(\d+)", line)
        try:
            yield Serving(process, int(said[1]))
        finally:
            process.kill()


def refused(port: int) -> bool:
    """Whether the door is closed. Who is let in is answered, or sent away: it closes about now."""
    try:
        with socket.create_connection(("127.0.0.1", port), 60) as late:
            late.sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            late.recv(1)
    except ConnectionRefusedError:
        return True
    except ConnectionError:
        pass
    return False


@pytest.mark.parametrize(
    ("dialect", "workers"), [("sqlite", "1"), ("postgresql", "1"), ("postgresql", "2")]
)
def test_what_was_begun_is_answered_before_the_server_ends(
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    new_database: Callable[[str], str],
    dialect: str,
    workers: str,
) -> None:
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", new_database(dialect))
    assert command("init", "--organization", "O", "--site", "o.example").status == 0
    with served("--workers", workers) as (process, port):
        with socket.create_connection(("127.0.0.1", port), 60) as begun:
            begun.sendall(HEAD)
            assert begun.recv(1000).startswith(b"HTTP/1.1 100")  # it waits for the body now
            begun.sendall(BODY[:9])
            process.send_signal(signal.SIGTERM)
            while not refused(port):
                assert process.poll() is None
            begun.sendall(BODY[9:])
            answer = begun.makefile("rb").read()
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert b'{"data":{"__typename":"Query"}' in answer
        assert process.wait(60) == 0


def test_a_server_that_nobody_asks_ends_at_once(deployment: Command) -> None:
    with served() as (process, _):
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert process.stderr is not None
        (last,) = process.stderr.read().splitlines()
        assert json.loads(last)["event"] == "stopped"
