"""How a mutation declares itself: whose row it touches, what its payload shows, what it does.

    @mutation(target="Visitor", shows={"consent": Consent})
    async def record_consent(write: Write, input: RecordConsentInput) -> Written:
        "What it does: the schema's description."

The function admits the row that it touches, calls a service, and returns what was written. The
engine does the rest: the policy, the transaction, the ledger, idempotency, and the payload.
"""

import dataclasses
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple, Protocol, get_args, get_type_hints

import strawberry
from strawberry.types import Info
from strawberry.types.field import StrawberryField

from governance.authz.actor import Actor
from governance.authz.rules import Policy
from governance.database.types import from_rfc3339
from governance.database.unit_of_work import UnitOfWork
from governance.schema.governed import camel
from governance.schema.root import ROOT, Root
from governance.services.keys import Keys
from governance.services.receipts import Issuer
from governance.services.written import Written
from governance.settings import Settings


class Admitted(Protocol):
    """Whether the policy admits the row of an id on a site, for the mutation under way."""

    async def __call__(self, row_id: str | None, site_id: str | None) -> None:
        """Raises NOT_FOUND for a row that is not there or that the policy does not admit."""


@dataclass(slots=True)
class Write:
    """A mutation under way: one transaction, one actor, one moment."""

    work: UnitOfWork
    actor: Actor
    now: datetime
    keys: Keys
    settings: Settings
    policy: Policy
    """The one that admits."""
    judge: Admitted = field(repr=False)
    admitted: bool = False
    """INVARIANT(admitted-first): what was not admitted is not committed."""

    @property
    def person(self) -> str:
        """Who acts: the user of the token or, for a token of nobody's, the token itself."""
        return self.actor.user or self.actor.token

    @property
    def issuer(self) -> Issuer:
        """Who signs the receipts of what is said."""
        return Issuer(self.keys, self.settings)

    async def admit(self, row_id: str, site_id: str | None = None) -> None:
        """Ask the policy whether this row of the target type may be touched.

        `site_id` goes with rows that are of a site. Raises NOT_FOUND, alike for a row that is not
        there and for one that may not be touched.
        """
        await self.judge(row_id, site_id)
        self.admitted = True

    async def admit_untargeted(self) -> None:
        """Ask the same for a mutation that touches no row that is there already."""
        await self.judge(None, None)
        self.admitted = True


class Done(NamedTuple):
    """What came of a mutation, now or the first time."""

    written: Written
    recorded_at: datetime
    replayed: bool


Perform = Callable[[Write, Any], Awaitable[Written]]


@dataclass(frozen=True, slots=True)
class Mutates:
    """A mutation as it was declared."""

    name: str
    target: str | None
    """The type of whose row its conditions are asked; None where it touches none."""
    payload: type
    perform: Perform
    field: StrawberryField
    batch: bool
    """Whether it takes many items, and tells the results of each."""


class Performing(Protocol):
    """What a resolver finds in its context: the engine's way to do a mutation."""

    async def perform(self, key: str, given: Any) -> Done:
        """Do the mutation of a response key, once for its idempotency key."""


def mutation(
    *,
    target: str | None,
    shows: Mapping[str, type] | None = None,
    tells: Mapping[str, Any] | None = None,
) -> Callable[[Perform], Mutates]:
    """Declare a mutation of a function; see the top of this file.

    `shows` is payload field to the governed type of the row written; `tells` is payload field to
    the type of what is ungoverned besides: keys of `Written.told`, and `token` of its secret.
    """

    def declare(perform: Perform) -> Mutates:
        name = perform.__name__
        payload = _payload(name, shows or {}, tells or {})

        async def resolve(info: Info, input: Any) -> Any:
            done = await info.context.performing.perform(str(info.path.key), input)
            told = {
                one: _as_told(kind, done.written.told.get(one))
                for one, kind in (tells or {}).items()
            }
            if "token" in told and not done.replayed:
                told["token"] = done.written.secret
            return payload(
                id=strawberry.ID(done.written.id),
                recorded_at=done.recorded_at,
                replayed=done.replayed,
                **told,
            )

        resolve.__name__ = name
        resolve.__doc__ = perform.__doc__
        resolve.__annotations__ = {
            "info": Info,
            "input": perform.__annotations__["input"],
            "return": payload | None,
        }
        made: Any = strawberry.mutation(
            resolver=resolve, name=camel(name), description=_first_paragraph(perform)
        )
        batch = "results" in (tells or {})
        return Mutates(camel(name), target, payload, perform, made, batch)

    return declare


def _payload(name: str, shows: Mapping[str, type], tells: Mapping[str, Any]) -> type:
    """`<Mutation>Payload`: `id`, `recordedAt`, `replayed`, what it tells and what it shows."""
    title = camel(name)[0].upper() + camel(name)[1:] + "Payload"
    fields: dict[str, Any] = {
        "id": strawberry.ID,
        "recorded_at": datetime,
        "replayed": bool,
        **tells,
        **{one: governed | None for one, governed in shows.items()},
    }
    body: dict[str, Any] = {"__annotations__": fields, "__module__": __name__}
    for one in tells:
        body[one] = strawberry.field(default=None)
    for one, governed in shows.items():
        body[one] = strawberry.field(
            metadata={ROOT: Root(governed.__name__, many=False)}, default=None
        )
    return strawberry.type(
        type(title, (), body),
        description="What was written. What may not be shown is null; it is written all the same.",
    )


def _as_told(kind: Any, value: Any) -> Any:
    """A value of `Written.told`, which is JSON, as GraphQL has it: moments and typed objects."""
    kinds = get_args(kind) or (kind,)
    if isinstance(value, list):
        return [_as_told(kinds[0], one) for one in value]
    if isinstance(value, str) and datetime in kinds:
        return from_rfc3339(value)
    made: Any = next(filter(dataclasses.is_dataclass, kinds), None)
    if not isinstance(value, Mapping) or made is None:
        return value
    hints = get_type_hints(made)
    return made(**{name: _as_told(hints[name], one) for name, one in value.items()})


def _first_paragraph(perform: Perform) -> str:
    return (perform.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")


def given_or_none(value: Any) -> Any:
    """A value of an input, None where it was left out."""
    return None if value is strawberry.UNSET else value


IDEMPOTENCY_KEY: Final = "idempotency_key"
"""The field of every input under which its caller may name the request."""
