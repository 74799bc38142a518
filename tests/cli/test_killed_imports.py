"""An import that is killed midway and run again ends with the tables of one that was left alone."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from governance.database.engine import open_database
from governance.services.imports.run import LINES
from governance.tables import Consent, ConsentEvent, Cookie, Site, Visit, Visitor, table_of
from tests.cli.conftest import Command

KILLED, WHOLE = "killed.example", "whole.example"
MANY = 2 * LINES + 500
PEOPLE = 300


def weblog() -> list[str]:
    template = '10.0.{}.{} - - [17/May/2015:10:{:02}:00 +0000] "GET / HTTP/1.1" 200 1 "-" "curl/8"'
    return [template.format(n % 7, n % 11, n % 60) for n in range(MANY)]


def cookies() -> list[str]:
    rows = (f"c{n % 900},analytics,{n} days" for n in range(MANY))
    return ["name,category,retention", *rows]


def visitors(people: int = MANY) -> list[str]:
    rows = (f"crm-{n},a{n}@example.com,{1950 + n % 50},CONSENT" for n in range(people))
    return ["externalId,email,birthYear,permissionBasis", *rows]


def consents() -> list[str]:
    statuses = ("GIVEN", "WITHDRAWN", "RENEWED", "REFUSED")

    def row(n: int) -> str:
        status, at = (
            statuses[n % 7 % 4],
            f"2026-01-{1 + n // 1440:02}T{n // 60 % 24:02}:{n % 60:02}:00Z",
        )
        times = f",{at}" if status == "WITHDRAWN" else f"{at},"
        return f"crm-{n % PEOPLE},analytics,{status},CONSENT,FORM,{times}"

    header = "externalId,purpose,status,legalBasis,method,givenAt,withdrawnAt"
    return [header, *map(row, range(MANY))]


FILES = {"weblog": weblog, "cookies": cookies, "visitors": visitors, "consents": consents}
TABLES: dict[str, tuple[type[SQLModel], ...]] = {
    "weblog": (Visitor, Visit),
    "cookies": (Cookie,),
    "visitors": (Visitor,),
    "consents": (Consent, ConsentEvent),
}
OF_THE_RUN = {"site_id", "id", "source_key", "line_key", "updated_at", "created_at", "recorded_at"}
"""Columns that differ from one site, or from one run, to the other."""


def count(url: str, model: type[SQLModel], domain: str) -> int:
    async def ask() -> int:
        table, site = table_of(model), table_of(Site)
        here = (table.c.site_id == site.c.id, site.c.domain == domain)
        of_site = select(func.count()).select_from(table).where(*here)
        database = open_database(url)
        async with database.reading() as work:
            found = await work.session.scalar(of_site)
        await database.close()
        return found or 0

    return asyncio.run(ask())


def content(url: str, model: type[SQLModel], domain: str) -> list[str]:
    """The rows of a site, with visitors and consents by what they are instead of their ids."""

    async def ask() -> list[str]:
        database = open_database(url)
        async with database.reading() as work:
            site = table_of(Site)
            site_id = await work.session.scalar(select(site.c.id).where(site.c.domain == domain))

            async def rows(one: type[SQLModel]) -> list[dict[str, Any]]:
                of_site = select(table_of(one)).where(table_of(one).c.site_id == site_id)
                found = await work.connection.execute(of_site)
                return [dict(row) for row in found.mappings()]

            names = {
                one["id"]: (one["external_id"], one["ip_address"]) for one in await rows(Visitor)
            }
            names |= {one["id"]: names[one["visitor_id"]] for one in await rows(Consent)}
            found = await rows(model)
        await database.close()
        return sorted(
            repr([names.get(str(v), v) for k, v in row.items() if k not in OF_THE_RUN])
            for row in found
        )

    return asyncio.run(ask())


def run(command: Command, kind: str, file: str, site: str) -> dict[str, int]:
    status, out, err = command("import", kind, file, "--site", site, "--json")
    assert (status, err) == (0, "")
    summary: dict[str, int] = json.loads(out)
    return summary


def kill_midway(url: str, kind: str, lines: list[str]) -> None:
    """Give a program its file but for the end, and kill it once it has written something."""
    program = [sys.executable, "-m", "governance.cli.main", "import", kind, "-", "--site", KILLED]
    with subprocess.Popen(program, env=dict(os.environ), stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write("".join(line + "\n" for line in lines[: LINES + LINES // 2]).encode())
        process.stdin.flush()
        while not count(url, TABLES[kind][-1], KILLED):
            assert process.poll() is None
            time.sleep(0.02)
        process.kill()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("kind", FILES)
def test_a_killed_import_ends_the_same_when_it_is_run_again(
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    database_url: str,
    tmp_path: Path,
    kind: str,
) -> None:
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", database_url)
    assert command("init", "--organization", "O", "--site", KILLED).status == 0
    assert command("site", "add", WHOLE, "--organization", "O").status == 0
    lines = FILES[kind]()
    (tmp_path / "file").write_text("\n".join(lines) + "\n")
    if kind == "consents":
        (tmp_path / "people").write_text("\n".join(visitors(PEOPLE)) + "\n")
        for site in (KILLED, WHOLE):
            run(command, "visitors", "people", site)

    kill_midway(database_url, kind, lines)
    killed, whole = (run(command, kind, "file", site) for site in (KILLED, WHOLE))

    assert (killed["skipped"], killed["written"]) == (LINES, MANY - LINES)
    assert (whole["skipped"], whole["written"]) == (0, MANY)
    for model in TABLES[kind]:
        assert content(database_url, model, KILLED) == content(database_url, model, WHOLE)
    assert run(command, kind, "file", KILLED)["written"] == 0
