"""Stage 5: bind and run a plan's one statement; its guard says whether anything may leave."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from governance.database.read_errors import ReadTimeout, ReadTooComplex, ReadUnavailable
from governance.database.readers import Reader
from governance.engine.binds import Moment
from governance.engine.guard import obey
from governance.engine.plan import Plan
from governance.engine.prepared import Prepared
from governance.errors import Code, GovernanceError, too_complex

TOO_DEEP: Final = "the operation has too many levels or conditions: use `in`, or ask for less"
"""For what SQLite's parser does not take."""


class Executed(NamedTuple):
    """What left the database."""

    bodies: Sequence[bytes]
    """JSON of each root in the statement."""
    facts: Sequence[str | None]
    """For each root, `[[signature, ids], …]`; None where no visitor was reached."""


async def execute(plan: Plan, moment: Moment, reader: Reader, most: int) -> Executed:
    """Run a plan. Raises QUERY_TOO_COMPLEX, and what `obeyed` raises."""
    check_cost(plan, moment, most)
    columns = await obeyed(plan.statement, moment, reader)
    return Executed([(body or "null").encode() for body in columns[0::2]], columns[1::2])


def check_cost(plan: Plan, moment: Moment, most: int) -> None:
    """Raise QUERY_TOO_COMPLEX where the literals let a plan reach more than `most` rows."""
    if plan.cost(moment.values) > most:
        raise too_complex(f"the operation may reach more than {most} rows: ask for fewer at once")


async def obeyed(statement: Prepared, moment: Moment, reader: Reader) -> Sequence[Any]:
    """Run a statement that begins with the guard's verdict; what follows it, if it is `ok`.

    Raises StalePolicy, QUERY_TOO_COMPLEX, TIMEOUT, OVERLOADED, and refusals of the token.
    """
    values = statement.values(moment)
    try:
        verdict, *columns = await reader.read(statement.sql, statement.names, values)
    except ReadTooComplex as error:
        raise too_complex(TOO_DEEP) from error
    except ReadTimeout as error:
        raise GovernanceError(Code.TIMEOUT, "the read took too long: ask for less") from error
    except ReadUnavailable as error:
        raise GovernanceError(Code.OVERLOADED, "the database cannot be asked now") from error
    obey(verdict)
    return columns
