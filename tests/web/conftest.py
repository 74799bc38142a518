"""A served application over a small demo, and tokens of its actors."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from starlette.testclient import TestClient

from governance.authz.policy import load_policy
from governance.database.engine import Database, open_database
from governance.schema.binding import datamap
from governance.services.demo.actors import issue_demo_tokens
from governance.services.demo.seed import seed_demo
from governance.services.keys import derive
from governance.services.policies import activate, shipped_policy
from governance.settings import Settings
from governance.web.app import create_app
from tests.conftest import DIALECTS, in_loop

SECRET = "7a" * 32


class Served(NamedTuple):
    """A client of the application, and a token of each role."""

    client: TestClient
    tokens: dict[str, str]
    settings: Settings

    def post(self, role: str | None, query: str, **options: Any) -> Any:
        """POST a query as a role, with more of the body or more headers."""
        headers = dict(options.pop("headers", {}))
        if role is not None:
            headers["authorization"] = "Bearer " + self.tokens[role]
        return self.client.post("/graphql", json={"query": query, **options}, headers=headers)


async def fill_small(database: Database, tokens: dict[str, str]) -> None:
    """Seed a small demo under the shipped policy; a token of each role goes to `tokens`."""
    now = datetime.now(UTC)
    rules, clauses = shipped_policy()
    async with database.unit_of_work() as work:
        await seed_demo(work, now=now, visitors=40)
        policy = load_policy(rules, clauses, datamap())
        await activate(work, policy, rules, clauses, author="test", now=now)
        for actor in await issue_demo_tokens(work, derive(SECRET), now=now):
            tokens.setdefault(actor.role, actor.token)
    await database.close()


@contextmanager
def serving(url: str, tokens: dict[str, str] | None = None, **chosen: Any) -> Iterator[Served]:
    """An application over a fresh database; over one that is filled, if its tokens are given."""
    if tokens is None:
        tokens = {}
        in_loop(fill_small(open_database(url), tokens))
    settings = Settings.model_validate({"database_url": url, "secret_key": SECRET, **chosen})
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield Served(client, tokens, settings)


@pytest.fixture(scope="module", params=DIALECTS)
def served(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> Iterator[Served]:
    with serving(new_database(request.param)) as opened:
        yield opened


def a_lost_database(folder: Path) -> Database:
    """A database whose server is not there."""
    return open_database(f"postgresql://nobody@/nothing?host={folder / 'nowhere'}")


def committed(served: Served, work: Callable[[Database], Any]) -> None:
    """Do something to the database beside the application."""

    async def run() -> None:
        database = open_database(served.settings.database_url)
        await work(database)
        await database.close()

    in_loop(run())
