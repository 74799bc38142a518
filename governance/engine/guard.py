"""The guard: whether token, owner and policy revision still hold, in the read's snapshot.

INVARIANT(next-read-obeys): it is part of every read's own statement, so a revocation or an
activation is in force at the next statement on every worker.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import CTE, Select, case, exists, func, literal_column, not_, select, table

from governance import tables
from governance.authz.questions import Question
from governance.database.dialect import Expression, constant
from governance.engine.binds import Binds
from governance.errors import Code, GovernanceError
from governance.tables import table_of

_TOKEN: Final = table_of(tables.AccessToken)
_ORGANIZATION: Final = table_of(tables.Organization)
_USER: Final = table_of(tables.User)
_REVISION: Final = table_of(tables.PolicyRevision)


class StalePolicy(Exception):
    """Another policy revision is active than the plan was made for."""


_REFUSALS: Final = {
    "unknown": (Code.UNAUTHENTICATED, "that access token is not known"),
    "revoked": (Code.TOKEN_REVOKED, "that access token is revoked"),
    "expired": (Code.TOKEN_EXPIRED, "that access token is expired"),
    "disabled": (Code.UNAUTHENTICATED, "that access token's owner is disabled"),
}


def verdict(binds: Binds) -> Expression:
    """`ok`, or why nothing may leave."""
    token, organization = _TOKEN.c, _ORGANIZATION.c
    user, revision = _USER.c, _REVISION.c
    found = _TOKEN.join(_ORGANIZATION, organization.id == token.organization_id)
    disabled_user = exists().where(user.id == token.user_id, user.disabled_at.is_not(None))
    active = exists().where(revision.active, revision.revision == binds.revision)
    told = case(
        (token.revoked_at.is_not(None), constant("revoked")),
        (token.expires_at <= binds.now, constant("expired")),
        (organization.disabled_at.is_not(None), constant("disabled")),
        (disabled_user, constant("disabled")),
        (not_(active), constant("stale")),
        else_=constant("ok"),
    )
    read = select(told).select_from(found).where(token.id == binds.token)
    return func.coalesce(read.scalar_subquery(), constant("unknown"))


def behind_guard(
    question: Question, binds: Binds, columns: Mapping[str, Expression], *levels: CTE
) -> Select[Any]:
    """A statement of one row: the verdict, and these columns only where it is `ok`."""
    told: Expression = literal_column("guard.verdict")
    guard = select(verdict(binds).label("verdict")).cte("guard").prefix_with("MATERIALIZED")
    shared = [made.cte(name).prefix_with("MATERIALIZED") for name, made in question.common.items()]
    shown = [case((told == constant("ok"), one)).label(name) for name, one in columns.items()]
    whole = select(told.label("verdict"), *shown).select_from(table("guard"))
    return whole.add_cte(guard, *shared, *levels)


def obey(told: str) -> None:
    """Raise what a verdict other than `ok` means: StalePolicy, or a refusal of the token."""
    if told == "stale":
        raise StalePolicy
    if told != "ok":
        code, message = _REFUSALS[told]
        raise GovernanceError(code, message)
