"""What mkdocs does for this site beside what it does for every site.

README.md is the first page; the pages that come from the code are made here, at each build, so that
they cannot be stale; links that leave docs/ lead to the page that holds the same; and the labels of
fenced blocks, which the tests read, become titles or go.
"""

import posixpath
import re
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from docs.site.commands import with_help
from docs.site.rules import rules_page
from docs.site.schema import schema_page

ROOT: Final = Path(__file__).parents[2]
README: Final = "index.md"
PAGE_OF: Final = {
    "README.md": README,
    "schema.graphql": "schema.md",
    "policies.csv": "rules.md",
    "clauses.csv": "rules.md#clauses",
}
"""What lies outside docs/, to the page that holds the same."""

_FENCE: Final = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_LABEL: Final = re.compile(r"^```(\w+) (\S+)$", re.MULTILINE)
_LINK: Final = re.compile(r"\[([^\]]*)\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """List the decisions, and under Reference each page that mkdocs.yml does not place."""
    nav: list[Any] = config.nav or []
    folder = ROOT / "docs"
    decisions = [f"decisions/{file.name}" for file in sorted((folder / "decisions").glob("0*.md"))]
    nav.append({"Decisions": [{"All": "decisions/README.md"}, *decisions]})
    placed = re.findall(r"[\w/.-]+\.md", str(nav))
    (reference,) = (one["Reference"] for one in nav if "Reference" in one)
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    reference += [path for path in paths if path not in placed]
    config.nav = nav
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are not files of docs/."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    made = {README: readme, "schema.md": schema_page(), "rules.md": rules_page()}
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to pages, turn labels into titles, and show each command's help."""
    source = page.file.src_uri
    if source == README:
        page.meta["hide"] = ["toc"]  # room for its table
    folder = "" if source == README else posixpath.join("docs", posixpath.dirname(source))
    outside, start = [], 0
    for fence in _FENCE.finditer(markdown):
        outside += [_linked(markdown[start : fence.start()], folder, source), fence[0]]
        start = fence.end()
    text = "".join([*outside, _linked(markdown[start:], folder, source)])
    text = _LABEL.sub(_title, text)
    return with_help(text) if source == "cli.md" else text


def _linked(text: str, folder: str, source: str) -> str:
    def lead(match: re.Match[str]) -> str:
        words, path, anchor = match[1], match[2], match[3] or ""
        target = posixpath.normpath(posixpath.join(folder, path))
        if target == "docs/decisions":
            target = "docs/decisions/README.md"
        if target.startswith("docs/"):
            uri = target.removeprefix("docs/")
        elif target in PAGE_OF:
            uri = PAGE_OF[target]
        else:
            return words  # of the repository alone
        return f"[{words}]({posixpath.relpath(uri, posixpath.dirname(source) or '.')}{anchor})"

    return _LINK.sub(lead, text)


def _title(match: re.Match[str]) -> str:
    language, label = match.groups()
    return f'```{language} title="{label}"' if "." in label else f"```{language}"
