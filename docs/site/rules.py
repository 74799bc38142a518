"""The page of the rules: policies.csv by role and purpose, from the loader that enforces it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from docs.site.tables import table
from governance.authz.policy import load_policy
from governance.authz.rules import Policy, Rule
from governance.schema.binding import datamap
from governance.services.policies import shipped_policy
from governance.vocabulary import ROLES

INTRODUCTION: Final = """\
# Rules in force

The shipped policy, `policies.csv` and `clauses.csv`, as the loader reads it; made at each build.
[The policy language](policy.md) says what a line means. Nothing matches: deny.
"""


def rules_page() -> str:
    """The page, in Markdown."""
    policy = load_policy(*shipped_policy(), datamap())
    roles = ["*", *ROLES, *sorted(policy.role_parents)]
    by_role = {role: [rule for rule in policy.rules if rule.role == role] for role in roles}
    return "\n".join(
        [
            INTRODUCTION,
            "## By role\n",
            *(line for role in roles for line in _role(policy, role, by_role[role])),
            "## Classes\n",
            "What a rule reaches when its resource is a class.\n",
            *_classes(policy),
            "## Purposes of our own\n",
            "Those that the taxonomy lacks, and what covers them.\n",
            *table(("Purpose", "Below"), _pairs(policy.purpose_parents.items())),
            "## Clauses\n",
            *_clauses(policy),
        ]
    )


def _role(policy: Policy, role: str, rules: list[Rule]) -> list[str]:
    name = "every role" if role == "*" else f"`{role}`"
    lines = [f"### {name}\n"]
    if role in policy.role_parents:
        parents = ", ".join(f"`{one}`" for one in policy.role_parents[role])
        lines.append(f"All rules of {parents}, and:\n")
    if not rules:
        return [*lines, "No rule: nothing is shown.\n"]
    for purpose, grouped in groupby(sorted(rules, key=_purpose), key=_purpose):
        said = "for every purpose" if purpose == "*" else f"for `{purpose}`"
        lines += [f"**{said}**\n", *_rules(policy, grouped)]
    return lines


def _purpose(rule: Rule) -> str:
    return rule.purpose


def _rules(policy: Policy, rules: Iterable[Rule]) -> list[str]:
    head = ("", "Resource", "Action", "Form", "Where", "Clause")
    return table(
        head,
        (
            (
                "deny" if rule.effect == "deny" else "allow",
                f"`{rule.resource}`",
                rule.action,
                "" if rule.form == "-" else rule.form,
                " and ".join(sorted(rule.conditions)) or "always",
                f"[{rule.clause}](#{rule.clause.lower()}) {policy.clauses[rule.clause].title}",
            )
            for rule in rules
        ),
    )


def _classes(policy: Policy) -> list[str]:
    names = sorted({name for found in policy.category_classes.values() for name in found})
    return table(
        ("Class", "Categories", "Coordinates"),
        (
            (f"`{name}`", _listed(_categories(policy, name)), _listed(_coordinates(policy, name)))
            for name in names
        ),
    )


def _categories(policy: Policy, name: str) -> list[str]:
    return [category for category, found in policy.category_classes.items() if name in found]


def _coordinates(policy: Policy, name: str) -> list[str]:
    fields = datamap().fields.items()
    return [str(one) for one, field in fields if name in policy.labels_of(field.category)]


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    return [(f"`{one}`", f"`{other}`") for one, other in pairs]


def _clauses(policy: Policy) -> list[str]:
    rows = []
    for clause in policy.clauses.values():
        count = sum(rule.clause == clause.id for rule in policy.rules)
        kept = f"{count} rules" if clause.carried_by == "rule" else "a mechanism"
        anchor = f'<span id="{clause.id.lower()}"></span>'
        rows.append((f"{anchor}{clause.id}", clause.title, clause.says, kept))
    return table(("Clause", "Title", "What it says", "Kept by"), rows)
