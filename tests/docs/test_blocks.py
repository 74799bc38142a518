"""Every fenced block of README and docs is run or checked, page by page and in order."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

import httpx2
import pytest
from graphql import build_schema, parse, validate

from governance.authz.policy import load_policy
from governance.schema.binding import datamap
from governance.services.policies import shipped_policy
from tests.docs.blocks import DOCS, ROOT, Block, blocks_of
from tests.docs.shell import HERE, Shell, check_codes, commands

SCHEMA: Final = build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))

OWN_TEST: Final = {
    ("docs/request.md", "sql"): "test_request.py",
    ("docs/request.md", "text"): "test_request.py",
    ("docs/policy.md", "text"): "test_vocabulary.py",
    ("docs/cli.md", "sh"): "test_vocabulary.py",
    ("docs/containers.md", "sh"): "../containers/test_container_files.py",
}
"""Pages whose blocks of a language have a test that knows more than this one."""

NOT_RUN: Final = [
    "docs/guides/operating.md: needs a PostgreSQL of your own",
    "docs/logs.md: a server writes it; tests/web/test_sinks.py holds its lines",
]
"""Blocks that no test runs, as `file: reason`."""

LINKED: Final = {"token", "purpose", "query", "variables"}
"""What a link into GraphiQL may say; `console/src/link.ts` reads it."""

Runner = Callable[["Page", Block], str]


class Page:
    """A page as it is read: its shell, and the block before with what it gave."""

    def __init__(self, shell: Shell, blocks: list[Block]) -> None:
        self.shell = shell
        self.blocks = blocks
        self.output = ""
        self.asked = False

    def read(self) -> None:
        """Run the blocks in order."""
        for block in self.blocks:
            own = (str(block.file.relative_to(ROOT)), block.language) in OWN_TEST
            if own and not block.remark.startswith("as "):
                self.asked = False
            elif not block.remark.startswith("not run: "):
                self._run(block)

    def _run(self, block: Block) -> None:
        runner = RUNNERS.get(block.language)
        assert runner, f"{block}: there is no runner for `{block.language}`"
        if block.is_file:
            Path(block.label).write_text(block.text, encoding="utf-8")
            assert self.is_used_below(block), f"{block}: no command uses {block.label}"
        self.output = runner(self, block)
        self.asked = block.language in ASKING and not block.is_file

    def is_used_below(self, saved: Block) -> bool:
        """Whether a later command names the file."""
        below = (block for block in self.blocks if block.line > saved.line)
        return any(saved.label in block.text for block in below if block.language == "sh")

    def variables(self, block: Block) -> Any:
        """Those of the block `json variables` behind a document."""
        after = next((b for a, b in pairwise(self.blocks) if a is block), None)
        return json.loads(after.text) if after and after.label == "variables" else {}

    def ask(self, block: Block, headers: dict[str, str], document: str) -> str:
        """The answer of the demo to a document."""
        answer = httpx2.post(
            self.shell.demo["url"] + "/graphql",
            headers=headers,
            json={"query": document, "variables": self.variables(block)},
        )
        check_codes(answer.json(), block)
        return answer.text


def run_sh(page: Page, block: Block) -> str:
    return page.shell.run(block)


def run_graphql(page: Page, block: Block) -> str:
    assert validate(SCHEMA, parse(block.text)) == [], block
    asked = re.fullmatch(r"(\w+) for (\S+)", block.remarked("as") or "")
    if asked is None:
        return ""
    role, purpose = asked.groups()
    bearer = "Bearer " + page.shell.token(role)
    return page.ask(block, {"Authorization": bearer, "Governance-Purpose": purpose}, block.text)


def run_http(page: Page, block: Block) -> str:
    """The headers are sent with the document that follows."""
    request, *lines = block.text.splitlines()
    assert request == "POST /graphql HTTP/1.1", block
    headers = dict(line.split(": ", 1) for line in lines)
    headers["Authorization"] = "Bearer " + page.shell.token(block.remarked("as") or "")
    document = next(b for a, b in pairwise(page.blocks) if a is block)
    return page.ask(document, headers, document.text)


def run_python(page: Page, block: Block) -> str:
    return "" if block.is_file else page.shell.program([sys.executable, "-c", block.text])


def run_typescript(page: Page, block: Block) -> str:
    assert block.is_file, f"{block}: name it, and run it by `node`"
    return ""


def run_json(page: Page, block: Block) -> str:
    shown = parsed(block.text)
    assert page.asked or block.label, f"{block}: what answered this?"
    if not block.label:
        answer = parsed(page.output)
        if isinstance(answer, dict) and isinstance(shown, dict) and "extensions" not in shown:
            answer.pop("extensions", None)
        assert is_like(shown, answer), f"{block}: {page.output}"
    return page.output if block.label else ""


def parsed(text: str) -> Any:
    """One value, or one of each line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


