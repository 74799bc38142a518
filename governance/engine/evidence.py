"""What an asker sees of a visitor, before it may ask why a recipient does.

INVARIANT(seen-first): only `evidence_of` makes an `Evidence`, and `why` takes nothing else. So who
asks why has the right to ask about others, and sees the visitor by its own policy; that read is in
the ledger like any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson

from governance.authz.actor import Actor
from governance.authz.decision import Decisions
from governance.engine.answer import read
from governance.engine.house import House
from governance.engine.request import Request, purpose_of
from governance.engine.selection import select
from governance.errors import Code, GovernanceError

_SEAL: Final = object()

_SEEN: Final = """
query Why($visitor: ID!, $after: String) {
  visitor(id: $visitor) {
    site { id }
    consents(first: 100) {
      totalCount
      nodes { id purpose status recipients givenAt withdrawnAt expiresAt }
    }
  }
  sharingGrants(first: 100, after: $after) {
    nodes { id recipient { id } site { id } status purposes categories startsAt expiresAt }
    pageInfo { hasNextPage endCursor }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A visitor as the asker may see it, for a purpose of its own."""

    asker: Actor
    own_purpose: str
    visitor: str
    site: str
    consents: Sequence[Any]
    """At most 100."""
    consents_in_all: int
    grants: Sequence[Any]
    """Every sharing grant, to whomever."""
    seal: object = field(repr=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("only evidence_of() makes an Evidence")


async def evidence_of(
    house: House, asker: Actor, own_purpose: str | None, visitor: str, now: datetime
) -> Evidence:
    """See a visitor with an asker's own eyes.

    Raises FIELD_DENIED without the right to ask about others, NOT_FOUND for a visitor that the
    asker does not see, and what `purpose_of` and `read` raise.
    """
    request = Request(_SEEN, asker, now, purpose=own_purpose)
    _, purpose = purpose_of(request, house.policy)
    if not Decisions(house.policy, house.binding.datamap, asker.role, purpose).opens("access"):
        reason = f"the policy does not open `Query.access` to `{asker.role}`"
        raise GovernanceError(Code.FIELD_DENIED, reason, coordinate="Query.access", purpose=purpose)
    grants: list[Any] = []
    after: str | None = None
    while True:
        row, page = await _seen(
            house, request._replace(variables={"visitor": visitor, "after": after})
        )
        if row is None or row["site"] is None:
            raise GovernanceError(Code.NOT_FOUND, f"you see no visitor `{visitor}`")
        grants += page["nodes"] if page else []
        if not page or not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    consents = row["consents"] or {"nodes": [], "totalCount": 0}
    return Evidence(
        asker,
        purpose,
        visitor,
        row["site"]["id"],
        consents["nodes"],
        consents["totalCount"],
        grants,
        _SEAL,
    )


async def _seen(house: House, request: Request) -> tuple[Any, Any]:
    """The visitor and a page of the grants, or null for each."""
    document = house.documents.read(request.text)
    selection = select(document, None, request.variables, house.binding)
    _, roots = await read(house, request, document, selection)
    return orjson.loads(roots["visitor"]), orjson.loads(roots["sharingGrants"])
