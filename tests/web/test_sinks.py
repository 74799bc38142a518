"""Nothing that a process writes holds a value of a person, a token, a key or a password."""

import json
import os
import socket
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

import httpx2
import pytest
from sqlalchemy import select, text

from governance.database.engine import Database, dialect_of, open_database
from governance.tables import Disclosure, Visitor, table_of
from tests.conftest import DIALECTS, PostgreSQL, in_loop
from tests.web.a_server import PROGRAM, Running, of_deployment, running
from tests.web.conftest import SECRET, fill_small
from tests.web.leaks import leaks, personal_values, secrets_of

PASSWORD: Final = "hunter2-of-the-database"
ASKED: Final = "asked.for@people.example"
"""An address that requests hold, whoever has it."""
FORBIDDEN: Final = {ASKED, "198.51.100.77", "Quillfeather", PASSWORD, SECRET}
ONE: Final = "{ visitors(first: 5) { nodes { id email firstName ipAddress } } }"
BY_EMAIL: Final = """query ($where: VisitorFilter) {
  visitors(where: $where) { nodes { id email } } viewer { role }
}"""
OFFICER: Final = {"governance-purpose": "subject_access"}
BROKEN_VIEW: Final = "create view visitor as select {} from gone_visitor".format(  # noqa: S608
    ", ".join(
        f"{name}::integer::text as {name}" if name == "email" else name
        for name in table_of(Visitor).c.keys()  # noqa: SIM118
    )
)
"""A column of the visitors is of another type: what PostgreSQL says of it holds an address."""
LOG: Final = (
    f'198.51.100.77 {ASKED} - [x] "GET /?mail={ASKED}" 200 1 "-" "Quillfeather/1"\n'
    f"{ASKED}\n"
    '198.51.100.77 - - [17/May/2015:10:05:03 +0000] "GET /Quillfeather HTTP/1.1" 200 1 "-" "c/8"\n'
)


class World:
    """A filled database with a password in its address, and what it may not tell."""

    def __init__(self, url: str) -> None:
        self.tokens = dict[str, str]()
        in_loop(fill_small(open_database(url), self.tokens))
        self.url = url.replace("postgres:@", f"postgres:{PASSWORD}@")
        self.forbidden = FORBIDDEN | personal_values(url) | secrets_of(self.tokens.values())

    def run(self, statement: str) -> None:
        """Something done to the database by hand."""

        async def change() -> None:
            database: Database = open_database(self.url)
            async with database.unit_of_work() as work:
                await work.connection.execute(text(statement))
            await database.close()

        in_loop(change())

    def ledger(self) -> str:
        """Every entry of the ledger."""
        found = list[str]()

        async def read() -> None:
            database: Database = open_database(self.url)
            async with database.reading() as work:
                rows = await work.connection.execute(select(Disclosure))
                found.extend(json.dumps(dict(row), default=str) for row in rows.mappings())
            await database.close()

        in_loop(read())
        return "\n".join(found)


