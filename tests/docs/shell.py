"""What a reader types: the commands of one page, in order, in a folder of the page's own.

`governance` runs in this process, `serve` on a free port until the page ends, and curl as the
request that it describes; other programs are those that a page may name.
"""

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest

from governance.cli.main import status_of
from tests.docs.blocks import ROOT, Block

HERE: Final = "http://127.0.0.1:8000"
UNTIL_STOPPED: Final = "# until you stop it"
TYPESCRIPT: Final = ROOT / "console" / "node_modules" / "typescript"
_VARIABLE: Final = re.compile(r"\$([A-Z_]+)")
_STRICTLY: Final = (
    *("--strict", "--target", "es2022", "--module", "es2022", "--lib", "es2022,dom"),
    *("--moduleDetection", "force", "--outDir", "made"),
)
_OF_NODE: Final = "declare const process: { env: Record<string, string | undefined> };\n"


class Shell:
    """A folder, variables, and the server that the page's requests go to."""

    def __init__(self, folder: Path, demo: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.demo = demo
        self.url = demo["url"]
        self.left_out: list[str] = []
        self._monkeypatch = monkeypatch
        self._servers: list[subprocess.Popen[str]] = []
        self._printed = ""
        monkeypatch.chdir(folder)
        monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def run(self, block: Block) -> str:
        """Run a block; what its commands print, or the body of its last answer."""
        printed = []
        for command in commands(block.text):
            printed.append(self._command(command, block))
            self._printed += printed[-1]
        return "".join(printed)

    def close(self) -> None:
        """Stop what was started."""
        for server in self._servers:
            server.terminate()
            server.communicate(timeout=30)

    def token(self, name: str) -> str:
        """The demo's token of a role."""
        return str(self.demo["tokens"][name.lower()])

    def _command(self, command: str, block: Block) -> str:
        first, *arguments = shlex.split(command, comments=True)
        match first.removeprefix(".venv/bin/"):
            case "export":
                for pair in arguments:
                    name, _, value = pair.partition("=")
                    self._export(name, value, block.remarked("as"))
                return ""
            case "curl":
                return self._curl(arguments, block)
            case "make":
                targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
                assert arguments[0] in targets, command
                return ""
            case "governance" if command.endswith(UNTIL_STOPPED):
                assert arguments == ["serve"], command
                return self._serve()
            case "governance":
                return self._governance([self._filled(one) for one in arguments], block)
            case "python":
                return self.program([sys.executable, *arguments])
            case "node":
                return self._node(*arguments)
        pytest.fail(f"{block}: there is no runner for `{first}`")

    def _issued(self) -> list[str]:
        """The tokens that commands of this page printed."""
        return re.findall(r"gov_\w+", self._printed)

    def _export(self, name: str, value: str, role: str | None) -> None:
        if value == "gov_…":
            own = self._issued()
            value = self.token(role) if role else own[-1] if own else self.token(name)
        self._monkeypatch.setenv(name, value.replace(HERE, self.url))

    def _filled(self, text: str) -> str:
        """With variables, and `tok_…` as the id of the last token that was printed."""
        if text == "tok_…":
            return "tok_" + self._issued()[-1][len("gov_") :][:26]
        return _VARIABLE.sub(lambda match: os.environ.get(match[1]) or self.token(match[1]), text)

    def _with_ids(self, body: str) -> str:
        """With `gov_pk_…`, `vis_…` and the like as the last of its kind that was printed."""
        return re.sub(
            r"(gov_pk|vis|org|sit)_…",
            lambda match: re.findall(rf"{match[1]}_[0-9a-z]{{26}}", self._printed)[-1],
            body,
        )

    def _curl(self, arguments: list[str], block: Block) -> str:
        """A URL, headers by -H, a body by -d; -o saves the answer."""
        url, *options = arguments
        assert url.startswith(HERE) or url.startswith("'" + HERE), block
        given = list(zip(options[::2], options[1::2], strict=True))
        headers = [self._filled(value).partition(": ")[::2] for o, value in given if o == "-H"]
        bodies = [self._with_ids(value) for option, value in given if option == "-d"]
        saved = [value for option, value in given if option == "-o"]
        assert len(headers) + len(bodies) + len(saved) == len(given), block
        method = "POST" if bodies else "GET"
        there = url.replace(HERE, self.url)
        answer = httpx2.request(method, there, headers=headers, content="".join(bodies).encode())
        if "/graphql" in url:
            check_codes(answer.json(), block)
        assert block.code or answer.status_code == 200, f"{block}: {answer.text}"
        for file in saved:
            (self.folder / file).write_text(answer.text, encoding="utf-8")
        return "" if saved else answer.text

    def _governance(self, arguments: list[str], block: Block) -> str:
        if role := block.remarked("as"):
            self._as_of_the_demo(role)
        if "<" in arguments:
            *arguments, _, given = arguments
            self._monkeypatch.setattr("sys.stdin", io.StringIO(Path(given).read_text("utf-8")))
        written = io.StringIO()
        errors = io.StringIO()
        with contextlib.redirect_stdout(written), contextlib.redirect_stderr(errors):
            status = status_of(arguments)
        assert status == int(block.remarked("exits") or 0), f"{block}: {errors.getvalue()}"
        return written.getvalue() if status == 0 else errors.getvalue()

    def _as_of_the_demo(self, role: str) -> None:
        url = self.demo["database_url"]
        key = Path(url.removeprefix("sqlite:///")).with_name("secret.key")
        self._monkeypatch.setenv("GOVERNANCE_DATABASE_URL", url)
        self._monkeypatch.setenv("GOVERNANCE_SECRET_KEY_FILE", str(key))
        self._monkeypatch.setenv("GOVERNANCE_TOKEN", self.token(role))

    def _serve(self) -> str:
        program = [sys.executable, "-m", "governance.cli.main", "serve", "--port", "0"]
        server = subprocess.Popen(program, stderr=subprocess.PIPE, text=True)
        self._servers.append(server)
        assert server.stderr is not None
        serving = next(found for line in server.stderr if (found := re.search(r"http://\S+", line)))
        self.url = serving[0]
        return ""

    def program(self, program: list[str]) -> str:
        """What another program prints."""
        done = subprocess.run(program, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _node(self, name: str) -> str:
        if not TYPESCRIPT.exists():
            self.left_out.append(f"{name}: console/node_modules/typescript is not installed")
            return ""
        Path("node.d.ts").write_text(_OF_NODE, encoding="utf-8")
        self.program(["node", str(TYPESCRIPT / "bin" / "tsc"), *_STRICTLY, name, "node.d.ts"])
        made = Path("made", name).with_suffix(".js")
        return self.program(["node", str(made.rename(made.with_suffix(".mjs")))])


def check_codes(answer: dict[str, Any], block: Block) -> None:
    """The refusal that the remark announces and no other; without one, data."""
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert codes == ({block.code} if block.code else set()), f"{block}: {json.dumps(answer)}"
    if block.code is None:
        assert all(value not in (None, []) for value in answer["data"].values()), block


def commands(text: str) -> Iterator[str]:
    """Commands of a block: a quote or a backslash may carry one over lines."""
    waiting = ""
    for line in text.splitlines():
        waiting += line
        if waiting.endswith("\\"):
            waiting = waiting[:-1]
        elif _is_open(waiting):
            waiting += "\n"
        else:
            if shlex.split(waiting, comments=True):
                yield waiting
            waiting = ""
    assert not waiting, text


def _is_open(text: str) -> bool:
    try:
        shlex.split(text, comments=True)
    except ValueError:
        return True
    return False
