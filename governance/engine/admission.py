"""Whether the policy admits a mutation: for the role and purpose at all, and of which rows.

INVARIANT(admitted-in-the-transaction): the conditions are asked of the row by a statement inside
the transaction that writes, behind the guard of the actor's token.
"""

from collections.abc import Sequence
from typing import NamedTuple

from anyio import to_thread
from sqlalchemy import func, literal_column, select

from governance.authz.decision import ALWAYS, NEVER, Denied, Missing, Rows
from governance.authz.questions import Question, question_of
from governance.authz.rules import Policy
from governance.database.dialect import Expression
from governance.database.readers import Reader
from governance.database.types import PlainText
from governance.engine.binds import Binds, Moment
from governance.engine.execute import obeyed
from governance.engine.guard import behind_guard
from governance.engine.house import House
from governance.engine.levels import Level
from governance.engine.prepared import Prepared, prepare
from governance.engine.request import Request, purpose_of
from governance.engine.statement import Statement
from governance.errors import Code, GovernanceError
from governance.schema.mutations.declare import Mutates
from governance.services.visitors import NO_TARGET


class Admission(NamedTuple):
    """A mutation that is open to a role under a purpose: the rows it may touch, as a statement."""

    purpose: str
    policy: Policy
    statement: Prepared


class Closed(NamedTuple):
    """A mutation that is not open to a role, under the purpose that it was asked for first."""

    purpose: str
    missing: Missing


async def admission_of(
    house: House, request: Request, mutates: Mutates, *, reads: bool
) -> Admission:
    """That a mutation is open to the actor. Raises MUTATION_DENIED, and what `opened` does."""
    found = await opened(house, request, mutates, reads=reads)
    if isinstance(found, Admission):
        return found
    raise GovernanceError(
        Code.MUTATION_DENIED,
        f"`Mutation.{mutates.name}` is not allowed for this {found.missing.kind.lower()}",
        coordinate=f"Mutation.{mutates.name}",
        purpose=found.purpose,
        missing={"kind": found.missing.kind, "purposes": list(found.missing.purposes)},
    )


async def opened(
    house: House, request: Request, mutates: Mutates, *, reads: bool
) -> Admission | Closed:
    """Whether a mutation is open to the actor. Raises what `purpose_of` does.

    Its purpose is the request's; where none is said and its payload reads nothing governed, the
    first of the token's purposes under which the policy opens it.
    """
    actor, policy = request.actor, house.policy
    if actor is None or reads or request.purpose is not None or len(actor.purposes) == 1:
        actor, purpose = purpose_of(request, policy)
        purposes: Sequence[str] = (purpose,)
    else:
        purposes = actor.purposes
    scoped = actor.sites is not None
    denials = []
    for purpose in purposes:
        key = (policy.revision, actor.role, purpose, mutates.name, scoped)
        found = house.admissions.get(key)
        if found is None:
            async with house.planning:
                made = await to_thread.run_sync(_made, house, policy, key, mutates)
                found = house.admissions.keep(key, made)
        if isinstance(found, Prepared):
            return Admission(purpose, policy, found)
        denials.append(found)
    return Closed(purposes[0], denials[0].missing)


async def admit(
    admission: Admission,
    moment: Moment,
    reader: Reader,
    row_id: str | None,
    site_id: str | None,
) -> None:
    """Let the row be touched. Raises NOT_FOUND, StalePolicy, and refusals of the token."""
    moment = moment._replace(values=(row_id, site_id))
    (admitted,) = await obeyed(admission.statement, moment, reader)
    if not admitted:
        raise GovernanceError(Code.NOT_FOUND, NO_TARGET)


def _made(
    house: House, policy: Policy, key: tuple[str, str, str, str, bool], mutates: Mutates
) -> Prepared | Denied:
    _, role, purpose, name, scoped = key
    decisions = house.decisions(policy, role, purpose).writes
    rows = decisions.rows("Mutation." + name)
    if isinstance(rows, Denied):
        return rows
    binds, dialect = Binds(), house.reader.dialect

    def ask(use: str) -> Question:
        return question_of(policy, use, dialect, binds)

    question = ask(purpose)
    statement = Statement(house.binding, decisions, question, ask, binds, scoped)
    admitted = _untargeted(rows) if mutates.target is None else _of_row(statement, mutates, rows)
    return prepare(behind_guard(question, binds, {"admitted": admitted}), binds, dialect)


def _untargeted(rows: Rows) -> Expression:
    """The rule checker takes no condition on a mutation that touches no row."""
    assert (rows.when, rows.unless) == (ALWAYS, NEVER)
    return literal_column("1")


def _of_row(statement: Statement, mutates: Mutates, rows: Rows) -> Expression:
    """How many rows have the id and may be touched: one or none."""
    assert mutates.target is not None
    level = Level(statement, statement.binding.types[mutates.target])
    row, site = (statement.binds.value(place, PlainText) for place in (0, 1))
    level.page.where.append(level.inner("id") == row)
    column = level.bound.source.site
    if column == "id":
        level.hold_to_site(row)
    elif column is not None:
        level.hold_to_site(site)
    level.page.where += level.admission(rows)
    counted = select(func.count()).select_from(level.rows())
    return counted.where(*level.page.where).scalar_subquery()
