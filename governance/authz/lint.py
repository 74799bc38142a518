"""The linter: what a policy that loads ought not to say all the same.

One law so far (DESIGN, `notice`): whatever is allowed to a recipient outside the operator and the
site's own organization names the clause that promised it, and waits for the visitor's notice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from governance.authz.rules import Policy
from governance.vocabulary import INTERNAL_ROLES, ROLES

EXCUSING: Final = frozenset({"notice", "legal_request", "self"})
"""Conditions one of which an allow to a third party carries."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the policy, what is wrong with it, and what would mend it."""

    line: int
    message: str
    remedy: str


def lint(policy: Policy) -> list[Finding]:
    """Findings in the order of lines; none for a policy that keeps the law."""
    return list(_unnoticed(policy))


def third_parties(policy: Policy) -> frozenset[str]:
    """Roles outside the operator and the site's own organization, by themselves or by descent."""
    outside = frozenset(ROLES) - INTERNAL_ROLES
    roles = {*ROLES, *policy.role_parents}
    return frozenset(role for role in roles if policy.roles_of(role) & outside)


def _unnoticed(policy: Policy) -> Iterator[Finding]:
    outside = sorted(third_parties(policy))
    for rule in policy.rules:
        if rule.effect == "deny" or rule.action == "write":
            continue
        holders = [role for role in outside if rule.role in policy.roles_of(role)]
        if not holders:
            continue
        clause = policy.clauses.get(rule.clause)
        if clause is None:
            yield Finding(
                rule.line,
                f"`{rule.resource}` is allowed to the third party `{holders[0]}` under no clause",
                "name the clause of clauses.csv that this allow carries out",
            )
        elif not rule.conditions & EXCUSING and not clause.notice_exempt:
            yield Finding(
                rule.line,
                f"`{rule.resource}` is allowed to the third party `{holders[0]}` without `notice`",
                "add the condition `notice`, or name a clause that clauses.csv exempts from it",
            )
