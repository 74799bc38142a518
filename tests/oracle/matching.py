"""Which lines of a policy speak of a thing, to one role that asks to read under one purpose.

DESIGN, Policy: an allow matches what its purpose covers, a deny matches in both directions; a role
has the rules of its ancestors too; a resource is a type (its rows), a coordinate, a data category
or class (coordinates only), or `*`. Nothing matches: deny.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from governance.authz.datamap import DataMap
from governance.authz.rules import Policy, Rule
from governance.identity import Coordinate


@dataclass(frozen=True, slots=True)
class Verdict:
    """The allows and denies that speak of a thing, and what an error says is missing."""

    allows: tuple[Rule, ...]
    denies: tuple[Rule, ...]
    missing: tuple[str, tuple[str, ...]]

    @property
    def denied(self) -> bool:
        """Whether no row can have it, whatever its conditions."""
        return not self.allows or any(not rule.conditions for rule in self.denies)

    @property
    def has_clear(self) -> bool:
        """Whether some row can have it in clear."""
        return not self.denied and any(rule.form == "clear" for rule in self.allows)


class Matching:
    """The policy as one role sees it under one purpose."""

    def __init__(self, policy: Policy, datamap: DataMap, role: str, purpose: str) -> None:
        self._policy = policy
        self._datamap = datamap
        self._purpose = purpose
        self.roles = {"*"} | policy.roles_of(role)
        self._rules = [r for r in policy.rules if r.role in self.roles and r.action == "read"]
        self._verdicts: dict[str | Coordinate, Verdict] = {}

    def rows(self, type_name: str) -> Verdict:
        """Of the rows of a type; what a visitor owns is besides held to its visitor, row by row."""
        return self._verdict(type_name, lambda: {type_name, "*"})

    def value(self, coordinate: Coordinate) -> Verdict:
        """Of a value."""
        return self._verdict(coordinate, lambda: self._names(coordinate))

    def relation(self, coordinate: Coordinate) -> Verdict:
        """Of a relation: readable iff its target has a row allow and no deny is on it."""
        target = self._datamap.fields[coordinate].target
        assert target is not None
        rows = self.rows(target)
        if rows.denied:
            return rows
        denies = self.value(coordinate).denies
        return Verdict(rows.allows, denies, ("ROLE", ()))

    def _names(self, coordinate: Coordinate) -> set[str]:
        labels = self._policy.labels_of(self._datamap.fields[coordinate].category)
        return {str(coordinate), "*", *labels}

    def _verdict(self, thing: str | Coordinate, resources: Callable[[], set[str]]) -> Verdict:
        found = self._verdicts.get(thing)
        if found is None:
            names = resources()
            speaking = [rule for rule in self._rules if rule.resource in names]
            found = self._under(speaking, self._purpose)
            found = Verdict(found.allows, found.denies, self._missing(speaking))
            self._verdicts[thing] = found
        return found

    def _under(self, rules: Iterable[Rule], purpose: str) -> Verdict:
        covers = self._policy.covers
        allows, denies = [], []
        for rule in rules:
            if rule.effect == "allow" and covers(rule.purpose, purpose):
                allows.append(rule)
            if rule.effect == "deny" and (
                covers(rule.purpose, purpose) or covers(purpose, rule.purpose)
            ):
                denies.append(rule)
        return Verdict(tuple(allows), tuple(denies), ("", ()))

    def _missing(self, rules: list[Rule]) -> tuple[str, tuple[str, ...]]:
        """PURPOSE and those under which the role would be allowed; ROLE when there is none."""
        named = {rule.purpose for rule in rules if rule.effect == "allow" and rule.purpose != "*"}
        would = [purpose for purpose in sorted(named) if not self._under(rules, purpose).denied]
        return ("PURPOSE", tuple(would)) if would else ("ROLE", ())
