"""The strict loader: text becomes a policy, or is refused with file, line, column and reason.

Nothing reaches a decision that has not passed here. What the loader does not know, it refuses: a
name, a form that a matched coordinate lacks, a condition that a reached type cannot be asked, an
allow that matches nothing. So a policy that loads has no line that silently does nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

from governance.authz.clauses import read_clauses
from governance.authz.datamap import DataMap
from governance.authz.policy_text import Cell, rule_lines
from governance.authz.rule_check import RuleCheck
from governance.authz.rules import Policy
from governance.vocabulary import DATA_CATEGORIES, DATA_USES, ROLES

ROLE_DEPTH: Final = 8
"""The longest chain of role to parent."""

ARITY: Final = {"p": 9, "g": 3, "g2": 3, "g3": 3}
"""Kind of line to the number of its cells, the kind among them."""

Line = tuple[Cell, ...]


def load_policy(
    rules_text: str,
    clauses_text: str,
    datamap: DataMap,
    *,
    rules_name: str = "policies.csv",
    clauses_name: str = "clauses.csv",
) -> Policy:
    """The policy of the two texts, checked against the data map. Raises PolicyError."""
    clauses = read_clauses(clauses_text, clauses_name)
    lines = _by_kind(rules_text, rules_name)
    role_parents = _role_parents(lines["g"])
    declared = Policy(
        revision=sha256(rules_text.encode() + b"\0" + clauses_text.encode()).hexdigest(),
        rules=(),
        clauses=clauses,
        role_parents=role_parents,
        category_classes=_category_classes(lines["g2"], {*ROLES, *role_parents}),
        purpose_parents=_purpose_parents(lines["g3"]),
    )
    check = RuleCheck(declared, datamap)
    return replace(declared, rules=tuple(check.rule(line) for line in lines["p"]))


def _by_kind(text: str, file: str) -> Mapping[str, Sequence[Line]]:
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for line in rule_lines(text, file):
        kind = line[0].known(ARITY, "kind of line")
        if len(line) != ARITY[kind]:
            place = line[min(len(line) - 1, ARITY[kind])]
            raise place.refused(
                f"a `{kind}` line has {ARITY[kind]} cells, this one has {len(line)}"
            )
        lines[kind].append(line)
    return lines


def _role_parents(lines: Sequence[Line]) -> dict[str, tuple[str, ...]]:
    """`g`: a role of the deployment's own is declared by naming its parent."""
    roles = {*ROLES, *(role.new_name("role", DATA_CATEGORIES) for _, role, _ in lines)}
    parents: dict[str, tuple[str, ...]] = {}
    for _, role, parent in lines:
        parent.known(roles, "role")
        if parent.text in parents.get(role.text, ()):
            raise role.refused(f"`{role.text}` has the parent `{parent.text}` already")
        if role.text == parent.text or _reaches(parents, parent.text, role.text):
            raise parent.refused(f"`{role.text}` would inherit from itself")
        parents[role.text] = (*parents.get(role.text, ()), parent.text)
        if max(_depth(parents, one) for one in parents) > ROLE_DEPTH:
            raise parent.refused(f"roles inherit over more than {ROLE_DEPTH} steps")
    return parents


def _reaches(parents: Mapping[str, tuple[str, ...]], role: str, other: str) -> bool:
    return any(one == other or _reaches(parents, one, other) for one in parents.get(role, ()))


def _depth(parents: Mapping[str, tuple[str, ...]], role: str) -> int:
    return max((1 + _depth(parents, one) for one in parents.get(role, ())), default=0)


def _category_classes(lines: Sequence[Line], roles: set[str]) -> dict[str, tuple[str, ...]]:
    """`g2`: a data category, and with it what lies below it, belongs to a class."""
    classes: dict[str, tuple[str, ...]] = {}
    for _, category, name in lines:
        category.known(DATA_CATEGORIES, "data category")
        name.new_name("class", DATA_CATEGORIES | roles)
        if name.text in classes.get(category.text, ()):
            raise category.refused(f"`{category.text}` is in the class `{name.text}` already")
        classes[category.text] = (*classes.get(category.text, ()), name.text)
    return classes


def _purpose_parents(lines: Sequence[Line]) -> dict[str, str]:
    """`g3`: a purpose that the taxonomy lacks, and the one that covers it."""
    purposes = {*DATA_USES, *(purpose.new_name("purpose", DATA_USES) for _, purpose, _ in lines)}
    parents: dict[str, str] = {}
    for _, purpose, parent in lines:
        parent.known(purposes, "purpose")
        if purpose.text in parents:
            raise purpose.refused(
                f"`{purpose.text}` has the parent `{parents[purpose.text]}` already"
            )
        parents[purpose.text] = above = parent.text
        while above in parents:
            if above == purpose.text:
                raise parent.refused(f"`{purpose.text}` would cover itself")
            above = parents[above]
    return parents
