"""What the ledger learns of each visitor reached: a digit for each coordinate the row decides.

A signature is one digit for each coordinate whose form depends on the row or whose value may be
null: the place of the form in `vocabulary.FORMS`, from 1; 0 where nothing was shown. A null value
is no exposure. Coordinates of the same visitor reached through a relation follow, each the
clearest form that any of its rows showed. Coordinates of one constant form that are never null
are listed once for the whole entry.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import case, func, literal_column, select

from governance.authz.decision import ALWAYS, Option, Rows, Shown
from governance.database.dialect import Expression, constant, number
from governance.engine.authorize import AuthorizedField, Part
from governance.engine.levels import Level
from governance.engine.values import by_option, in_form
from governance.identity import PREFIXES
from governance.schema.governed import ToMany, ToOne, Value
from governance.vocabulary import FORMS

InnerLevel = Callable[[AuthorizedField, Level], tuple[Level, Any]]


Signed = tuple[str, ...]
"""The coordinates that the digits of a root's signatures stand for."""


def sign(
    level: Level,
    fields: Sequence[AuthorizedField],
    shown: Expression | None,
    inner_level: InnerLevel,
    *,
    single: bool,
) -> tuple[Signed, Expression]:
    """What the digits of a root stand for, and the facts: `[[signature, ids], …]` as JSON text.

    `ids` are the 26-character suffixes of visitors' ids, joined. A `single` root has one row.
    """
    digits = _digits(level, fields, inner_level, always=False)
    dialect, source = level.statement.question.dialect, level.bound.source
    visitor = source.visitor or source.tells_of
    assert visitor is not None
    suffix = func.substr(level.column(visitor), number(len(PREFIXES["Visitor"]) + 2))
    coordinates = tuple(name for digit in digits for name in digit.coordinates)
    signature = _concatenated(*(digit.text for digit in digits))
    if single:
        group = _concatenated(constant("["), _group(signature, suffix), constant("]"))
        only = select(group).select_from(level.named()).scalar_subquery()
        return coordinates, func.coalesce(only, constant("[]"))
    rows = select(suffix.label("id"), signature.label("signature")).select_from(level.named())
    if level.bound.name != "Visitor":
        rows = rows.distinct()
    if shown is not None:
        rows = rows.where(shown)
    if source.visitor is None:
        rows = rows.where(level.column(visitor).is_not(None))
    order: list[Expression] = [literal_column("signature"), literal_column("id")]
    each = rows.order_by(*order).subquery("each_visitor")
    grouped = (
        select(each.c.signature, dialect.joined(each.c.id, "").label("ids"))
        .group_by(each.c.signature)
        .order_by(each.c.signature)
        .subquery("groups")
    )
    listed = dialect.joined(_group(grouped.c.signature, grouped.c.ids), ",")
    every = func.coalesce(listed, constant(""))
    facts = select(_concatenated(constant("["), every, constant("]"))).select_from(grouped)
    return coordinates, facts.scalar_subquery()


def _group(signature: Expression, ids: Expression) -> Expression:
    return _concatenated(constant('["'), signature, constant('","'), ids, constant('"]'))


@dataclass(frozen=True, slots=True)
class _Digits:
    """A text with one digit for each of these coordinates."""

    coordinates: tuple[str, ...]
    text: Expression


def _digits(
    level: Level, fields: Sequence[AuthorizedField], inner_level: InnerLevel, *, always: bool
) -> list[_Digits]:
    """A digit for each value, but for one whose form is the same for all; then the relations'.

    A value that a relation has a digit for has one here too, or the relation would speak for it.
    """
    related = [one for one in fields if one.part in (Part.ONE, Part.MANY)]
    found = [_of_relation(one, level, inner_level) for one in related if one.binding is not None]
    relations = [one for one in found if one is not None]
    below = {name for one in relations for name in one.coordinates}
    values: dict[str, _Digits] = {}
    for field in fields:
        if field.binding is None or field.part in (Part.ONE, Part.MANY):
            continue
        name = str(field.binding.coordinate)
        if name not in values and (always or name in below or _varies(field, level)):
            values[name] = _Digits((name,), _digit(field, level))
    return [*values.values(), *relations]


def _varies(field: AuthorizedField, level: Level) -> bool:
    """Whether the form depends on the row, or the value may be null."""
    assert field.binding is not None
    assert isinstance(field.decision, Shown)
    first = field.decision.options[0]
    depends = level.holds(first.when, field.decision.unless, _category(field), above=True)
    return field.binding.nullable or depends is not None


def _digit(field: AuthorizedField, level: Level) -> Expression:
    """The form shown by the row, as a digit; 0 for null."""
    bound = field.binding
    assert bound is not None
    none = constant("0")

    def made(option: Option) -> Expression:
        digit = constant(str(FORMS.index(option.form) + 1))
        if not isinstance(bound.declared, Value):
            return digit
        plain = bound.declared.computed is None and option.form not in bound.declared.stored
        value = level.column(bound.column) if plain else in_form(option.form, bound, level)
        return case((value.is_not(None), digit), else_=none)

    return by_option(field, level, made, none)


def _of_relation(field: AuthorizedField, parent: Level, inner_level: InnerLevel) -> _Digits | None:
    """The digits of a relation to rows of the same visitor: the clearest that any row showed."""
    assert field.binding is not None
    assert isinstance(field.binding.declared, ToOne | ToMany)
    target = parent.statement.binding.types[field.binding.declared.target]
    if target.source.visitor is None:
        return None
    level, paging = inner_level(field, parent)
    if paging is not None:
        paging.apply(extra=False)
    shown = field.fields if paging is None else row_fields(field)
    digits = _digits(level, shown, inner_level, always=True)
    if not digits:
        return None
    labelled = [digit.text.label("s" + str(at)) for at, digit in enumerate(digits)]
    rows = select(*labelled).select_from(level.inline()).subquery("signed")
    best = [
        _clearest(rows.c["s" + str(at)], place)
        for at, digit in enumerate(digits)
        for place in range(len(digit.coordinates))
    ]
    coordinates = tuple(name for digit in digits for name in digit.coordinates)
    text: Expression = select(_concatenated(*best)).select_from(rows).scalar_subquery()
    assert isinstance(field.decision, Rows)
    followed = parent.holds(ALWAYS, field.decision.unless, _category(field), above=True)
    if followed is not None:
        text = case((followed, text), else_=constant("0" * len(coordinates)))
    return _Digits(coordinates, text)


def _clearest(text: Expression, place: int) -> Expression:
    digit = func.substr(text, number(place + 1), number(1))
    return func.coalesce(func.min(func.nullif(digit, constant("0"))), constant("0"))


def _category(field: AuthorizedField) -> str:
    assert field.binding is not None
    return field.binding.declared.category


def _concatenated(*texts: Expression) -> Expression:
    return reduce(lambda whole, text: whole.concat(text), texts) if texts else constant("")


def row_fields(connection: AuthorizedField) -> list[AuthorizedField]:
    """The governed fields that a connection shows of its rows, wherever it shows them.

    What only a cursor shows comes last: it is clear or nothing, where a field may show less.
    """
    shown: list[AuthorizedField] = []
    for child in connection.fields:
        if child.name == "nodes":
            shown += child.fields
        if child.name == "edges":
            shown += [
                field for edge in child.fields if edge.name == "node" for field in edge.fields
            ]
    return [*shown, *connection.in_cursors]
