"""What a write costs: `recordConsent` of the product beside a route written by hand, over HTTP.

Both write to the same database, a copy that is thrown away, and as durably: SQLite with
`synchronous=FULL`, PostgreSQL with `fsync` and `synchronous_commit` on.
"""

import random
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Final

import orjson
from sqlalchemy import select
from sqlmodel import col

from benchmarks import client
from benchmarks.databases import Postgres, copied_sqlite
from benchmarks.measure import Differs, Line, Pace, Rate, in_turns
from benchmarks.serve import ROUTE
from benchmarks.servers import served
from benchmarks.world import CONSENT_PURPOSES, Asker, World
from governance.database.engine import open_database
from governance.tables import Visitor

PRODUCT: Final = "ledger on"
MARK: Final = b'"recordedAt":"'
"""What an answer has only where something was recorded."""
CONNECTIONS: Final = {"http, 1": 1, "http, 16": 16}
"""Mode to connections."""
_VISITORS: Final = 2000
_DOCUMENT: Final = """\
mutation Record($input: RecordConsentInput!) {
  recordConsent(input: $input) { id recordedAt%s }
}
"""
QUESTIONS: Final = {
    "id recordedAt": _DOCUMENT % "",
    "consent { status }": _DOCUMENT % " consent { status }",
}
"""What the payload is asked for, and the product's document of it."""

Say = Callable[[str], None]
Refusals = Callable[[str, int], None]


async def timed(
    world: World, database: str, url: str, pace: Pace, refusals: Refusals, say: Say
) -> list[Line]:
    """A line for each payload and number of connections. Raises Differs."""
    lines = []
    inputs = _inputs(await _visitors(world, url))
    async with served(url, (world.agent,), (ROUTE, PRODUCT)) as ports:
        for question, document in QUESTIONS.items():
            asked = _asked(world.agent, document, inputs)
            await _alike(ports, asked)
            for mode, connections in CONNECTIONS.items():
                say(f"{database}, recordConsent, {question}, {mode}")
                rates: dict[str, Rate] = {
                    kind: partial(
                        client.rate,
                        ports[kind],
                        requests,
                        connections,
                        partial(refusals, kind),
                        mark=MARK,
                    )
                    for kind, requests in asked.items()
                }
                for rate in rates.values():
                    await rate(pace.seconds)
                line = Line(database, world.agent.role, question, mode)
                lines.append(await in_turns(line, rates, pace))
    return lines


@asynccontextmanager
async def scratch(server: Postgres, urls: Mapping[str, str]) -> AsyncIterator[dict[str, str]]:
    """Copies of the databases, to write to."""
    with copied_sqlite(urls["sqlite"]) as sqlite:
        async with server.copied(urls["postgresql"]) as postgresql:
            yield {"sqlite": sqlite, "postgresql": postgresql}


async def _visitors(world: World, url: str) -> list[tuple[str, str]]:
    """(site id, visitor id) of those whom the agent may write of, and who may give consent."""
    found = select(col(Visitor.site_id), col(Visitor.id)).where(
        col(Visitor.site_id).in_(world.seen_by(world.agent)), col(Visitor.restricted_at).is_(None)
    )
    database = open_database(url)
    try:
        async with database.reading() as work:
            rows = await work.connection.execute(found.order_by(col(Visitor.id)))
            return [(row.site_id, row.id) for row in rows]
    finally:
        await database.close()


def _inputs(visitors: list[tuple[str, str]]) -> list[dict[str, str]]:
    """What visitors say, spread over many of them."""
    rng = random.Random(1)
    rng.shuffle(visitors)
    return [
        {
            "site": site,
            "visitor": visitor,
            "purpose": rng.choice(CONSENT_PURPOSES),
            "status": rng.choice(("GIVEN", "REFUSED")),
            "method": "BANNER",
        }
        for site, visitor in visitors[:_VISITORS]
    ]


def _asked(
    agent: Asker, document: str, inputs: Sequence[Mapping[str, str]]
) -> dict[str, list[bytes]]:
    """The requests as each competitor takes them."""
    headers = {"Authorization": f"Bearer {agent.bearer}"}

    def spelled(path: str, body: Any) -> bytes:
        return client.request_bytes(path, body, headers)

    return {
        ROUTE: [spelled("/consents", {"input": one}) for one in inputs],
        PRODUCT: [
            spelled("/graphql", {"query": document, "variables": {"input": one}}) for one in inputs
        ],
    }


async def _alike(ports: Mapping[str, int], asked: Mapping[str, list[bytes]]) -> None:
    """Both move the same standing of the first visitor to the same status."""
    told = [
        orjson.loads(await client.body_of(ports[kind], requests[0]))["data"]["recordConsent"]
        for kind, requests in asked.items()
    ]
    if len({one and one["id"] for one in told}) != 1 or None in told:
        raise Differs(f"the competitors record otherwise: {told}")
    statuses = {one["consent"]["status"] for one in told if "consent" in one}
    if len(statuses) != 1:
        raise Differs(f"the competitors show otherwise: {told}")
