"""Idempotency: a mutation asked for twice under one key of its caller's is done once.

The scope of a key is the access token and the mutation, for 24 hours. The row is committed with the
write, so that there is never one without the other.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import orjson
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from governance.database.unit_of_work import UnitOfWork
from governance.errors import Code, GovernanceError, bad_input
from governance.services.written import Written
from governance.tables import Idempotency, table_of

KEPT_FOR: Final = timedelta(hours=24)
LONGEST_KEY: Final = 200

_TABLE: Final[Any] = table_of(Idempotency)


class Claim(NamedTuple):
    """A key of a token for a mutation, and what it is asked to do."""

    token_id: str
    mutation: str
    key: str
    input_hmac: str
    """Keyed hash of the input."""


class First(NamedTuple):
    """What came of the first request."""

    written_id: str
    told: Mapping[str, Any]
    recorded_at: datetime


def check_key(key: str) -> str:
    """The key, if it can be one. Raises BAD_USER_INPUT."""
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
        reason = f"`idempotencyKey` must be 1 to {LONGEST_KEY} printable characters"
        raise bad_input(reason, "idempotencyKey")
    return key


async def claim(work: UnitOfWork, wanted: Claim, now: datetime) -> First | None:
    """Take the key, waiting for whoever holds it; what came of it if it was taken before.

    Raises CONFLICT where it was taken for another input.
    """
    await work.connection.execute(
        delete(_TABLE).where(
            _TABLE.c.token_id == wanted.token_id, _TABLE.c.recorded_at <= now - KEPT_FOR
        )
    )
    try:
        async with work.connection.begin_nested():
            row = {**wanted._asdict(), "recorded_at": now, "written_id": "", "told": "{}"}
            await work.connection.execute(insert(_TABLE), [row])
    except IntegrityError:
        found = (await work.connection.execute(select(_TABLE).where(*_of(wanted)))).one()
        if found.input_hmac != wanted.input_hmac:
            reason = "that idempotency key was used for another input"
            raise GovernanceError(Code.CONFLICT, reason) from None
        return First(found.written_id, orjson.loads(found.told), found.recorded_at)
    return None


async def settle(work: UnitOfWork, wanted: Claim, written: Written) -> None:
    """Keep what came of it; never a secret."""
    told = orjson.dumps(dict(written.told)).decode()
    settled = update(_TABLE).where(*_of(wanted)).values(written_id=written.id, told=told)
    await work.connection.execute(settled)


def _of(wanted: Claim) -> tuple[Any, ...]:
    return (
        _TABLE.c.token_id == wanted.token_id,
        _TABLE.c.mutation == wanted.mutation,
        _TABLE.c.key == wanted.key,
    )
