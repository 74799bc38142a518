"""What is another company's is refused exactly as what is not there."""

from typing import Any, Final

import pytest

from tests.cases.rows import an_id
from tests.cases.stage import Stage
from tests.mutations.asking import codes
from tests.mutations.examples import OFFER
from tests.mutations.writing import asked

ADA, NOBODY = an_id("Visitor", "ada"), an_id("Visitor", "zz")
WESTS: Final = {"grantor": an_id("Organization", "west"), "site": an_id("Site", "west")}

ASKED: Final[dict[str, tuple[str, dict[str, Any], tuple[str, str]]]] = {
    "mergeVisitors": ("visitor other", {}, (ADA, NOBODY)),
    "recordVisit": ("visitor", {"pagesViewed": -1}, (ADA, NOBODY)),
    "issueToken": (
        "sites",
        {
            "organization": an_id("Organization", "west"),
            "role": "site_agent",
            "purposes": ["analytics.reporting"],
            "lifeSeconds": 60,
        },
        (an_id("Site", "east"), an_id("Site", "zz")),
    ),
    "proposeSharingGrant": (
        "recipient",
        OFFER | WESTS,
        (an_id("Organization", "data"), an_id("Organization", "zz")),
    ),
}
"""Mutation to the arguments that name, what is said besides, and what is foreign and missing."""


@pytest.mark.parametrize("name", ASKED)
async def test_what_is_foreign_is_told_as_what_is_missing(stage: Stage, name: str) -> None:
    arguments, given, named = ASKED[name]
    who = "agent_of_west" if name == "recordVisit" else "owner_of_west"
    told = []
    for one in named:
        said = {each: [one] if each == "sites" else one for each in arguments.split()}
        told.append(await asked(stage, who, name, **given | said))
    assert told[0].body["errors"] == told[1].body["errors"]
    assert codes(told[0])[0] in {"NOT_FOUND", "BAD_USER_INPUT"}
