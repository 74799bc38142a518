"""Fields that are governed reads of their own: roots of queries, and what a payload shows."""

from dataclasses import dataclass
from typing import Final

ROOT: Final = "root"
"""Where a `Root` lies in the metadata of a Strawberry field."""


@dataclass(frozen=True, slots=True)
class Root:
    """A field that is a governed read."""

    target: str | None
    """The type it reads; None for `node`, where the id says it."""
    many: bool
    """Whether it is a connection."""
    listed: bool = False
    """Whether it is a plain list, as long as it is."""
