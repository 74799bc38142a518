"""A lean HTTP/1.1 client: requests are bytes made beforehand, answers are counted, not read."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

import orjson


class Failed(Exception):
    """The server answered with another status than 200."""


def request_bytes(path: str, body: Any, headers: dict[str, str]) -> bytes:
    """A POST with a JSON body."""
    encoded = orjson.dumps(body)
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {len(encoded)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + encoded


class Load:
    """Requests that several connections send in turn until the time is over."""

    def __init__(
        self, requests: Sequence[bytes], least: int, *, strict: bool, mark: bytes = b""
    ) -> None:
        self._requests = requests
        self._least = least
        self.mark = mark
        """What stands in the body of a good answer."""
        self.strict = strict
        """Whether another status than 200 is an error, not just counted apart."""
        self.refused = 0
        self._sent = 0
        self._deadline = float("inf")
        self.answered = 0
        self.last_answer = 0.0

    def start(self, seconds: float) -> None:
        """The clock runs from now."""
        self._deadline = time.perf_counter() + seconds

    def next(self) -> bytes | None:
        """The next request; None when the time is over and enough are answered."""
        if time.perf_counter() >= self._deadline and self._sent >= self._least:
            return None
        self._sent += 1
        return self._requests[self._sent % len(self._requests)]

    def count(self, *, good: bool) -> None:
        """One more answer, or refusal."""
        self.answered += good
        self.refused += not good
        self.last_answer = time.perf_counter()


class _Connection(asyncio.Protocol):
    """Sends a request, waits for its answer, sends the next."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._buffer = bytearray()
        self._wanted = 0
        self._good = True
        self.done: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        """Begin."""
        self._transport = transport

    def send(self) -> None:
        """The next request, or the end."""
        request = self._load.next()
        if request is None:
            self.done.set_result(bytes(self._buffer))
        else:
            self._buffer.clear()
            self._wanted = 0
            self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        """Count what arrives until the answer is whole."""
        self._buffer += data
        if not self._wanted:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._buffer[:end]).lower()
            self._good = head.startswith(b"http/1.1 200")
            length = head[head.index(b"content-length:") + 15 :].split(b"\r\n", 1)[0]
            self._wanted = end + 4 + int(length)
        if len(self._buffer) < self._wanted:
            return
        self._good = self._good and self._load.mark in self._buffer
        if not self._good and self._load.strict:
            self.done.set_exception(Failed(self._buffer.decode("utf-8", "replace")))
            return
        self._load.count(good=self._good)
        self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        """The server went away."""
        if not self.done.done():
            self.done.set_exception(exc or Failed("the connection was closed"))


async def rate(
    port: int,
    requests: Sequence[bytes],
    connections: int,
    refusals: Callable[[int], None],
    seconds: float,
    *,
    mark: bytes = b"",
) -> float:
    """Answers a second; every connection gets at least one answer, however long it takes.

    Refusals (such as 503, or a body without the `mark`) do not count as answers; how many there
    were is told to `refusals`.
    """
    load = Load(requests, connections, strict=False, mark=mark)
    opened = [await _connect(port, load) for _ in range(connections)]
    load.start(seconds)
    began = time.perf_counter()
    for connection in opened:
        connection.send()
    await asyncio.gather(*(connection.done for connection in opened))
    for connection in opened:
        connection._transport.close()
    refusals(load.refused)
    return load.answered / (load.last_answer - began)


async def body_of(port: int, request: bytes) -> bytes:
    """The body of one answer."""
    load = Load([request], 1, strict=True)
    connection = await _connect(port, load)
    load.start(0)
    connection.send()
    answer = await connection.done
    connection._transport.close()
    return answer.partition(b"\r\n\r\n")[2]


async def _connect(port: int, load: Load) -> _Connection:
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(lambda: _Connection(load), "127.0.0.1", port)
    return connection
