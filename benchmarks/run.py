"""One run: make the data, compare the answers, then time everybody on both databases."""

import gc
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks import client, inside, writes
from benchmarks.databases import DIALECTS, Postgres, load_sqlite
from benchmarks.limit import Limit
from benchmarks.measure import SLOW, Ask, Line, Pace, Rate, compared, in_process, in_turns, warm
from benchmarks.orm import Orm
from benchmarks.product import Product, opened
from benchmarks.questions import DOCUMENTS, NAMES
from benchmarks.samples import Variables, mixed, variables_of
from benchmarks.serve import KINDS, PRODUCTS
from benchmarks.servers import served
from benchmarks.world import SECRET, Asker, World
from benchmarks.writes import CONNECTIONS
from governance.services.keys import derive

MODES: Final = ("in process", *CONNECTIONS)
_REQUESTS: Final = 200
"""Different requests that a client sends in turn."""

USUAL: Final = Pace(rounds=5, seconds=0.6, warm_up=30)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line chooses."""

    visitors: int = 100_000
    sites: int = 50
    pace: Pace = USUAL
    python_requests: int = 1000
    cold_times: int = 15
    memory_requests: int = 100_000
    different: int = 5
    """Requests of each question whose answers are compared."""
    folder: Path | None = None
    """Where the databases are kept for another run; None: nowhere."""
    http: bool = True
    reads: bool = True
    writes: bool = True


@dataclass(slots=True)
class Result:
    """All that a run found."""

    compared: int = 0
    """Answers that were the same for every competitor."""
    lines: list[Line] = field(default_factory=list)
    python: dict[tuple[str, str, str], tuple[float, float]] = field(default_factory=dict)
    """(database, role, question) to µs beside the statement: the product's, the limit's."""
    cold: dict[tuple[str, str, str], tuple[float, float]] = field(default_factory=dict)
    """(database, role, question) to ms: parse and validate, the plan."""
    refused: Counter[str] = field(default_factory=Counter)
    """By competitor, requests over HTTP that were answered with another status than 200."""
    writes: list[Line] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    """MB before and after each fifth of the requests."""


async def run(options: Options, say: Say) -> Result:
    """Measure everything."""
    result = Result()
    async with _databases(options, say) as (world, urls, server):
        for database, url in urls.items() if options.reads else ():
            await _in_process(options, world, database, url, result, say)
            if options.http:
                await _over_http(options, world, database, url, result, say)
        if options.http and options.writes:
            await _writes(options, world, urls, server, result, say)
    return result


async def _writes(
    options: Options,
    world: World,
    urls: Mapping[str, str],
    server: Postgres,
    result: Result,
    say: Say,
) -> None:
    def refusals(kind: str, count: int) -> None:
        result.refused[kind] += count

    async with writes.scratch(server, urls) as copies:
        for database, url in copies.items():
            pace = options.pace
            result.writes += await writes.timed(world, database, url, pace, refusals, say)


Opened = tuple[World, dict[str, str], Postgres]
"""The world, the addresses of its databases, and the server of one of them."""


@asynccontextmanager
async def _databases(options: Options, say: Say) -> AsyncIterator[Opened]:
    """The world and its two databases; made unless they are kept in a folder."""
    async with AsyncExitStack() as stack:
        folder = options.folder or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="governance-bench-"))
        )
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"made-{options.visitors}-{options.sites}"
        kept = made.is_file()
        now = datetime.fromisoformat(made.read_text()) if kept else datetime.now(UTC)
        new_world = partial(World, options.visitors, options.sites, now, derive(SECRET))
        server = Postgres(folder / "postgresql")
        stack.callback(server.close)
        name = f"bench_{options.visitors}_{options.sites}"
        sqlite = folder / f"{name}.db"
        if not kept:
            say(f"making {options.visitors:,} visitors on {options.sites} sites, twice")
            await server.configure()
            await load_sqlite(sqlite, new_world())
            await server.load(name, new_world())
            made.write_text(now.isoformat())
        urls = {"sqlite": f"sqlite:///{sqlite}", "postgresql": server.url(name)}
        yield new_world(), {one: urls[one] for one in DIALECTS}, server


async def _in_process(
    options: Options, world: World, database: str, url: str, result: Result, say: Say
) -> None:
    keys = derive(SECRET)
    async with AsyncExitStack() as stack:
        houses = {
            kind: await stack.enter_async_context(opened(url, ledger=ledger))
            for kind, ledger in PRODUCTS.items()
        }
        orms = {
            kind: await stack.enter_async_context(
                Orm.opened(url, world.askers, keys, enforce=kind == SLOW)
            )
            for kind in ("orm", "enforce")
        }
        for asker in world.askers:
            limit = await Limit.open(url, asker, keys)
            stack.push_async_callback(limit.close)
            variables = await variables_of(world, asker, limit)
            products = {kind: Product(house, asker) for kind, house in houses.items()}
            for name in NAMES:
                asks: dict[str, Ask] = {
                    "limit": partial(limit.answer, name),
                    **{kind: partial(orm[asker.role].answer, name) for kind, orm in orms.items()},
                    **{kind: partial(one.answer, name) for kind, one in products.items()},
                }
                line = Line(database, asker.role, name, "in process")
                await _timed(options, line, asks, variables[name], result, say)
            place = (database, asker.role)
            quiet = products["ledger off"]
            await _inside(options, place, quiet, limit, variables, result, say)
        if database == "sqlite":
            product = Product(houses["ledger off"], world.askers[0])
            sites: Variables = [{"id": one} for one in world.seen_by(world.askers[0])]
            say("memory")
            result.memory = await inside.memory_megabytes(product, sites, options.memory_requests)


async def _timed(
    options: Options,
    line: Line,
    asks: Mapping[str, Ask],
    variables: Variables,
    result: Result,
    say: Say,
) -> None:
    say(f"{line.database}, {line.role}, {line.question}, {line.mode}")
    result.compared += await compared(asks, mixed(variables, options.different))
    for name, ask in asks.items():
        await warm(ask, variables, options.pace, name)
    gc.collect()
    rates = {name: in_process(ask, variables) for name, ask in asks.items()}
    result.lines.append(await in_turns(line, rates, options.pace))


async def _inside(
    options: Options,
    place: tuple[str, str],
    product: Product,
    limit: Limit,
    variables: Mapping[str, Variables],
    result: Result,
    say: Say,
) -> None:
    say(f"{', '.join(place)}, Python beside the statement, cold plans")
    python = await inside.python_microseconds(product, limit, variables, options.python_requests)
    cold = inside.cold_milliseconds(product, variables, options.cold_times)
    for name in NAMES:
        result.python[(*place, name)] = python[name]
        result.cold[(*place, name)] = cold[name]


async def _over_http(
    options: Options, world: World, database: str, url: str, result: Result, say: Say
) -> None:
    keys = derive(SECRET)
    async with served(url, world.askers, KINDS) as ports:
        for asker in world.askers:
            limit = await Limit.open(url, asker, keys)
            variables = await variables_of(world, asker, limit)
            await limit.close()
            for name in NAMES:
                asked = {
                    kind: [_spelled(kind, asker, name, one) for one in variables[name][:_REQUESTS]]
                    for kind in KINDS
                }
                await _asked(options, Line(database, asker.role, name, ""), ports, asked, result)
                say(f"{database}, {asker.role}, {name}, over HTTP")


async def _asked(
    options: Options,
    like: Line,
    ports: Mapping[str, int],
    asked: Mapping[str, list[bytes]],
    result: Result,
) -> None:
    asks: dict[str, Ask] = {}
    for kind in KINDS:
        by_place = asked[kind]
        asks[kind] = lambda one, kind=kind, by_place=by_place: client.body_of(  # type: ignore[misc]
            ports[kind], by_place[one["place"]]
        )
    places: Variables = [{"place": at} for at in range(len(asked["limit"]))]
    result.compared += await compared(asks, mixed(places, options.different))

    def rate_of(kind: str, connections: int) -> Rate:
        def count(refusals: int) -> None:
            result.refused[kind] += refusals

        return partial(client.rate, ports[kind], asked[kind], connections, count)

    for kind in KINDS:
        await rate_of(kind, 1 if kind == SLOW else 16)(options.pace.seconds)
    for mode, connections in CONNECTIONS.items():
        line = Line(like.database, like.role, like.question, mode)
        rates = {kind: rate_of(kind, connections) for kind in KINDS}
        result.lines.append(await in_turns(line, rates, options.pace))


def _spelled(kind: str, asker: Asker, name: str, variables: Mapping[str, object]) -> bytes:
    """A request as a competitor's server takes it."""
    if kind == "limit":
        return client.request_bytes(
            f"/{asker.role}", {"query": name, "variables": dict(variables)}, {}
        )
    body = {"query": DOCUMENTS[name], "variables": dict(variables)}
    if kind not in PRODUCTS:
        return client.request_bytes(f"/{asker.role}", body, {})
    return client.request_bytes("/graphql", body, {"Authorization": f"Bearer {asker.bearer}"})
