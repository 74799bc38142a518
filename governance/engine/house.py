"""What a process keeps between requests: documents, plans, decisions, the policy, the two doors."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

import structlog
from anyio import to_thread
from graphql import GraphQLSchema

from governance.authz.actor import Actor
from governance.authz.decision import Decisions, Denied
from governance.authz.policy import load_policy
from governance.authz.rules import Policy
from governance.database.engine import Database
from governance.database.readers import Reader, open_reader
from governance.engine.binds import Moment
from governance.engine.document import Documents
from governance.engine.execute import obeyed
from governance.engine.guard import StalePolicy
from governance.engine.kept import Kept
from governance.engine.plan import Plan
from governance.engine.prepared import Prepared, prepare_guard
from governance.errors import traced
from governance.schema.binding import Binding, binding
from governance.schema.opened import opened_schema
from governance.services import policies
from governance.services.deployment import check_key
from governance.services.keys import Keys
from governance.services.ledger import Ledger
from governance.settings import Settings
from governance.tables import PolicyRevision
from governance.vocabulary import ANONYMOUS

_LOG: Final = structlog.get_logger("governance.engine")


class NoPolicy(Exception):
    """No policy revision is active: `governance init` activates the shipped one."""


class House:
    """Opened once per process; `async with` it, or `open` and `close`."""

    def __init__(
        self, settings: Settings, keys: Keys, database: Database, reader: Reader, ledger: Ledger
    ) -> None:
        self.settings = settings
        self.keys = keys
        self.database = database
        self.reader = reader
        self.ledger = ledger
        self.binding: Binding = binding()
        self.documents = Documents(self.binding.graphql, settings, keys.variables)
        self.plans = Kept[Plan](settings.plan_cache_size)
        self.pseudonym = lru_cache(maxsize=1000)(keys.pseudonym)
        self._decisions = Kept[Decisions](1000)
        self.admissions = Kept[Prepared | Denied](1000)
        """What the policy says of a mutation to a role under a purpose."""
        self._schemas = Kept[GraphQLSchema](100)
        self._policy: Policy | None = None
        self.planning = asyncio.Lock()
        """One plan is made at a time."""
        self._guard = prepare_guard(reader.dialect)

    @classmethod
    async def open(cls, settings: Settings, keys: Keys, database: Database) -> "House":
        """Check the key, load the policy, and let the ledger write. Raises KeyUnavailable."""
        reader = open_reader(
            database.url,
            size=settings.pool_size,
            timeout_seconds=settings.statement_timeout_seconds,
        )
        ledger = Ledger(
            database, queue=settings.ledger_queue, timeout_seconds=settings.ledger_timeout_seconds
        )
        house = cls(settings, keys, database, reader, ledger)
        async with database.reading() as work:
            await check_key(work, keys)
        await house.reload()
        ledger.start()
        return house

    async def close(self) -> None:
        """Stop the ledger and give the connections back."""
        await self.ledger.close()
        await self.reader.close()

    async def __aenter__(self) -> "House":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def policy(self) -> Policy:
        """The policy this process last loaded; the guard of each read says whether it is active."""
        if self._policy is None:
            raise NoPolicy
        return self._policy

    async def reload(self) -> None:
        """Load the active revision, if it is another one."""
        async with self.database.reading() as work:
            active = await policies.active(work)
        if active is None:
            raise NoPolicy
        if self._policy is None or self._policy.revision != active.revision:
            self._policy = load_policy(active.rules, active.clauses, self.binding.datamap)

    async def revisions(self) -> Sequence[PolicyRevision]:
        """Every policy revision, newest first."""
        async with self.database.reading() as work:
            return await policies.history(work)

    async def check(self, actor: Actor, now: datetime) -> None:
        """Whether the actor's token still holds, for what reads nothing governed; see `guard`."""
        moment = Moment(now, actor, self.policy.revision, (), self.pseudonym)
        try:
            await obeyed(self._guard, moment, self.reader)
        except StalePolicy:
            await self.reload()

    async def check_within(self, reader: Reader, moment: Moment) -> None:
        """The same inside a transaction. Raises StalePolicy too."""
        await obeyed(self._guard, moment, reader)

    async def checks(self) -> dict[str, bool]:
        """Whether the database answers, a policy is active, and the ledger writes."""
        try:
            async with self.database.reading() as work:
                active = await policies.active(work)
        except Exception as error:  # whatever it is, the process is not ready
            _LOG.error("not_ready", **traced(error))
            return {"database": False, "policy": False, "ledger": False}
        ledger = await self.ledger.writes()
        return {"database": True, "policy": active is not None, "ledger": ledger}

    async def schema_for(self, actor: Actor | None) -> GraphQLSchema:
        """The schema as an actor finds it under the purposes that its token covers."""
        policy, role = self.policy, ANONYMOUS if actor is None else actor.role
        purposes = policy.purposes_covered(() if actor is None else actor.purposes)
        key = (policy.revision, role, purposes)
        found = self._schemas.get(key)
        if found is not None:
            return found
        async with self.planning:
            found = self._schemas.get(key)  # made while this one waited
            if found is not None:
                return found
            made = await to_thread.run_sync(self._make_schema, policy, role, purposes)
            return self._schemas.keep(key, made)

    def _make_schema(self, policy: Policy, role: str, purposes: Sequence[str]) -> GraphQLSchema:
        decided = [self.decisions(policy, role, purpose) for purpose in purposes]
        return opened_schema(self.binding, decided)

    def decisions(self, policy: Policy, role: str, purpose: str) -> Decisions:
        """The decision table of a role under a purpose; only who plans asks, one at a time."""
        key = (policy.revision, role, purpose)
        found = self._decisions.get(key)
        if found is None:
            found = Decisions(policy, self.binding.datamap, role, purpose)
            self._decisions.keep(key, found)
        return found
