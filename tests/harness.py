"""Ask the engine as an actor would, without the web and without waiting for Argon2.

Tokens are real rows, because the guard of each read looks for them; only their secret is not.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import insert, select, update

from governance.authz.actor import Actor
from governance.authz.policy import load_policy
from governance.authz.rules import Policy
from governance.database.engine import Database
from governance.engine.answer import Answer, answer
from governance.engine.authorize import OnDenied
from governance.engine.house import House
from governance.engine.request import Request
from governance.identity import new_id
from governance.schema.binding import datamap
from governance.services.keys import derive
from governance.services.policies import shipped_policy
from governance.settings import Settings
from governance.tables import AccessToken, PolicyRevision

SECRET = "5e" * 32
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


async def activate(database: Database, rules: str, clauses: str) -> Policy:
    """Make these texts the active policy."""
    policy = load_policy(rules, clauses, datamap())
    table: Any = PolicyRevision.__table__  # type: ignore[attr-defined]
    async with database.unit_of_work() as work:
        await work.connection.execute(update(table).values(active=False))
        known = select(table.c.id).where(table.c.revision == policy.revision)
        if (await work.connection.execute(known)).first() is None:
            row = {
                "id": new_id("PolicyRevision"),
                "revision": policy.revision,
                "rules": rules,
                "clauses": clauses,
                "author": "test",
                "activated_at": LONG_AGO,
            }
            await work.connection.execute(insert(table), [{**row, "active": False}])
        changed = update(table).where(table.c.revision == policy.revision).values(active=True)
        await work.connection.execute(changed)
    return policy


@asynccontextmanager
async def a_house(
    database: Database, rules: str | None = None, clauses: str | None = None, **settings: Any
) -> AsyncIterator[House]:
    """A house over a database, under these texts or the shipped policy."""
    shipped_rules, shipped_clauses = shipped_policy()
    await activate(database, rules or shipped_rules, clauses or shipped_clauses)
    chosen = Settings(database_url=database.url, **settings)
    house = await House.open(chosen, derive(SECRET), database)
    async with house:
        yield house


async def admit(database: Database, actor: Actor) -> None:
    """Put the row of an actor's token into the database, once."""
    table: Any = AccessToken.__table__  # type: ignore[attr-defined]
    async with database.unit_of_work() as work:
        known = select(table.c.id).where(table.c.id == actor.token)
        if (await work.connection.execute(known)).first() is not None:
            return
        site, visitor = actor.visitor or (None, None)
        row = {
            "id": actor.token,
            "organization_id": actor.organization,
            "role": actor.role,
            "purposes": list(actor.purposes),
            "sites": None if actor.sites is None else list(actor.sites),
            "visitor_site_id": site,
            "visitor_id": visitor,
            "secret_hash": "unused",
            "issued_at": LONG_AGO,
        }
        await work.connection.execute(insert(table), [row])


async def ask_raw(
    house: House,
    actor: Actor | None,
    purpose: str | None,
    document: str,
    variables: Mapping[str, Any] | None = None,
    *,
    now: datetime,
    on_denied: str = "error",
    operation: str | None = None,
) -> Answer:
    """The bytes of an answer; the request's id is empty, so that answers can be compared."""
    request = Request(
        text=document,
        actor=actor,
        now=now,
        purpose=purpose,
        operation=operation,
        variables=variables or {},
        on_denied=OnDenied(on_denied),
    )
    return await answer(house, request)


async def ask(*arguments: Any, **options: Any) -> dict[str, Any]:
    """The answer as JSON."""
    body: dict[str, Any] = orjson.loads((await ask_raw(*arguments, **options)).body)
    return body
