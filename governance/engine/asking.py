"""A governed read as it is asked: who, for which purpose, of what; and the key of its plan."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson

from governance.authz.rules import Policy
from governance.engine.binds import Moment
from governance.engine.document import Document
from governance.engine.house import House
from governance.engine.request import Request, purpose_of
from governance.engine.selection import Selection
from governance.errors import bad_input


class Asking(NamedTuple):
    """Everything that planning, executing and disclosing need."""

    request: Request
    document: Document
    selection: Selection
    policy: Policy
    """As it was loaded then: planning takes time, and another may be in force by its end."""
    purpose: str
    moment: Moment
    variables: bytes
    """All variables of the request, as canonical JSON."""

    @property
    def scoped(self) -> bool:
        """Whether the token is held to named sites."""
        return self.moment.actor.sites is not None

    @property
    def operation(self) -> str | None:
        """The name of the operation, asked for by it or not."""
        return self.selection.skeleton.operation

    @property
    def plan_key(self) -> tuple[Any, ...]:
        """What decides the statement: no actor and no literal; those are bound."""
        return (
            self.document.hash,
            self.selection.skeleton.key,
            self.selection.shapes,
            self.moment.actor.role,
            self.purpose,
            self.moment.revision,
            self.scoped,
            self.request.on_denied,
        )


def asking_of(house: House, request: Request, document: Document, selection: Selection) -> Asking:
    """Bind a selection to its actor, purpose and moment. Raises what `purpose_of` does."""
    policy = house.policy
    actor, purpose = purpose_of(request, policy)
    moment = Moment(request.now, actor, policy.revision, selection.values, house.pseudonym)
    variables = _canonical(request.variables)
    return Asking(request, document, selection, policy, purpose, moment, variables)


def _canonical(variables: Mapping[str, Any]) -> bytes:
    """JSON with sorted keys. Raises BAD_USER_INPUT for what it cannot hold."""
    try:
        return orjson.dumps(variables, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        reason = "`variables` hold half of a surrogate pair, or a number of more than 64 bits"
        raise bad_input(reason, "variables") from error
