"""Casbin and the table agree on every role, purpose, place, action, form and set of facts."""

import random
from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from pathlib import Path
from typing import Final

import pytest

from governance.authz.authorizer import Authorizer
from governance.authz.datamap import DataMap, FieldEntry
from governance.authz.decision import Decisions
from governance.authz.policy import load_policy
from governance.authz.rules import Policy, Rule
from governance.errors import PolicyError
from governance.schema.binding import datamap
from governance.vocabulary import (
    DATA_USES,
    FORMS,
    GROUP_FORMS,
    PERMITTING,
    RESTRICTING,
    ROLES,
)
from tests.authz.builders import CLAUSES, a_datamap, a_policy, allow, deny, form_of, leaves

ROOT = Path(__file__).parents[2]
SUBSETS_UP_TO, SAMPLES = 5, 24
ACTIONS: Final = {"read": FORMS, "aggregate": ("clear", *GROUP_FORMS)}


class Judged:
    """A policy with both of its judges, and the questions worth asking of it."""

    def __init__(self, policy: Policy, over: DataMap) -> None:
        self.policy, self.datamap = policy, over
        self.authorizer = Authorizer(policy, over)
        self.random = random.Random(policy.revision)
        self.asked = 0

    def purposes(self, role: str) -> dict[str, list[str]]:
        """One purpose for each class of purposes that the same rules of the role match."""
        roles = self.policy.roles_of(role) | {"*"}
        rules = [rule for rule in self.policy.rules if rule.role in roles]
        classes: dict[tuple[int, ...], list[str]] = {}
        for purpose in sorted(DATA_USES | self.policy.purpose_parents.keys()):
            same = tuple(rule.line for rule in rules if self.matches(rule, purpose))
            classes.setdefault(same, []).append(purpose)
        return {members[0]: members for members in classes.values()}

    def matches(self, rule: Rule, purpose: str) -> bool:
        """DESIGN's words once more: dots and g3 upwards; a deny in both directions."""
        return covers(self.policy, rule.purpose, purpose) or (
            rule.effect == "deny" and covers(self.policy, purpose, rule.purpose)
        )

    def facts(self, role: str, names: Iterable[str], action: str) -> Iterator[frozenset[str]]:
        """All sets of the conditions that rules on these resources mention, or a sample."""
        resources, roles = {*names, "*"}, self.policy.roles_of(role) | {"*"}
        mentioned = sorted(
            set().union(
                *(
                    rule.conditions
                    for rule in self.policy.rules
                    if rule.role in roles and rule.resource in resources and rule.action == action
                )
            )
        )
        if len(mentioned) <= SUBSETS_UP_TO:
            sizes = range(len(mentioned) + 1)
            yield from map(
                frozenset, chain.from_iterable(combinations(mentioned, n) for n in sizes)
            )
            return
        for _ in range(SAMPLES):
            yield frozenset(name for name in mentioned if self.random.random() < 0.6)

    def disagreements(self, role: str, purpose: str, action: str) -> Iterator[str]:
        table = Decisions(self.policy, self.datamap, role, purpose, action)
        for name in self.datamap.types:
            for facts in self.facts(role, [name], action):
                if leaves(table.rows(name), *facts) != self.allowed(
                    role, purpose, name, action, "-", facts
                ):
                    yield f"{role} {purpose} {action} {name} {sorted(facts)}"
        for query in self.datamap.queries:
            asked = self.allowed(role, purpose, f"Query.{query}", action, "-", frozenset())
            if action == "read" and table.opens(query) != asked:
                yield f"{role} {purpose} {action} Query.{query}"
        for entry in self.datamap.fields.values():
            names = self.policy.labels_of(entry.category) | {str(entry.coordinate)}
            for facts in self.facts(role, names, action):
                if not self.same_field(table, entry, role, purpose, action, facts):
                    yield f"{role} {purpose} {action} {entry.coordinate} {sorted(facts)}"

    def disagreements_on_writes(self, role: str, purpose: str) -> Iterator[str]:
        table = Decisions(self.policy, self.datamap, role, purpose, "write")
        for place in (f"Mutation.{name}" for name in self.datamap.mutations):
            for facts in self.facts(role, [place], "write"):
                admitted = leaves(table.rows(place), *facts)
                if admitted != self.allowed(role, purpose, place, "write", "-", facts):
                    yield f"{role} {purpose} {place} {sorted(facts)}"

    def same_field(
        self,
        table: Decisions,
        entry: FieldEntry,
        role: str,
        purpose: str,
        action: str,
        facts: frozenset[str],
    ) -> bool:
        place = str(entry.coordinate)
        if entry.target is not None:
            followed = leaves(table.relation(entry.coordinate), *facts)
            return followed == self.allowed(role, purpose, place, action, "-", facts)
        clearest = next(
            (
                form
                for form in ACTIONS[action]
                if (form in entry.forms or form in GROUP_FORMS)
                and self.allowed(role, purpose, place, action, form, facts)
            ),
            None,
        )
        return clearest == form_of(table.value(entry.coordinate), *facts)

    def allowed(
        self, role: str, purpose: str, place: str, action: str, form: str, facts: frozenset[str]
    ) -> bool:
        self.asked += 1
        return self.authorizer.allows(role, purpose, place, action, form, facts)


def covers(policy: Policy, above: str, below: str) -> bool:
    if above in ("*", below) or below.startswith(f"{above}."):
        return True
    parent = policy.purpose_parents.get(below)
    return parent is not None and covers(policy, above, parent)


@pytest.fixture(scope="module")
def shipped() -> Judged:
    rules, clauses = ((ROOT / f"{name}.csv").read_text() for name in ("policies", "clauses"))
    return Judged(load_policy(rules, clauses, datamap()), datamap())


