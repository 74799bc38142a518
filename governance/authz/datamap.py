"""The data map: every type and coordinate that the policy may speak of.

The schema declares it field by field (`governance.schema`); the policy is checked against it, and
so is a decision. It holds names only: where a value lies in the database is the schema's binding.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from governance.identity import Coordinate
from governance.vocabulary import Anchor


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """A governed type, the anchors it has a path to, and whether a visitor owns its rows."""

    name: str
    anchors: frozenset[Anchor]
    visitor_owned: bool


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A governed coordinate: its data category, and the forms it has or the type it leads to."""

    coordinate: Coordinate
    category: str
    forms: tuple[str, ...]
    target: str | None = None
    """The type that a relation leads to; None for a value."""


@dataclass(frozen=True, slots=True)
class DataMap:
    """All governed types and coordinates of the schema."""

    types: Mapping[str, TypeEntry]
    fields: Mapping[Coordinate, FieldEntry]
    mutations: Mapping[str, str | None] = field(default_factory=dict)
    """Mutation to the type of whose row its conditions are asked; None for one without a target."""
    queries: frozenset[str] = frozenset()
    """Root fields that ask on behalf of others, which needs a right of its own: `access`."""
