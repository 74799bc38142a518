"""What a write did, as the door of mutations takes it: the row, and what changed in it."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Change(NamedTuple):
    """A coordinate and its value before and after; the ledger keeps keyed hashes of these alone."""

    coordinate: str
    """Such as `Consent.status`."""
    before: Any
    after: Any


class Written(NamedTuple):
    """A row that was written."""

    type: str
    """The GraphQL type, such as `Consent`."""
    id: str
    changes: tuple[Change, ...] = ()
    visitor: tuple[str, str] | None = None
    """(site id, visitor id) of whom it is about."""
    visitors: tuple[str, ...] = ()
    """Ids of those whom a batch is about; its changes are hashed under the deployment's key."""
    told: Mapping[str, Any] = {}
    """What else its payload tells: JSON, and never a secret."""
    secret: str | None = None
    """What is told once, and kept nowhere."""


def changes(
    type_name: str, before: Mapping[str, Any], after: Mapping[str, Any], fields: Mapping[str, str]
) -> tuple[Change, ...]:
    """What differs between two rows; `fields` is column to the field that shows it."""
    return tuple(
        Change(f"{type_name}.{field}", before.get(column), after.get(column))
        for column, field in fields.items()
        if before.get(column) != after.get(column)
    )
