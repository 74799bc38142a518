"""The competitors' processes: started together, ready together, ended together."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from benchmarks.serve import Serving
from benchmarks.world import Asker

ROOT: Final = Path(__file__).parents[1]
_PATIENCE: Final = 60.0
_GRACE: Final = 10.0


@asynccontextmanager
async def served(
    url: str, askers: tuple[Asker, ...], kinds: Sequence[str]
) -> AsyncIterator[dict[str, int]]:
    """Competitors over a database, by kind; answers with their ports."""
    sockets = {kind: socket.create_server(("127.0.0.1", 0)) for kind in kinds}
    servings = [Serving(kind, url, one.fileno(), askers) for kind, one in sockets.items()]
    process = _start(servings)
    ports = {kind: int(one.getsockname()[1]) for kind, one in sockets.items()}
    for one in sockets.values():
        one.close()
    try:
        for port in ports.values():
            await _ready(port)
        yield ports
    finally:
        process.terminate()
        _end(process)


def _start(servings: list[Serving]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.serve", *(one.spelled() for one in servings)],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL,
        pass_fds=[one.descriptor for one in servings],
    )


async def _ready(port: int) -> None:
    """Any answer will do: it answers once it has started."""
    async with asyncio.timeout(_PATIENCE):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        if not await reader.read(1):
            raise RuntimeError("a competitor's server did not start")
        writer.close()


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
