"""The demo in this process: the same rows, keys and moment at each run, so that output is too.

`governance demo` makes the same companies, sites and visitors; its key, and so its pseudonyms, and
its moment are its own.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import orjson
from sqlalchemy import select

from governance.authz.actor import Actor
from governance.authz.policy import load_policy
from governance.database.engine import Database, open_database
from governance.database.migrations import upgrade
from governance.database.unit_of_work import UnitOfWork
from governance.engine.answer import answer
from governance.engine.house import House
from governance.engine.request import Request
from governance.schema.binding import datamap
from governance.services import policies
from governance.services.demo.actors import PURPOSES
from governance.services.demo.seed import seed_demo
from governance.services.keys import derive
from governance.services.organizations import find_organization, find_site
from governance.settings import Settings
from governance.tables import AccessToken, Visitor
from governance.vocabulary import OrganizationKind

NOW: Final = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
VISITORS: Final = 5000
SECRET: Final = "00112233" * 8


@dataclass(frozen=True, slots=True)
class Demo:
    """A house over the demo, and who may ask it."""

    house: House
    database: Database

    async def actor(self, role: str, organization: str, *sites: str) -> Actor:
        """An actor with a token's row of its own; `sites` are domains, none for no limit."""
        async with self.database.unit_of_work() as work:
            return await _admit(work, role, organization, sites)

    async def visitor(self, external_id: str) -> str:
        """The id of a visitor, by the identifier that its site gave it."""
        table = rows_of(Visitor)
        async with self.database.reading() as work:
            known = select(table.c.id).where(table.c.external_id == external_id)
            return str((await work.session.execute(known)).scalar_one())

    async def ask(self, actor: Actor, purpose: str, query: str, **variables: Any) -> Any:
        """The body of the answer, at the moment NOW."""
        request = Request(query, actor, NOW, purpose=purpose, variables=variables)
        return orjson.loads((await answer(self.house, request)).body)


async def _admit(work: UnitOfWork, role: str, organization: str, domains: tuple[str, ...]) -> Actor:
    owner = await find_organization(work, organization)
    sites = [(await find_site(work, domain)).id for domain in domains]
    row = AccessToken(
        id=f"tok_{_number(role, organization):026d}",
        organization_id=owner.id,
        role=role,
        purposes=list(PURPOSES[role]),
        sites=sites or None,
        secret_hash="unused: nothing is authenticated in this process",
        issued_at=NOW,
    )
    await work.session.merge(row)
    return Actor(
        token=row.id,
        role=role,
        organization=owner.id,
        organization_name=owner.name,
        kind=OrganizationKind(owner.kind),
        purposes=PURPOSES[role],
        sites=tuple(sites) or None,
    )


def _number(*names: str) -> int:
    return sum(map(ord, "".join(names)))


@asynccontextmanager
async def open_demo(visitors: int = VISITORS) -> AsyncIterator[Demo]:
    """Seed a SQLite file in a folder that goes away, and open it."""
    with TemporaryDirectory(prefix="governance-demo-") as folder:
        url = f"sqlite:///{Path(folder) / 'governance.db'}"
        await upgrade(url)
        database = open_database(url)
        async with database.unit_of_work() as work:
            await seed_demo(work, now=NOW, visitors=visitors)
            rules, clauses = policies.shipped_policy()
            policy = load_policy(rules, clauses, datamap())
            await policies.activate(work, policy, rules, clauses, author="demo", now=NOW)
        settings = Settings(database_url=url)
        async with await House.open(settings, derive(SECRET), database) as house:
            yield Demo(house, database)
        await database.close()


def rows_of(model: Any) -> Any:
    """The table of a model."""
    return model.__table__
