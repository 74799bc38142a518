"""What does not fit the schema: told by its place and its type, never by its value.

A value may be a person's, and an error is read by more people than the one who sent the value.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from graphql import GraphQLError

from governance.errors import Code, GovernanceError

LONGEST: Final = 300
"""Characters of a message, which may repeat a name that is as long as a body."""
Report = Callable[[GraphQLError, list[str | int]], None]
"""What graphql-core's checks of values call with an error and the place inside the value."""

_FOUND: Final = re.compile(
    r"[,;] found: .*|(?<= value): .*|(?<=, found) (Int|Float|String|BlockString) .*", re.DOTALL
)
_MEMBER: Final = re.compile(r"^Value '.*' does not exist", re.DOTALL)


def _kind(found: re.Match[str]) -> str:
    return f" {found[1]}" if found[1] else ""


def worded(message: str) -> str:
    """A message of graphql-core by the laws of `governance.errors`, without the value it found."""
    told = _FOUND.sub(_kind, _MEMBER.sub("That value does not exist", message))
    told = told.removeprefix("Syntax Error: ").replace("not to be None", "not to be null")
    return (told[:1].lower() + told[1:LONGEST]).rstrip(".").replace("'", "`")


def refusing(named: str, argument: str) -> Report:
    """Raises BAD_USER_INPUT at the first misfit of a value that the caller knows as `named`."""

    def refuse(error: GraphQLError, at: Sequence[str | int]) -> None:
        inside = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in at)
        extensions: dict[str, Any] = {"at": list(at)} if at else {}
        raise GovernanceError(
            Code.BAD_USER_INPUT,
            f"`{named}{inside}` does not fit: {worded(error.message)}",
            argument=argument,
            **extensions,
        )

    return refuse
