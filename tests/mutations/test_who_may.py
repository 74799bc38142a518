"""Which roles a mutation is open to at all: every other one is told that it is not."""

from typing import Any, Final

import pytest

from tests.cases.actors import PURPOSES
from tests.cases.stage import Stage
from tests.mutations.doing import mutate

OFFICER: Final = {"privacy_officer"}
PARTIES: Final = {"privacy_officer", "site_owner"}
PAGES: Final = {"site_agent", "visitor"}
ONE: Final = {"id": "none"}
OPEN_TO: Final[dict[str, tuple[set[str], dict[str, Any]]]] = {
    "createOrganization": (OFFICER, {"name": "", "kind": "CUSTOMER"}),
    "updateOrganization": (OFFICER, ONE),
    "createSite": (OFFICER, {"organization": "none", "domain": ""}),
    "updateSite": (PARTIES, ONE),
    "proposeSharingGrant": (
        PARTIES,
        {"grantor": "none", "recipient": "none", "purposes": [], "categories": []},
    ),
    "approveSharingGrant": (PARTIES, ONE),
    "suspendSharingGrant": (PARTIES, ONE),
    "revokeSharingGrant": (PARTIES, ONE),
    "openLegalRequest": (
        OFFICER,
        {
            "authority": "none",
            "instrument": "",
            "reference": "",
            "matter": "CRIMINAL_INVESTIGATION",
            "jurisdiction": "",
            "visitors": [],
            "expiresAt": "2027-01-01T00:00:00Z",
        },
    ),
    "verifyLegalRequest": (OFFICER, ONE),
    "closeLegalRequest": (OFFICER, ONE),
    "openAcquisition": (OFFICER, {"kind": "MERGER", "acquirer": "none", "sites": []}),
    "closeAcquisition": (OFFICER, ONE),
    "abandonAcquisition": (OFFICER, ONE),
    "registerCookie": (PARTIES, {"site": "none", "name": "", "category": ""}),
    "blockCookie": (PARTIES, {"site": "none", "what": {"category": ""}}),
    "recordCookies": (PAGES, {"visitor": "none", "names": []}),
    "recordOptOut": (PARTIES | PAGES, {"site": "none", "whose": {"cookie": ""}}),
    "recordSignal": (PAGES, {"visitor": "none", "signal": {"gpc": True}}),
}
"""Mutation to the roles it is open to, and an input that is refused for itself."""


@pytest.mark.parametrize("name", OPEN_TO)
async def test_a_mutation_is_open_to_the_roles_that_it_is_for_and_to_no_other(
    stage: Stage, name: str
) -> None:
    roles, given = OPEN_TO[name]
    for role in (*PURPOSES, "anonymous"):
        asked = await mutate(stage, role, name, **given)
        (error,) = asked.body["errors"]
        code = error["extensions"]["code"]
        assert (code not in ("MUTATION_DENIED", "UNAUTHENTICATED")) == (role in roles), (role, code)
        assert not asked.entries
