"""What a role is told, made from what one who may see everything is told: SECURITY, figure 2.

Rows out of the role's scope are left out, values are masked from their clear text. Only the
decisions are the oracle's; every value comes out of the other answer.
"""

import hmac
from collections.abc import Sequence
from typing import Any

from governance.identity import Coordinate
from governance.schema.binding import FieldBinding
from governance.schema.governed import Parts, ToMany, ToOne, Value
from tests.oracle.asking import Asked
from tests.oracle.deciding import PseudonymKey
from tests.oracle.reader import Oracle
from tests.oracle.records import Row


class Projection:
    """Cuts a full answer down to what an oracle's actor may see."""

    def __init__(self, oracle: Oracle, recipient: str, pseudonym: PseudonymKey) -> None:
        self._oracle = oracle
        self._recipient = recipient
        self._pseudonym = pseudonym

    def of_roots(self, roots: Sequence[Asked], full: dict[str, Any]) -> dict[str, Any]:
        """The data of the role's answer."""
        return {one.key: self._root(one, full[one.key]) for one in roots}

    def _root(self, asked: Asked, full: Any) -> Any:
        if asked.name == "__typename":
            return full
        target = self._oracle.binding.roots[asked.name].target or asked.leads_to
        if self._oracle.matching.rows(target).denied:
            return None
        if self._oracle.binding.roots[asked.name].many:
            return self._connection(target, asked, full)
        return self._object(target, asked.inside, full)

    def _row(self, type_name: str, identifier: str) -> Row:
        table = self._oracle.binding.types[type_name].table.name
        (row,) = self._oracle.records.where(table, id=identifier)
        return row

    def _object(self, type_name: str, asked: Sequence[Asked], full: Any) -> Any:
        if full is None:
            return None
        row = self._row(type_name, full["id"])
        if not self._oracle.in_scope(type_name, row):
            return None
        return {one.key: self._field(type_name, row, one, asked, full[one.key]) for one in asked}

    def _field(
        self, type_name: str, row: Row, one: Asked, among: Sequence[Asked], full: Any
    ) -> Any:
        if one.name in ("__typename", "id"):
            return full
        oracle = self._oracle
        bound = oracle.binding.types[type_name].fields[one.name]
        declared = bound.declared
        if isinstance(declared, ToOne | ToMany):
            verdict = oracle.matching.relation(bound.coordinate)
            if verdict.denied or oracle.relation_withheld(bound, row):
                return None
            if isinstance(declared, ToMany):
                return self._connection(declared.target, one, full)
            return self._object(declared.target, one.inside, full)
        if oracle.matching.value(bound.coordinate).denied:
            return None
        form = oracle.form(bound.coordinate, row)
        if form is None:
            return None
        if one.name == "withheld":
            return list(oracle.withheld(type_name, row, among))
        return full if isinstance(declared, Parts) else self._masked(bound, form, row, full)

    def _connection(self, type_name: str, asked: Asked, full: Any) -> dict[str, Any]:
        """Rows are shown once: under `nodes`, or under `edges`."""
        made: dict[str, Any] = {}
        shown: list[Any] = []
        for one in asked.part("nodes", "edges"):
            if one.name == "nodes":
                objects = [self._object(type_name, one.inside, node) for node in full[one.key]]
                shown = made[one.key] = [node for node in objects if node is not None]
            else:
                (node,) = one.part("node")
                objects = [
                    self._object(type_name, node.inside, edge[node.key]) for edge in full[one.key]
                ]
                shown = [thing for thing in objects if thing is not None]
                made[one.key] = [{node.key: thing} for thing in shown]
        for one in asked.part("totalCount"):
            made[one.key] = len(shown)
        return {one.key: made[one.key] for one in asked.inside}

    def _masked(self, bound: FieldBinding, form: str, row: Row, full: Any) -> Any:
        assert isinstance(bound.declared, Value)
        if form in bound.declared.stored:
            return row[bound.declared.stored[form]]
        if full is None or form == "clear":
            return full
        match form:
            case "year":
                return full[:4] + "-01-01T00:00:00.000Z"
            case "band":
                return full // 10 * 10
            case "country":
                return full[:2] or None
            case "domain":
                return full.rpartition("@")[2] or None if "@" in full else None
            case "initials":
                return full[:1] + "." if full else None
        key = self._pseudonym(self._recipient, bound.declared.category)
        return hmac.new(key, full.encode(), "sha256").hexdigest()


def clearness(oracle: Oracle, coordinate: Coordinate, row: Row) -> str | None:
    """The form in which a row shows a coordinate, None where it does not."""
    denied = oracle.matching.value(coordinate).denied
    return None if denied else oracle.form(coordinate, row)
