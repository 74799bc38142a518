"""A governed read on its way: who asks what, for which purpose, by which plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from governance.engine.authorize import authorize
from governance.engine.binds import Moment
from governance.engine.compile import compile_plan
from governance.engine.document import Document
from governance.engine.house import House
from governance.engine.plan import Plan
from governance.engine.request import Request, purpose_of
from governance.engine.selection import Selection
from governance.errors import Code, GovernanceError, bad_input


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that executing and disclosing need."""

    request: Request
    document: Document
    operation: str | None
    """The name of the operation, asked for by it or not."""
    variables: bytes
    """All variables of the request, as canonical JSON."""
    purpose: str
    plan: Plan
    moment: Moment


def plan_reading(
    house: House, request: Request, document: Document, selection: Selection
) -> Reading:
    """Find the plan of a selection, or authorize and compile it; and bind it to the moment.

    The plan key has no actor and no literal in it: role, purpose, revision and shape decide the
    statement, the rest is bound.
    """
    if request.actor is None:
        raise GovernanceError(Code.UNAUTHENTICATED, "an access token is needed to read this")
    actor, policy = request.actor, house.policy
    purpose, variables = purpose_of(request, policy), _canonical(request.variables)
    operation = document.operation(request.operation).name
    key = (
        document.hash,
        selection.skeleton.key,
        selection.shapes,
        actor.role,
        purpose,
        policy.revision,
        actor.sites is not None,
        request.on_denied,
    )
    plan = house.plans.get(key)
    if plan is None:
        decisions = house.decisions(actor.role, purpose)
        authorized = authorize(selection, decisions, house.binding, purpose, request.on_denied)
        plan = compile_plan(
            authorized,
            house.binding,
            policy,
            purpose,
            house.reader.dialect,
            scoped=actor.sites is not None,
        )
        house.plans.keep(key, plan)
    moment = Moment(request.now, actor, policy.revision, selection.values, house.pseudonym)
    name = operation.value if operation else None
    return Reading(request, document, name, variables, purpose, plan, moment)


def _canonical(variables: Mapping[str, Any]) -> bytes:
    """JSON with sorted keys. Raises BAD_USER_INPUT for what it cannot hold."""
    try:
        return orjson.dumps(variables, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        reason = "`variables` hold half of a surrogate pair, or a number of more than 64 bits"
        raise bad_input(reason, "variables") from error
