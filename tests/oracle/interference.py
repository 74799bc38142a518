"""Asks, changes everything that the asker cannot see, and asks the same again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

import orjson

from governance.schema.binding import binding
from tests.harness import ask_raw
from tests.oracle.cases import Asker
from tests.oracle.comparing import differences
from tests.oracle.hiding import change
from tests.oracle.queries import Query, QueryMaker
from tests.oracle.theatre import Scene, Theatre
from tests.oracle.values import PURPOSES

ASKERS: Final = 7


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered before anything changed."""

    query: Query
    variables: dict[str, Any]
    body: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many queries were asked twice, how many values changed between, and what differed."""

    queries: int
    changed: int
    wrong: Sequence[str]


def interfere(seed: int, url: str, documents: int, times: int) -> Outcome:
    """Play a seed's world under its policy, for several actors one after another."""
    return asyncio.run(_interfere(seed, url, documents, times))


async def _interfere(seed: int, url: str, documents: int, times: int) -> Outcome:
    rng, wrong, queries, changed = Random(f"after {seed}"), list[str](), 0, 0
    theatre = await Theatre.open(seed, [url])
    async with theatre.scene(seed) as scene:
        for place in range(ASKERS):
            stage = replace(scene.stage, records=theatre.records)
            role = scene.stage.roles[place % len(scene.stage.roles)]
            asker = stage.askers(rng, role, rng.choice(PURPOSES), 2)[place % 2]
            await scene.admit([asker])
            said = await _before(scene, asker, rng, documents, times)
            changed += await change(theatre.databases[0], asker.oracle, rng)
            for one in said:
                body = await _tell(scene, asker, one.query, one.variables)
                if body != one.body:
                    wrong.append(_message(scene, asker, one, body))
            queries += len(said)
            await theatre.read_again()
    await theatre.close()
    return Outcome(queries, changed, wrong)


async def _before(
    scene: Scene, asker: Asker, rng: Random, documents: int, times: int
) -> list[Said]:
    """Ask each document several times, with the cursors that the answers give."""
    said = []
    for _ in range(documents):
        query = QueryMaker(rng, binding(), asker.oracle.matching, scene.stage.world).query()
        for _ in range(times):
            variables = query.variables(rng, asker.cursors)
            body = await _tell(scene, asker, query, variables)
            expected = asker.oracle.answer(query.text, variables, asker.cursors)
            differences(expected, orjson.loads(body), asker.cursors)
            said.append(Said(query, variables, body))
    return said


async def _tell(scene: Scene, asker: Asker, query: Query, variables: dict[str, Any]) -> bytes:
    (house,) = scene.houses
    told = await ask_raw(house, asker.actor, asker.purpose, query.text, variables, now=asker.now)
    return told.body


def _message(scene: Scene, asker: Asker, said: Said, body: bytes) -> str:
    return "\n".join(
        [
            f"{asker.actor} for {asker.purpose} at {asker.now}",
            said.query.text,
            repr(said.variables),
            f"before: {said.body!r}",
            f"after:  {body!r}",
            scene.text,
        ]
    )
