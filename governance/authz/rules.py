"""A policy as it is after the strict loader: rules, the lines of declaration, and the revision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from governance.vocabulary import DATA_CATEGORIES, DATA_USES, ROLES, check_name, dotted_ancestors


@dataclass(frozen=True, slots=True)
class Rule:
    """One `p` line."""

    line: int
    role: str
    purpose: str
    resource: str
    action: str
    form: str
    conditions: frozenset[str]
    """Names that must all hold; empty is `always`."""
    effect: Literal["allow", "deny"]
    clause: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of clauses.csv."""

    id: str
    title: str
    says: str
    carried_by: Literal["rule", "mechanism"]
    test: str
    """For a mechanism, the test that proves it."""
    notice_exempt: bool
    """Whether its allows to third parties do without `notice`, `legal_request` or `self`."""


@dataclass(frozen=True)
class Policy:
    """A valid policy. `revision` is the hexadecimal SHA-256 of the texts it was read from."""

    revision: str
    rules: tuple[Rule, ...]
    clauses: Mapping[str, Clause]
    role_parents: Mapping[str, tuple[str, ...]]
    """`g`: role to its direct parents."""
    category_classes: Mapping[str, tuple[str, ...]]
    """`g2`: data category to its classes."""
    purpose_parents: Mapping[str, str]
    """`g3`: purpose the taxonomy lacks to its parent."""

    def roles_of(self, role: str) -> frozenset[str]:
        """The role and all its ancestors."""
        found, waiting = {role}, [role]
        while waiting:
            for parent in self.role_parents.get(waiting.pop(), ()):
                if parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return frozenset(found)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The built-in roles and those that the policy declares."""
        return frozenset(ROLES) | self.role_parents.keys()

    @cached_property
    def purposes(self) -> frozenset[str]:
        """The data uses, and the purposes that the policy declares."""
        return DATA_USES | self.purpose_parents.keys()

    @cached_property
    def categories(self) -> frozenset[str]:
        """The data categories, and the classes that the policy puts them in."""
        return DATA_CATEGORIES.union(*self.category_classes.values())

    def check_category(self, category: str, argument: str = "category") -> None:
        """Raise BAD_USER_INPUT, with the nearest name, for no data category or class."""
        check_name(category, self.categories, "data category or class", argument)

    def check_purpose(self, purpose: str, argument: str = "purpose") -> None:
        """Raise BAD_USER_INPUT, with the nearest name, for what is no purpose."""
        check_name(purpose, self.purposes, "purpose", argument)

    def check_role(self, role: str) -> None:
        """Raise BAD_USER_INPUT, with the nearest name, for what is no role."""
        check_name(role, self.roles, "role", "role")

    def purpose_chain(self, purpose: str) -> tuple[str, ...]:
        """The purpose and what covers it, nearest first: by dots, then `g3`."""
        chain = list(dotted_ancestors(purpose))
        while (parent := self.purpose_parents.get(chain[-1])) is not None:
            chain.extend(dotted_ancestors(parent))
        return tuple(chain)

    def covers(self, purpose: str, other: str) -> bool:
        """Whether the first purpose is the second or lies above it; `*` covers all."""
        return purpose == "*" or purpose in self.purpose_chain(other)

    def purposes_below(self, purpose: str) -> tuple[str, ...]:
        """The purposes that a purpose covers, itself left out."""
        return tuple(
            sorted(one for one in self.purposes if one != purpose and self.covers(purpose, one))
        )

    def purposes_covered(self, purposes: Iterable[str]) -> tuple[str, ...]:
        """The purposes themselves, and all that they cover."""
        below = (other for one in purposes for other in (one, *self.purposes_below(one)))
        return tuple(sorted(set(below)))

    def purposes_of_role(self, role: str) -> frozenset[str]:
        """The purposes for which some rule allows a role something; `*` is all of them.

        Writes for every purpose do not make every purpose one of the role's.
        """
        of = self.roles_of(role)
        allows = [one for one in self.rules if one.role in of and one.effect == "allow"]
        return frozenset(
            one.purpose for one in allows if one.action != "write" or one.purpose != "*"
        )

    def labels_of(self, category: str) -> frozenset[str]:
        """The category, its ancestors by dots, and the classes of each."""
        keys = dotted_ancestors(category)
        return frozenset(keys).union(*(self.category_classes.get(key, ()) for key in keys))
