"""Random documents over the whole schema, each with variables that can be filled again and again.

Aliases, named and inline fragments, `@include` and `@skip`, merged selections, several roots,
filters of every operator under and/or/not, orders, pages both ways, `node(id:)`, nesting to the
third level. The policy is looked at only to ask mostly for what it does not deny outright.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from governance.identity import PREFIXES, Coordinate
from governance.schema.binding import Binding
from governance.schema.governed import Parts, ToMany, ToOne, Value
from tests.oracle.arguments import Arguments, Make
from tests.oracle.matching import Matching
from tests.oracle.paging import Cursor
from tests.oracle.values import an_id
from tests.oracle.worlds import World

ROOTS: Final = {
    "visitors": 12,
    "visits": 3,
    "consents": 4,
    "cookies": 1,
    "notices": 1,
    "organizations": 1,
    "sites": 2,
    "sharingGrants": 2,
    "legalRequests": 1,
    "acquisitions": 1,
    "users": 1,
    "disclosures": 1,
    "visitor": 3,
    "node": 4,
    "organization": 1,
    "site": 1,
}
DEPTH: Final = 3


@dataclass(frozen=True, slots=True)
class Query:
    """A document, and how each of its variables is filled."""

    text: str
    makes: Mapping[str, Make]

    def variables(self, rng: Random, cursors: Mapping[str, Cursor]) -> dict[str, Any]:
        """Fresh values; a name that is left out has none."""
        made = {name: make(rng, cursors) for name, make in self.makes.items()}
        return {name: value for name, value in made.items() if value is not ...}


class QueryMaker:
    """Makes one document."""

    def __init__(self, rng: Random, binding: Binding, matching: Matching, world: World) -> None:
        self.rng = rng
        self.binding = binding
        self.matching = matching
        self.world = world
        self.arguments = Arguments(rng, binding, matching, world)
        self.fragments: list[str] = []
        self.aliases = 0

    def query(self) -> Query:
        """A valid document."""
        roots = " ".join(self.root() for _ in range(self.rng.choice([1] * 8 + [2, 3])))
        if self.rng.random() < 0.03:
            roots += " __typename"
        declared = self.arguments.declared()
        head = f"query Q({declared})" if declared else self.rng.choice(["query Q", "query", ""])
        text = f"{head} {{ {roots} }} " + " ".join(self.fragments)
        return Query(text.strip(), self.arguments.makes)

    def root(self) -> str:
        open_ones = {name: weight for name, weight in ROOTS.items() if self._open(name)}
        pool = open_ones if self.rng.random() < 0.9 else ROOTS
        name = self.rng.choices(list(pool), list(pool.values()))[0]
        root = self.binding.roots[name]
        if name == "node":
            return self._node()
        assert root.target is not None
        key = self._alias(name, 0.4, unique=True)
        if root.many:
            site = self.arguments.site() if name in ("visitors", "visits", "consents") else None
            given = self.arguments.of_connection(root.target, site=site)
            return f"{key}{given} {{ {self._connection(root.target, 1)} }}"
        given = self._which(root.target)
        return f"{key}({given}) {{ {self._object(root.target, 1)} }}"

    def _open(self, root: str) -> bool:
        """Whether a root leads to a type of which some row may be seen."""
        target = self.binding.roots[root].target
        return target is None or not self.matching.rows(target).denied

    def _which(self, target: str) -> str:
        table = self.binding.types[target].table.name
        if target == "Visitor" and self.rng.random() < 0.4:
            external = [row["external_id"] for row in self.world.rows[table]]
            value = self.arguments.variable("String", _among([*external, "none"], ...))
            site = self.arguments.variable("ID", _among(self.world.ids("site"), ...))
            return f"site: {site}, externalId: {value}"
        ids = [*self.world.ids(table), an_id(self.rng, target)]
        return "id: " + self.arguments.variable("ID!", _among(ids))

    def _node(self) -> str:
        nodes = [name for name in PREFIXES if name in self.binding.types]
        target = self.rng.choice(["Visitor", "Visitor", *nodes])
        ids = [*self.world.ids(self.binding.types[target].table.name), an_id(self.rng, target)]
        given = self.arguments.variable("ID!", _among(ids))
        other = self.rng.choice(nodes)
        parts = [f"... on {target} {{ {self._object(target, 1)} }}"]
        if other != target:
            values = self.binding.types[other].fields.values()
            plain = [one.coordinate.field for one in values if isinstance(one.declared, Value)]
            name = self._alias(self.rng.choice(plain), 1)
            parts.append(f"... on {other} {{ {name} }}")
        if self.rng.random() < 0.5:
            parts.append(self.rng.choice(["id", "__typename", "... on Node { id }"]))
        self.rng.shuffle(parts)
        return f"{self._alias('node', 0.3, unique=True)}(id: {given}) {{ {' '.join(parts)} }}"

    # Objects ------------------------------------------------------------------------------------

    def _object(self, type_name: str, depth: int) -> str:
        fields = self.binding.types[type_name].fields
        count = self.rng.randint(1, (6, 4, 3)[depth - 1])
        values = [
            name for name, one in fields.items() if not isinstance(one.declared, ToOne | ToMany)
        ]
        relations = [name for name in fields if name not in values]
        weights = [self._weight(type_name, name) for name in values]
        picked = self.rng.choices(values, weights, k=count)
        liked = [name for name in picked if self._allowed(type_name, name)]
        names = liked if liked and self.rng.random() < 0.85 else picked
        if type_name == "Visitor" and self.rng.random() < 0.6:
            names.append("withheld")
        if depth < DEPTH and relations:
            reached = [n for n in relations if self._readable(type_name, n)]
            pool = reached if reached and self.rng.random() < 0.85 else relations
            names += self.rng.sample(pool, min(self.rng.choice([0, 0, 1, 1, 1, 2]), len(pool)))
        names = list(dict.fromkeys(names)) + (["id"] if self.rng.random() < 0.6 else [])
        self.rng.shuffle(names)
        parts = [self._field(type_name, name, depth) for name in names]
        if self.rng.random() < 0.15:
            parts.append("__typename")
        if self.rng.random() < 0.1:  # the same field again is merged
            parts.append(self.rng.choice(["id", names[0] if names[0] in values else "id"]))
            parts[-1] = "id" if parts[-1] in ("identifiers",) else parts[-1]
        return self._wrapped(type_name, parts)

    def _allowed(self, type_name: str, name: str) -> bool:
        return not self.matching.value(Coordinate(type_name, name)).denied

    def _readable(self, type_name: str, name: str) -> bool:
        return not self.matching.relation(Coordinate(type_name, name)).denied

    def _weight(self, type_name: str, name: str) -> int:
        """More for a field that some row may show in a form that is not the clear one."""
        verdict = self.matching.value(Coordinate(type_name, name))
        forms = {rule.form for rule in verdict.allows} - {"clear"}
        if verdict.denied or not forms:
            return 1
        if forms & {"sha256", "domain"}:
            return 90
        return 20 if forms - {"pseudonym", "year"} else 6

    def _field(self, type_name: str, name: str, depth: int) -> str:
        if name == "id":
            return self._alias("id", 0.05)
        declared = self.binding.types[type_name].fields[name].declared
        match declared:
            case Parts():
                first, *_, last = declared.fields
                inner = self.rng.choice([f"{first} {last}", last, f"k: {first} __typename"])
                return f"{self._alias(name, 0.2, unique=True)} {{ {inner} }}"
            case ToOne():
                inner = self._object(declared.target, depth + 1)
                return f"{self._alias(name, 0.2, unique=True)}{self._directive()} {{ {inner} }}"
            case ToMany():
                given = self.arguments.of_connection(declared.target, nested=True)
                inner = self._connection(declared.target, depth + 1)
                return f"{self._alias(name, 0.2, unique=True)}{given} {{ {inner} }}"
        return self._alias(name, 0.15) + self._directive()

    def _connection(self, type_name: str, depth: int) -> str:
        parts = []
        shape = self.rng.random()
        if shape < 0.6:
            parts.append(f"nodes {{ {self._object(type_name, depth)} }}")
        if 0.5 < shape < 0.97:
            cursor = self.rng.choice(["cursor ", "c: cursor ", ""])
            parts.append(f"edges {{ {cursor}node {{ {self._object(type_name, depth)} }} }}")
        if self.rng.random() < 0.35 or not parts:
            parts.append(self._alias("totalCount", 0.2))
        if self.rng.random() < 0.4:
            ends = self.rng.choice(["", " startCursor", " startCursor endCursor"])
            parts.append(f"pageInfo {{ hasNextPage hasPreviousPage{ends} }}")
        if self.rng.random() < 0.05:
            parts.append("__typename")
        self.rng.shuffle(parts)
        return " ".join(parts)

    # Spelling -----------------------------------------------------------------------------------

    def _alias(self, name: str, chance: float, *, unique: bool = False) -> str:
        """The field, under an alias of its own now and then; `unique` where it takes arguments."""
        if unique or self.rng.random() < chance:
            self.aliases += 1
            return f"a{self.aliases}: {name}"
        return name

    def _directive(self) -> str:
        if self.rng.random() > 0.06:
            return ""
        name = self.rng.choice(["include", "skip"])
        given = self.rng.choice(["", "", "true", "false"])
        given = given or self.arguments.variable("Boolean!", lambda rng, _: rng.random() < 0.7)
        return f" @{name}(if: {given})"

    def _wrapped(self, type_name: str, parts: list[str]) -> str:
        """Some of the fields moved into fragments."""
        if self.rng.random() < 0.75:
            return " ".join(parts)
        cut = self.rng.randint(1, len(parts))
        inner, rest = " ".join(parts[:cut]), parts[cut:]
        condition = self.rng.choice([f"on {type_name} ", "", f"on {type_name} "])
        if self.rng.random() < 0.5:
            rest.append(f"... {condition}{self._directive()} {{ {inner} }}")
        else:
            name = f"F{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {type_name} {{ {inner} }}")
            rest += [f"...{name}"] * self.rng.choice([1, 1, 2])
        return " ".join(rest)


def _among(pool: list[Any], *more: Any) -> Callable[[Random, Mapping[str, Cursor]], Any]:
    return lambda rng, _: rng.choice([*pool, *more])
