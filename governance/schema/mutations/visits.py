"""Mutations of visits: one, or many at once of which each is taken or refused by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from governance.errors import bad_input
from governance.schema.enums import LegalBasis
from governance.schema.governed import camel
from governance.schema.mutations.batches import RecordedItem
from governance.schema.mutations.declare import Write, mutation
from governance.schema.visitors import Visit
from governance.services.batches import written_of
from governance.services.visiting import visits
from governance.services.visiting.names import held_or_made, site_of
from governance.services.visiting.told import new_visitor, read_item
from governance.services.written import Written


@strawberry.input(
    description="A visit. Its visitor is named by one of `visitor`, `externalId` and `cookie`; who"
    " is not known by it, and who has no name, is new and needs a `permissionBasis`."
)
class VisitInput:
    """Fields of `Visit`."""

    visitor: strawberry.ID | None = None
    external_id: str | None = None
    cookie: str | None = strawberry.field(
        default=None, description="the value of the cookie that the site knows the visitor by"
    )
    at: datetime | None = strawberry.field(default=None, description="left out, now")
    path: str | None = None
    referrer: str | None = None
    ip_address: str | None = None
    user_agent: str | None = None
    pages_viewed: int | None = None
    seconds_spent: int | None = None
    permission_basis: LegalBasis | None = strawberry.field(
        default=None, description="by which legal basis a new visitor is held (C6)"
    )

    def told(self) -> Mapping[str, Any]:
        """What is said, by the name of its field."""
        said = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {camel(name): value for name, value in said.items() if value is not None}


@strawberry.input(description="One visit of a batch.")
class VisitOfBatchInput(VisitInput):
    """It may have a key of its own."""

    key: str | None = strawberry.field(
        default=None, description="the same key is the same visit, however often it comes"
    )


@strawberry.input(description="A visit on a site.")
class RecordVisitInput(VisitInput):
    """A visitor's own token needs no name; `site` goes with all but `visitor`."""

    site: strawberry.ID | None = None
    idempotency_key: str | None = None


@strawberry.input(description="Visits on a site, 1,000 at most.")
class RecordVisitsInput:
    """Each is taken or refused by itself."""

    site: strawberry.ID
    visits: list[VisitOfBatchInput]
    idempotency_key: str | None = None


@mutation(target="Visitor", shows={"visit": Visit})
async def record_visit(write: Write, input: RecordVisitInput) -> Written:
    """Record a visit, with its visitor where nobody knows them yet (C3)."""
    item = dict(input.told())
    site_id = item.pop("site", None)
    own = write.actor.visitor
    if own is not None and not item.keys() & {"visitor", "externalId", "cookie"}:
        site_id, item["visitor"] = own
    if site_id is None and "visitor" not in item:
        raise bad_input("name the site: `site`", "site")
    told = read_item(item, 0, site_id or "", write.keys.import_keys, write.now)
    if site_id is None:  # looked up last: what does not fit is told alike of who is not there
        site_id = await site_of(write.work, item["visitor"])
    visitor = await held_or_made(write.work, site_id, told.name, **new_visitor(told, write.now))
    await write.admit(visitor.row["id"], site_id)
    return await visits.record_one(write.work, visitor, told, now=write.now)


@mutation(target="Site", tells={"results": list[RecordedItem]})
async def record_visits(write: Write, input: RecordVisitsInput) -> Written:
    """Record up to 1,000 visits of a site; what is wrong with one refuses that one alone."""
    await write.admit(input.site)
    items = [one.told() for one in input.visits]
    outcomes = await visits.record(
        write.work, input.site, items, key=write.keys.import_keys, now=write.now
    )
    return written_of("Visit", input.site, outcomes)
