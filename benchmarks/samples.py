"""Variables to ask with: visitors in scope, pages of sites, sites; many enough to vary."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from benchmarks.limit import Limit
from benchmarks.questions import PAGE
from benchmarks.world import Asker, World

Variables = Sequence[Mapping[str, Any]]
_SITES: Final = 5


async def variables_of(world: World, asker: Asker, limit: Limit) -> dict[str, Variables]:
    """For each question, what to ask; the visitors are those on the first pages."""
    sites = world.seen_by(asker)[:_SITES]
    pages = [{"site": site, "first": PAGE} for site in sites]
    visitors: list[str] = []
    for page in pages:
        body = orjson.loads(await limit.answer("Q2", page))
        visitors += [edge["node"]["id"] for edge in body["data"]["visitors"]["edges"]]
    return {
        "Q1": [{"id": visitor} for visitor in visitors],
        "Q2": pages,
        "Q3": [{"id": site} for site in sites],
    }


def mixed(variables: Variables, most: int) -> Variables:
    """At most so many, from everywhere in the list."""
    step = max(1, len(variables) // most)
    return variables[::step][:most]