@pytest.mark.parametrize("role", ROLES)
def test_casbin_agrees_with_the_table_on_the_shipped_policy(shipped: Judged, role: str) -> None:
    found = [
        difference
        for purpose in shipped.purposes(role)
        for action in ACTIONS
        for difference in shipped.disagreements(role, purpose, action)
    ]
    assert not found, found[:10]
    assert shipped.asked > 0


@pytest.mark.parametrize("role", ROLES)
def test_casbin_agrees_with_the_table_on_every_mutation(shipped: Judged, role: str) -> None:
    found = [
        difference
        for purpose in shipped.purposes(role)
        for difference in shipped.disagreements_on_writes(role, purpose)
    ]
    assert not found, found[:10]


@pytest.mark.parametrize("role", ROLES)
def test_purposes_of_one_class_decide_alike(shipped: Judged, role: str) -> None:
    for first, members in shipped.purposes(role).items():
        tables = [Decisions(shipped.policy, shipped.datamap, role, p) for p in members]
        for entry in shipped.datamap.fields.values():
            if entry.target is None:
                values = {repr(form_and_rules(table, entry)) for table in tables}
                assert len(values) == 1, (first, entry.coordinate)
        for name in shipped.datamap.types:
            assert len({leaves(table.rows(name), *PERMITTING) for table in tables}) == 1


def form_and_rules(table: Decisions, entry: FieldEntry) -> tuple[str | None, str | None]:
    decision = table.value(entry.coordinate)
    return form_of(decision), form_of(decision, *PERMITTING)


SMALL = a_datamap("recordConsent")
WRITTEN = "Mutation.recordConsent"
RESOURCES = [*SMALL.types, *map(str, SMALL.fields), "user", "user.contact", "personal", "*"]
USES = ["*", "analytics", "analytics.reporting", "analytics.reporting.system", "audit", "sales"]
HOLDERS = ["support", "trainee", "novice", "partner"]


def a_random_line(chance: random.Random) -> str:
    resource, purpose = chance.choice(RESOURCES), chance.choice(USES)
    action = chance.choice(["read", "read", "aggregate"])
    if chance.random() < 0.3:
        condition = chance.choice(["always", *RESTRICTING])
        return deny(chance.choice([*HOLDERS, "*"]), resource, condition, purpose, action)
    form = chance.choice(["clear", "clear", "pseudonym", "domain", "year"])
    names = chance.sample(sorted(PERMITTING), chance.choice([1, 1, 2]))
    condition = chance.choice(["always", "&".join(names)])
    form = chance.choice(["k10", "k20", "clear"]) if action == "aggregate" else form
    return allow(chance.choice(HOLDERS), resource, form, condition, purpose, action)


def a_random_write(chance: random.Random) -> str:
    purpose, names = chance.choice(USES), chance.sample(sorted(PERMITTING), 2)
    if chance.random() < 0.3:
        holder, condition = chance.choice([*HOLDERS, "*"]), chance.choice(["always", *RESTRICTING])
        return deny(holder, chance.choice([WRITTEN, "*"]), condition, purpose, "write")
    condition = chance.choice(["always", names[0], "&".join(names)])
    return allow(chance.choice(HOLDERS), WRITTEN, "-", condition, purpose, "write")


def a_random_policy(seed: int) -> Policy:
    """Declarations, and such of 75 random lines as the loader lets pass."""
    chance = random.Random(seed)
    lines = ["g, trainee, support", "g, novice, trainee", "g, novice, auditor"]
    lines += ["g2, user.contact, personal", "g2, user.name, personal", "g3, audit, analytics"]
    for kind in [a_random_line] * 60 + [a_random_write] * 15:
        line = kind(chance)
        try:
            load_policy("\n".join([*lines, line]), CLAUSES, SMALL)
        except PolicyError:
            continue
        lines.append(line)
    return a_policy(*lines, datamap=SMALL)


@pytest.mark.parametrize("seed", range(12))
def test_casbin_agrees_with_the_table_on_any_policy(seed: int) -> None:
    policy = a_random_policy(seed)
    judged = Judged(policy, SMALL)
    found = [
        difference
        for role in ("novice", "partner", "anonymous")
        for purpose in judged.purposes(role)
        for differences in (
            judged.disagreements_on_writes(role, purpose),
            *(judged.disagreements(role, purpose, action) for action in ACTIONS),
        )
        for difference in differences
    ]
    assert len(policy.rules) > 15
    assert not found, found[:10]


def test_casbin_follows_roles_to_the_greatest_depth() -> None:
    chain_of_roles = [f"g, step{n}, step{n + 1}" for n in range(7)]
    policy = a_policy(*chain_of_roles, "g, step7, support", allow("support", "Visitor"))
    assert Authorizer(policy, SMALL).allows("step0", "analytics", "Visitor", "read")


def test_casbin_judges_a_mutation_by_its_write_rules() -> None:
    line = allow("support", "Mutation.recordConsent", "-", "own_site", action="write")
    authorizer = Authorizer(a_policy(line), a_datamap("recordConsent"))
    asked = ("support", "analytics", "Mutation.recordConsent", "write", "-")
    assert authorizer.allows(*asked, frozenset({"own_site"}))
    assert not authorizer.allows(*asked)


def test_casbin_allows_nothing_where_nothing_matches() -> None:
    authorizer = Authorizer(a_policy(), a_datamap())
    assert not authorizer.allows("support", "analytics", "Visitor", "read")
    assert not authorizer.allows("support", "analytics", "Visitor.consents", "read")
