"""Why a visitor's value is shown to a recipient or not: the rules that decide, and what holds.

The predicates that stand in every read are asked here of one row, on behalf of the recipient and
behind the guard of the asker's token. Whether each holds comes back, and never a value.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, NamedTuple

from sqlalchemy import select

from governance.authz.conditions import Predicates
from governance.authz.decision import NEVER, Decisions
from governance.authz.questions import Question, Subject
from governance.authz.rules import Policy, Rule
from governance.database.dialect import Expression
from governance.database.types import PlainText
from governance.engine.binds import Binds, Moment
from governance.engine.execute import obeyed
from governance.engine.guard import verdict
from governance.engine.house import House
from governance.engine.prepared import Prepared, prepare
from governance.engine.statement import reference
from governance.errors import bad_input
from governance.identity import Coordinate
from governance.schema.binding import Binding
from governance.vocabulary import FORMS

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


async def why(
    house: House, moment: Moment, role: str, purpose: str, visitor: str, coordinate: Coordinate
) -> Why:
    """Judge a visitor's value for the moment's actor in a role, for a purpose.

    The actor is the recipient, with the token of who asks. Raises BAD_USER_INPUT for what is not a
    value of a visitor or of what it owns, and what the guard raises.
    """
    policy, binding = house.policy, house.binding
    entry, bound = binding.datamap.fields.get(coordinate), binding.types.get(coordinate.type)
    if entry is None or entry.target or bound is None or bound.source.visitor is None:
        raise bad_input(f"`{coordinate}` is not a value of a visitor or of what it owns")
    decisions = Decisions(policy, binding.datamap, role, purpose)
    types = dict.fromkeys((coordinate.type, "Visitor"))
    on_rows = {name: decisions.rules_on_rows(name) for name in types}
    on_value = decisions.rules_on_value(coordinate)
    asked = _conditions(chain(*on_rows.values()), None)
    asked += _conditions(on_value, entry.category)
    statement = _statement(house, policy, binding, purpose, asked)
    told = await obeyed(statement, moment._replace(values=(visitor,)), house.reader)
    facts = {one: bool(held) for one, held in zip(asked, told, strict=True)}
    return Why(
        {name: _judged(rules, None, facts) for name, rules in on_rows.items()},
        _judged(on_value, entry.category, facts),
    )


def _statement(
    house: House, policy: Policy, binding: Binding, purpose: str, asked: Iterable[Asked]
) -> Prepared:
    """The guard's verdict, and whether each condition holds for the visitor that is bound."""
    binds, dialect = Binds(), house.reader.dialect
    above, below = policy.purpose_chain(purpose), policy.purposes_below(purpose)
    question = Question(dialect, binds, above, below, policy.labels_of)
    visitors = binding.types["Visitor"].table

    def row(name: str) -> Expression:
        return reference(_ROW, name, visitors.c[name])

    predicates = Predicates(question, Subject(lambda: row("site_id"), row, ()))
    columns = [verdict(binds).label("verdict")]
    for place, (name, category) in enumerate(asked):
        holds = predicates.holds(frozenset({frozenset({name})}), NEVER, category)
        one = select(holds).select_from(visitors.alias(_ROW))
        one = one.where(row("id") == binds.value(0, PlainText))
        columns.append(one.scalar_subquery().label("held" + str(place)))
    shared = [made.cte(name) for name, made in question.common.items()]
    return prepare(select(*columns).add_cte(*shared), binds, dialect)


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
