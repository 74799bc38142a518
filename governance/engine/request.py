"""A request as the engine takes it, and the purpose it is for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from governance.authz.actor import Actor
from governance.authz.rules import Policy
from governance.engine.authorize import OnDenied
from governance.errors import Code, GovernanceError


class Request(NamedTuple):
    """One GraphQL request of an actor, or of nobody."""

    text: str
    actor: Actor | None
    now: datetime
    purpose: str | None = None
    """As header or extensions say it; None for the token's only one."""
    operation: str | None = None
    variables: Mapping[str, Any] = {}
    on_denied: OnDenied = OnDenied.ERROR
    id: str = ""
    idempotency_key: str | None = None
    """As the header says it."""
    safe: bool = False
    """Whether it came by a method that may read nothing governed (GET)."""
    gpc: bool = False
    """Whether its browser sends Global Privacy Control."""


def purpose_of(request: Request, policy: Policy) -> tuple[Actor, str]:
    """Who asks, and the one purpose of a governed request, covered by the token's purposes.

    Raises UNAUTHENTICATED, PURPOSE_REQUIRED, PURPOSE_NOT_ALLOWED, and BAD_USER_INPUT for an unknown
    purpose with the nearest known one.
    """
    actor, purpose = request.actor, request.purpose
    if actor is None:
        raise GovernanceError(Code.UNAUTHENTICATED, "an access token is needed to read this")
    if purpose is None:
        if len(actor.purposes) != 1:
            raise GovernanceError(
                Code.PURPOSE_REQUIRED,
                "say the purpose: the header `Governance-Purpose` or `extensions.purpose`",
                purposes=list(actor.purposes),
            )
        return actor, actor.purposes[0]
    policy.check_purpose(purpose)
    if not any(policy.covers(allowed, purpose) for allowed in actor.purposes):
        raise GovernanceError(
            Code.PURPOSE_NOT_ALLOWED,
            f"the token does not cover the purpose `{purpose}`",
            purposes=list(actor.purposes),
        )
    return actor, purpose
