"""The vocabulary of refusals: one code, one message, and what a program needs to react.

Messages are lower case, without a full stop, with backticks around input, and name no internals.
Codes are mapped to HTTP statuses once, at the door (`governance.web`).
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

_MOST_CAUSES: Final = 5
_LAST_LINES: Final = 5


class Code(StrEnum):
    """Every value of `errors[].extensions.code`."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    TOKEN_EXPIRED = "TOKEN_EXPIRED"  # noqa: S105
    TOKEN_REVOKED = "TOKEN_REVOKED"  # noqa: S105
    PURPOSE_REQUIRED = "PURPOSE_REQUIRED"
    PURPOSE_NOT_ALLOWED = "PURPOSE_NOT_ALLOWED"
    FIELD_DENIED = "FIELD_DENIED"
    FILTER_DENIED = "FILTER_DENIED"
    MUTATION_DENIED = "MUTATION_DENIED"
    APPROVAL_REQUIRED = "APPROVAL_REQUIRED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    SENSITIVE_DATA_REFUSED = "SENSITIVE_DATA_REFUSED"
    CURSOR_INVALID = "CURSOR_INVALID"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
    RATE_LIMITED = "RATE_LIMITED"
    OVERLOADED = "OVERLOADED"
    TIMEOUT = "TIMEOUT"
    LEDGER_UNAVAILABLE = "LEDGER_UNAVAILABLE"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    INTERNAL = "INTERNAL"


class GovernanceError(Exception):
    """A refusal that the caller is told about: `code`, a message, and `extensions` for programs."""

    def __init__(
        self,
        code: Code,
        message: str,
        *,
        path: Sequence[str] | None = None,
        locations: Sequence[Mapping[str, int]] | None = None,
        **extensions: object,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.path = path
        self.locations = locations
        self.extensions = extensions

    def formatted(self) -> dict[str, object]:
        """The error as the GraphQL specification (section 7.1.2) shapes it."""
        shape: dict[str, object] = {"message": self.message}
        if self.locations:
            shape["locations"] = list(self.locations)
        if self.path is not None:
            shape["path"] = list(self.path)
        shape["extensions"] = {"code": self.code.value, **self.extensions}
        return shape


class Refused(GovernanceError):
    """Several refusals of one request, told together: no data."""

    def __init__(self, errors: Sequence[GovernanceError]) -> None:
        super().__init__(errors[0].code, errors[0].message)
        self.errors = tuple(errors)


class PolicyError(Exception):
    """A policy that may not be activated: the place, the reason and the nearest name, if any."""

    def __init__(self, file: str, line: int, column: int, reason: str) -> None:
        super().__init__(f"{file}:{line}:{column}: {reason}")
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason


def bad_input(message: str, argument: str | None = None) -> GovernanceError:
    """A `BAD_USER_INPUT`, naming the argument where there is one."""
    if argument is None:
        return GovernanceError(Code.BAD_USER_INPUT, message)
    return GovernanceError(Code.BAD_USER_INPUT, message, argument=argument)


def too_complex(message: str) -> GovernanceError:
    """A `QUERY_TOO_COMPLEX`."""
    return GovernanceError(Code.QUERY_TOO_COMPLEX, message)


def traced(error: BaseException | None) -> dict[str, Any]:
    """What a log may tell of an error: its kinds, our own lines it went through, and the last ones.

    Never its text, which may hold a statement, its parameters or an address.
    """
    kinds, cause = list[str](), error
    while cause is not None and len(kinds) < _MOST_CAUSES:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__
    lines, trace = list[str](), None if error is None else error.__traceback__
    while trace is not None:
        lines.append(f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}")
        trace = trace.tb_next
    ours = [line for line in lines[:-_LAST_LINES] if line.startswith("governance.")]
    return {"reason": " from ".join(kinds), "trace": [*ours, *lines[-_LAST_LINES:]]}
