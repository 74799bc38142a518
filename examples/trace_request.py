"""One request, traced: what docs/request.md shows. Run it: python -m examples.trace_request"""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

import orjson
from sqlalchemy import select

from examples.demo_house import NOW, Demo, open_demo, rows_of
from governance.engine.answer import answer
from governance.engine.asking import asking_of
from governance.engine.planning import planned
from governance.engine.request import Request
from governance.engine.selection import select as select_fields
from governance.tables import Disclosure

QUERY: Final = """\
query Newsletter($most: Int!) {
  visitors(first: $most) {
    nodes { id email phone geoCountry }
  }
}
"""
VARIABLES: Final = {"most": 4}
PURPOSE: Final = "marketing.communications"


@dataclass(frozen=True, slots=True)
class Trace:
    """What one request becomes."""

    shapes: str
    values: str
    sql: str
    parameters: dict[str, Any]
    answer: dict[str, Any]
    entry: dict[str, Any]


async def trace(demo: Demo) -> Trace:
    """Trace the request of a site's owner."""
    sites = ("www.northwind.example", "shop.northwind.example")
    actor = await demo.actor("site_owner", "Northwind Outdoor", *sites)
    request = Request(
        QUERY,
        actor,
        NOW,
        purpose=PURPOSE,
        operation="Newsletter",
        variables=VARIABLES,
        id="0" * 24,
    )
    house = demo.house
    document = house.documents.read(QUERY)
    selection = select_fields(document, None, VARIABLES, house.binding)
    asking = asking_of(house, request, document, selection)
    statement = planned(house, asking).statement
    body = (await answer(house, request)).body
    async with demo.database.reading() as work:
        newest = select(rows_of(Disclosure)).where(rows_of(Disclosure).c.actor == actor.token)
        entry = dict((await work.session.execute(newest)).mappings().one())
    return Trace(
        shapes=repr(selection.shapes),
        values=repr(selection.values),
        sql=statement.sql,
        parameters=dict(zip(statement.names, statement.values(asking.moment), strict=True)),
        answer=orjson.loads(body),
        entry={**entry, "coordinates": orjson.loads(entry["coordinates"])}
        | {"signatures": orjson.loads(entry["signatures"])},
    )


async def main() -> None:
    """Print every part."""
    async with open_demo() as demo:
        traced = await trace(demo)
    print(QUERY, traced.shapes, traced.values, traced.sql, sep="\n")
    for part in (traced.parameters, traced.answer, traced.entry):
        print(orjson.dumps(part, option=orjson.OPT_INDENT_2).decode())


if __name__ == "__main__":
    asyncio.run(main())
