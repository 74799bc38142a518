"""The demo: in this process for documents that show what it answers, and as a server."""

import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from examples.demo_house import Demo, open_demo


@pytest.fixture(scope="session")
async def demo() -> AsyncIterator[Demo]:
    async with open_demo() as opened:
        yield opened


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """`governance demo` on a free port; what it prints."""
    data = str(tmp_path_factory.mktemp("demo"))
    program = [sys.executable, "-m", "governance.cli.main", "demo", "--json", "--port", "0"]
    with subprocess.Popen([*program, "--data", data], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
