"""A demo that is served, and a browser of which nothing may go to another server."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.cli.test_demo import the_demo

CHROMIUM = shutil.which("chromium")
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
TELL_OF_BREACHES = """
addEventListener("securitypolicyviolation", (event) =>
  console.error("content policy", event.violatedDirective, event.blockedURI));
"""

expect.set_options(timeout=30_000)  # how long a busy machine may take, not how long it should


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What `governance demo --json` prints, while it serves."""
    folder = tmp_path_factory.mktemp("demo")
    with the_demo(folder / "demo", "--visitors", "60") as answer:
        yield answer


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Its driver occupies this thread's event loop, so it ends with the module."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium here; with it, this is tried in a browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, demo: dict[str, Any]) -> Iterator[Page]:
    """A page of a fresh profile. In the end: no request elsewhere, no breach, no error."""
    elsewhere, wrong = list[str](), list[str]()

    def asked(request: Request) -> None:
        if not request.url.startswith((demo["url"] + "/", "data:", "blob:" + demo["url"])):
            elsewhere.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 401" not in message.text:
            wrong.append(message.text)

    with browser.new_context(reduced_motion="reduce") as context:
        context.add_init_script(TELL_OF_BREACHES)
        context.on("request", asked)
        context.on("console", said)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        yield context.new_page()
    assert (elsewhere, wrong) == ([], [])
