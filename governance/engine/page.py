"""Which rows of a level make its page."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import UnaryExpression as Ordered

from governance.database.dialect import Expression


@dataclass(slots=True)
class Page:
    """A filter, an order and a length."""

    where: list[Expression] = field(default_factory=list)
    order: list[Ordered[Any]] = field(default_factory=list)
    limit: Expression | None = None
    numbered: bool = False
    backward: bool = False
    """Taken from the end; shown in forward order."""
