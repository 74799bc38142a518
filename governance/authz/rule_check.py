"""What one `p` line has to satisfy: names that exist, and a meaning that the data map can carry."""

from collections.abc import Iterable
from itertools import chain
from typing import Final

from governance.authz.datamap import DataMap, FieldEntry
from governance.authz.policy_text import Cell, suggestion
from governance.authz.rules import Policy, Rule
from governance.vocabulary import (
    ACTIONS,
    ALWAYS,
    DATA_CATEGORIES,
    DATA_USES,
    FORMS,
    GROUP_FORMS,
    NO_FORM,
    PERMITTING,
    RESTRICTING,
    ROLES,
    Anchor,
)

ANY: Final = "*"
NO_CLAUSE: Final = "-"
"""The clause of a rule that carries none out; the linter keeps it from third parties."""

_FORMS_OF: Final[dict[str, tuple[str, ...]]] = {
    "read": FORMS,
    "aggregate": (FORMS[0], *GROUP_FORMS),
    "write": (NO_FORM,),
}
_OWNED_ANCHORS: Final = frozenset({Anchor.VISITOR, Anchor.SITE})
_CONDITIONS: Final = {**PERMITTING, **RESTRICTING}


class RuleCheck:
    """Reads rules one after another against a policy's declarations and the data map."""

    def __init__(self, declared: Policy, datamap: DataMap) -> None:
        self._datamap = datamap
        self._labels = {
            entry.coordinate: declared.labels_of(entry.category)
            for entry in datamap.fields.values()
        }
        classes = frozenset(chain.from_iterable(declared.category_classes.values()))
        self._roles = frozenset({ANY, *ROLES, *declared.role_parents})
        self._purposes = DATA_USES | declared.purpose_parents.keys() | {ANY}
        self._mutations = frozenset(f"Mutation.{name}" for name in datamap.mutations)
        self._queries = frozenset(f"Query.{name}" for name in datamap.queries)
        self._coordinates = frozenset(map(str, datamap.fields))
        self._categories = DATA_CATEGORIES | classes
        self._clauses = frozenset({NO_CLAUSE, *declared.clauses})
        self._seen: dict[tuple[object, ...], int] = {}

    def rule(self, cells: tuple[Cell, ...]) -> Rule:
        """The rule of nine cells. Raises PolicyError at the first cell amiss."""
        kind, role, purpose, resource, action, form, condition, effect, clause = cells
        role.known(self._roles, "role")
        purpose.known(self._purposes, "purpose")
        self._known_resource(resource)
        action.known(ACTIONS, "action")
        form.known((*FORMS, *GROUP_FORMS, NO_FORM), "form")
        names = _conditions(condition)
        allows = effect.known(("allow", "deny"), "effect") == "allow"
        clause.known(self._clauses, "clause")
        if allows and role.text == ANY:
            raise role.refused("`*` is a role for denies alone: an allow names whom it allows")
        rule = Rule(
            line=kind.line,
            role=role.text,
            purpose=purpose.text,
            resource=resource.text,
            action=action.text,
            form=form.text,
            conditions=names,
            effect="allow" if allows else "deny",
            clause=clause.text,
        )
        matched = self._matched(rule)
        self._check_action(rule, action)
        self._check_form(rule, matched, form)
        if allows and not self._matches_something(rule, matched):
            raise resource.refused(f"this allow matches nothing: no field has `{resource.text}`")
        self._check_conditions(rule, matched, condition)
        self._check_new(rule, kind)
        return rule

    def _known_resource(self, cell: Cell) -> None:
        name = cell.text
        doors = self._mutations | self._queries
        known = self._datamap.types.keys() | doors | self._coordinates | self._categories
        if name == ANY or name in known:
            return
        if name.startswith("Mutation."):
            kind = "mutation"
        elif name[:1].isupper():
            kind = "coordinate" if "." in name else "type"
        else:
            kind = "resource"
        if not name:
            raise cell.refused("the resource is missing")
        raise cell.refused(f"unknown {kind} `{name}`{suggestion(name, known)}")

    def _matched(self, rule: Rule) -> list[FieldEntry]:
        """The coordinates that a rule of reading reaches."""
        if rule.action == "write":
            return []
        return [
            entry
            for entry in self._datamap.fields.values()
            if rule.resource in (ANY, str(entry.coordinate))
            or rule.resource in self._labels[entry.coordinate]
        ]

    def _matches_something(self, rule: Rule, matched: list[FieldEntry]) -> bool:
        if rule.action == "write":
            return bool(self._mutations) if rule.resource == ANY else True
        return bool(matched) or rule.resource in (ANY, *self._datamap.types, *self._queries)

    def _check_action(self, rule: Rule, cell: Cell) -> None:
        mutation = rule.resource in self._mutations
        if rule.resource != ANY and mutation != (rule.action == "write"):
            wanted = "`write`" if mutation else "`read` or `aggregate`"
            raise cell.refused(f"the action on `{rule.resource}` is {wanted}")

    def _check_form(self, rule: Rule, matched: Iterable[FieldEntry], cell: Cell) -> None:
        allowed, of_what = _FORMS_OF[rule.action], f"an allow to {rule.action}"
        if rule.effect == "deny":
            allowed, of_what = (NO_FORM,), "a deny"
        elif rule.resource in self._datamap.types:
            allowed, of_what = (NO_FORM,), "an allow of rows"
        elif rule.resource in self._queries:
            allowed, of_what = (NO_FORM,), "an allow of a query"
        if rule.form not in allowed:
            raise cell.refused(f"the form of {of_what} is {_either(allowed)}, not `{rule.form}`")
        if rule.form not in FORMS:
            return
        for entry in matched:
            if entry.target is None and rule.form not in entry.forms:
                raise cell.refused(
                    f"`{entry.coordinate}` has no form `{rule.form}`, only {_either(entry.forms)}"
                )

    def _check_conditions(self, rule: Rule, matched: Iterable[FieldEntry], cell: Cell) -> None:
        if rule.resource in self._queries and rule.conditions:
            raise cell.refused(f"`{rule.resource}` is asked of no row: its condition is `{ALWAYS}`")
        if rule.action == "write" and rule.conditions:
            for name in self._mutated(rule):
                if self._datamap.mutations[name] is None:
                    raise cell.refused(
                        f"`Mutation.{name}` is asked of no row: its condition is `{ALWAYS}`"
                    )
        own, word, other, effect = (
            (PERMITTING, "restricts", "a deny", "allow")
            if rule.effect == "allow"
            else (RESTRICTING, "permits", "an allow", "deny")
        )
        for name in sorted(rule.conditions):
            if name not in own:
                raise cell.refused(
                    f"`{name}` {word}: it is a condition of {other}, not of `{effect}`"
                )
            for type_name in self._reached_types(rule, matched):
                if not _CONDITIONS[name] & self._anchors(type_name):
                    about = " or ".join(sorted(anchor.value for anchor in _CONDITIONS[name]))
                    raise cell.refused(
                        f"`{name}` is asked of a {about}, to which `{type_name}` has no path"
                    )

    def _mutated(self, rule: Rule) -> list[str]:
        """The mutations that a rule of writing reaches."""
        named = rule.resource.removeprefix("Mutation.")
        return [name for name in self._datamap.mutations if rule.resource == ANY or name == named]

    def _reached_types(self, rule: Rule, matched: Iterable[FieldEntry]) -> list[str]:
        if rule.action == "write":
            return sorted(filter(None, map(self._datamap.mutations.get, self._mutated(rule))))
        if rule.resource in self._datamap.types:
            return [rule.resource]
        reached = {entry.coordinate.type for entry in matched}
        return sorted(reached | self._datamap.types.keys() if rule.resource == ANY else reached)

    def _anchors(self, type_name: str) -> frozenset[Anchor]:
        entry = self._datamap.types[type_name]
        return entry.anchors | (_OWNED_ANCHORS if entry.visitor_owned else frozenset())

    def _check_new(self, rule: Rule, cell: Cell) -> None:
        key = (
            rule.role,
            rule.purpose,
            rule.resource,
            rule.action,
            rule.form,
            rule.conditions,
            rule.effect,
        )
        first = self._seen.setdefault(key, rule.line)
        if first != rule.line:
            raise cell.refused(f"the same rule stands on line {first}")


def _conditions(cell: Cell) -> frozenset[str]:
    """The names joined by `&`; none for `always`."""
    if cell.text == ALWAYS:
        return frozenset()
    names = cell.text.split("&")
    for name in names:
        if name == ALWAYS:
            raise cell.refused("`always` stands alone")
        cell._replace(text=name).known((*_CONDITIONS, ALWAYS), "condition")
        if names.count(name) > 1:
            raise cell.refused(f"the condition `{name}` stands twice")
    return frozenset(names)


def _either(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"
