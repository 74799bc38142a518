"""A real server process, and everything that it wrote."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import httpx2
import orjson

PROGRAM = (sys.executable, "-m", "governance.cli.main")


class Running(NamedTuple):
    """A server that accepts requests."""

    url: str
    said: list[str]
    """The lines of its stdout and stderr; all of them once it has stopped."""

    def post(self, token: str | None, body: bytes | Mapping[str, Any], **headers: str) -> Any:
        """POST a body, of JSON if it is not bytes."""
        given = {"content-type": "application/json", **headers}
        if token is not None:
            given["authorization"] = "Bearer " + token
        content = body if isinstance(body, bytes) else orjson.dumps(body)
        return httpx2.post(self.url + "/graphql", content=content, headers=given, timeout=60)


@contextmanager
def running(url: str, key: str, *arguments: str, **environment: str) -> Iterator[Running]:
    """`governance serve` over a database, stopped at the end."""
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--port", "0", *arguments],
        env={**os.environ, **of_deployment(url, key), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = list[str]()
    for line in process.stdout:
        said.append(line)
        if line.startswith("serving "):
            break
    reading = threading.Thread(target=said.extend, args=[process.stdout])
    reading.start()
    try:
        found = re.search(r"http://\S+", said[-1])
        assert found is not None, said
        yield Running(found[0], said)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        reading.join(30)
        process.stdout.close()


def of_deployment(url: str, key: str) -> dict[str, str]:
    """The environment of a deployment."""
    return {"GOVERNANCE_DATABASE_URL": url, "GOVERNANCE_SECRET_KEY": key}
