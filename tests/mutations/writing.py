"""Mutations asked of the small world, and the rows that they leave."""

from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from governance.tables import table_of
from tests.cases.stage import Asked, Stage


async def asked(stage: Stage, who: str, name: str, shows: str = "id", **given: Any) -> Asked:
    """Ask for a mutation by its name, under `on_purpose` if there is one."""
    purpose = given.pop("on_purpose", None)
    title = name[0].upper() + name[1:]
    document = f"mutation ($input: {title}Input!) {{ {name}(input: $input) {{ {shows} }} }}"
    return await stage.tell(who, document, variables={"input": given}, purpose=purpose)


async def rows(stage: Stage, model: type[SQLModel], **of: Any) -> list[dict[str, Any]]:
    """The rows of a table whose columns have these values."""
    table = table_of(model)
    found = select(table).where(*(table.c[name] == value for name, value in of.items()))
    async with stage.house.database.reading() as work:
        return [dict(row) for row in (await work.connection.execute(found)).mappings()]
