"""A world in real databases, under one policy after another, with houses that answer there."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from governance.authz.policy import load_policy
from governance.database.engine import Database, open_database
from governance.engine.house import House
from governance.schema.binding import datamap
from governance.services.keys import derive
from tests.harness import SECRET, a_house, admit
from tests.oracle.cases import Asker, Stage
from tests.oracle.exposing import listen
from tests.oracle.policies import CLAUSES, PolicyMaker
from tests.oracle.records import Records, read_rows
from tests.oracle.worlds import World, a_world

PATIENT: Final[dict[str, Any]] = {
    "ledger_timeout_seconds": 60,
    "statement_timeout_seconds": 60,
    "pool_size": 2,
}
"""Machines that run tests are slow at times; each connection prepares each statement anew."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A stage, the houses that answer there, and the policy as text."""

    stage: Stage
    houses: Sequence[House]
    text: str

    async def admit(self, askers: Iterable[Asker]) -> None:
        """Let the tokens of askers be known to every database."""
        for actor in {asker.actor.token: asker.actor for asker in askers}.values():
            for house in self.houses:
                await admit(house.database, actor)


class Theatre:
    """A world in each of several databases, played under one policy after another."""

    def __init__(self, world: World, databases: Sequence[Database], records: Records) -> None:
        self.world = world
        self.databases = databases
        self.records = records

    @classmethod
    async def open(cls, seed: int, urls: Sequence[str]) -> "Theatre":
        """Fill empty databases with a seed's world, and read it back."""
        world = a_world(seed)
        databases = [open_database(url) for url in urls]
        for database in databases:
            await world.fill(database)
        theatre = cls(world, databases, Records({}))
        await theatre.read_again()
        return theatre

    async def read_again(self) -> None:
        """Read what the databases hold now, without the disclosures that asking wrote.

        Askers made before keep what they know.
        """
        held = [await read_rows(database) for database in self.databases]
        made = set(self.world.ids("disclosure"))
        for rows in held:
            rows["disclosure"] = [row for row in rows["disclosure"] if row["id"] in made]
        assert all(rows == held[0] for rows in held), "the databases hold different rows"
        self.records = Records(held[0])

    async def close(self) -> None:
        """Give the connections back."""
        for database in self.databases:
            await database.close()

    @asynccontextmanager
    async def scene(self, seed: int, text: str | None = None) -> AsyncIterator[Scene]:
        """The world under a seed's policy, or under one made from it."""
        maker = PolicyMaker(Random(seed))
        text = text or maker.text()
        policy = load_policy(text, CLAUSES, datamap())
        stage = Stage(self.world, self.records, policy, maker.roles, derive(SECRET).pseudonym)
        async with AsyncExitStack() as stack:
            houses = [
                await stack.enter_async_context(a_house(database, text, CLAUSES, **PATIENT))
                for database in self.databases
            ]
            for house in houses:
                listen(house)
            yield Scene(stage, houses, text)
