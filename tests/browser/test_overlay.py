"""The example of a page: a browser says what its visitor consents to, across origins."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final, NamedTuple

import pytest
from playwright.sync_api import Browser, Error, Page
from sqlalchemy import select

from governance.database.engine import open_database
from governance.services import site_keys
from governance.services.organizations import find_site
from governance.tables import Consent
from tests.conftest import in_loop
from tests.web.a_server import running
from tests.web.conftest import SECRET, fill_small

SCRIPT: Final = Path(__file__).parents[2] / "examples" / "overlay.js"
SAY: Final = """async ([api, key, call, said]) => {
  const { overlay } = await import("/overlay.js");
  const told = await overlay(api, key)[call](...said);
  return Object.values(told)[0].id;
}"""


class Deployment(NamedTuple):
    """A served deployment, and the key that stands in the page."""

    api: str
    key: str
    database_url: str

    def standings(self) -> list[tuple[str, str]]:
        """(visitor, status) of what pages recorded."""
        found: list[tuple[str, str]] = []

        async def read() -> None:
            database = open_database(self.database_url)
            async with database.reading() as work:
                told = select(Consent).where(Consent.method == "OVERLAY")  # type: ignore[arg-type]
                found.extend(
                    (row.visitor_id, row.status) for row in await work.session.scalars(told)
                )
            await database.close()

        in_loop(read())
        return found


class Site(BaseHTTPRequestHandler):
    """The customer's site: pages, and the script."""

    def do_GET(self) -> None:
        is_script = self.path == "/overlay.js"
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if is_script else "text/html")
        self.end_headers()
        self.wfile.write(SCRIPT.read_bytes() if is_script else b"<!doctype html><title>A</title>")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where the customer's site is, under the names `localhost` and `127.0.0.1`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        serving = Thread(target=server.serve_forever)
        serving.start()
        yield server.server_port
        server.shutdown()
        serving.join()


@pytest.fixture(scope="module")
def deployment(new_database: Callable[[str], str], port: int) -> Iterator[Deployment]:
    url, keys = new_database("sqlite"), list[str]()

    async def prepare() -> None:
        await fill_small(open_database(url), {})
        database = open_database(url)
        async with database.unit_of_work() as work:
            site = await find_site(work, "www.northwind.example")
            origins, now = [f"http://localhost:{port}"], datetime.now(UTC)
            keys.append((await site_keys.issue(work, site, origins, now=now)).id)
        await database.close()

    in_loop(prepare())
    with running(url, SECRET) as served:
        yield Deployment(served.url, keys[0], url)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh profile."""
    with browser.new_context() as context:
        yield context.new_page()


def say(page: Page, deployment: Deployment, call: str, *said: str) -> Any:
    return page.evaluate(SAY, [deployment.api, deployment.key, call, list(said)])


def test_a_page_records_and_withdraws_what_its_visitor_says(
    page: Page, deployment: Deployment, port: int
) -> None:
    page.goto(f"http://localhost:{port}/")
    assert say(page, deployment, "record", "analytics", "GIVEN", "OVERLAY").startswith("con_")
    ((visitor, status),) = deployment.standings()
    assert status == "GIVEN"
    page.goto(f"http://localhost:{port}/another")
    say(page, deployment, "record", "analytics", "REFUSED", "OVERLAY")
    assert deployment.standings() == [(visitor, "REFUSED")]
    say(page, deployment, "withdraw", "analytics")
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["domain"]) == ("governance_visitor", "localhost")


def test_a_page_of_another_origin_is_told_nothing(
    page: Page, deployment: Deployment, port: int
) -> None:
    before = deployment.standings()
    page.goto(f"http://127.0.0.1:{port}/")
    with pytest.raises(Error, match="Failed to fetch"):
        say(page, deployment, "record", "analytics", "GIVEN", "OVERLAY")
    assert deployment.standings() == before
