"""Strawberry over the SQLAlchemy ORM with DataLoaders: the same data the usual way.

It is built to be fast: parsed and validated documents are cached, plain attributes instead of
resolvers where there is nothing to load, decisions looked up in sets.
"""

import base64
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import orjson
import strawberry
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.types import Info

from benchmarks import orm_rows
from benchmarks.orm_access import CONSENT_FIELDS, Access, ByEnforce, ByRules
from benchmarks.orm_rows import Loaders
from benchmarks.questions import DOCUMENTS
from benchmarks.world import Asker
from governance import tables
from governance.authz.authorizer import Authorizer
from governance.authz.policy import load_policy
from governance.database.engine import dialect_of, sqlite_path
from governance.database.types import to_rfc3339
from governance.schema.binding import datamap
from governance.services.keys import Keys
from governance.services.policies import shipped_policy


@dataclass
class Context:
    """One request."""

    loaders: Loaders
    access: Access


Asked = Info[Context, None]


@strawberry.type
class Consent:
    """A consent, masked."""

    purpose: str | None
    status: str | None
    given_at: str | None


@strawberry.type
class ConsentEdge:
    """A consent on its page."""

    node: Consent


@strawberry.type
class ConsentConnection:
    """The consents of a visitor."""

    nodes: list[Consent]

    @strawberry.field
    def edges(self) -> list[ConsentEdge]:
        """One for each."""
        return [ConsentEdge(node=one) for one in self.nodes]


@strawberry.type
class Visitor:
    """A visitor, masked."""

    row: strawberry.Private[tables.Visitor]
    covered: strawberry.Private[frozenset[str] | None]
    id: strawberry.ID
    external_id: str | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    country: str | None = None
    ip_address: str | None = None
    device_type: str | None = None
    os: str | None = None
    browser: str | None = None
    geo_country: str | None = None

    @strawberry.field
    async def consents(self, info: Asked, first: int = 20) -> ConsentConnection:
        """Loaded for all visitors of the page at once."""
        loaders, access = info.context.loaders, info.context.access
        rows = await loaders.consents.load((self.row.site_id, self.row.id))
        return ConsentConnection(
            nodes=[_consent(row, access, self.covered) for row in rows[:first]]
        )


@strawberry.type
class PageInfo:
    """Where a page stands."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class VisitorEdge:
    """A visitor on its page."""

    cursor: str
    node: Visitor


@strawberry.type
class VisitorConnection:
    """A page of visitors."""

    edges: list[VisitorEdge]
    page_info: PageInfo


@strawberry.type
class Site:
    """A site."""

    id: strawberry.ID
    domain: str | None
    name: str | None


@strawberry.type
class Query:
    """The three questions."""

    @strawberry.field
    async def visitor(self, info: Asked, id: strawberry.ID) -> Visitor | None:
        """A visitor in scope."""
        found = await orm_rows.one_visitor(info.context.loaders, id)
        if found is None:
            return None
        return _visitor(*found, info.context.access, _wanted(info))

    @strawberry.field
    async def visitors(self, info: Asked, site: strawberry.ID, first: int) -> VisitorConnection:
        """A page of visitors in scope."""
        found = await orm_rows.page_of_visitors(info.context.loaders, site, first + 1)
        wanted = _wanted(info)
        edges = [
            VisitorEdge(
                cursor=_cursor(row.id), node=_visitor(row, covered, info.context.access, wanted)
            )
            for row, covered in found[:first]
        ]
        page_info = PageInfo(
            has_next_page=len(found) > first, end_cursor=edges[-1].cursor if edges else None
        )
        return VisitorConnection(edges=edges, page_info=page_info)

    @strawberry.field
    async def site(self, info: Asked, id: strawberry.ID) -> Site | None:
        """A site in scope."""
        row = await orm_rows.one_site(info.context.loaders, id)
        if row is None:
            return None
        access = info.context.access
        return Site(
            id=strawberry.ID(row.id),
            domain=row.domain if access.site("Site.domain") else None,
            name=row.name if access.site("Site.name") else None,
        )


def _wanted(info: Asked) -> frozenset[str]:
    """The names of all fields that are selected below."""
    names: set[str] = set()
    waiting: list[Any] = list(info.selected_fields)
    while waiting:
        one = waiting.pop()
        names.add(one.name)
        waiting.extend(one.selections)
    return frozenset(names)


def _visitor(
    row: tables.Visitor, covered: frozenset[str] | None, access: Access, wanted: frozenset[str]
) -> Visitor:
    values = access.visitor(row, wanted, covered)
    return Visitor(row=row, covered=covered, id=strawberry.ID(row.id), **values)


def _consent(row: tables.Consent, access: Access, covered: frozenset[str] | None) -> Consent:
    shown = {
        column: getattr(row, column)
        if access.form(f"Consent.{name}", "consent", covered) is not None
        else None
        for column, name in CONSENT_FIELDS.items()
    }
    given = shown["given_at"]
    return Consent(
        purpose=shown["purpose"],
        status=shown["status"],
        given_at=None if given is None else to_rfc3339(given),
    )


def _cursor(id: str) -> str:
    return base64.urlsafe_b64encode(f'["cf9f5896","{id}"]'.encode()).decode().rstrip("=")


SCHEMA = strawberry.Schema(
    Query, extensions=[lambda: ParserCache(maxsize=100), lambda: ValidationCache(maxsize=100)]
)


class Orm:
    """Answers the questions of one caller."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], dialect: str, asker: Asker, access: Access
    ) -> None:
        self._sessions = sessions
        self._dialect = dialect
        self._asker = asker
        self._access = access

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, url: str, askers: tuple[Asker, ...], keys: Keys, *, enforce: bool
    ) -> AsyncIterator[dict[str, "Orm"]]:
        """One for each caller, over one pool, by role."""
        dialect = dialect_of(url)
        if dialect == "sqlite":
            engine = create_async_engine(f"sqlite+aiosqlite:///{sqlite_path(url)}", pool_size=8)
        else:
            settings = {"timezone": "UTC", "jit": "off"}
            engine = create_async_engine(
                "postgresql+asyncpg://",
                connect_args={"dsn": url, "server_settings": settings},
                pool_size=8,
            )
        sessions = async_sessionmaker(engine, expire_on_commit=False)
        policy = load_policy(*shipped_policy(), datamap())
        judge = Authorizer(policy, datamap())
        made: dict[str, Orm] = defaultdict()
        for asker in askers:
            key = keys.pseudonym(asker.organization, "user.unique_id")
            access = ByEnforce(asker, key, judge) if enforce else ByRules(asker, key)
            made[asker.role] = cls(sessions, dialect, asker, access)
        yield made
        await engine.dispose()

    async def answer(self, name: str, variables: Mapping[str, Any]) -> bytes:
        """`{"data":…}` of a question."""
        return await self.execute(DOCUMENTS[name], variables)

    async def execute(self, document: str, variables: Mapping[str, Any]) -> bytes:
        """`{"data":…}`."""
        async with self._sessions() as session:
            context = Context(Loaders(session, self._dialect, self._asker), self._access)
            result = await SCHEMA.execute(
                document, variable_values=dict(variables), context_value=context
            )
        if result.errors:
            raise result.errors[0]
        return orjson.dumps({"data": result.data})
