"""Every curl of README and docs/api.md is run against a demo, and answers as the page says."""

import json
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.docs.blocks import ROOT, Block, blocks_of

HERE = "http://127.0.0.1:8000"
TOKEN = re.compile(r"Bearer \$(\w+)")
CURLS = [
    block
    for file in (ROOT / "README.md", ROOT / "docs" / "api.md")
    for block in blocks_of(file)
    if block.language == "sh" and block.text.startswith("curl ")
]


@pytest.fixture(scope="module")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """`governance demo` on a free port; what it prints."""
    data = str(tmp_path_factory.mktemp("demo"))
    program = [sys.executable, "-m", "governance.cli.main", "demo", "--json", "--port", "0"]
    with subprocess.Popen([*program, "--data", data], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)


def run(block: Block, demo: dict[str, Any]) -> Any:
    """What the curl would do: a URL, headers by -H, a body by -d."""
    text = TOKEN.sub(lambda match: "Bearer " + demo["tokens"][match[1].lower()], block.text)
    _, url, *options = shlex.split(text.replace("\\\n", " ").replace(HERE, demo["url"]))
    given = list(zip(options[::2], options[1::2], strict=True))
    headers = [
        (value.partition(": ")[0], value.partition(": ")[2]) for o, value in given if o == "-H"
    ]
    bodies = [value for option, value in given if option == "-d"]
    assert len(headers) + len(bodies) == len(given)
    method = "POST" if bodies else "GET"
    answer = httpx2.request(method, url, headers=headers, content="".join(bodies).encode())
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize("block", CURLS, ids=str)
def test_a_curl_answers_as_the_page_says(block: Block, demo_server: dict[str, Any]) -> None:
    answer = run(block, demo_server)
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert codes == ({block.code} if block.code else set())
    if block.code is None:
        assert all(value not in (None, []) for value in answer["data"].values())


def test_the_answers_shown_in_the_readme_are_given(demo_server: dict[str, Any]) -> None:
    blocks = blocks_of(ROOT / "README.md")
    pairs = [(a, b) for a, b in pairwise(blocks) if b.language == "json"]
    assert pairs
    for asked, shown in pairs:
        answer = run(asked, demo_server)
        del answer["extensions"]
        assert json.loads(shown.text) == answer


def test_the_port_is_the_one_that_is_replaced() -> None:
    assert CURLS
    assert all(HERE in block.text for block in CURLS)


def test_every_token_named_is_one_of_the_demo(demo_server: dict[str, Any]) -> None:
    named = {name for block in CURLS for name in TOKEN.findall(block.text)}
    assert named <= {role.upper() for role in demo_server["tokens"]}


def test_the_demo_lies_where_the_page_says(demo_server: dict[str, Any]) -> None:
    assert Path(demo_server["database_url"].removeprefix("sqlite:///")).exists()
