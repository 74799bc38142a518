"""Plain queries: every row in reach, each with its id; no filter, order, cursor or short page.

What they answer for one actor can be laid beside what they answer for another, row by row.
"""

from random import Random
from typing import Final

from governance.schema.binding import Binding
from tests.oracle.arguments import Arguments
from tests.oracle.matching import Matching
from tests.oracle.queries import QueryMaker
from tests.oracle.worlds import World

MOST: Final = 100
MOST_NESTED: Final = 10
"""More than a visitor of a made world has of anything."""


class PlainArguments(Arguments):
    """Nothing but the number of rows."""

    def of_connection(
        self, type_name: str, *, nested: bool = False, site: str | None = None
    ) -> str:
        """All rows; of disclosures, those that are not made by asking."""
        first = f"first: {MOST_NESTED if nested else MOST}"
        if type_name != "Disclosure":
            return f"({first})"
        known = ", ".join(f'"{one}"' for one in self.world.ids("disclosure"))
        return f"({first}, where: {{id: {{in: [{known}]}}}})"

    def site(self) -> str | None:
        """None: every site."""
        return None


class PlainQueryMaker(QueryMaker):
    """Makes one plain document."""

    def __init__(self, rng: Random, binding: Binding, matching: Matching, world: World) -> None:
        super().__init__(rng, binding, matching, world)
        self.arguments = PlainArguments(rng, binding, matching, world)

    def _which(self, target: str) -> str:
        ids = self.world.ids(self.binding.types[target].table.name)
        return f'id: "{self.rng.choice(ids)}"'

    def _object(self, type_name: str, depth: int) -> str:
        return "id " + super()._object(type_name, depth)

    def _connection(self, type_name: str, depth: int) -> str:
        nodes = f"{{ {self._object(type_name, depth)} }}"
        shown = self.rng.choice([f"nodes {nodes}", f"edges {{ node {nodes} }}"])
        return shown + self.rng.choice(["", "", " totalCount"])
