"""What operators do by commands is in the ledger too, mostly in the transaction of what they did.

Imports and backups have one of their own for it: an import keeps many transactions, and what a
backup takes out is stated before the first byte of it is written.

An act names the command and who ran it. It shows no coordinate of the schema and holds no value;
a backup, which takes every visitor out, says how many there were.
"""

from datetime import datetime
from typing import Final

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError
from governance.services import policies
from governance.services.ledger import entry, keep
from governance.services.organizations import find_operator

ROLE: Final = "operator"
PURPOSE: Final = "essential.service.operations"


async def record_act(
    work: UnitOfWork, actor: str, operation: str, *, now: datetime, visitors: int = 0
) -> None:
    """Write an operator's act, such as `token issue`, into the ledger.

    `actor` is `operator:<os user>`. Raises CONFLICT before there is an operator.
    """
    operator = await find_operator(work)
    if operator is None:
        raise GovernanceError(Code.CONFLICT, "there is no operator yet; run `governance init`")
    revision = await policies.active(work)
    act = entry(
        at=now,
        actor=actor,
        recipient=operator.id,
        role=ROLE,
        purpose=PURPOSE,
        revision="" if revision is None else revision.revision,
        operation=operation,
        visitors=visitors,
    )
    await keep(work, act)
