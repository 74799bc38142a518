"""The documentation site builds without a warning, and loads nothing from elsewhere."""

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from typer.main import get_command

from governance.authz.policy import load_policy
from governance.cli.main import app
from governance.schema.binding import datamap
from governance.services.policies import shipped_policy
from tests.docs.blocks import DOCS, ROOT

LOADING = {"src", "srcset", "poster", "data", "background"}
MISREAD = re.compile(r"<p>[^<]*\n(- |\* |1\. |\|)|<p>(\||```)")
"""Lists, tables and fences that GitHub reads and this build does not."""


class Loads(HTMLParser):
    """What a browser fetches to show a page: links that a reader follows are not among it."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        followed = tag == "a" or ("rel", "canonical") in attrs
        wanted = LOADING | (set() if followed else {"href"})
        self.addresses += [value for name, value in attrs if name in wanted and value]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site")
    program = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(made)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return made


def test_every_document_has_a_page(site: Path) -> None:
    named = {path.relative_to(ROOT / "docs") for path in DOCS[1:]}
    pages = {path.with_suffix(".html") for path in named if path.name != "README.md"}
    pages |= {Path("index.html"), Path("decisions/index.html")}
    assert pages <= {path.relative_to(site) for path in site.rglob("*.html")}


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        loads = Loads()
        loads.feed(text)
        assert loads.addresses
        foreign = [one for one in loads.addresses if re.match(r"(?:[a-z]+:)?//", one)]
        assert not foreign, (page, foreign)
        assert 'class="mermaid"' not in text, f"{page}: its program would be loaded from elsewhere"
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", text), sheet


def test_a_browser_asks_no_other_host(site: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium: apt-get install chromium")
    asked: list[str] = []
    with sync_playwright() as started:
        options = ["--no-sandbox", "--disable-background-networking"]
        browser = started.chromium.launch(executable_path=chromium, args=options)
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for name in ("index", "start", "schema", "rules", "cli"):
            page.goto((site / f"{name}.html").as_uri(), wait_until="networkidle")
        browser.close()
    assert asked
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_a_foreign_address_is_found() -> None:
    loads = Loads()
    loads.feed('<script src="https://cdn.example/x.js"></script><a href="https://b.example">b</a>')
    assert loads.addresses == ["https://cdn.example/x.js"]


def test_lists_tables_and_fences_are_read_as_such(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert not MISREAD.search(page.read_text(encoding="utf-8")), page


def test_links_of_the_readme_lead_to_pages(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="start.html"' in text
    assert 'href="rules.html"' in text
    assert 'href="docs/' not in text


def test_the_commands_have_the_help_of_the_program(site: Path) -> None:
    text = (site / "cli.html").read_text(encoding="utf-8")
    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"Usage: governance {name}" in text


def test_the_schema_has_every_coordinate_with_its_category(site: Path) -> None:
    text = (site / "schema.html").read_text(encoding="utf-8")
    for coordinate, field in datamap().fields.items():
        section = text.partition(f'id="{coordinate.type.lower()}"')[2].partition("<h2")[0]
        row = section.partition(f"<td><code>{coordinate.field}</code></td>")[2].partition("</tr>")[
            0
        ]
        assert field.category in row, coordinate
        assert all(form in row for form in field.forms), coordinate


def test_the_rules_have_every_rule_and_clause(site: Path) -> None:
    text = (site / "rules.html").read_text(encoding="utf-8")
    policy = load_policy(*shipped_policy(), datamap())
    assert text.count("<td>allow</td>") + text.count("<td>deny</td>") == len(policy.rules)
    for clause in policy.clauses:
        assert f'id="{clause.lower()}"' in text