def run_text(page: Page, block: Block) -> str:
    """What the block before printed; under the label `link`, an address of GraphiQL."""
    if block.is_file:
        return ""
    if block.label == "link":
        address, _, fragment = block.text.strip().partition("#")
        assert address == HERE + "/graphql", block
        assert {*parse_qs(fragment)} == LINKED, block
        for link in page.shell.demo["links"].values():
            assert {*parse_qs(link.partition("#")[2])} <= LINKED
        return ""
    assert page.asked, f"{block}: what printed this?"
    if page.shell.left_out and not page.output:
        return ""
    assert like_text(block.text.strip(), page.output.strip()), f"{block}: {page.output}"
    return ""


def run_csv(page: Page, block: Block) -> str:
    """Rules load beside those of the shipped policy; other tables are files for a command."""
    if not block.is_file:
        rules, clauses = shipped_policy()
        added = [line for line in block.text.splitlines() if line not in rules.splitlines()]
        load_policy("\n".join([rules, *added]), clauses, datamap())
    return ""


RUNNERS: Final[dict[str, Runner]] = {
    "sh": run_sh,
    "graphql": run_graphql,
    "http": run_http,
    "python": run_python,
    "typescript": run_typescript,
    "json": run_json,
    "text": run_text,
    "csv": run_csv,
}
ASKING: Final = {"sh", "graphql", "python"}
"""After these, a block of text or JSON is what they gave."""


def is_like(shown: Any, given: Any) -> bool:
    """Whether they are equal; an ellipsis in a text stands for anything."""
    if isinstance(shown, dict) and isinstance(given, dict):
        return shown.keys() == given.keys() and all(is_like(shown[k], given[k]) for k in shown)
    if isinstance(shown, list) and isinstance(given, list):
        return len(shown) == len(given) and all(map(is_like, shown, given))
    if isinstance(shown, str) and isinstance(given, str):
        return like_text(shown, given)
    return bool(shown == given)


def like_text(shown: str, given: str) -> bool:
    """Equality line by line, trailing room aside.

    An ellipsis stands for anything within its line, and as the last line for all that follows.
    """
    if shown.endswith("\n…"):
        shown = shown.removesuffix("\n…")
        given = "\n".join(given.split("\n")[: shown.count("\n") + 1])
    pattern = "\n".join(
        ".*".join(map(re.escape, line.rstrip().split("…"))) + " *" for line in shown.split("\n")
    )
    return re.fullmatch(pattern, given) is not None


@pytest.fixture
def shell(
    tmp_path: Path, demo_server: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shell]:
    opened = Shell(tmp_path, demo_server, monkeypatch)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "file", [file for file in DOCS if blocks_of(file)], ids=lambda f: str(f.relative_to(ROOT))
)
def test_a_page_does_what_it_shows(file: Path, shell: Shell) -> None:
    (shell.folder / "access.log").write_text(LINE, encoding="utf-8")
    Page(shell, blocks_of(file)).read()
    if shell.left_out:
        pytest.skip("ran all but " + "; ".join(shell.left_out))


def test_the_blocks_that_are_not_run_are_these() -> None:
    named = [
        f"{block.file.relative_to(ROOT)}: {block.remark.removeprefix('not run: ')}"
        for file in DOCS
        for block in blocks_of(file)
        if block.remark.startswith("not run: ")
    ]
    assert named == NOT_RUN


def test_a_language_without_a_runner_is_found(shell: Shell) -> None:
    block = Block(ROOT / "README.md", 1, "cobol", "", "", "")
    with pytest.raises(AssertionError, match="no runner for `cobol`"):
        Page(shell, [block]).read()


def test_a_command_without_a_runner_is_found(shell: Shell) -> None:
    block = Block(ROOT / "README.md", 1, "sh", "", "rm -rf x\n", "")
    with pytest.raises(pytest.fail.Exception, match="no runner for `rm`"):
        Page(shell, [block]).read()


def test_what_is_shown_is_compared(shell: Shell) -> None:
    asked = Block(ROOT / "README.md", 1, "python", "", "print('one 17 two')\n", "")
    right = Block(ROOT / "README.md", 5, "text", "", "one … two\n", "")
    Page(shell, [asked, right]).read()
    with pytest.raises(AssertionError):
        Page(shell, [asked, right._replace(text="one … three\n")]).read()


def test_an_ellipsis_stands_for_what_is_left_out() -> None:
    assert like_text("a … c\n…", "a b c\nd\ne")
    assert not like_text("a … c", "a b c\nd")
    assert not like_text("a …\nx\n…", "a b c\nd\ne")


def test_commands_go_over_lines() -> None:
    text = "a -b \\\n  -c '{\n d}' # why\n\n# alone\nb\n"
    assert [command.split()[0] for command in commands(text)] == ["a", "b"]


LINE: Final = (
    '203.0.113.9 - - [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 200 1 '
    '"-" "Mozilla/5.0 (X11; Linux x86_64; rv:26.0) Gecko/20100101 Firefox/26.0"\n'
)
"""The web log that pages call access.log."""
