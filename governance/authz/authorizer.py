"""Casbin as the judge: the model decides one request at a time, slowly and by the book.

Requests are decided by the table (`governance.authz.decision`); this is what the table is held
against, and what a person may ask about one role, one purpose and one place.
"""

from pathlib import Path
from typing import Final

import casbin

from governance.authz.datamap import DataMap, FieldEntry
from governance.authz.rules import Policy, Rule
from governance.identity import Coordinate
from governance.vocabulary import ALWAYS, NO_FORM, PERMITTING

MODEL: Final = Path(__file__).with_name("model.conf")

# A relation needs no allow of its own: its target's rows do, and no deny on it. The model needs
# some allow, so this rule, which no policy can write, stands for all relations.
_RELATION: Final = "(relation)"


class Authorizer:
    """Answers whether something is allowed, given the conditions that hold for the row."""

    def __init__(self, policy: Policy, datamap: DataMap) -> None:
        self._policy = policy
        self._datamap = datamap
        self._enforcers: dict[str, casbin.Enforcer] = {}

    def allows(
        self,
        role: str,
        purpose: str,
        resource: str,
        action: str,
        form: str = NO_FORM,
        facts: frozenset[str] = frozenset(),
    ) -> bool:
        """Whether some allow of this form holds and no deny does.

        `resource` is a type, a mutation or a coordinate; the form counts for values alone. `facts`
        names the conditions that hold. A relation is allowed when some row of its target can be
        and no deny on it holds.
        """
        entry = self._field(resource)
        if entry is None:
            return self._enforce(role, purpose, resource, action, NO_FORM, facts)
        if entry.target is None:
            return self._enforce(role, purpose, resource, action, form, facts)
        some_row = frozenset(PERMITTING)
        return self._enforce(
            role, purpose, entry.target, action, NO_FORM, some_row
        ) and self._enforce(role, purpose, resource, action, NO_FORM, facts)

    def _enforce(
        self, role: str, purpose: str, resource: str, action: str, form: str, facts: frozenset[str]
    ) -> bool:
        enforcer = self._enforcers.get(role)
        if enforcer is None:
            enforcer = self._enforcers[role] = self._build(role)
        return bool(enforcer.enforce(role, purpose, resource, action, form, facts))

    def _build(self, role: str) -> casbin.Enforcer:
        """An enforcer with the rules of the role and of what it inherits from, and no others."""
        model = casbin.Model()
        model.load_model_from_text(MODEL.read_text(encoding="utf-8"))
        enforcer = casbin.Enforcer(model)
        enforcer.add_function("reaches", self._reaches)
        enforcer.add_function("covers", self._covers)
        enforcer.add_function("holds", _holds)
        roles = self._policy.roles_of(role)
        for rule in self._policy.rules:
            if rule.role == "*" or rule.role in roles:
                enforcer.add_policy(*_cells(rule))
        for action in ("read", "aggregate"):
            enforcer.add_policy("*", "*", _RELATION, action, NO_FORM, ALWAYS, "allow", NO_FORM)
        for child in roles:
            for parent in self._policy.role_parents.get(child, ()):
                enforcer.add_grouping_policy(child, parent)
        return enforcer

    def _field(self, resource: str) -> FieldEntry | None:
        type_name, _, field = resource.partition(".")
        return self._datamap.fields.get(Coordinate(type_name, field))

    def _reaches(self, named: str, asked: str) -> bool:
        """Whether a rule's resource is the asked one, or a label of the asked coordinate."""
        entry = self._field(asked)
        if named == _RELATION:
            return entry is not None and entry.target is not None
        if named in (asked, "*"):
            return True
        return entry is not None and named in self._policy.labels_of(entry.category)

    def _covers(self, effect: str, named: str, asked: str) -> bool:
        """Whether a rule's purpose covers the asked one; a deny reaches upwards as well."""
        covers = self._policy.covers
        return covers(named, asked) or (effect == "deny" and covers(asked, named))


def _holds(condition: str, facts: frozenset[str]) -> bool:
    return condition == ALWAYS or facts.issuperset(condition.split("&"))


def _cells(rule: Rule) -> tuple[str, ...]:
    return (
        rule.role,
        rule.purpose,
        rule.resource,
        rule.action,
        rule.form,
        "&".join(sorted(rule.conditions)) or ALWAYS,
        rule.effect,
        rule.clause,
    )
