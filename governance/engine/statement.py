"""What is shared by all levels of one statement, and how its parts name each other's columns."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import literal_column
from sqlalchemy.types import TypeEngine

from governance.authz.decision import Decisions
from governance.authz.questions import Question
from governance.database.dialect import Expression
from governance.engine.binds import Binds
from governance.errors import too_complex
from governance.schema.binding import Binding

MOST_PARTS: Final = 1000
"""Levels of a statement, and the literals of their filters: each takes time to compile."""


def reference(place: str, name: str, like: Expression | None = None) -> Expression:
    """A column of a named row source, such as `t1.email`."""
    return _named(".".join((place, name)), None if like is None else like.type)


@lru_cache(maxsize=8192)
def _named(path: str, kind: TypeEngine[Any] | None) -> Expression:
    return literal_column(path, kind)


@dataclass(slots=True)
class Statement:
    """What is shared by all levels of one statement."""

    binding: Binding
    decisions: Decisions
    question: Question
    ask: Callable[[str], Question]
    """The question of a purpose, in the same words as the request's."""
    binds: Binds
    scoped: bool
    """Whether the token is held to named sites."""
    count: int = 0
    spent: int = 0

    def number(self) -> str:
        """A fresh number for the names of a level."""
        self.count += 1
        return str(self.count)

    def spend(self, parts: int) -> None:
        """Count parts of the statement as they are made. Raises QUERY_TOO_COMPLEX."""
        self.spent += parts
        if self.spent > MOST_PARTS:
            raise too_complex("the operation makes too large a statement: ask for less at once")
