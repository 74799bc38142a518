"""The mutation of signals: what a visitor's browser says for them, under a regime of its own."""

import strawberry

from governance.schema.mutations.declare import Write, mutation
from governance.schema.mutations.held import visitor_named
from governance.schema.visitors import Visitor
from governance.services import signals
from governance.services.written import Written


@strawberry.input(one_of=True, description="A signal, of one kind.")
class SignalInput:
    """Exactly one of them."""

    gpc: bool | None = strawberry.field(
        default=strawberry.UNSET,
        description="Global Privacy Control: true refuses, false takes the refusal back",
    )


@strawberry.input(description="A signal of a visitor's browser.")
class RecordSignalInput:
    """The visitor is named by `visitor`, or by `site` and `externalId`."""

    signal: SignalInput
    visitor: strawberry.ID | None = None
    site: strawberry.ID | None = None
    external_id: str | None = None
    idempotency_key: str | None = None


@mutation(target="Visitor", shows={"visitor": Visitor})
async def record_signal(write: Write, input: RecordSignalInput) -> Written:
    """Record a signal beside what the visitor says; while it refuses, the refusal wins."""
    visitor = await visitor_named(write, input.visitor, input.site, input.external_id)
    await write.admit(visitor.id, visitor.site_id)
    sent = bool(input.signal.gpc)
    return await signals.record_gpc(write.work, write.issuer, visitor, sent, now=write.now)
