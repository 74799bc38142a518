"""Competitors behind uvicorn, each in a process of its own: `python -m benchmarks.serve OPTIONS…`.

The sockets to listen on are inherited, each of the options is JSON: see `Serving`. What all of
them import is imported once, before they part.
"""

import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson
import uvicorn
from starlette import routing
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from benchmarks.limit import Limit
from benchmarks.orm import Orm
from benchmarks.product import settings_of, silence
from benchmarks.route import Route, open_writer
from benchmarks.world import SECRET, Asker
from governance.services.keys import derive
from governance.web.app import create_app

Answers = Callable[[str, Mapping[str, Any]], Awaitable[bytes]]
"""From the name of a question (or its document) and variables to a body."""

PRODUCTS: Final = {"ledger off": False, "ledger on": True}
BARE: Final = ("limit", "orm", "enforce")
KINDS: Final = (*BARE, *PRODUCTS)
ROUTE: Final = "route"
"""The write by hand."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What a process serves."""

    kind: str
    url: str
    """The database's address."""
    descriptor: int
    """The listening socket."""
    askers: tuple[Asker, ...]

    def spelled(self) -> str:
        """JSON, for the command line."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Serving":
        """From JSON."""
        given = json.loads(text)
        askers = tuple(Asker(**one) for one in given.pop("askers"))
        return cls(**given, askers=askers)


def application(serving: Serving) -> Starlette:
    """The product's own application, or a bare route for each role."""
    if serving.kind in PRODUCTS:
        if not PRODUCTS[serving.kind]:
            silence()
        return create_app(settings_of(serving.url))
    if serving.kind == ROUTE:
        return _writing(serving)
    answers: dict[str, Answers] = {}

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            answers.update(await _opened(serving, stack))
            yield

    async def respond(request: Request) -> Response:
        given = orjson.loads(await request.body())
        made = await answers[request.path_params["role"]](given["query"], given["variables"])
        return Response(made, media_type="application/json")

    return Starlette(
        routes=[routing.Route("/{role}", respond, methods=["POST"])], lifespan=lifespan
    )


def _writing(serving: Serving) -> Starlette:
    opened: list[Route] = []

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        route = Route(await open_writer(serving.url), serving.askers)
        opened.append(route)
        yield
        await route.close()

    async def respond(request: Request) -> Response:
        given = orjson.loads(await request.body())
        made = await opened[0].answer(request.headers["authorization"], given)
        return Response(made, media_type="application/json")

    routes = [routing.Route("/consents", respond, methods=["POST"])]
    return Starlette(routes=routes, lifespan=lifespan)


async def _opened(serving: Serving, stack: AsyncExitStack) -> dict[str, Answers]:
    keys = derive(SECRET)
    if serving.kind == "limit":
        limits = {one.role: await Limit.open(serving.url, one, keys) for one in serving.askers}
        for limit in limits.values():
            stack.push_async_callback(limit.close)
        return {role: limit.answer for role, limit in limits.items()}
    enforce = serving.kind == "enforce"
    orms = await stack.enter_async_context(
        Orm.opened(serving.url, serving.askers, keys, enforce=enforce)
    )
    return {role: orm.execute for role, orm in orms.items()}


def main() -> None:
    """Serve until stopped."""
    children = [_part(Serving.read(text)) for text in sys.argv[1:]]

    def stop(*_: object) -> None:
        for child in children:
            os.kill(child, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    for child in children:
        os.waitpid(child, 0)


def _part(serving: Serving) -> int:
    """A process that serves; its id."""
    child = os.fork()
    if child == 0:
        try:
            _serve(serving)
        finally:
            os._exit(0)
    return child


def _serve(serving: Serving) -> None:
    listening = socket.socket(fileno=serving.descriptor)
    config = uvicorn.Config(
        application(serving),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
