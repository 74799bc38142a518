"""A site to import into, and imports of lines and texts."""

from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import SQLModel

from governance.database.engine import Database
from governance.services.imports.occurrences import Occurrences
from governance.services.imports.run import Import, Intake, Kind, Reject, Summary
from governance.services.keys import derive
from governance.services.organizations import create_organization, create_site
from governance.tables import table_of

NOW: Final = datetime(2026, 3, 1, tzinfo=UTC)
KEYS: Final = derive("ab" * 32)

MakeKind = Callable[[Intake], Kind[Any]]


async def a_site(database: Database, name: str = "acme") -> str:
    async with database.unit_of_work() as work:
        owner = await create_organization(work, name, "CUSTOMER", now=NOW)
        return (await create_site(work, owner.id, f"{name}.example", now=NOW)).id


async def imported(
    database: Database, kind: MakeKind, site_id: str, lines: Iterable[bytes], **options: Any
) -> Summary:
    with closing(Occurrences()) as seen:
        made = kind(Intake(site_id, KEYS.import_keys, NOW, seen))
        return await Import(database, made, Summary(), **options).run(lines)


async def told(
    database: Database, kind: MakeKind, site_id: str, text: str | bytes, **options: Any
) -> tuple[dict[str, int], list[Reject]]:
    """The counts of an import of CSV that are not 0, and its rejects."""
    rejects: list[Reject] = []
    lines = (text.encode() if isinstance(text, str) else text).splitlines(keepends=True)
    summary = await imported(database, kind, site_id, lines, on_reject=rejects.append, **options)
    return {name: count for name, count in summary.counts().items() if count}, rejects


async def rows(database: Database, model: type[SQLModel], *order: str) -> list[dict[str, Any]]:
    """All rows of a table."""
    table = table_of(model)
    async with database.reading() as work:
        found = await work.connection.execute(select(table).order_by(*(table.c[n] for n in order)))
        return [dict(row) for row in found.mappings()]
