"""What a document is told before any row is looked at: denied fields and refused operations.

It depends on document, variables and policy alone, so it is the same for data that differs.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from governance.errors import GovernanceError
from governance.identity import Coordinate, type_of
from governance.schema.binding import Binding, TypeBinding
from governance.schema.governed import ToMany, ToOne
from tests.oracle.asking import Asked
from tests.oracle.filters import BadInput, fields_of, leaves
from tests.oracle.matching import Matching, Verdict
from tests.oracle.paging import Cursors, ForeignCursor, check_cursors, check_page

Path = tuple[str, ...]


class Judged:
    """Fills `errors`, one for each denied response path, and `refused`, the codes of refusals."""

    def __init__(
        self, binding: Binding, matching: Matching, purpose: str, cursors: Cursors
    ) -> None:
        self.errors: list[dict[str, Any]] = []
        self.refused: set[str] = set()
        self.seen: set[str] = set()
        self._binding = binding
        self._matching = matching
        self._purpose = purpose
        self._cursors = cursors

    def root(self, asked: Asked) -> None:
        """A root field."""
        if asked.name == "__typename":
            return
        if asked.name == "node":
            self._check_id(asked.arguments["id"])
        root = self._binding.roots[asked.name]
        target = root.target or asked.leads_to
        if target not in self._binding.types:
            return
        rows = self._matching.rows(target)
        if rows.denied:
            self._deny((asked.key,), f"Query.{asked.name}", rows, "root")
        elif root.many:
            self._connection(target, asked, (asked.key,))
        else:
            if asked.name == "visitor":
                self._which_visitor(asked)
            self._object(self._binding.types[target], asked.inside, (asked.key,), 1)

    def _which_visitor(self, asked: Asked) -> None:
        """By external id is a filter on the external id."""
        given = {name for name, value in asked.arguments.items() if value is not None}
        if "id" not in given and not given >= {"site", "externalId"}:
            self.refused.add("BAD_USER_INPUT")
        if "externalId" in given:
            self._use("Visitor", "externalId", "where")

    def _check_id(self, given: str) -> None:
        try:
            type_of(given)
        except GovernanceError as error:
            self.refused.add(error.code.value)

    def _object(self, bound: TypeBinding, asked: Sequence[Asked], path: Path, depth: int) -> None:
        self.seen.add(f"depth:{depth}")
        for one in asked:
            if one.name in ("__typename", "id"):
                continue
            coordinate = Coordinate(bound.name, one.name)
            declared = bound.fields[one.name].declared
            here = (*path, one.key)
            if isinstance(declared, ToOne | ToMany):
                verdict = self._matching.relation(coordinate)
                if verdict.denied:
                    self._deny(here, str(coordinate), verdict, "relation")
                elif isinstance(declared, ToMany):
                    self._connection(declared.target, one, here, depth + 1)
                else:
                    target = self._binding.types[declared.target]
                    self._object(target, one.inside, here, depth + 1)
                continue
            verdict = self._matching.value(coordinate)
            if verdict.denied:
                self._deny(here, str(coordinate), verdict, "value")

    def _connection(self, type_name: str, asked: Asked, path: Path, depth: int = 1) -> None:
        where = asked.arguments.get("where", {})
        for name in fields_of(where):
            self._use(type_name, name, "where")
        for one in asked.arguments.get("orderBy") or ():
            self._use(type_name, one["field"].value, "orderBy")
        given = asked.arguments
        self._told(check_page, given)
        self._told(check_cursors, type_name, given, self._cursors)
        self._told(self._check_filter, type_name, given)
        bound = self._binding.types[type_name]
        for one in asked.part("nodes", "edges"):
            if one.name == "nodes":
                self._object(bound, one.inside, (*path, one.key), depth)
            for node in one.part("node") if one.name == "edges" else ():
                self._object(bound, node.inside, (*path, one.key, node.key), depth)

    def _told(self, check: Callable[..., None], *arguments: Any) -> None:
        """Every fault is found, whichever the product tells."""
        try:
            check(*arguments)
        except BadInput:
            self.refused.add("BAD_USER_INPUT")
        except ForeignCursor:
            self.refused.add("CURSOR_INVALID")

    def _check_filter(self, type_name: str, arguments: Mapping[str, Any]) -> None:
        where = arguments.get("where", {})
        if "where" in arguments and not where:
            raise BadInput("where")
        for leaf in leaves(type_name, where):
            self.seen.add(f"operator:{leaf.operator}")
        self.seen |= {f"operator:{name}" for name in _connectives(where)}

    def _use(self, type_name: str, name: str, where: str) -> None:
        """A coordinate used in a filter or an order needs a clear allow."""
        if name == "id":
            return
        self.seen.add(f"used:{where}")
        if not self._matching.value(Coordinate(type_name, name)).has_clear:
            self.refused.add("FILTER_DENIED")
            self.seen.add(f"denial:{where}")

    def _deny(self, path: Path, coordinate: str, verdict: Verdict, kind: str) -> None:
        missing, purposes = verdict.missing
        self.seen.add(f"denial:{kind}")
        self.errors.append(
            {
                "path": list(path),
                "code": "FIELD_DENIED",
                "coordinate": coordinate,
                "purpose": self._purpose,
                "missing": {"kind": missing, "purposes": list(purposes)},
            }
        )


def _connectives(where: Any) -> set[str]:
    """Which of and, or, not a filter uses."""
    found: set[str] = set()
    for name in {"and", "or", "not"} & where.keys():
        found.add(name)
        for one in [where[name]] if name == "not" else where[name]:
            found |= _connectives(one)
    return found
