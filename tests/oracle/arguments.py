"""Random arguments of connections: filters, orders, pages; as literals and as variables."""

import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final, TypeAlias

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    is_list_type,
)

from governance.database.types import to_rfc3339
from governance.identity import Coordinate
from governance.schema.binding import Binding
from governance.schema.governed import Value
from tests.oracle.matching import Matching
from tests.oracle.paging import Cursor
from tests.oracle.values import MOMENTS, ODD_TEXTS, an_id
from tests.oracle.worlds import World

Make: TypeAlias = Callable[[Random, Mapping[str, Cursor]], Any]
"""Makes the value of a variable, as JSON has it; `...` leaves the variable without one."""

BROKEN: Final = 0.006
"""How often something that has to be refused is asked for."""
_BROKEN_FILTERS: Final = (
    *("{}", "null", "{id: {}}", "{id: null}", "{id: {eq: null}}", "{not: {}}"),
    *("{and: []}", "{or: []}", "{or: [{}]}", "{not: {and: []}}"),
)
_PARTS: Final = frozenset({"contains", "startsWith"})


class Arguments:
    """Writes arguments into one document, and remembers the variables it declares."""

    def __init__(self, rng: Random, binding: Binding, matching: Matching, world: World) -> None:
        self.rng = rng
        self.binding = binding
        self.matching = matching
        self.world = world
        self.makes: dict[str, Make] = {}
        self._types: dict[str, str] = {}

    def declared(self) -> str:
        """The variable definitions."""
        return ", ".join(f"${name}: {kind}" for name, kind in self._types.items())

    def variable(self, kind: str, make: Make) -> str:
        """A variable of a GraphQL type."""
        name = f"v{len(self._types)}"
        self._types[name], self.makes[name] = kind, make
        return f"${name}"

    def site(self) -> str | None:
        """The argument `site` now and then."""
        ids = [*self.world.ids("site"), an_id(self.rng, "Site")]
        if self.rng.random() < 0.8:
            return None
        return "site: " + self.variable("ID", lambda rng, _: rng.choice([*ids, *ids, None]))

    def of_connection(
        self, type_name: str, *, nested: bool = False, site: str | None = None
    ) -> str:
        """The arguments in brackets, or nothing."""
        rng, parts = self.rng, [] if site is None else [site]
        keys = self._order_keys(type_name) if rng.random() < 0.4 else []
        if keys or rng.random() < 0.03:
            parts.append("orderBy: " + self._order(type_name, keys))
        if rng.random() < (0.25 if nested else 0.45) or type_name == "Disclosure":
            parts.append("where: " + self._where(type_name))
        parts += self._page(type_name, keys, nested)
        rng.shuffle(parts)
        return f"({', '.join(parts)})" if parts else ""

    # Pages ----------------------------------------------------------------------------------

    def _page(self, type_name: str, keys: list[tuple[str, str]], nested: bool) -> list[str]:
        rng, parts = self.rng, []
        backward = rng.random() < 0.2
        sizes = [1, 2, 3, 5] if nested else [1, 2, 3, 4, 7, 20, 100]
        if backward:
            parts.append(f"last: {self._size(sizes)}")
        elif nested or rng.random() < 0.7:
            parts.append(f"first: {self._size(sizes)}")
        if rng.random() < BROKEN / 2:
            parts.append("first: 1" if backward else "last: 1")
        order = tuple((name, way == "DESC") for name, way in keys)
        if rng.random() < 0.4:
            parts.append(f"{'before' if backward else 'after'}: {self._cursor(type_name, order)}")
            if rng.random() < 0.1:
                parts.append(
                    f"{'after' if backward else 'before'}: {self._cursor(type_name, order)}"
                )
        return parts

    def _size(self, sizes: list[int]) -> str:
        if self.rng.random() < 0.5:
            return str(self.rng.choice(sizes))
        return self.variable(
            "Int", lambda rng, _: rng.choice([0, -1, 101] if rng.random() < BROKEN else sizes)
        )

    def _cursor(self, type_name: str, order: tuple[tuple[str, bool], ...]) -> str:
        def make(rng: Random, cursors: Mapping[str, Cursor]) -> Any:
            fit = [t for t, c in cursors.items() if (c.type, c.order) == (type_name, order)]
            if rng.random() < BROKEN:
                return rng.choice([*cursors, "", "bm9uc2Vuc2U", "é"])
            return rng.choice([*fit, *fit, None])

        return self.variable("String", make)

    # Orders ---------------------------------------------------------------------------------

    def _order_keys(self, type_name: str) -> list[tuple[str, str]]:
        """(field, direction) of each key."""
        most = 4 if self.rng.random() < BROKEN else 3
        names = self._usable(type_name, ["id", *self._sortable(type_name)], 0.75)
        picked = self.rng.choices(names, k=self.rng.randint(1, most))
        return [(name, self.rng.choice(["ASC", "DESC"])) for name in picked]

    def _order(self, type_name: str, keys: list[tuple[str, str]]) -> str:
        enum = self.binding.graphql.type_map[f"{type_name}OrderField"]
        assert isinstance(enum, GraphQLEnumType)
        spelled = {_value_of(value): name for name, value in enum.values.items()}
        if self.rng.random() < 0.2:
            whole = [{"field": spelled[name], "direction": way} for name, way in keys]
            return self.variable(f"[{type_name}Order!]", lambda *_: whole)
        written = [
            f"{{field: {spelled[name]}}}"
            if way == "ASC" and self.rng.random() < 0.3
            else f"{{field: {spelled[name]}, direction: {way}}}"
            for name, way in keys
        ]
        return f"[{', '.join(written)}]"

    def _sortable(self, type_name: str) -> list[str]:
        inputs = self.binding.graphql.type_map[f"{type_name}Filter"]
        assert isinstance(inputs, GraphQLInputObjectType)
        return [name for name in inputs.fields if name not in ("id", "and", "or", "not")]

    def _usable(self, type_name: str, names: list[str], mostly: float = 0.93) -> list[str]:
        """Mostly those with a clear allow, so that not every second query is refused."""
        clear = [
            name
            for name in names
            if name == "id" or self.matching.value(Coordinate(type_name, name)).has_clear
        ]
        return clear if clear and self.rng.random() < mostly else names

    # Filters --------------------------------------------------------------------------------

    def _where(self, type_name: str) -> str:
        if type_name == "Disclosure":  # asking writes more of them
            ids = self.world.ids("disclosure")
            known = self.variable("[ID!]", lambda rng, _: rng.sample(ids, rng.randint(0, len(ids))))
            return f"{{id: {{in: {known}}}, and: [{self._filter(type_name, 1)}]}}"
        if self.rng.random() < BROKEN:
            return self.rng.choice(_BROKEN_FILTERS)
        return self._filter(type_name, 0)

    def _filter(self, type_name: str, depth: int) -> str:
        """At least one part; `and`, `or` and `not` to the second level."""
        rng, parts = self.rng, []
        if depth < 3 and rng.random() < 0.5:
            name = rng.choice(["and", "or", "not", "not"])
            count = 1 if name == "not" else rng.choice([1, 2, 2, 2])
            below = ", ".join(self._filter(type_name, depth + 1) for _ in range(count))
            parts.append(f"not: {below}" if name == "not" else f"{name}: [{below}]")
        if not parts or rng.random() < 0.4:
            names = self._usable(type_name, ["id", *self._sortable(type_name)])
            if "id" in names and len(names) > 1:
                names.remove("id") if rng.random() < 0.9 else None
            for name in dict.fromkeys(rng.choices(names, k=rng.choice([1, 1, 2]))):
                parts.append(f"{name}: {self._operators(type_name, name)}")
        return f"{{{', '.join(parts)}}}"

    def _operators(self, type_name: str, name: str) -> str:
        inputs = self.binding.graphql.type_map[f"{type_name}Filter"]
        assert isinstance(inputs, GraphQLInputObjectType)
        kind = get_named_type(inputs.fields[name].type)
        assert isinstance(kind, GraphQLInputObjectType)
        picked = self.rng.sample(list(kind.fields), self.rng.choice([1, 1, 1, 2]))
        pool = self._pool(type_name, name)
        written = [
            f"{operator}: {self._operand(kind.fields[operator].type, operator, pool)}"
            for operator in picked
        ]
        return f"{{{', '.join(written)}}}"

    def _operand(self, kind: GraphQLInputType, operator: str, pool: list[Any]) -> str:
        def one(rng: Random) -> Any:
            if operator == "isNull":
                return rng.random() < 0.5
            value = rng.choice(pool)
            if operator in _PARTS and rng.random() < 0.8:
                start = 0 if operator == "startsWith" else rng.randint(0, 2)
                return str(value)[start : start + rng.randint(0, 3)]
            return value

        def make(rng: Random, _: Mapping[str, Cursor]) -> Any:
            if rng.random() < BROKEN / 4:
                return rng.choice([None, ..., "\0", "\ud83d"])
            if is_list_type(kind):
                return [one(rng) for _ in range(rng.choice([0, 1, 2, 5]))]
            return one(rng)

        if self.rng.random() < 0.7:
            return self.variable(str(kind), make)
        literal = [one(self.rng) for _ in range(2)] if is_list_type(kind) else one(self.rng)
        return _written(literal, isinstance(get_named_type(kind), GraphQLEnumType))

    def _pool(self, type_name: str, name: str) -> list[Any]:
        """Values worth comparing with: what rows hold, and what they do not."""
        bound = self.binding.types[type_name]
        rows = self.world.rows[bound.table.name]
        if name == "id":
            return [*(row["id"] for row in rows), an_id(self.rng, type_name), "", "vis"]
        field = bound.fields[name]
        if field.is_enum:
            enum = self.binding.graphql.type_map[field.scalar]
            assert isinstance(enum, GraphQLEnumType)
            return list(enum.values)
        assert isinstance(field.declared, Value)
        if name == "ageBand":
            return ["UNDER_18", "18_24", "65_PLUS", "2", ""]
        if name == "asksAgain":
            return [True, False]
        held = [row[field.column] for row in rows if row[field.column] is not None]
        more: dict[str, list[Any]] = {
            "String": [*self.rng.sample(ODD_TEXTS, 5), *(str(one).upper() for one in held[:3])],
            "Int": [-(2**31), -1, 0, 1, 1990, 2**31 - 1],
            "DateTime": list(MOMENTS),
            "Boolean": [True, False],
        }
        pool = [*self.rng.choices(held, k=8), *more[field.scalar]] if held else more[field.scalar]
        if field.scalar == "DateTime":
            spelled = [to_rfc3339(one) for one in pool]
            return [*spelled, spelled[0].replace("Z", "+00:00"), "2026-03-01T13:00:00+01:00"]
        return pool


def _value_of(value: Any) -> str:
    """The field that a member of an order's enum stands for."""
    return str(value.value)


def _written(value: Any, enum: bool) -> str:
    """A value as a GraphQL literal."""
    if isinstance(value, list):
        return f"[{', '.join(_written(one, enum) for one in value)}]"
    return str(value) if enum else json.dumps(value, ensure_ascii=False)
