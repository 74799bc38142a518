"""The root of mutations."""

from typing import Any, Final

from strawberry.tools import create_type

from governance.schema.mutations import consents, people
from governance.schema.mutations.declare import Mutates

MUTATIONS: Final[tuple[Mutates, ...]] = (
    consents.record_consent,
    consents.withdraw_consent,
    people.create_user,
    people.disable_user,
    people.issue_token,
    people.revoke_token,
    people.rotate_token,
)
"""Every mutation."""

Mutation: Any = create_type(
    "Mutation",
    [one.field for one in MUTATIONS],
    description="Writes. Each obeys the policy, and is recorded in the ledger with what it wrote.",
)
