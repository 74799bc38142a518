"""The ASGI application: what is served where, opened and closed with the process."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version
from typing import Any, Final

import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from governance.database.engine import open_database
from governance.engine.house import House
from governance.errors import traced
from governance.services.keys import load_keys
from governance.settings import Settings
from governance.web.authenticate import Authenticator
from governance.web.browsers import CrossOrigin, Origins, browser_token
from governance.web.gpc import gpc_support
from governance.web.graphql import GraphqlEndpoint
from governance.web.limits import Limits
from governance.web.logs import configure_logs
from governance.web.pages import Assets
from governance.web.posts import PostEndpoint
from governance.web.sign_in import SignIn
from governance.web.well_known import key_set

_LOG: Final = structlog.get_logger("governance.web")


class Opened:
    """What the endpoints share while the process serves."""

    def __init__(self) -> None:
        self._parts: tuple[House, Authenticator] | None = None

    def put(self, parts: tuple[House, Authenticator] | None) -> None:
        """Set at start, unset at the end."""
        self._parts = parts

    def __call__(self) -> tuple[House, Authenticator]:
        """The house and who knows its actors."""
        if self._parts is None:
            raise RuntimeError("the application is not started")
        return self._parts


class Application(Starlette):
    """Answers `/graphql` at once: routing and middleware would take longer than a small read."""

    def __init__(self, graphql: ASGIApp, **rest: Any) -> None:
        super().__init__(**rest)
        self.router.redirect_slashes = False  # a redirect would forget that the client spoke TLS
        self._graphql = graphql

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the lifespan."""
        if scope["type"] == "http" and scope["path"] == "/graphql":
            await self._graphql(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


async def healthz(_request: Request) -> JSONResponse:
    """The process runs."""
    return JSONResponse({"status": "ok"})


def create_app(settings: Settings) -> Application:
    """The application of a deployment. Its lifespan opens the database, keys, policy and ledger."""
    configure_logs(settings.log_level)
    opened = Opened()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        try:
            async with AsyncExitStack() as stack:
                keys = load_keys(settings)
                database = open_database(settings.database_url)
                stack.push_async_callback(database.close)
                house = await stack.enter_async_context(await House.open(settings, keys, database))
                opened.put((house, Authenticator(database, keys, settings.token_cache_seconds)))
                stack.callback(opened.put, None)
                _LOG.info(
                    "started",
                    version=version("purpose-bound-governance"),
                    database=database.dialect,
                    policy_revision=house.policy.revision,
                )
                yield
        except Exception as error:
            _LOG.critical("serving_failed", **traced(error))
            raise
        _LOG.info("stopped")

    async def readyz(_request: Request) -> JSONResponse:
        """The database answers, a policy is active, the ledger writes."""
        checks = await house().checks()
        ready = all(checks.values())
        return JSONResponse(
            {name: "ok" if good else "failing" for name, good in checks.items()},
            status_code=200 if ready else 503,
        )

    def house() -> House:
        return opened()[0]

    limits, origins = Limits(settings), Origins(house)
    graphql = CrossOrigin(GraphqlEndpoint(opened, limits), origins)
    tokens = CrossOrigin(PostEndpoint(house, limits, browser_token), origins)
    return Application(
        graphql,
        routes=[
            Route("/graphql", graphql),  # under a root path
            Route("/graphql/", graphql),
            Route("/sign-in", PostEndpoint(house, limits, SignIn())),
            Route("/browser/token", tokens),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/.well-known/jwks.json", key_set(house)),
            Route("/.well-known/gpc.json", gpc_support),
            Mount("/assets", Assets()),
        ],
        lifespan=lifespan,
    )
