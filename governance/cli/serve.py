"""`governance serve` and `governance demo`: answer requests."""

import errno
import json
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer
import uvicorn
from starlette.types import ASGIApp
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from governance.cli.run import (
    AsJson,
    CommandError,
    activate_shipped,
    finish,
    now,
    settings,
    show_json,
    the_database,
    the_keys,
)
from governance.database.engine import dialect_of
from governance.database.migrations import upgrade
from governance.database.unit_of_work import UnitOfWork
from governance.services import policies
from governance.services.demo.links import link
from governance.services.deployment import bind_key
from governance.services.keys import load_or_make_keys
from governance.services.organizations import all_sites, all_users
from governance.settings import Settings
from governance.web.app import create_app
from governance.web.logs import take_over
from governance.web.punctual import PunctualProtocol

HOST = "127.0.0.1"
SECONDS_TO_FINISH = 10


class AnnouncedServer(uvicorn.Server):
    """A server that says when it accepts requests."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started and not self.should_exit:
            self._announce()


class DrainingSupervisor(Multiprocess):
    """Workers that finish what they began, while nobody else is let in."""

    def terminate_all(self) -> None:
        """Close the door before the workers are told to end: else connections queue at it."""
        for listening in self.sockets:
            listening.close()
        super().terminate_all()


def settings_app() -> ASGIApp:
    """The application of the environment's settings; each worker makes its own."""
    take_over()
    return create_app(Settings())


def serve(
    host: Annotated[str, typer.Option(help="Where to listen.")] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes; PostgreSQL only.")] = 1,
) -> None:
    """Answer requests until stopped.

    On SIGTERM nobody is let in any more, and what was begun is answered within 10 seconds.
    """
    chosen = settings()
    if workers > 1 and dialect_of(chosen.database_url) == "sqlite":
        raise CommandError("SQLite is served by one process; more workers need PostgreSQL")
    finish(_check(chosen))
    listening = _listen(host, port)
    url = _url(listening)
    if workers > 1:
        config = _config("governance.cli.serve:settings_app", factory=True, workers=workers)
        print(f"serving {url} with {workers} workers", file=sys.stderr, flush=True)
        supervisor = DrainingSupervisor(config, [listening])
        supervisor.run()
        if any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes):
            raise CommandError("a worker did not start")
        return

    def announce() -> None:
        print(f"serving {url}", file=sys.stderr, flush=True)

    _run(chosen, listening, announce)


def demo(
    data: Annotated[Path, typer.Option(help="Where the demo lies; made if absent.")] = Path(
        "var/demo"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
    visitors: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="How many to make, at first.")
    ] = 5000,
    as_json: AsJson = False,
) -> None:
    """Serve made-up data, with a fresh token for every role.

    Seeds the folder if there is nothing in it.
    """
    folder = data.resolve()
    chosen = settings().model_copy(
        update={
            "database_url": f"sqlite:///{folder / 'governance.db'}",
            "secret_key": None,
            "secret_key_file": folder / "secret.key",
        }
    )
    with _listen(HOST, port) as listening:
        about = finish(_prepare(chosen, visitors))
        url = _url(listening)
        links = {role: link(url, role, token) for role, token in about["tokens"].items()}
        answer = {"url": url, "database_url": chosen.database_url, "links": links, **about}
        _run(chosen, listening, lambda: show_json(answer) if as_json else _print_demo(answer))


async def _check(chosen: Settings) -> None:
    """Refuse to start without a key, a migrated database and an active policy."""
    async with the_database(chosen.database_url) as database, database.reading() as work:
        await the_keys(work, chosen)
        if await policies.active(work) is None:
            raise CommandError("no policy is active; `governance init` activates the shipped one")


async def _prepare(chosen: Settings, visitors: int) -> dict[str, Any]:
    """Migrate, seed once, revoke the tokens of an earlier start and issue fresh ones."""
    try:
        seed = import_module("governance.services.demo.seed")
        actors = import_module("governance.services.demo.actors")
    except ModuleNotFoundError as error:
        raise CommandError(
            f"the demo needs {error.name}: pip install 'purpose-bound-governance[demo]'"
        ) from None
    keys = load_or_make_keys(chosen)
    await upgrade(chosen.database_url)
    moment = now()
    async with the_database(chosen.database_url) as database, database.unit_of_work() as work:
        made = await seed.seed_demo(work, now=moment, visitors=visitors)
        if not made and "operator:demo" not in {one.author for one in await policies.history(work)}:
            raise CommandError("that folder holds a deployment of its own; name another by --data")
        await bind_key(work, keys)
        if await policies.active(work) is None:
            await activate_shipped(work, author="operator:demo", moment=moment)
        issued = await actors.issue_demo_tokens(work, keys, now=moment)
        return await _about([asdict(actor) for actor in issued], work)


async def _about(issued: list[dict[str, Any]], work: UnitOfWork) -> dict[str, Any]:
    tokens: dict[str, str] = {}
    for actor in issued:
        tokens.setdefault(actor["role"], actor["token"])
    return {
        "tokens": tokens,
        "actors": [
            {
                "role": actor["role"],
                "organization": actor["organization"],
                "organizationName": actor["organization_name"],
                "sites": actor["sites"],
                "purposes": actor["purposes"],
                "visitor": actor["visitor"],
                "token": actor["token"],
            }
            for actor in issued
        ],
        "sites": [site.id for site in sorted(await all_sites(work), key=lambda one: one.id)],
        "users": [
            {
                "id": user.id,
                "name": user.name,
                "email": user.email,
                "role": user.role,
                "organization": user.organization_id,
            }
            for user in await all_users(work)
        ],
    }


def _print_demo(answer: dict[str, Any]) -> None:
    print(f"serving {answer['url']}, GraphQL at {answer['url']}/graphql", flush=True)
    print(f"data in {answer['database_url']}")
    print("tokens of this start, for 24 hours, and links that open them in a browser:")
    for role, token in answer["tokens"].items():
        purposes = next(one["purposes"] for one in answer["actors"] if one["role"] == role)
        print(f"\n{role}, for {', '.join(purposes)}\n  {token}\n  {answer['links'][role]}")
    query = {"query": "{ visitors(first: 3) { totalCount nodes { id email geoCountry } } }"}
    print(
        "\nOr by hand:\n"
        f"  curl {answer['url']}/graphql -H 'Content-Type: application/json' \\\n"
        f"    -H 'Authorization: Bearer {answer['tokens']['subsidiary']}' \\\n"
        "    -H 'Governance-Purpose: analytics.reporting' \\\n"
        f"    -d '{json.dumps(query)}'",
        flush=True,
    )


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            reason = f"port {port} of {host} is taken; choose another with --port"
        else:
            reason = f"cannot listen on {host}:{port}: {error.strerror or error}"
        raise CommandError(reason) from None
    listening.set_inheritable(True)
    return listening


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _stop(_number: int, _frame: FrameType | None) -> None:
    """What was begun is answered: that is the end which was asked for, and no failure."""
    sys.exit(0)


def _config(app: Any, **options: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,  # what it logs goes the way of all logs
        log_level="warning",
        access_log=False,
        server_header=False,
        http=PunctualProtocol,
        proxy_headers=False,  # no answer depends on where a request comes from
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        **options,
    )


def _run(chosen: Settings, listening: socket.socket, announce: Callable[[], None]) -> None:
    signal.signal(signal.SIGTERM, _stop)  # uvicorn drains, and then raises the signal again
    server = AnnouncedServer(_config(create_app(chosen)), announce)
    server.run(sockets=[listening])
    if not server.started:
        raise CommandError("the server did not start")
