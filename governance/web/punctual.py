"""The server's protocol: a connection that is slow with the head of its request is cut."""

import asyncio
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS: Final = 15.0
"""How long a new connection may be silent, and how long the head of a request may take."""


class PunctualProtocol(HttpToolsProtocol):
    """HTTP/1.1 for clients that say what they want; the body has a limit of its own."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The clock runs."""
        super().connection_made(transport)
        self._head = self._clock()

    def on_message_begin(self) -> None:
        """The clock runs for another request."""
        self._head.cancel()
        self._head = self._clock()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """In time."""
        self._head.cancel()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for."""
        self._head.cancel()
        super().connection_lost(exc)

    def _clock(self) -> asyncio.TimerHandle:
        return self.loop.call_later(HEAD_SECONDS, self.timeout_keep_alive_handler)
