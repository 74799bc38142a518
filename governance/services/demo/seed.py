"""Seed a database with the demo, once."""

from datetime import datetime
from typing import Final

from governance.database.unit_of_work import UnitOfWork
from governance.services.demo.agreements import add_acquisitions, add_grants, add_legal_requests
from governance.services.demo.people import MadeVisitor, People
from governance.services.demo.sheet import Sheet
from governance.services.demo.traces import Traces
from governance.services.demo.world import add_world
from governance.services.organizations import find_operator
from governance.tables import LegalRequestVisitor

SEED: Final = 2016
VISITORS: Final = 5000


async def seed_demo(
    work: UnitOfWork, *, now: datetime, visitors: int = VISITORS, seed: int = SEED
) -> bool:
    """Fill an empty database; False where an operator is there already, which changes nothing."""
    if await find_operator(work) is not None:
        return False
    await demo_sheet(now=now, visitors=visitors, seed=seed).write(work)
    return True


def demo_sheet(*, now: datetime, visitors: int = VISITORS, seed: int = SEED) -> Sheet:
    """All rows of the demo, the same for the same arguments."""
    sheet = Sheet(seed, now)
    world = add_world(sheet)
    add_grants(sheet, world)
    add_acquisitions(sheet, world)
    requests = add_legal_requests(sheet, world)
    people, traces = People(sheet, world, seed), Traces(sheet, world)
    for number in range(visitors):
        made = people.make(number)
        traces.add(made)
        _name_in_legal_requests(sheet, requests, made)
    return sheet


def _name_in_legal_requests(sheet: Sheet, requests: dict[str, str], made: MadeVisitor) -> None:
    """The first of two sites are named; one of them is restricted, one has no permission basis."""
    named = {
        "northwind-www": {0: "verified", 3: "verified", 7: "verified", 11: "verified", 5: "opened"},
        "bergmann-www": {0: "sealed", 2: "sealed", 8: "sealed", 4: "closed", 1: "verified"},
    }
    request = named.get(made.site, {}).get(made.number)
    if request is not None:
        sheet.add(
            LegalRequestVisitor,
            site_id=made.row["site_id"],
            visitor_id=made.row["id"],
            legal_request_id=requests[request],
        )
