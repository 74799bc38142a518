"""The door of mutations: admitted, written, recorded and shown, in one transaction each.

INVARIANT(all-or-nothing): the write, its ledger entry, its idempotency row and the entry of what
its payload shows are committed together; the answer leaves after that. What its payload would
show is authorized and compiled before anything is written, by the same compiler as any read.
"""

import asyncio
import hmac
from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from governance.database.engine import was_in_the_way
from governance.database.readers import Reader
from governance.database.unit_of_work import UnitOfWork
from governance.database.within import ReaderWithin
from governance.engine.admission import Admission, admission_of, admit, opened
from governance.engine.asking import Asking, asking_of
from governance.engine.binds import Moment
from governance.engine.disclose import entry_of
from governance.engine.document import Document
from governance.engine.execute import check_cost, execute
from governance.engine.given import check_given, plain_of
from governance.engine.guard import StalePolicy
from governance.engine.house import House
from governance.engine.payload import of_payload
from governance.engine.plan import Plan
from governance.engine.planning import plan_of
from governance.engine.request import Request
from governance.engine.selection import Selected, Selection
from governance.errors import Code, GovernanceError, bad_input, too_complex
from governance.schema.mutations.declare import IDEMPOTENCY_KEY, Done, Mutates, Write
from governance.services import idempotency, signals
from governance.services.idempotency import Claim, First
from governance.services.ledger import keep
from governance.services.receipts import Issuer
from governance.services.writes import entry_of_write
from governance.services.written import Written

MOST_MUTATIONS: Final = 20
"""Mutations of one request: each is a transaction."""
ATTEMPTS: Final = 3
"""How often a mutation is begun anew when the policy changes under it, or another is in its way."""
WRITE_SECONDS: Final = 30.0
"""How long a mutation may take, waiting for others included."""