@pytest.fixture(scope="module", params=DIALECTS)
def world(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> World:
    return World(new_database(request.param))


def ask_everything(server: Running, world: World) -> set[str | None]:
    """Every kind of request; the codes that came back, None for an answer."""
    officer, partner = world.tokens["privacy_officer"], world.tokens["partner"]
    forged = officer[:-1] + ("0" if officer[-1] != "0" else "1")
    where = {"email": {"eq": ASKED}}
    site = {"email": {"in": [ASKED, 3]}}
    answers = [
        server.post(officer, {"query": ONE}, **OFFICER),
        server.post(officer, {"query": BY_EMAIL, "variables": {"where": where}}, **OFFICER),
        server.post(officer, {"query": BY_EMAIL, "variables": {"where": site}}, **OFFICER),
        server.post(officer, {"query": ONE, "variables": {ASKED: ASKED}}, **OFFICER),
        server.post(officer, {"query": f'{{ site(id: "{ASKED}") {{ id }} }}'}, **OFFICER),
        server.post(officer, {"query": f'{{ visitors(first: "{ASKED}") {{ id }} }}'}, **OFFICER),
        server.post(officer, {"query": f'{{ visitors "{ASKED}"'}, **OFFICER),
        server.post(officer, {"query": ONE, "operationName": ASKED}, **OFFICER),
        server.post(officer, {"query": ONE}, **{"governance-purpose": ASKED}),
        server.post(partner, {"query": ONE}, **{"governance-on-denied": "reject"}),
        server.post(forged, {"query": ONE}, **OFFICER),
        server.post(officer + "x", {"query": ONE}, **OFFICER),
        server.post(None, {"query": ONE}),
        server.post(officer, b'{"query": "' + ASKED.encode(), **OFFICER),
        server.post(officer, {"query": ONE + "#" + ASKED * 60_000}, **OFFICER),
        httpx2.get(server.url + "/graphql", params={"query": ONE, "variables": f'"{ASKED}"'}),
        httpx2.post(server.url + "/graphql", content=ASKED, headers={"content-type": ASKED}),
    ]
    not_http(server)
    return {code for answer in answers for code in codes_of(answer)}


def codes_of(answer: Any) -> list[str | None]:
    return [error["extensions"]["code"] for error in answer.json().get("errors", ())] or [None]


def not_http(server: Running) -> None:
    """Say something that is no HTTP, and be told so."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port or 0)) as client:
        client.sendall(f"{ASKED} 198.51.100.77\r\n\r\n".encode())
        assert b" 400 " in client.recv(100)


def break_everything(server: Running, world: World) -> list[str | None]:
    """Lose tables under a server that runs; the codes that came back."""
    officer, codes = world.tokens["privacy_officer"], list[str | None]()
    body = {"query": BY_EMAIL, "variables": {"where": {"email": {"eq": ASKED}}}}
    for table in ("disclosure", "consent", "visitor", "access_token", "policy_revision"):
        world.run(f"alter table {table} rename to gone_{table}")
        codes += codes_of(server.post(officer, body, **OFFICER))
    httpx2.get(server.url + "/readyz")
    for table in ("policy_revision", "access_token", "visitor", "consent", "disclosure"):
        world.run(f"alter table gone_{table} rename to {table}")
    if dialect_of(world.url) == "postgresql":
        world.run("alter table visitor rename to gone_visitor")
        world.run(BROKEN_VIEW)
        assert codes_of(server.post(officer, {"query": ONE}, **OFFICER)) == ["INTERNAL"]
        world.run("drop view visitor")
        world.run("alter table gone_visitor rename to visitor")
    return [*codes, *codes_of(server.post(officer, {"query": ONE}, **OFFICER))]


def events(said: list[str]) -> list[dict[str, Any]]:
    """The lines of a log: all but the one that says where a server serves is JSON."""
    return [json.loads(line) for line in said if not line.startswith("serving http://")]


def test_a_server_that_is_asked_everything_and_broken_tells_nothing(world: World) -> None:
    with running(world.url, SECRET, GOVERNANCE_LOG_LEVEL="debug") as server:
        codes = ask_everything(server, world)
        broken = break_everything(server, world)
    assert {None, "UNAUTHENTICATED", "FIELD_DENIED", "GRAPHQL_PARSE_FAILED"} <= codes
    assert {"LEDGER_UNAVAILABLE", "INTERNAL", None} <= set(broken)
    logged = {event["event"] for event in events(server.said)}
    expected = {"started", "answered", "refused", "ledger_unavailable", "overheard", "stopped"}
    assert expected <= logged
    sinks = {"stdout and stderr": "".join(server.said), "ledger": world.ledger()}
    assert all(sinks.values())
    assert leaks(sinks, world.forbidden) == []


def test_a_database_that_is_dropped_underneath_tells_nothing(
    postgresql: PostgreSQL, postgres_url: str
) -> None:
    world = World(postgres_url)
    with running(world.url, SECRET, "--workers", "2") as server:
        officer = world.tokens["privacy_officer"]
        assert codes_of(server.post(officer, {"query": ONE}, **OFFICER)) == [None]
        postgresql.run(f"drop database {urlsplit(world.url).path[1:]} with (force)")
        for _ in range(10):
            assert codes_of(server.post(officer, {"query": ONE}, **OFFICER)) == ["OVERLOADED"]
        httpx2.get(server.url + "/readyz")
    again = command(world, "serve", "--port", "0")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    sinks = {"server": "".join(server.said), "again": again.stdout + again.stderr}
    assert leaks(sinks, world.forbidden) == []


def command(world: World, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        env={**os.environ, **of_deployment(world.url, SECRET)},
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_commands_that_fail_tell_nothing(world: World, tmp_path: Path) -> None:
    (tmp_path / "access.log").write_text(LOG)
    officer = world.tokens["privacy_officer"]
    sites = json.loads(command(world, "site", "list", "--json").stdout)
    into = ("access.log", "--site", sites[0]["domain"])
    outcomes = [
        command(world, "import", "weblog", *into, cwd=tmp_path),
        command(world, "import", "weblog", *into, "--max-rejects", "0", cwd=tmp_path),
        command(world, "token", "revoke", officer),
        command(world, "token", "list"),
    ]
    assert [one.returncode for one in outcomes] == [0, 1, 2, 0]
    world.run("alter table visit rename to gone_visit")
    world.run("alter table access_token rename to gone_access_token")
    outcomes += [
        command(world, "import", "weblog", *into, cwd=tmp_path),
        command(world, "token", "list"),
    ]
    assert {one.returncode for one in outcomes[4:]} == {1}
    world.run("alter table gone_access_token rename to access_token")
    world.run("alter table gone_visit rename to visit")
    sinks = {str(place): one.stdout + one.stderr for place, one in enumerate(outcomes)}
    sinks["reject file"] = (tmp_path / "access.log.rejected.csv").read_text()
    assert "\n1," in sinks["reject file"]
    assert leaks(sinks, world.forbidden) == []


def test_every_line_of_a_request_has_the_id_of_its_answer(world: World) -> None:
    """Also when many are answered at once."""
    officer = world.tokens["privacy_officer"]
    bodies: list[Any] = [{"query": ONE}, {"query": "{"}, b"{", {"query": "{ viewer { role } }"}]
    with (
        running(world.url, SECRET, GOVERNANCE_LOG_LEVEL="debug") as server,
        ThreadPoolExecutor(16) as threads,
    ):
        asked = [bodies[place % len(bodies)] for place in range(80)]
        answers = list(threads.map(lambda body: server.post(officer, body, **OFFICER), asked))
    told = {answer.headers["governance-request-id"]: answer for answer in answers}
    assert len(told) == len(answers)
    assert all(answer.json()["extensions"]["requestId"] == one for one, answer in told.items())
    lines = [event for event in events(server.said) if "request_id" in event]
    assert sorted(line["request_id"] for line in lines) == sorted(told)
    for line in lines:
        assert line["status"] == told[line["request_id"]].status_code
        assert (line["event"] == "refused") == ("data" not in told[line["request_id"]].json())


def test_what_is_planted_is_found(world: World) -> None:
    clean = {"log": '{"event": "refused"}', "ledger": "dsc_01h vis_01h"}
    assert leaks(clean, world.forbidden) == []
    for value in (*FORBIDDEN, *personal_values(world.url), *secrets_of(world.tokens.values())):
        for sink, written in clean.items():
            for planted in (value, value.upper(), json.dumps(value), quote(value, safe="")):
                found = leaks({**clean, sink: written + planted}, world.forbidden)
                assert (sink, value) in found
