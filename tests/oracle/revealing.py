"""What a second answer reveals that the first did not: a row, a value, or a clearer form of one."""

from collections.abc import Iterator, Sequence
from typing import Any

from governance.schema.governed import ToMany, ToOne
from governance.vocabulary import FORMS
from tests.oracle.asking import Asked
from tests.oracle.projecting import clearness
from tests.oracle.reader import Oracle


class Revealed:
    """Lays two answers to one plain query side by side.

    `before` and `after` are the oracles of the two moments: where a value changed, they say whether
    it did so for a less clear form. `changed` names coordinates whose stored values were changed.
    """

    def __init__(self, before: Oracle, after: Oracle, changed: frozenset[str]) -> None:
        self._before = before
        self._after = after
        self._changed = changed
        self._binding = before.binding

    def of_roots(
        self, roots: Sequence[Asked], old: dict[str, Any], new: dict[str, Any]
    ) -> Iterator[str]:
        """In words, each thing that only the second answer tells."""
        for one in roots:
            root = self._binding.roots.get(one.name)
            if root is None:
                continue
            target = root.target or one.leads_to
            told = self._connection if root.many else self._object
            yield from told(target, one, one.key, old[one.key], new[one.key])

    def _connection(
        self, type_name: str, asked: Asked, path: str, old: Any, new: Any
    ) -> Iterator[str]:
        if new is None:
            return
        if old is None:
            yield f"{path} is there"
            return
        for one in asked.inside:
            here = f"{path}.{one.key}"
            if one.name == "totalCount" and new[one.key] > old[one.key]:
                yield f"{here} grew from {old[one.key]} to {new[one.key]}"
            if one.name in ("nodes", "edges"):
                nodes = one if one.name == "nodes" else one.part("node")[0]
                rows = [
                    {row["id"]: row for row in _rows(one, nodes, answer[one.key])}
                    for answer in (old, new)
                ]
                for identifier, row in rows[1].items():
                    known = rows[0].get(identifier)
                    yield from self._object(type_name, nodes, f"{here}.{identifier}", known, row)

    def _object(self, type_name: str, asked: Asked, path: str, old: Any, new: Any) -> Iterator[str]:
        if new is None:
            return
        if old is None:
            yield f"{path} is there"
            return
        for one in asked.inside:
            if one.name not in ("__typename", "withheld"):
                yield from self._field(
                    type_name, new["id"], one, f"{path}.{one.key}", old[one.key], new[one.key]
                )

    def _field(
        self, type_name: str, identifier: str, one: Asked, path: str, old: Any, new: Any
    ) -> Iterator[str]:
        bound = self._binding.types[type_name].fields.get(one.name)
        if bound is not None and isinstance(bound.declared, ToOne | ToMany):
            told = self._connection if isinstance(bound.declared, ToMany) else self._object
            yield from told(bound.declared.target, one, path, old, new)
        elif new is None or new == old:
            return
        elif bound is None or old is None:
            yield f"{path} is {new!r}"
        elif str(bound.coordinate) not in self._changed:
            forms = []
            for oracle in (self._before, self._after):
                table = self._binding.types[type_name].table.name
                (row,) = oracle.records.where(table, id=identifier)
                forms.append(clearness(oracle, bound.coordinate, row))
            if None in forms or FORMS.index(forms[1] or "") <= FORMS.index(forms[0] or ""):
                yield f"{path} turned from {old!r} ({forms[0]}) to {new!r} ({forms[1]})"


def _rows(one: Asked, nodes: Asked, given: list[Any]) -> list[Any]:
    return given if one.name == "nodes" else [edge[nodes.key] for edge in given]
