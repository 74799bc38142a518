"""What a resolver is given: who asks, under which policy."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from graphql import GraphQLSchema

from governance.authz.actor import Actor
from governance.authz.datamap import DataMap
from governance.authz.rules import Policy
from governance.settings import Settings
from governance.tables import PolicyRevision


@dataclass(frozen=True, slots=True)
class Context:
    """The request as resolvers of ungoverned fields see it."""

    actor: Actor | None
    settings: Settings
    policy: Policy
    datamap: DataMap
    purpose: str | None
    opened: GraphQLSchema | None
    """The schema as the caller finds it, where the operation asks for it."""
    revisions: Callable[[], Awaitable[Sequence[PolicyRevision]]]
    """The policy revisions, newest first."""
