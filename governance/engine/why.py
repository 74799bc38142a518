"""Why a visitor's value is shown to a recipient or not: the rules that decide, and what holds.

The predicates that stand in every read are asked here of one row, on behalf of the recipient and
behind the guard of the asker's token. Whether each holds comes back, and never a value.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Final, NamedTuple

import orjson
from sqlalchemy import select

from governance.authz.actor import Actor
from governance.authz.conditions import Predicates
from governance.authz.decision import NEVER, Decisions, Denied
from governance.authz.questions import Subject, question_of
from governance.authz.rules import Policy, Rule
from governance.database.dialect import Expression
from governance.database.types import PlainText
from governance.engine.binds import Binds, Moment
from governance.engine.evidence import Evidence
from governance.engine.execute import obeyed
from governance.engine.guard import behind_guard
from governance.engine.house import House
from governance.engine.prepared import Prepared, prepare
from governance.engine.statement import reference
from governance.errors import Code, GovernanceError, bad_input
from governance.identity import Coordinate
from governance.schema.binding import Binding
from governance.services.ledger import entry, signatures_of
from governance.vocabulary import FORMS

READS: Final = {
    "consent": "Consent",
    "opted_out": "Consent",
    "no_opt_out": "Consent",
    "restricted": "Consent",
    "grant": "SharingGrant",
    "notice": "Notice",
    "legal_request": "LegalRequest",
    "sealed": "LegalRequest",
    "acquisition_open": "Acquisition",
    "acquisition_closed": "Acquisition",
}
"""Condition to the type whose rows tell whether it holds; others tell of the visitor's own row."""

_ROW: Final = "t1"
Asked = tuple[str, str | None]
"""A condition, and the data category that it is asked for; None for rows."""


class Judged(NamedTuple):
    """A rule that matches, and those of its conditions that do not hold; without any it holds."""

    rule: Rule
    fails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The rules on the rows that must leave and on the coordinate, each judged for the visitor."""

    rows: Mapping[str, Sequence[Judged]]
    """By type: the coordinate's own, and Visitor."""
    value: Sequence[Judged]

    @property
    def leaves(self) -> bool:
        """Whether the row leaves: of each type an allow holds, and no deny."""
        return all(_holding(on, "allow") and not _holding(on, "deny") for on in self.rows.values())

    @property
    def form(self) -> str | None:
        """The clearest form among the allows that hold; None where the value is null."""
        if not self.leaves or _holding(self.value, "deny"):
            return None
        forms = {rule.form for rule in _holding(self.value, "allow")}
        return min(forms, key=FORMS.index, default=None)

    @property
    def denied(self) -> bool:
        """Whether the policy shows it to no row: nothing is allowed, or a deny always holds."""
        return any(
            not any(one.rule.effect == "allow" for one in on)
            or any(one.rule.effect == "deny" and not one.rule.conditions for one in on)
            for on in (*self.rows.values(), self.value)
        )


class Inquiry(NamedTuple):
    """Whether a recipient, in its role, sees a visitor's value for a purpose; and who asks."""

    evidence: Evidence
    recipient: Actor
    purpose: str
    coordinate: Coordinate


async def why(house: House, inquiry: Inquiry, now: datetime) -> Why:
    """Judge an inquiry, and record in the ledger that it was made.

    Raises BAD_USER_INPUT for what is not a value of a visitor or of what it owns, FIELD_DENIED
    where a condition tells of rows that the asker may not see, LEDGER_UNAVAILABLE, and what the
    guard of the asker's token raises.
    """
    policy, binding, coordinate = house.policy, house.binding, inquiry.coordinate
    entry, bound = binding.datamap.fields.get(coordinate), binding.types.get(coordinate.type)
    if entry is None or entry.target or bound is None or bound.source.visitor is None:
        raise bad_input(f"`{coordinate}` is not a value of a visitor or of what it owns")
    decisions = Decisions(policy, binding.datamap, inquiry.recipient.role, inquiry.purpose)
    types = dict.fromkeys((coordinate.type, "Visitor"))
    on_rows = {name: decisions.rules_on_rows(name) for name in types}
    on_value = decisions.rules_on_value(coordinate)
    asked = _conditions(chain(*on_rows.values()), None)
    asked += _conditions(on_value, entry.category)
    seen, conditions = inquiry.evidence, sorted({name for name, _ in asked})
    own = Decisions(policy, binding.datamap, seen.asker.role, seen.own_purpose)
    _check_own(own, inquiry, conditions)
    statement = _statement(house, policy, binding, inquiry.purpose, asked)
    judged_as = replace(inquiry.recipient, token=seen.asker.token)
    moment = Moment(now, judged_as, policy.revision, (seen.visitor,), house.pseudonym)
    told = await obeyed(statement, moment, house.reader)
    await house.ledger.record(_entry(house, inquiry, conditions, now))
    facts = {one: bool(held) for one, held in zip(asked, told, strict=True)}
    return Why(
        {name: _judged(rules, None, facts) for name, rules in on_rows.items()},
        _judged(on_value, entry.category, facts),
    )


