"""The input of a mutation as JSON has it, and the texts that it may hold."""

import dataclasses
import math
import re
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Final

import strawberry

from governance.database.types import to_rfc3339
from governance.errors import bad_input
from governance.schema.governed import camel
from governance.schema.mutations.declare import IDEMPOTENCY_KEY

MOST_NESTED: Final = 32
_LARGEST: Final = 2**63 - 1
_CONTROL: Final = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
"""Control characters but tabs and line ends, and halves of surrogate pairs."""


def plain_of(given: Any) -> Any:
    """An input as JSON has it, without its idempotency key and what was left out."""
    if dataclasses.is_dataclass(given):
        return {
            one.name: plain_of(value)
            for one in dataclasses.fields(given)
            if one.name != IDEMPOTENCY_KEY
            and (value := getattr(given, one.name)) is not strawberry.UNSET
        }
    if isinstance(given, datetime):
        return to_rfc3339(given)
    if isinstance(given, Enum):
        return given.name
    return [plain_of(one) for one in given] if isinstance(given, list) else given


def check_given(given: Any, argument: str = "input", depth: int = 0) -> None:
    """Refuse what cannot be kept as it was said, or does harm where it is shown.

    That is a control character, a number that is none or of more than 64 bits, and what is nested
    deeper than `MOST_NESTED`. Raises BAD_USER_INPUT with the name of the input's field.
    """
    if depth > MOST_NESTED:
        raise bad_input(f"`{argument}` is nested deeper than {MOST_NESTED}", argument)
    if isinstance(given, str):
        if _CONTROL.search(given):
            raise bad_input(f"`{argument}` holds a control character", argument)
    elif isinstance(given, int | float):
        if not math.isfinite(given) or abs(given) > _LARGEST:
            raise bad_input(f"`{argument}` holds a number that cannot be kept", argument)
    elif isinstance(given, Mapping):
        for name, value in given.items():
            check_given(name, argument, depth)
            check_given(value, camel(name) if argument == "input" else argument, depth + 1)
    elif isinstance(given, list):
        for one in given:
            check_given(one, argument, depth + 1)
