"""Families of cases: one document, asked again by several actors with several values.

A family shares its plan in the product, so that many cases cost few compilations. Everything is
made from seeds; nothing depends on the order in which families are asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final

from governance.authz.actor import Actor
from governance.authz.rules import Policy
from governance.identity import new_id
from governance.schema.binding import binding
from governance.vocabulary import OrganizationKind, dotted_ancestors
from tests.oracle.deciding import PseudonymKey
from tests.oracle.paging import Cursor
from tests.oracle.queries import Query, QueryMaker
from tests.oracle.reader import Oracle
from tests.oracle.records import Records
from tests.oracle.values import PURPOSES
from tests.oracle.worlds import World

ACTORS: Final = 6
"""How many actors share a role and a purpose; every second is held to named sites."""
ASKED_BY: Final = 3
ASKED_TIMES: Final = 10
ASKED_FOR: Final = (*PURPOSES, *PURPOSES[:5])
"""Mostly purposes with others above or below them, of which consent speaks."""


@dataclass(frozen=True, slots=True)
class Asker:
    """An actor under one purpose at one moment, with the oracle that answers it."""

    actor: Actor
    purpose: str
    now: datetime
    oracle: Oracle
    cursors: dict[str, Cursor] = field(default_factory=dict)
    """Every cursor that the product gave this asker, and what it stands for."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A world under a policy: who may ask there."""

    world: World
    records: Records
    policy: Policy
    roles: Sequence[str]
    """Those of the policy; the last two, which see most in other forms than clear, ask most."""
    pseudonym: PseudonymKey

    def askers(self, rng: Random, role: str, purpose: str, count: int) -> list[Asker]:
        """Actors of one role and purpose, so that they share plans."""
        return [self._asker(rng, role, purpose, place % 2 == 1) for place in range(count)]

    def _asker(self, rng: Random, role: str, purpose: str, held: bool) -> Asker:
        actor = self._actor(rng, role, purpose, held)
        now = self.world.now + timedelta(milliseconds=rng.choice([0, 0, 0, 0, -1, 1]))
        return Asker(actor, purpose, now, self.oracle(actor, purpose, now))

    def oracle(self, actor: Actor, purpose: str, now: datetime) -> Oracle:
        """What answers for an actor here."""
        return Oracle(self.records, self.policy, binding(), actor, purpose, now, self.pseudonym)

    def _actor(self, rng: Random, role: str, purpose: str, held: bool) -> Actor:
        rows = self.world.rows
        organization = rng.choice(rows["organization"])
        if rng.random() < 0.3:
            owner = rng.choice(rows["site"])["organization_id"]
            (organization,) = (o for o in rows["organization"] if o["id"] == owner)
        held_to = rng.sample(rows["site"], rng.randint(1, len(rows["site"])))
        named = rng.choice(rows["visitor"])
        return Actor(
            token=new_id("AccessToken"),
            role=role,
            organization=organization["id"],
            organization_name=organization["name"],
            kind=OrganizationKind[organization["kind"]],
            purposes=(rng.choice([purpose, dotted_ancestors(purpose)[-1]]),),
            sites=tuple(site["id"] for site in held_to) if held else None,
            visitor=(named["site_id"], named["id"]) if rng.random() < 0.4 else None,
        )

    def families(
        self, seed: int, count: int, maker: type[QueryMaker] = QueryMaker
    ) -> Iterator["Family"]:
        """Families whose askers share role and purpose, and so their plan."""
        rng = Random(seed)
        twice = (*self.roles, *self.roles[-2:])
        pairs = [(role, purpose) for role in twice for purpose in rng.sample(ASKED_FOR, 2)]
        pool = {pair: self.askers(rng, *pair, ACTORS) for pair in pairs}
        for number in range(count):
            alike = pool[pairs[number % len(pairs)]][0 if rng.random() < 0.7 else 1 :: 2]
            askers = rng.sample(alike, ASKED_BY)
            made = maker(rng, binding(), askers[0].oracle.matching, self.world)
            yield Family(made.query(), askers, ASKED_TIMES, rng.getrandbits(32))


@dataclass(frozen=True, slots=True)
class Family:
    """A document, who asks it, and how often each."""

    query: Query
    askers: Sequence[Asker]
    times: int
    seed: int

    @property
    def size(self) -> int:
        """How many cases it has."""
        return len(self.askers) * self.times
