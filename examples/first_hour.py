"""Everybody's first hour, played from an empty folder: clone, two commands, and what follows.

python -m examples.first_hour            plays all of it, prints each step and how long it took
python -m examples.first_hour --python python3.12

Only the standard library and git: like whoever comes, it has nothing installed.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
OWN_FILES: Final = (".venv", "var", "node_modules", "__pycache__", "*.rejected.csv")
VISITORS: Final = """\
externalId,email,firstName,country,permissionBasis
n-1,ada@mail.example,Ada,GB,CONTRACT
n-2,ben@mail.example,Ben,DE,CONTRACT
n-3,not an address,Cas,DE,CONTRACT
"""
LOG: Final = (
    '203.0.113.9 - - [17/May/2026:10:05:03 +0000] "GET /a HTTP/1.1" 200 1 "-" "Mozilla/5.0"\n'
    "this is no line of a log\n"
)


class Unexpected(Exception):
    """Something did not happen as the documents say."""


class Newcomer:
    """Who has a folder, and types what README says."""

    def __init__(self, folder: Path, python: str) -> None:
        self.folder = folder
        self.python = python
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("GOVERNANCE_")
        }
        self.environment.pop("PYTHONPATH", None)
        self._began = time.monotonic()

    def expect(self, what: str, right: bool, found: object = "") -> None:
        """Say what was seen, or stop. Raises Unexpected."""
        if not right:
            raise Unexpected(f"{what}: {found}")
        print(f"{time.monotonic() - self._began:7.1f} s  {what}", flush=True)

    def run(self, *command: str, status: int = 0) -> str:
        """What a command prints. Raises Unexpected when it ends otherwise."""
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True
        )
        if done.returncode != status:
            raise Unexpected(f"{' '.join(command)}: exit {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout if status == 0 else done.stderr

    def governance(self, *arguments: str, status: int = 0) -> str:
        """What `governance …` prints."""
        return self.run(str(self.folder / ".venv/bin/governance"), *arguments, status=status)

    def told(self, *arguments: str) -> Any:
        """What `governance … --json` says."""
        return json.loads(self.governance(*arguments, "--json"))

    @contextmanager
    def serving(self, *command: str, said: str) -> Iterator[str]:
        """A server, once it says that it accepts requests; its line. Ended by SIGTERM."""
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        try:
            line = next((one for one in process.stdout if said in one), None)
            if line is None:
                raise Unexpected(f"{' '.join(command)}: exit {process.wait()}")
            yield line
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
            ended = process.returncode
        self.expect("SIGTERM ends the server", ended in (0, -signal.SIGTERM), ended)


def ask(
    url: str, token: str, query: str, purpose: str | None = None, **variables: object
) -> dict[str, Any]:
    """The answer to a query."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    if purpose is not None:
        headers["Governance-Purpose"] = purpose
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(f"{url}/graphql", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            answer: dict[str, Any] = json.load(response)
    except urllib.error.HTTPError as error:
        answer = json.load(error)
    return answer


def codes(answer: Mapping[str, Any]) -> list[str]:
    """The codes of its errors."""
    return [error["extensions"]["code"] for error in answer.get("errors", ())]


def clone(who: Newcomer) -> None:
    """The project in an empty folder; as files where there is no repository."""
    if (ROOT / ".git").exists():
        who.run("git", "clone", "--quiet", str(ROOT), ".")
    else:
        ignored = shutil.ignore_patterns(*OWN_FILES)
        shutil.copytree(ROOT, who.folder, ignore=ignored, dirs_exist_ok=True)
    who.expect("a clone in an empty folder", (who.folder / "README.md").exists())


def the_demo(who: Newcomer) -> None:
    """`make demo`: the first query, the first denial, and why."""
    arguments = ("make", f"PYTHON={who.python}", "demo", "ARGS=--json --port 0")
    with who.serving(*arguments, said='"tokens"') as line:
        demo = json.loads(line)
        url, tokens = demo["url"], demo["tokens"]
        who.expect("make demo serves", bool(tokens))
        query = "{ visitors(first: 2) { totalCount nodes { id email preferences } } }"
        answer = ask(url, tokens["subsidiary"], query, "analytics.reporting")
        visitor = answer["data"]["visitors"]["nodes"][0]["id"]
        who.expect("the first query is answered", answer["data"]["visitors"]["totalCount"] > 0)
        who.expect("the first denial says so", codes(answer) == ["FIELD_DENIED"], answer)
        access = '{ access(purpose: "analytics.reporting") { coordinate decision } }'
        known = {one["coordinate"]: one["decision"] for one in _data(url, tokens, access)["access"]}
        who.expect("access explains it", known["Visitor.preferences"] == "DENIED", known)
        _why(who, demo, visitor)
        ledger = "{ disclosures(first: 1) { totalCount nodes { role purpose visitorCount } } }"
        seen = ask(url, tokens["auditor"], ledger)["data"]["disclosures"]
        who.expect("the auditor finds it in the ledger", seen["totalCount"] >= 1, seen)
        _explorer(who, demo["links"]["subsidiary"])


def _data(url: str, tokens: Mapping[str, str], query: str) -> Any:
    return ask(url, tokens["subsidiary"], query)["data"]


def _why(who: Newcomer, demo: Mapping[str, Any], visitor: str) -> None:
    """The privacy officer asks why, with a token from the environment."""
    who.environment |= {
        "GOVERNANCE_DATABASE_URL": demo["database_url"],
        "GOVERNANCE_SECRET_KEY_FILE": str(who.folder / "var/demo/secret.key"),
        "GOVERNANCE_TOKEN": demo["tokens"]["privacy_officer"],
    }
    recipient = ("--role", "subsidiary", "--organization", "Overlay Insight")
    purposes = ("--purpose", "analytics.reporting", "--own-purpose", "essential.legal_obligation")
    told = who.told("why", visitor, "Visitor.preferences", *recipient, *purposes)
    who.expect("governance why explains it", told["decision"] == "DENIED", told)
    for name in [name for name in who.environment if name.startswith("GOVERNANCE_")]:
        del who.environment[name]


def _explorer(who: Newcomer, link: str) -> None:
    """The page behind the link that the demo prints; a test drives it in a browser."""
    page, _, fragment = link.partition("#")
    request = urllib.request.Request(page, headers={"Accept": "text/html"})
    with urllib.request.urlopen(request, timeout=30) as response:
        html, policy = response.read().decode(), response.headers["Content-Security-Policy"]
    who.expect("the demo's link leads to GraphiQL", "graphiql" in html.lower(), html[:200])
    who.expect("the page loads nothing from elsewhere", "script-src 'self'" in policy, policy)
    who.expect("the link carries token and query", "token=" in fragment and "query=" in fragment)


def own_deployment(who: Newcomer) -> None:
    """An operator's own data: set up, import, serve, ask, revoke, back up."""
    who.environment |= {
        "GOVERNANCE_DATABASE_URL": "sqlite:///var/own.db",
        "GOVERNANCE_SECRET_KEY_FILE": "var/own.key",
    }
    site = ("--site", "www.northwind.example")
    refused = who.governance("serve", status=1)
    who.expect("before init, serve says what is missing", "own.db" in refused, refused)
    who.told("init", "--organization", "Overlay Works", "--site", "www.overlay.example")
    who.told("organization", "add", "Northwind", "--kind", "customer")
    who.told("site", "add", site[1], "--organization", "Northwind")
    checked = who.governance("doctor")
    who.expect("doctor finds nothing wrong", "fail" not in checked, checked)
    (who.folder / "visitors.csv").write_text(VISITORS, encoding="utf-8")
    (who.folder / "access.log").write_text(LOG, encoding="utf-8")
    taken = who.told("import", "visitors", "visitors.csv", *site)
    counts = (taken["read"], taken["written"], taken["rejected"])
    who.expect("its own visitors are imported, one line is rejected", counts == (3, 2, 1), taken)
    rejects = (who.folder / "visitors.csv.rejected.csv").read_text(encoding="utf-8")
    who.expect("rejects name line and reason, no value", "not an address" not in rejects, rejects)
    again = who.told("import", "visitors", "visitors.csv", *site)
    who.expect("again writes nothing", (again["written"], again["skipped"]) == (0, 2), again)
    taken = who.told("import", "weblog", "access.log", *site)
    who.expect("its own log is imported", (taken["written"], taken["rejected"]) == (1, 1), taken)
    _ask_and_revoke(who)
    who.governance("backup", "own.backup")
    who.environment["GOVERNANCE_DATABASE_URL"] = "sqlite:///var/restored.db"
    who.governance("migrate")
    who.governance("restore", "own.backup")
    who.expect("a backup restores", "Northwind" in who.governance("organization", "list"))


def _ask_and_revoke(who: Newcomer) -> None:
    rights = ("--role", "site_owner", "--organization", "Northwind", "--all-sites")
    issued = who.told("token", "issue", *rights, "--purpose", "data_quality")
    program = (str(who.folder / ".venv/bin/governance"), "serve", "--port", "0")
    with who.serving(*program, said="http://") as line:
        url = next(word for word in _words(line) if word.startswith("http://"))
        query = "{ visitors { totalCount nodes { externalId email firstName } } }"
        answer = ask(url, issued["token"], query)
        who.expect("the owner sees them", answer["data"]["visitors"]["totalCount"] == 3, answer)
        who.governance("token", "revoke", issued["id"])
        refused = ask(url, issued["token"], query)
        who.expect("a revoked token is refused", codes(refused) == ["TOKEN_REVOKED"], refused)


def _words(line: str) -> Sequence[str]:
    return line.replace('"', " ").replace(",", " ").split()


def the_tests(who: Newcomer, arguments: str) -> None:
    """`make test`, of a part: CI runs the whole."""
    printed = who.run("make", f"PYTHON={who.python}", "test", f"ARGS={arguments}")
    who.expect("make test sets up and passes", " passed" in printed, printed[-500:])


def main() -> int:
    """Play it; 1 if something is not as the documents say."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--python", default="python3", help="the Python that make is given")
    options.add_argument("--tests", default="-q tests/authz", help="what make test runs")
    chosen = options.parse_args()
    with TemporaryDirectory(prefix="first-hour-") as folder:
        who = Newcomer(Path(folder), chosen.python)
        try:
            clone(who)
            the_demo(who)
            own_deployment(who)
            the_tests(who, chosen.tests)
        except Unexpected as error:
            print(f"not as the documents say: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
