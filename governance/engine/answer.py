"""One request: document, selection, authorize, compile, execute, disclose, answer."""

from typing import Final, NamedTuple

import orjson

from governance.engine.asking import asking_of
from governance.engine.disclose import disclose
from governance.engine.document import Document
from governance.engine.execute import execute
from governance.engine.executor import Ready, through_executor
from governance.engine.guard import StalePolicy
from governance.engine.house import House
from governance.engine.plan import Plan, tail_of
from governance.engine.planning import plan_of
from governance.engine.request import Request
from governance.engine.selection import Selection, select
from governance.engine.write import Writing
from governance.errors import Code, GovernanceError, Refused, bad_input

ATTEMPTS: Final = 3
"""How often a read is authorized anew when the policy changes under it."""


Fragments = dict[str, bytes]
"""JSON of each root by its response key, in order."""


class Answer(NamedTuple):
    """The body of a response; `refused` is the code of a request that was refused whole."""

    body: bytes
    refused: Code | None = None
    retry_after: int | None = None
    """Seconds after which to try again, where the refusal knows."""


async def answer(house: House, request: Request) -> Answer:
    """Answer a request, or refuse it with the errors that its caller should see."""
    try:
        document = house.documents.read(request.text)
        selection = select(document, request.operation, request.variables, house.binding)
        if request.safe and (selection.skeleton.governed or selection.skeleton.writes):
            raise bad_input("use POST: personal data stays out of addresses", "method")
        if selection.skeleton.writes:
            return await written(house, request, document, selection)
        if selection.skeleton.only_governed:
            return joined(*await read(house, request, document, selection), request.id)
        return await mixed(house, request, document, selection)
    except GovernanceError as error:
        return refusal(error, request.id)


async def read(
    house: House, request: Request, document: Document, selection: Selection
) -> tuple[Plan, Fragments]:
    """The one way to read a governed table: planned, executed, disclosed; only then answered."""
    for _ in range(ATTEMPTS):
        asking = asking_of(house, request, document, selection)
        plan = await plan_of(house, asking)
        try:
            executed = await execute(plan, asking.moment, house.reader, house.settings.max_cost)
        except StalePolicy:
            await house.reload()
            continue
        await disclose(asking, plan, executed, house.keys, house.ledger)
        return plan, plan.fragments(executed.bodies)
    raise GovernanceError(Code.OVERLOADED, "the policy is being changed: try again")


async def mixed(house: House, request: Request, document: Document, selection: Selection) -> Answer:
    """An operation that asks more than governed reads: those are read first, the rest resolved."""
    errors: list[dict[str, object]] = []
    governance: dict[str, object] = {}
    fragments: Fragments = {}
    if selection.skeleton.governed:
        plan, fragments = await read(house, request, document, selection)
        errors, governance = list(plan.errors), plan.governance
    elif request.actor is not None:
        await house.check(request.actor, request.now)
    ready: Ready = {(key,): orjson.Fragment(body) for key, body in fragments.items()}
    data, resolved = await through_executor(house, request, document, selection, ready)
    return _ended(b'{"data":' + data + tail_of([*errors, *resolved], governance), request.id)


async def written(
    house: House, request: Request, document: Document, selection: Selection
) -> Answer:
    """A mutation: what it shows is authorized first; then each is admitted, written and shown."""
    if request.actor is None:
        raise GovernanceError(Code.UNAUTHENTICATED, "an access token is needed to write")
    writing = Writing(house, request, document, selection)
    await writing.prepare()
    ready = writing.ready
    data, resolved = await through_executor(house, request, document, selection, ready, writing)
    tail = tail_of([*writing.errors, *resolved], writing.governance)
    return _ended(b'{"data":' + data + tail, request.id)


def joined(plan: Plan, fragments: Fragments, request_id: str) -> Answer:
    """The bytes of an answer, put together from what the database built."""
    data = b",".join(b'"' + key.encode() + b'":' + body for key, body in fragments.items())
    return _ended(b'{"data":{' + data + b"}" + plan.tail, request_id)


def _ended(start: bytes, request_id: str) -> Answer:
    return Answer(start + b',"requestId":"' + request_id.encode() + b'"}}')


def refusal(error: GovernanceError, request_id: str) -> Answer:
    """A refused request: errors, and no data."""
    errors = error.errors if isinstance(error, Refused) else (error,)
    body = {
        "errors": [one.formatted() for one in errors],
        "extensions": {"requestId": request_id},
    }
    after = error.extensions.get("retryAfter")
    return Answer(orjson.dumps(body), error.code, after if isinstance(after, int) else None)
