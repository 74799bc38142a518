"""Takes a right away and asks again: a deny added, consents withdrawn, grants revoked."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from sqlalchemy import update

from governance.schema.binding import binding
from governance.tables import metadata
from governance.vocabulary import GIVING
from tests.harness import ask
from tests.oracle.asking import Document
from tests.oracle.cases import Asker
from tests.oracle.plain import PlainQueryMaker
from tests.oracle.policies import PolicyMaker
from tests.oracle.queries import Query
from tests.oracle.revealing import Revealed
from tests.oracle.theatre import Scene, Theatre
from tests.oracle.values import PURPOSES

ASKERS: Final = 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many queries were asked before and after, how many lost something, what was revealed."""

    queries: int
    lessened: int
    wrong: Sequence[str]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer before the change."""

    asker: Asker
    query: Query
    variables: dict[str, Any]
    answer: dict[str, Any]


Taking = Callable[[Theatre, Random], Awaitable[None]]


async def withdraw_consents(theatre: Theatre, rng: Random) -> None:
    """Half of those that stand."""
    standing = [row for row in theatre.records.all("consent") if row["status"] in GIVING]
    ids = [row["id"] for row in standing if rng.random() < 0.5]
    await _set(theatre, "consent", ids, "WITHDRAWN")


async def revoke_grants(theatre: Theatre, _: Random) -> None:
    """All that are active."""
    grants = theatre.records.all("sharing_grant")
    ids = [row["id"] for row in grants if row["status"] == "ACTIVE"]
    await _set(theatre, "sharing_grant", ids, "REVOKED")


async def _set(theatre: Theatre, table: str, ids: list[str], status: str) -> None:
    columns = metadata.tables[table].c
    changed = update(metadata.tables[table]).where(columns.id.in_(ids)).values(status=status)
    for database in theatre.databases:
        async with database.unit_of_work() as work:
            await work.connection.execute(changed)


TAKINGS: Final[dict[str, Taking | None]] = {
    "a deny": None,
    "withdrawal": withdraw_consents,
    "revocation": revoke_grants,
}
CHANGED: Final = frozenset({"Consent.status", "Consent.asksAgain", "SharingGrant.status"})


def more_denies(seed: int, text: str) -> str:
    """The policy with five denies more."""
    maker = PolicyMaker(Random(seed))
    return maker.accepted([*text.splitlines(), *(maker.any_deny() for _ in range(5))])


def take(what: str, seed: int, urls: Sequence[str], documents: int) -> Outcome:
    """Play a seed's world under its policy, before and after."""
    return asyncio.run(_take(what, seed, urls, documents))


async def _take(what: str, seed: int, urls: Sequence[str], documents: int) -> Outcome:
    rng, told = Random(f"after {seed}"), list[Told]()
    theatre = await Theatre.open(seed, urls)
    async with theatre.scene(seed) as scene:
        for place in range(ASKERS):
            role = scene.stage.roles[place % len(scene.stage.roles)]
            asker = scene.stage.askers(rng, role, rng.choice(PURPOSES), 2)[place % 2]
            await scene.admit([asker])
            told += [await _tell(scene, asker, rng) for _ in range(documents)]
        text = scene.text
    taking = TAKINGS[what]
    if taking is not None:
        await taking(theatre, rng)
        await theatre.read_again()
    else:
        text = more_denies(seed, text)
    async with theatre.scene(seed, text) as scene:
        outcomes = [await _compare(scene, one) for one in told]
    await theatre.close()
    wrong = [line for lines, _ in outcomes for line in lines]
    return Outcome(len(told), sum(less for _, less in outcomes), wrong)


async def _tell(scene: Scene, asker: Asker, rng: Random) -> Told:
    query = PlainQueryMaker(rng, binding(), asker.oracle.matching, scene.stage.world).query()
    variables = query.variables(rng, {})
    return Told(asker, query, variables, await _ask(scene, asker, query, variables))


async def _ask(
    scene: Scene, asker: Asker, query: Query, variables: dict[str, Any]
) -> dict[str, Any]:
    answers = [
        await ask(house, asker.actor, asker.purpose, query.text, variables, now=asker.now)
        for house in scene.houses
    ]
    assert all(one["data"] == answers[0]["data"] for one in answers)
    return answers[0]


async def _compare(scene: Scene, told: Told) -> tuple[Sequence[str], bool]:
    """What the second answer reveals, and whether it says anything less."""
    asker = told.asker
    after = await _ask(scene, asker, told.query, told.variables)
    roots = Document(binding().graphql, told.query.text, told.variables).roots()
    oracle = scene.stage.oracle(asker.actor, asker.purpose, asker.now)
    revealed = Revealed(asker.oracle, oracle, CHANGED)
    case = f"{asker.actor} for {asker.purpose}\n{told.query.text}\n{told.variables}\n{scene.text}"
    found = [
        f"{line}\n{case}" for line in revealed.of_roots(roots, told.answer["data"], after["data"])
    ]
    return found, after["data"] != told.answer["data"]
