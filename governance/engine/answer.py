"""One request: document, selection, authorize, compile, execute, disclose, answer."""

from dataclasses import dataclass
from typing import Final

import orjson

from governance.engine.disclose import disclose
from governance.engine.document import Document
from governance.engine.execute import execute
from governance.engine.executor import through_executor
from governance.engine.guard import StalePolicy
from governance.engine.house import House
from governance.engine.plan import tail_of
from governance.engine.reading import Reading, plan_reading
from governance.engine.request import Request
from governance.engine.selection import Selection, select
from governance.errors import Code, GovernanceError, Refused, bad_input

ATTEMPTS: Final = 3
"""How often a read is authorized anew when the policy changes under it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of a response; `refused` is the code of a request that was refused whole."""

    body: bytes
    refused: Code | None = None


async def answer(house: House, request: Request) -> Answer:
    """Answer a request, or refuse it: never an exception that the caller should not see."""
    try:
        document = house.documents.read(request.text)
        operation = document.operation(request.operation)
        selection = select(document, operation, request.variables, house.binding)
        if request.safe and selection.skeleton.governed:
            raise bad_input("use POST: personal data stays out of addresses", "method")
        if selection.skeleton.only_governed:
            reading, bodies = await read(house, request, document, selection)
            return joined(reading, bodies)
        return await mixed(house, request, document, selection)
    except GovernanceError as error:
        return refusal(error, request.id)


async def read(
    house: House, request: Request, document: Document, selection: Selection
) -> tuple[Reading, dict[str, bytes]]:
    """The one way to read a governed table: planned, executed, disclosed; only then answered."""
    for _ in range(ATTEMPTS):
        reading = plan_reading(house, request, document, selection)
        try:
            executed = await execute(
                reading.plan, reading.moment, house.reader, house.settings.max_cost
            )
        except StalePolicy:
            await house.reload()
            continue
        await disclose(reading, executed, house.keys, house.ledger)
        return reading, reading.plan.fragments(executed.bodies)
    raise GovernanceError(Code.OVERLOADED, "the policy is being changed: try again")


async def mixed(house: House, request: Request, document: Document, selection: Selection) -> Answer:
    """An operation that asks more than governed reads: those are read first, the rest resolved."""
    errors: list[dict[str, object]] = []
    governance: dict[str, object] = {}
    fragments: dict[str, bytes] = {}
    if selection.skeleton.governed:
        reading, fragments = await read(house, request, document, selection)
        errors, governance = list(reading.plan.errors), reading.plan.governance
    elif request.actor is not None:
        await house.check(request.actor, request.now)
    data, resolved = await through_executor(house, request, document, fragments)
    return _ended(b'{"data":' + data + tail_of([*errors, *resolved], governance), request.id)


def joined(reading: Reading, bodies: dict[str, bytes]) -> Answer:
    """The bytes of an answer, put together from what the database built."""
    data = b",".join(b'"' + key.encode() + b'":' + body for key, body in bodies.items())
    return _ended(b'{"data":{' + data + b"}" + reading.plan.tail, reading.request.id)


def _ended(start: bytes, request_id: str) -> Answer:
    return Answer(start + b',"requestId":"' + request_id.encode() + b'"}}')


def refusal(error: GovernanceError, request_id: str) -> Answer:
    """A refused request: errors, and no data."""
    errors = error.errors if isinstance(error, Refused) else (error,)
    body = {
        "errors": [one.formatted() for one in errors],
        "extensions": {"requestId": request_id},
    }
    return Answer(orjson.dumps(body), error.code)
