"""Stage 6: what was shown to whom is in the ledger before the first byte leaves.

INVARIANT(no-entry-no-answer): every executed governed read has one entry, also one with no rows or
only a count. It holds coordinates, forms and visitors; never a value and never a literal.
"""

import hmac
from typing import Any, Final

import orjson

from governance.engine.execute import Executed
from governance.engine.reading import Reading
from governance.identity import new_id
from governance.services.keys import Keys
from governance.services.ledger import Ledger

_SUFFIX: Final = 26


async def disclose(reading: Reading, executed: Executed, keys: Keys, ledger: Ledger) -> None:
    """Record a read. Raises LEDGER_UNAVAILABLE."""
    request, actor = reading.request, reading.moment.actor
    await ledger.record(
        {
            "id": new_id("Disclosure"),
            "at": request.now,
            "actor": actor.token,
            "recipient_id": actor.organization,
            "role": actor.role,
            "purpose": reading.purpose,
            "policy_revision": reading.moment.revision,
            "operation": reading.operation,
            "document_hash": reading.document.hash,
            "variables_hmac": hmac.digest(keys.variables, reading.variables, "sha256").hex(),
            "coordinates": reading.plan.coordinates,
            "signatures": "[" + ",".join(facts or "null" for facts in executed.facts) + "]",
            "visitor_count": _count(executed.facts),
        }
    )


def _count(facts: Any) -> int:
    """How many visitors were reached."""
    found: set[str] = set()
    for text in facts:
        for _, ids in orjson.loads(text) if text else ():
            found.update(ids[at : at + _SUFFIX] for at in range(0, len(ids), _SUFFIX))
    return len(found)
