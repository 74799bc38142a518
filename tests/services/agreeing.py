"""Grants, legal requests and acquisitions in the small world, as tests propose and open them."""

from datetime import timedelta
from functools import cache
from typing import Any, Final

from governance.authz.policy import load_policy
from governance.authz.rules import Policy
from governance.schema.binding import datamap
from governance.services.grant_terms import Terms
from governance.services.grants import Party
from governance.services.legal_requests import Instrument
from governance.services.policies import shipped_policy
from tests.cases.rows import NOW, an_id

DAY: Final = timedelta(days=1)
EAST, WEST, NEAR, HQ = (an_id("Organization", name) for name in ("east", "west", "near", "hq"))
EAST_SITE, WEST_SITE = an_id("Site", "east"), an_id("Site", "west")
ANN, BOB, PIA = Party("ann", EAST), Party("bob", EAST), Party("pia", HQ)
"""Two people of the grantor, and one of the operator."""


@cache
def the_policy() -> Policy:
    """The shipped one."""
    return load_policy(*shipped_policy(), datamap())


def terms(**values: Any) -> Terms:
    """What `east` may share with `near` that it does not share yet."""
    given: dict[str, Any] = {
        "grantor_id": EAST,
        "recipient_id": NEAR,
        "site_id": EAST_SITE,
        "purposes": ["personalize"],
        "categories": ["user_data"],
        "legal_basis": "CONSENT",
        "starts_at": NOW,
    }
    return Terms(**given | values)


def instrument(**values: Any) -> Instrument:
    """What an official of `state` asks about Ben."""
    given: dict[str, Any] = {
        "authority_id": an_id("Organization", "state"),
        "instrument": "court order",
        "reference": "2026/7",
        "matter": "CRIMINAL_INVESTIGATION",
        "jurisdiction": "US-CA",
        "visitors": [(EAST_SITE, an_id("Visitor", "ben"))],
        "starts_at": NOW,
        "expires_at": NOW + 30 * DAY,
    }
    return Instrument(**given | values)
