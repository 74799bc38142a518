"""The right to ask about others: by the purposes that the asker's token holds, and no others."""

from pathlib import Path
from typing import Final

import pytest

from governance.authz.actor import Actor
from governance.authz.policy import load_policy
from governance.schema.access import opened_by
from governance.schema.binding import datamap
from governance.vocabulary import OrganizationKind

ROOT: Final = Path(__file__).parents[2]
FOR_ONE_PURPOSE: Final = (
    "p, analyst, essential.legal_obligation, Query.access, read, -, always, allow, C19\n"
)


@pytest.mark.parametrize(
    ("purpose", "opened"), [("essential.legal_obligation", True), ("analytics", False)]
)
def test_a_right_for_a_purpose_is_no_right_for_who_holds_another(
    purpose: str, opened: bool
) -> None:
    rules = (ROOT / "policies.csv").read_text() + FOR_ONE_PURPOSE
    policy = load_policy(rules, (ROOT / "clauses.csv").read_text(), datamap())
    actor = Actor("tok", "analyst", "org", "O", OrganizationKind.OPERATOR, (purpose,), None)
    assert opened_by(policy, datamap(), actor, "access") is opened
