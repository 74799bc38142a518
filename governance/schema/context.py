"""What a resolver is given: who asks, under which policy."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from governance.authz.actor import Actor
from governance.authz.datamap import DataMap
from governance.authz.rules import Policy
from governance.tables import PolicyRevision


@dataclass(frozen=True, slots=True)
class Context:
    """The request as resolvers of ungoverned fields see it."""

    actor: Actor | None
    policy: Policy
    datamap: DataMap
    purpose: str | None
    revisions: Callable[[], Awaitable[Sequence[PolicyRevision]]]
    """The policy revisions, newest first."""
