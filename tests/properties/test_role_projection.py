"""SECURITY, figure 2: a role is told what everybody is told, cut down to its policy."""

from collections.abc import Callable
from random import Random
from typing import Final

import orjson
import pytest

from governance.schema.binding import binding
from tests.conftest import DIALECTS
from tests.harness import ask
from tests.oracle.asking import Document
from tests.oracle.cases import Family
from tests.oracle.plain import PlainQueryMaker
from tests.oracle.policies import PolicyMaker
from tests.oracle.projecting import Projection
from tests.oracle.theatre import Scene, Theatre

EVERYTHING: Final = "p, overseer, *, *, read, clear, always, allow, C1"
SEEDS: Final = (31, 32, 33)
FAMILIES: Final = 60


def with_an_overseer(seed: int) -> str:
    """A seed's policy, with a role that may see everything, whom no deny for all roles reaches."""
    lines = PolicyMaker(Random(seed)).text().splitlines()
    kept = [line for line in lines if not line.startswith("p, *")]
    return "\n".join(["g, overseer, anonymous", *kept, EVERYTHING])


async def told(scene: Scene, family: Family) -> int:
    """Ask as the overseer and as each actor; the latter must follow from the former."""
    (overseer,) = scene.stage.askers(Random(1), "overseer", family.askers[0].purpose, 1)
    await scene.admit([overseer, *family.askers])
    variables = family.query.variables(Random(family.seed), {})
    roots = Document(binding().graphql, family.query.text, variables).roots()
    for house in scene.houses:
        full = await ask(
            house, overseer.actor, overseer.purpose, family.query.text, variables, now=overseer.now
        )
        for asker in family.askers:
            got = await ask(
                house, asker.actor, asker.purpose, family.query.text, variables, now=asker.now
            )
            recipient = asker.actor.organization
            projection = Projection(asker.oracle, recipient, scene.stage.pseudonym)
            expected = projection.of_roots(roots, full["data"])
            assert orjson.dumps(got["data"]) == orjson.dumps(expected), (
                f"{house.database.dialect}: {asker.actor} for {asker.purpose}\n"
                f"{family.query.text}\n{variables}\n{scene.text}"
            )
    return len(family.askers)


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_role_is_told_its_projection_of_everything(
    seed: int, new_database: Callable[[str], str]
) -> None:
    theatre = await Theatre.open(seed, [new_database(dialect) for dialect in DIALECTS])
    async with theatre.scene(seed, with_an_overseer(seed)) as scene:
        families = scene.stage.families(seed, FAMILIES, PlainQueryMaker)
        asked = [await told(scene, family) for family in families]
    await theatre.close()
    assert sum(asked) >= FAMILIES
