"""Policy revisions as they are stored: immutable texts, one of them active.

A text reaches the table only as a `Policy`, so it has passed the strict loader. Which one is active
changes by compare-and-set, and each governed read's guard looks at it: the next read obeys.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from governance.authz.rules import Policy
from governance.database.shipped import shipped
from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.identity import new_id
from governance.tables import PolicyRevision

WHATEVER: Final = "*"
"""For `expected`: whichever revision is active."""


def shipped_policy() -> tuple[str, str]:
    """The texts of the policy that travels with the product: (rules, clauses)."""
    return (
        shipped("policies.csv").read_text(encoding="utf-8"),
        shipped("clauses.csv").read_text(encoding="utf-8"),
    )


async def active(work: UnitOfWork) -> PolicyRevision | None:
    """The revision in force, if any."""
    return (
        await work.session.scalars(select(PolicyRevision).where(col(PolicyRevision.active)))
    ).one_or_none()


async def history(work: UnitOfWork) -> Sequence[PolicyRevision]:
    """Every revision, the latest to be activated first."""
    order = (col(PolicyRevision.activated_at).desc(), col(PolicyRevision.id).desc())
    return (await work.session.scalars(select(PolicyRevision).order_by(*order))).all()


async def activate(
    work: UnitOfWork,
    policy: Policy,
    rules: str,
    clauses: str,
    *,
    author: str,
    now: datetime,
    expected: str | None = WHATEVER,
) -> PolicyRevision:
    """Put a policy in force, storing it when it is new.

    `expected` is the revision that the caller takes to be active, None for none. Raises CONFLICT
    when another one is, and changes nothing.
    """
    before = await active(work)
    if expected != WHATEVER and expected != (before.revision if before else None):
        raise GovernanceError(Code.CONFLICT, "another policy revision is active by now")
    if before is not None and before.revision == policy.revision:
        return before
    if before is not None:
        await _deactivate(work, before)
    known = select(PolicyRevision).where(col(PolicyRevision.revision) == policy.revision)
    row = (await work.session.scalars(known)).one_or_none() or PolicyRevision(
        id=new_id("PolicyRevision"),
        revision=policy.revision,
        rules=rules,
        clauses=clauses,
        author=author,
        activated_at=now,
    )
    row.active, row.author, row.activated_at = True, author, now
    try:
        async with work.session.begin_nested():
            work.session.add(row)
    except IntegrityError as error:  # two that found none active
        raise GovernanceError(Code.CONFLICT, "another policy revision is active by now") from error
    return row


async def _deactivate(work: UnitOfWork, row: PolicyRevision) -> None:
    """Only if it is still active: on PostgreSQL two activations wait for each other here."""
    statement = (
        update(PolicyRevision)
        .where(col(PolicyRevision.id) == row.id, col(PolicyRevision.active))
        .values(active=False)
    )
    result = await work.session.execute(statement)
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise GovernanceError(Code.CONFLICT, "another policy revision is active by now")
