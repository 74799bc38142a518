"""What the policy says of one role under one purpose: rows of each type, forms of each coordinate.

The law. `Rows(T)` is the OR of the conditions of allows on T or `*`, and not the OR of those of
denies. `Form(c)` is the clearest form among allows on c whose condition holds for the row, unless
a deny on c holds: then null. There is no specificity: a narrow allow never narrows a wide one.
An allow matches what its purpose covers; a deny matches in both directions. Nothing matches: deny.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from governance.authz.datamap import DataMap
from governance.authz.rules import Policy, Rule
from governance.identity import Coordinate
from governance.vocabulary import FORMS, GROUP_FORMS

Clauses: TypeAlias = frozenset[frozenset[str]]
"""An OR of ANDs of condition names. `ALWAYS` holds for every row, `NEVER` for none."""

NEVER: Clauses = frozenset()
ALWAYS: Clauses = frozenset({frozenset()})


@dataclass(frozen=True, slots=True)
class Missing:
    """Why something is denied, by document and policy alone; never by rows."""

    kind: Literal["ROLE", "PURPOSE", "GRANT", "CONSENT"]
    purposes: tuple[str, ...]
    """For PURPOSE, those under which the role's rules would allow it."""


@dataclass(frozen=True, slots=True)
class Denied:
    """No row, no value."""

    missing: Missing


@dataclass(frozen=True, slots=True)
class Option:
    """A form, and when it is shown."""

    form: str
    when: Clauses
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A coordinate that some row may show: options from clearest to least clear."""

    options: tuple[Option, ...]
    unless: Clauses

    @property
    def clear_when(self) -> Clauses:
        """When the clear form is shown (before `unless`)."""
        first = self.options[0]
        return first.when if first.form == FORMS[0] else NEVER


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a type that may leave, or the rows for which a relation may be followed."""

    when: Clauses
    unless: Clauses
    rules: tuple[Rule, ...] = field(default=(), compare=False)


class Decisions:
    """The table for (policy revision, role, purpose, action): decided once, then looked up."""

    def __init__(
        self, policy: Policy, datamap: DataMap, role: str, purpose: str, action: str = "read"
    ) -> None:
        self._policy = policy
        self._datamap = datamap
        self._asked = role, purpose
        self._roles = policy.roles_of(role) | {"*"}
        self._of_role = [
            rule for rule in policy.rules if rule.role in self._roles and rule.action == action
        ]
        self._rules = [rule for rule in self._of_role if self._matches_purpose(rule, purpose)]
        self._rows: dict[str, Rows | Denied] = {}
        self._fields: dict[Coordinate, Shown | Rows | Denied] = {}

    def rows(self, type_name: str) -> Rows | Denied:
        """Which rows of the type may leave."""
        found = self._rows.get(type_name)
        if found is None:
            found = self._rows[type_name] = self._decide_rows(type_name)
        return found

    def opens(self, query: str) -> bool:
        """Whether a query on behalf of others is open, whatever the row: it is asked of none."""
        found = self.rows("Query." + query)
        return isinstance(found, Rows) and (found.when, found.unless) == (ALWAYS, NEVER)

    @cached_property
    def writes(self) -> "Decisions":
        """The same of writing: `rows("Mutation.x")` says which rows a mutation may touch."""
        return Decisions(self._policy, self._datamap, *self._asked, "write")

    def value(self, coordinate: Coordinate) -> Shown | Denied:
        """In which forms a value may be shown."""
        found = self._fields.get(coordinate)
        if found is None:
            found = self._fields[coordinate] = self._decide_value(coordinate)
        assert not isinstance(found, Rows)
        return found

    def relation(self, coordinate: Coordinate) -> Rows | Denied:
        """Whether a relation may be followed: its target has rows, and no deny is on it."""
        found = self._fields.get(coordinate)
        if found is None:
            found = self._fields[coordinate] = self._decide_relation(coordinate)
        assert not isinstance(found, Shown)
        return found

    def rules_on_rows(self, type_name: str) -> list[Rule]:
        """The rules that decide which rows of the type leave, by line."""
        return self._on_type(self._rules, type_name)

    def rules_on_value(self, coordinate: Coordinate) -> list[Rule]:
        """The rules that decide in which form a value is shown, by line."""
        return self._on_field(self._rules, coordinate)

    def _matches_purpose(self, rule: Rule, purpose: str) -> bool:
        covers = self._policy.covers
        if rule.effect == "deny":
            return covers(rule.purpose, purpose) or covers(purpose, rule.purpose)
        return covers(rule.purpose, purpose)

    def _on_type(self, rules: Iterable[Rule], type_name: str) -> list[Rule]:
        return [rule for rule in rules if rule.resource in (type_name, "*")]

    def _on_field(self, rules: Iterable[Rule], coordinate: Coordinate) -> list[Rule]:
        category = self._datamap.fields[coordinate].category
        names = self._policy.labels_of(category) | {str(coordinate), "*"}
        return [rule for rule in rules if rule.resource in names]

    def _decide_rows(self, type_name: str) -> Rows | Denied:
        matched = self._on_type(self._rules, type_name)
        when, unless = _when(matched, "allow"), _when(matched, "deny")
        if when == NEVER or unless == ALWAYS:
            return Denied(self._missing(self._on_type(self._of_role, type_name)))
        return Rows(when, unless, tuple(matched))

    def _decide_value(self, coordinate: Coordinate) -> Shown | Denied:
        matched = self._on_field(self._rules, coordinate)
        options = tuple(_options(matched))
        unless = _when(matched, "deny")
        if not options or unless == ALWAYS:
            return Denied(self._missing(self._on_field(self._of_role, coordinate)))
        return Shown(options, unless)

    def _decide_relation(self, coordinate: Coordinate) -> Rows | Denied:
        target = self._datamap.fields[coordinate].target
        assert target is not None
        rows = self.rows(target)
        if isinstance(rows, Denied):
            return rows
        unless = _when(self._on_field(self._rules, coordinate), "deny")
        if unless == ALWAYS:
            return Denied(Missing("ROLE", ()))
        return Rows(ALWAYS, unless)

    def _missing(self, rules: list[Rule]) -> Missing:
        """PURPOSE with those that would do, when any would; else ROLE."""
        candidates = sorted({rule.purpose for rule in rules if rule.effect == "allow"} - {"*"})
        would = tuple(
            purpose
            for purpose in candidates
            if _when([r for r in rules if self._matches_purpose(r, purpose)], "deny") != ALWAYS
        )
        return Missing("PURPOSE", would) if would else Missing("ROLE", ())


def _options(rules: list[Rule]) -> Iterable[Option]:
    """The allows by form, clearest first; none after one that always holds."""
    for form in (*FORMS, *GROUP_FORMS):
        of_form = [rule for rule in rules if rule.effect == "allow" and rule.form == form]
        if of_form:
            option = Option(form, _when(of_form, "allow"), tuple(of_form))
            yield option
            if option.when == ALWAYS:
                return


def residual(clauses: Clauses, holds: frozenset[str], fails: frozenset[str]) -> Clauses:
    """What is left to ask where it is known which conditions hold and which fail."""
    return _shortest({clause - holds for clause in clauses if not clause & fails})


def _when(rules: Iterable[Rule], effect: str) -> Clauses:
    """The OR of the rules' conditions, without those that another implies."""
    return _shortest({rule.conditions for rule in rules if rule.effect == effect})


def _shortest(sets: set[frozenset[str]]) -> Clauses:
    return frozenset(one for one in sets if not any(other < one for other in sets))
