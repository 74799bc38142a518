"""The nightly pull goes on where it was, lets go of what is no longer shared, and asks again."""

import json
import sqlite3
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from examples import nightly_pull
from examples.nightly_pull import Refused, pull

Answer = tuple[int, dict[str, Any] | bytes]


class Service:
    """A server of prepared answers."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.asked: list[str | None] = []


def page(*ids: str, end: str, more: bool) -> Answer:
    connection = {
        "nodes": [{"id": one} for one in ids],
        "pageInfo": {"hasNextPage": more, "endCursor": end},
    }
    return 200, {"data": {"visitors": connection}}


def refusal(status: int, code: str) -> Answer:
    return status, {"errors": [{"message": "no", "extensions": {"code": code}}]}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    made = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made.asked.append(body["variables"]["after"])
            status, answer = made.answers.pop(0)
            self.send_response(status)
            self.send_header("Retry-After", "0")
            if isinstance(answer, bytes):
                self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

        def log_message(self, *arguments: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        monkeypatch.setenv("GOVERNANCE_URL", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("GOVERNANCE_TOKEN", "gov_x")
        monkeypatch.setenv("GOVERNANCE_PURPOSE", "analytics.reporting")
        yield made
        server.shutdown()


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(tmp_path / "copy.db")
    yield opened
    opened.close()


def ids(copy: sqlite3.Connection) -> list[str]:
    return [row[0] for row in copy.execute("select id from visitor order by id")]


def test_a_pull_that_was_stopped_goes_on_where_it_was(
    service: Service, copy: sqlite3.Connection
) -> None:
    service.answers = [page("a", "b", end="1", more=True), refusal(401, "TOKEN_EXPIRED")]
    with pytest.raises(Refused, match="TOKEN_EXPIRED"):
        pull(copy)
    service.answers = [page("c", end="2", more=False)]
    assert pull(copy) == (3, 0)
    assert service.asked == [None, "1", "1"]
    assert ids(copy) == ["a", "b", "c"]


def test_who_is_no_longer_shared_is_let_go(service: Service, copy: sqlite3.Connection) -> None:
    service.answers = [page("a", "b", end="1", more=False), page("b", "c", end="1", more=False)]
    assert pull(copy) == (2, 0)
    assert pull(copy) == (2, 1)
    assert ids(copy) == ["b", "c"]


def test_an_outage_is_waited_out(service: Service, copy: sqlite3.Connection) -> None:
    outage = refusal(503, "LEDGER_UNAVAILABLE")
    service.answers = [outage, outage, page("a", end="1", more=False)]
    assert pull(copy) == (1, 0)


def test_an_answer_that_is_cut_off_is_asked_for_again(
    service: Service, copy: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    service.answers = [(200, b'{"data'), (200, b"{" * 1000), page("a", end="1", more=False)]
    assert pull(copy) == (1, 0)


@pytest.mark.parametrize("body", [b"<html>", b"<" * 1000, b"[" + b" " * 998 + b"]"])
def test_an_error_that_is_not_the_services_is_refused_by_its_status(
    service: Service, copy: sqlite3.Connection, body: bytes
) -> None:
    service.answers = [(500, body)]
    with pytest.raises(Refused, match="status 500"):
        pull(copy)


def test_an_outage_without_end_ends_the_script_and_keeps_the_copy(
    service: Service, copy: sqlite3.Connection
) -> None:
    service.answers = [page("a", end="1", more=False)]
    pull(copy)
    service.answers = [refusal(503, "OVERLOADED")] * nightly_pull.ATTEMPTS
    with pytest.raises(Refused, match="no answer"):
        pull(copy)
    assert ids(copy) == ["a"]


def test_a_cursor_that_no_longer_fits_starts_over(
    service: Service, copy: sqlite3.Connection
) -> None:
    service.answers = [
        page("a", end="1", more=True),
        refusal(400, "CURSOR_INVALID"),
        page("a", "b", end="2", more=False),
    ]
    assert pull(copy) == (2, 0)
    assert service.asked == [None, "1", None]


def test_a_purpose_that_shows_nobody_does_not_empty_the_copy(
    service: Service, copy: sqlite3.Connection
) -> None:
    service.answers = [page("a", end="1", more=False), (200, {"data": {"visitors": None}})]
    pull(copy)
    with pytest.raises(Refused, match="no visitor"):
        pull(copy)
    assert ids(copy) == ["a"]
