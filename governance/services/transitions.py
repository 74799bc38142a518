"""What may follow what: a table of (status, act) to the status after it; it alone says."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from governance.errors import Code, GovernanceError

Status = TypeVar("Status", bound=StrEnum)
Act = TypeVar("Act", bound=StrEnum)


def after(
    table: Mapping[tuple[Status, Act], Status], status: Status, act: Act, what: str
) -> Status:
    """The status after an act. Raises CONFLICT, with the status, for what the table lacks."""
    following = table.get((status, act))
    if following is None:
        raise GovernanceError(
            Code.CONFLICT, f"the {what} is {status}: it cannot be {act}", status=status.value
        )
    return following


def check_another(person: str, first: str | None, what: str) -> None:
    """Raise APPROVAL_REQUIRED where the second of two people is the first."""
    if person == first:
        raise GovernanceError(Code.APPROVAL_REQUIRED, f"another person must {what}")
