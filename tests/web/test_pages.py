"""What a browser is served: GraphiQL's page and its assets, nothing of them from elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from governance.settings import Settings
from governance.web.app import create_app
from tests.web.conftest import Served

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "governance" / "web" / "static"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
VIEWER = {"query": "{ viewer { role } }"}


@pytest.fixture(scope="module")
def client() -> TestClient:
    """A client of an application that is not started: no database, no keys, no policy."""
    return TestClient(create_app(Settings()))


def files(kind: str) -> Iterator[tuple[str, str]]:
    """Name and text of each static file of a kind."""
    for path in sorted(STATIC.rglob(f"*.{kind}")):
        yield path.name, path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "accept", [BROWSER, "text/html", "text/html;q=0.9, application/json;q=0.8"]
)
def test_a_browser_is_shown_the_page(client: TestClient, accept: str) -> None:
    answer = client.get("/graphql", headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>GraphiQL</title>" in answer.text


def test_the_page_is_the_same_whoever_asks(client: TestClient) -> None:
    page = client.get("/graphql", headers={"accept": BROWSER})
    asked = {"accept": BROWSER, "authorization": "Bearer gov_x", "governance-purpose": "x"}
    assert client.get("/graphql", params=VIEWER, headers=asked).content == page.content


def test_the_page_may_load_and_reach_this_server_alone(client: TestClient) -> None:
    headers = client.get("/graphql", headers={"accept": BROWSER}).headers
    assert headers["content-security-policy"].split("; ") == [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "text/html;q=0.5, */*", "application/json, text/html"]
)
def test_every_other_get_is_answered_in_json(served: Served, accept: str) -> None:
    answer = served.client.get("/graphql", params=VIEWER, headers={"accept": accept})
    assert answer.json()["data"] == {"viewer": {"role": "anonymous"}}


def test_head_has_the_headers_of_the_page_and_no_body(client: TestClient) -> None:
    page = client.get("/graphql", headers={"accept": BROWSER})
    head = client.head("/graphql", headers={"accept": BROWSER})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == page.headers


def test_head_is_no_way_to_ask(served: Served) -> None:
    assert served.client.head("/graphql", params=VIEWER).status_code == 405


def test_assets_are_kept_for_good(client: TestClient) -> None:
    for name in (path.name for path in (STATIC / "assets").iterdir()):
        answer = client.get(f"/assets/{name}")
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert re.search(r"-[\w-]{8}\.", name), "a name that does not change with what it holds"


@pytest.mark.parametrize(
    "path",
    ["", "none.js", "%2e%2e/graphiql.html", "..%2f..%2fpages.py", "%2fetc%2fpasswd", "%00", "%5c"],
)
def test_there_is_nothing_beside_the_assets(client: TestClient, path: str) -> None:
    assert client.get(f"/assets/{path}").status_code == 404


def test_the_page_has_no_script_of_its_own_and_names_only_assets() -> None:
    page = (STATIC / "graphiql.html").read_text(encoding="utf-8")
    places = re.findall(r"""(?:src|href)=["']([^"']*)""", page)
    assert places
    assert all(place == "data:," or place.startswith("./assets/") for place in places)
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=", page)


def test_styles_load_nothing_from_elsewhere() -> None:
    for name, text in files("css"):
        assert "@import" not in text, name
        for place in re.findall(r"url\(\s*[\"']?([^\"')]*)", text):
            assert place.startswith(("./", "data:image/", "#")), (name, place)


def test_scripts_load_nothing_from_elsewhere() -> None:
    loads = r"(?:import|importScripts|Worker|fetch|sendBeacon|from)\s*\(?\s*[\"'`](?:https?:)?//"
    for name, text in files("js"):
        assert not re.search(loads, text), name
        assert "sourceMappingURL=" not in text, name


def test_the_lock_of_the_pages_names_no_registry() -> None:
    lock = (ROOT / "console" / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
