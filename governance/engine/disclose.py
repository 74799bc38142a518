"""Stage 6: what was shown to whom is in the ledger before the first byte leaves.

INVARIANT(no-entry-no-answer): every executed governed read has one entry, also one with no rows or
only a count. It holds coordinates, forms and visitors; never a value and never a literal.
"""

import hmac
from collections.abc import Sequence
from typing import Any, Final

import orjson

from governance.engine.asking import Asking
from governance.engine.execute import Executed
from governance.engine.plan import Plan
from governance.services.keys import Keys
from governance.services.ledger import Ledger, entry

_SUFFIX: Final = 26


async def disclose(
    asking: Asking, plan: Plan, executed: Executed, keys: Keys, ledger: Ledger
) -> None:
    """Record a read. Raises LEDGER_UNAVAILABLE."""
    await ledger.record(entry_of(asking, plan, executed, keys))


def entry_of(asking: Asking, plan: Plan, executed: Executed, keys: Keys) -> dict[str, Any]:
    """The ledger entry of a read."""
    request, actor = asking.request, asking.moment.actor
    return entry(
        at=request.now,
        actor=actor.token,
        recipient=actor.organization,
        role=actor.role,
        purpose=asking.purpose,
        revision=asking.moment.revision,
        operation=asking.operation,
        document_hash=asking.document.hash,
        variables_hmac=hmac.digest(keys.variables, asking.variables, "sha256").hex(),
        coordinates=plan.coordinates,
        signatures="[" + ",".join(facts or "null" for facts in executed.facts) + "]",
        visitors=_count(executed.facts),
    )


def _count(facts: Sequence[str | None]) -> int:
    """How many visitors were reached; within one signature each stands once."""
    groups = [ids for text in facts if text for _, ids in orjson.loads(text)]
    if len(groups) == 1:
        return len(groups[0]) // _SUFFIX
    return len({ids[at : at + _SUFFIX] for ids in groups for at in range(0, len(ids), _SUFFIX)})