def _check_own(own: Decisions, inquiry: Inquiry, conditions: Iterable[str]) -> None:
    """INVARIANT(own-eyes): what a condition tells of, the asker may see."""
    for name in conditions:
        told_of = READS.get(name)
        denied = None if told_of is None else own.rows(told_of)
        if isinstance(denied, Denied):
            raise GovernanceError(
                Code.FIELD_DENIED,
                f"the decision depends on `{name}`, which tells of `{told_of}`: "
                f"that is not allowed for this {denied.missing.kind.lower()}",
                coordinate=str(inquiry.coordinate),
                purpose=inquiry.evidence.own_purpose,
            )


def _entry(
    house: House, inquiry: Inquiry, conditions: Sequence[str], now: datetime
) -> dict[str, object]:
    """The asker learned of one visitor which conditions hold for whom; no value was shown."""
    seen, recipient = inquiry.evidence, inquiry.recipient
    judged = {
        "role": recipient.role,
        "organization": recipient.organization,
        "purpose": inquiry.purpose,
        "coordinate": str(inquiry.coordinate),
        "conditions": conditions,
    }
    said = orjson.dumps({**judged, "visitor": seen.visitor}, option=orjson.OPT_SORT_KEYS)
    shown = {"read": ["Visitor"], "shown": {}, "used": [], "signed": [[]], "judged": judged}
    return entry(
        at=now,
        actor=seen.asker.token,
        recipient=seen.asker.organization,
        role=seen.asker.role,
        purpose=seen.own_purpose,
        revision=house.policy.revision,
        operation="why",
        variables_hmac=hmac.digest(house.keys.variables, said, "sha256").hex(),
        coordinates=orjson.dumps(shown).decode(),
        signatures=signatures_of([seen.visitor]),
        visitors=1,
    )


def _statement(
    house: House, policy: Policy, binding: Binding, purpose: str, asked: Iterable[Asked]
) -> Prepared:
    """The guard's verdict, and whether each condition holds for the visitor that is bound."""
    binds, dialect = Binds(), house.reader.dialect
    question = question_of(policy, purpose, dialect, binds)
    visitors = binding.types["Visitor"].table

    def row(name: str) -> Expression:
        return reference(_ROW, name, visitors.c[name])

    predicates = Predicates(question, Subject(lambda: row("site_id"), row, ()))
    columns = dict[str, Expression]()
    for place, (name, category) in enumerate(asked):
        holds = predicates.holds(frozenset({frozenset({name})}), NEVER, category)
        one = select(holds).select_from(visitors.alias(_ROW))
        one = one.where(row("id") == binds.value(0, PlainText))
        columns["held" + str(place)] = one.scalar_subquery()
    return prepare(behind_guard(question, binds, columns), binds, dialect)


def _conditions(rules: Iterable[Rule], category: str | None) -> list[Asked]:
    names = {name for rule in rules for name in rule.conditions}
    return [(name, category) for name in sorted(names)]


def _judged(
    rules: Iterable[Rule], category: str | None, facts: Mapping[Asked, bool]
) -> Sequence[Judged]:
    return [
        Judged(rule, tuple(n for n in sorted(rule.conditions) if not facts[n, category]))
        for rule in rules
    ]


def _holding(judged: Iterable[Judged], effect: str) -> list[Rule]:
    return [one.rule for one in judged if one.rule.effect == effect and not one.fails]
