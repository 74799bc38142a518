"""Where cases are played: the small world in both databases, and all that a request left behind."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import delete, select

from governance.database.engine import open_database
from governance.database.readers import Reader
from governance.engine.answer import Answer, answer, mixed, refusal
from governance.engine.authorize import OnDenied
from governance.engine.house import House
from governance.engine.request import Request
from governance.engine.selection import select as select_fields
from governance.errors import GovernanceError
from governance.tables import Disclosure
from tests.cases.actors import actor, admit_all
from tests.cases.case import DIALECTS, Case
from tests.cases.companies import DISCLOSURES
from tests.cases.layout import laid_out, spread
from tests.cases.rows import NOW, an_id
from tests.cases.world import fill
from tests.harness import a_house

TABLE: Any = Disclosure.__table__  # type: ignore[attr-defined]
EARLIER = [an_id("Disclosure", name) for name, *_ in DISCLOSURES]


class Overheard(Reader):
    """A reader that remembers the statements it passes on."""

    def __init__(self, reader: Reader) -> None:
        self.dialect = reader.dialect
        self.statements: list[str] = []
        self._reader = reader

    async def read(self, sql: str, names: Sequence[str], values: Sequence[Any]) -> Sequence[Any]:
        """See `Reader.read`."""
        self.statements.append(sql)
        return await self._reader.read(sql, names, values)

    async def close(self) -> None:
        """See `Reader.close`."""
        await self._reader.close()


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of a request."""

    answer: Answer
    statements: list[str]
    entries: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """The body."""
        return self.answer.body.decode()

    @property
    def body(self) -> dict[str, Any]:
        """The body as JSON."""
        read: dict[str, Any] = orjson.loads(self.answer.body)
        return read


class Stage:
    """The small world in one database, under one policy."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.reader = house.reader = Overheard(house.reader)
        self._seen = set[str]()

    async def ask(self, request: Request, door: Callable[[House, Request], Any] = answer) -> Asked:
        """The answer, the statements it took, and the entries it left."""
        if "isclosure" in request.text or len(self._seen) > 500:
            await self._forget()
        self.reader.statements.clear()
        given = await door(self.house, request)
        return Asked(given, list(self.reader.statements), await self.entries())

    async def tell(self, who: str, document: str, **said: Any) -> Asked:
        """What an actor by name is told; what else the request carries is as `Request` names it."""
        said.setdefault("now", NOW)
        return await self.ask(Request(text=document, actor=actor(who), **said))

    async def tell_only(self, who: str, document: str, **said: Any) -> Answer:
        """The same, but for the ledger, which is not looked at."""
        said.setdefault("now", NOW)
        return await answer(self.house, Request(text=document, actor=actor(who), **said))

    async def change(self, statement: Any) -> None:
        """Change the world."""
        async with self.house.database.unit_of_work() as work:
            await work.connection.execute(statement)

    async def entries(self) -> list[dict[str, Any]]:
        """The entries that requests left since they were last looked at, oldest first."""
        fresh = TABLE.c.id.not_in([*EARLIER, *self._seen])
        async with self.house.database.reading() as work:
            found = await work.connection.execute(select(TABLE).where(fresh).order_by(TABLE.c.id))
            entries = [dict(row) for row in found.mappings()]
        self._seen |= {entry["id"] for entry in entries}
        return entries

    async def _forget(self) -> None:
        """Remove what requests left: one that reads the ledger finds the world's entries alone."""
        await self.change(delete(TABLE).where(TABLE.c.id.not_in(EARLIER)))
        self._seen.clear()


@asynccontextmanager
async def a_stage(url: str, rules: str | None = None, **settings: Any) -> AsyncIterator[Stage]:
    """The small world in an empty database; its ledger is patient, because machines may be slow."""
    settings.setdefault("ledger_timeout_seconds", 30.0)
    database = open_database(url)
    await fill(database)
    await admit_all(database)
    async with a_house(database, rules, **settings) as house:
        yield Stage(house)
    await database.close()


async def by_executor(house: House, request: Request) -> Answer:
    """The answer by the other door, whatever the document asks."""
    try:
        document = house.documents.read(request.text)
        selection = select_fields(document, request.operation, request.variables, house.binding)
        return await mixed(house, request, document, selection)
    except GovernanceError as error:
        return refusal(error, request.id)


class Theatre:
    """A stage for each database and policy, opened when the first case needs it."""

    def __init__(self, new_database: Callable[[str], str]) -> None:
        self._new_database = new_database
        self._stages: dict[tuple[str, str | None], Stage] = {}
        self._open = AsyncExitStack()
        self._played: dict[str, dict[str, Asked]] = {}

    async def stage(self, dialect: str, rules: str | None = None) -> Stage:
        """The stage of a database and a policy."""
        key = (dialect, rules)
        if key not in self._stages:
            opened = a_stage(self._new_database(dialect), rules)
            self._stages[key] = await self._open.enter_async_context(opened)
        return self._stages[key]

    async def play(self, case: Case) -> dict[str, Asked]:
        """What came of a case, by dialect; played once."""
        if case.name not in self._played:
            self._played[case.name] = {
                dialect: await (await self.stage(dialect, case.rules)).ask(request_of(case))
                for dialect in DIALECTS
            }
        return self._played[case.name]

    async def golden(self, case: Case) -> dict[str, str]:
        """The golden files that a case would have by what came of it."""
        files = dict[str, str]()
        for dialect, asked in (await self.play(case)).items():
            revision = (await self.stage(dialect, case.rules)).house.policy.revision
            files["answer.json"] = spread(asked.text.replace(revision, "<revision>"))
            if asked.statements:
                files[f"sql.{dialect}.sql"] = "\n".join(map(laid_out, asked.statements))
            if asked.entries:
                files["ledger.json"] = "".join(map(_entry, asked.entries))
        return files

    async def close(self) -> None:
        """Close every stage."""
        await self._open.aclose()


def request_of(case: Case) -> Request:
    """The request of a case; its id is empty, so that answers can be compared."""
    said = case.request
    return Request(
        text=case.text,
        actor=actor(said["actor"]),
        now=case.now,
        purpose=said.get("purpose"),
        operation=said.get("operation"),
        variables=said.get("variables", {}),
        on_denied=OnDenied(said.get("onDenied", "error")),
    )


def _entry(entry: dict[str, Any]) -> str:
    """An entry without what differs between two runs, or is of writes alone."""
    kept = {
        key: orjson.loads(value) if key in ("coordinates", "signatures") else value
        for key, value in entry.items()
        if key not in ("id", "at", "policy_revision") and not (key == "changes" and value is None)
    }
    return spread(orjson.dumps(kept).decode())
