"""What a resolver is given: who asks, under which policy."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSchema

from governance.authz.actor import Actor
from governance.authz.datamap import DataMap
from governance.authz.rules import Policy
from governance.schema.mutations.declare import Performing
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
    ready: Mapping[tuple[str, ...], Any]
    """JSON of governed reads, by response path."""
    performing: Performing | None
    """How a mutation is done, in an operation that is one."""
    revisions: Callable[[], Awaitable[Sequence[PolicyRevision]]]
    """The policy revisions, newest first."""
