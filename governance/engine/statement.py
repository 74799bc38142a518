"""What is shared by all levels of one statement, and how its parts name each other's columns."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, literal_column

from governance.authz.decision import Decisions
from governance.authz.questions import Question
from governance.engine.binds import Binds
from governance.schema.binding import Binding

Expression = ColumnElement[Any]


def reference(place: str, name: str, like: Expression | None = None) -> Expression:
    """A column of a named row source, such as `t1.email`."""
    return literal_column(".".join((place, name)), None if like is None else like.type)


@dataclass(slots=True)
class Statement:
    """What is shared by all levels of one statement."""

    binding: Binding
    decisions: Decisions
    question: Question
    binds: Binds
    scoped: bool
    """Whether the token is held to named sites."""
    count: int = 0

    def number(self) -> str:
        """A fresh number for the names of a level."""
        self.count += 1
        return str(self.count)