class Writing:
    """The mutations of one request, one after another."""

    def __init__(
        self, house: House, request: Request, document: Document, selection: Selection
    ) -> None:
        self._house = house
        self._request = request
        self._document = document
        self._roots = _roots(house, request, selection)
        self.ready: dict[tuple[str, ...], orjson.Fragment] = {}
        """What payloads show, by response path."""
        self.errors: list[dict[str, object]] = []
        self.governance: dict[str, Any] = {}

    async def prepare(self) -> None:
        """Refuse what the policy never allows before anything is written.

        Raises MUTATION_DENIED for a mutation that is not open to the role for the purpose, and what
        authorizing and compiling the payloads does.
        """
        for key, (mutates, payload) in self._roots.items():
            reads = payload is not None
            try:
                await admission_of(self._house, self._request, mutates, reads=reads)
            except GovernanceError as error:
                error.path = (key,)
                raise
            if payload is not None:
                asking = self._asking(payload)
                plan = await plan_of(self._house, asking)
                check_cost(plan, asking.moment, self._house.settings.max_cost)
                plan.statement.values(asking.moment)  # refuses literals that do not fit

    async def perform(self, key: str, given: Any) -> Done:
        """Do a mutation; see `Performing.perform`."""
        mutates, _ = self._roots[key]
        plain = plain_of(given)
        check_given(plain)
        claim = self._claim(mutates, given, plain)
        for _ in range(ATTEMPTS):
            try:
                async with asyncio.timeout(WRITE_SECONDS):
                    return await self._attempt(key, given, claim)
            except StalePolicy:
                await self._house.reload()
            except TimeoutError as error:
                raise GovernanceError(Code.TIMEOUT, "the write took too long") from error
            except Exception as error:
                if not was_in_the_way(error):
                    raise
        raise GovernanceError(Code.OVERLOADED, "others were in the way each time: try again")

    async def _attempt(self, key: str, given: Any, claim: Claim | None) -> Done:
        house, request, (mutates, payload) = self._house, self._request, self._roots[key]
        reads = payload is not None
        admission = await admission_of(house, request, mutates, reads=reads)
        asking = None if payload is None else self._asking(payload)
        plan = None if asking is None else await plan_of(house, asking)
        async with house.database.unit_of_work() as work:
            done = await self._write(work, admission, mutates, given, claim)
            shown = asking and plan and await self._show(work, asking, plan, done.written.id)
        if shown and plan:
            for field, body in shown.items():
                self.ready[key, field] = orjson.Fragment(body)
            self._tell(key, plan)
        return done

    async def _write(
        self,
        work: UnitOfWork,
        admission: Admission,
        mutates: Mutates,
        given: Any,
        claim: Claim | None,
    ) -> Done:
        """The write itself, or what came of it when it was first asked for."""
        house, request = self._house, self._request
        assert request.actor is not None
        moment = Moment(request.now, request.actor, admission.policy.revision, (), house.pseudonym)
        reader = ReaderWithin(work)

        async def judge(row_id: str | None, site_id: str | None) -> None:
            await admit(admission, moment, reader, row_id, site_id)

        first = None if claim is None else await idempotency.claim(work, claim, request.now)
        if first is not None:
            await house.check_within(reader, moment)
            return _again(first)
        policy = admission.policy
        write = Write(work, request.actor, request.now, house.keys, house.settings, policy, judge)
        written = await mutates.perform(write, given)
        if not write.admitted:
            raise RuntimeError(mutates.name + " admitted nothing")
        heard = await self._heed(moment, reader, work)
        if claim is not None:
            await idempotency.settle(work, claim, written)
        await work.flush()
        for name, one in ((mutates.name, written), *heard):
            entry = await entry_of_write(
                work,
                house.keys,
                request.actor,
                mutation=name,
                written=one,
                purpose=admission.purpose,
                revision=policy.revision,
                document_hash=self._document.hash,
                now=request.now,
            )
            await keep(work, entry)
        return Done(written, request.now, False)

    async def _heed(
        self, moment: Moment, reader: Reader, work: UnitOfWork
    ) -> Sequence[tuple[str, Written]]:
        """What a visitor's browser says beside its mutation, by the header `Sec-GPC`.

        It comes last, so that nothing said beside it takes it back, and only where the policy opens
        `recordSignal` to the visitor.
        """
        house, visitor = self._house, moment.actor.visitor
        if not self._request.gpc or visitor is None:
            return ()
        mutates = house.binding.mutations["recordSignal"]
        admission = await opened(house, self._request, mutates, reads=False)
        if not isinstance(admission, Admission):
            return ()
        await admit(admission, moment, reader, visitor[1], visitor[0])
        issuer = Issuer(house.keys, house.settings)
        heard = await signals.heed_gpc(work, issuer, visitor, now=self._request.now)
        return () if heard is None else ((signals.SOURCE, heard),)

    async def _show(
        self, work: UnitOfWork, asking: Asking, plan: Plan, row_id: str
    ) -> Mapping[str, bytes]:
        """What the payload shows of the row, read in the transaction that wrote it."""
        values = (*asking.moment.values[:-1], row_id)
        moment = asking.moment._replace(values=values)
        house = self._house
        executed = await execute(plan, moment, ReaderWithin(work), house.settings.max_cost)
        await keep(work, entry_of(asking, plan, executed, house.keys))
        return plan.fragments(executed.bodies)

    def _tell(self, key: str, plan: Plan) -> None:
        """Add what the plan says in advance to what the answer says beside its data."""
        for error in plan.errors:
            path = error["path"]
            assert isinstance(path, list)
            self.errors.append({**error, "path": [key, *path]})
        if not self.governance:
            self.governance = {**plan.governance}
            return
        forms, denied = self.governance["forms"], self.governance["denied"]
        more: Any = plan.governance
        self.governance |= {
            "forms": {**forms, **more["forms"]},
            "denied": tuple(dict.fromkeys((*denied, *more["denied"]))),
        }

    def _asking(self, selection: Selection) -> Asking:
        return asking_of(self._house, self._request, self._document, selection)

    def _claim(self, mutates: Mutates, given: Any, plain: Any) -> Claim | None:
        """The idempotency key of a mutation. Raises BAD_USER_INPUT for two that differ."""
        own, header = getattr(given, IDEMPOTENCY_KEY, None), self._request.idempotency_key
        if own is not None and header is not None and own != header:
            reason = "the header `Idempotency-Key` and `input.idempotencyKey` differ"
            raise bad_input(reason, "idempotencyKey")
        key = own if own is not None else header
        if key is None:
            return None
        assert self._request.actor is not None
        told = orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)
        digest = hmac.digest(self._house.keys.variables, told, "sha256").hex()
        name = idempotency.check_key(key)
        return Claim(self._request.actor.token, mutates.name, name, digest)


def _roots(
    house: House, request: Request, selection: Selection
) -> dict[str, tuple[Mutates, Selection | None]]:
    """Each mutation and what its payload shows, by its response key."""
    roots: list[Selected] = [
        root for root in selection.skeleton.roots if root.name in house.binding.mutations
    ]
    if len(roots) > MOST_MUTATIONS:
        raise too_complex(f"the operation has more than {MOST_MUTATIONS} mutations")
    if sum(house.binding.mutations[root.name].batch for root in roots) > 1:
        raise too_complex("the operation has more than one mutation of a batch")
    if request.idempotency_key is not None and len(roots) > 1:
        reason = "the header `Idempotency-Key` names one mutation: use `input.idempotencyKey`"
        raise bad_input(reason, "idempotencyKey")
    binding = house.binding
    return {
        root.key: (binding.mutations[root.name], of_payload(selection, root, binding))
        for root in roots
    }


def _again(first: First) -> Done:
    return Done(Written("", first.written_id, told=first.told), first.recorded_at, True)
