"""Values of a row as JSON: in the clearest form whose condition holds, else null."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, null, select

from governance.authz.decision import ALWAYS, NEVER, Option, Rows, Shown
from governance.authz.forms import render
from governance.database.dialect import Expression, constant, is_one_of
from governance.engine.authorize import AuthorizedField, Part
from governance.engine.levels import Level
from governance.engine.statement import reference
from governance.schema.binding import FieldBinding
from governance.schema.governed import Parts, Value
from governance.tables import metadata


def shown_value(field: AuthorizedField, level: Level) -> Expression:
    """The value in the form the row allows."""
    assert field.binding is not None
    bound = field.binding
    return by_option(field, level, lambda option: in_form(option.form, bound, level))


def by_option(
    field: AuthorizedField, level: Level, made: Any, otherwise: Expression | None = None
) -> Expression:
    """What the first option whose condition holds for the row makes; else null."""
    assert isinstance(field.decision, Shown)
    assert field.binding is not None
    category = field.binding.declared.category
    nothing = null() if otherwise is None else otherwise
    whens: list[tuple[Expression, Expression]] = []
    final = nothing
    for option in field.decision.options:
        holds = level.holds(option.when, NEVER, category, above=True)
        if holds is None:
            final = made(option)
            break
        whens.append((holds, made(option)))
    shown = case(*whens, else_=final) if whens else final
    denied = level.holds(ALWAYS, field.decision.unless, category, above=True)
    return shown if denied is None else case((denied, shown), else_=nothing)


def in_form(form: str, bound: FieldBinding, level: Level) -> Expression:
    """A value in a form, as JSON."""
    declared, dialect = bound.declared, level.statement.question.dialect
    assert isinstance(declared, Value)
    if form in declared.stored:
        return level.column(declared.stored[form])
    if declared.computed is not None:
        value = declared.computed(level.column, level.statement.binds)
    else:
        value = level.column(bound.column)
    if form != "clear":
        pads = level.statement.binds.pads(declared.category) if form == "pseudonym" else None
        return render(form, value, dialect, pads)
    if bound.is_list:
        return dialect.names(value)
    spell = {
        "DateTime": dialect.instant,
        "Boolean": dialect.boolean,
        "Float": dialect.degrees,
        "JSON": dialect.embedded,
    }.get(bound.scalar)
    return value if spell is None else spell(value)


def shows(field: AuthorizedField, level: Level) -> Expression | None:
    """Whether the row shows some form of a value, or lets a relation be followed; None: always."""
    assert field.binding is not None
    category = field.binding.declared.category
    decision = field.decision
    assert decision is not None
    when = decision.when if isinstance(decision, Rows) else _any_of(decision.options)
    return level.holds(when, decision.unless, category, above=True)


def _any_of(options: Sequence[Option]) -> Any:
    if any(option.when == ALWAYS for option in options):
        return ALWAYS
    return frozenset(clause for option in options for clause in option.when)


def withheld_value(
    field: AuthorizedField, siblings: Sequence[AuthorizedField], level: Level
) -> Expression:
    """Of the coordinates selected beside it, those that the row's conditions withhold."""
    names: dict[str, Expression] = {}
    for sibling in siblings:
        if sibling.binding is None or sibling.part is Part.DENIED:
            continue
        holds = shows(sibling, level)
        if holds is not None:
            name = constant(str(sibling.binding.coordinate))
            names[str(sibling.binding.coordinate)] = case((holds, null()), else_=name)
    present = level.statement.question.dialect.present(list(names.values()))
    return by_option(field, level, lambda _: present)


def parts_value(field: AuthorizedField, level: Level) -> Expression:
    """A plain list of small objects of the row."""
    assert field.binding is not None
    declared = field.binding.declared
    assert isinstance(declared, Parts)
    source = metadata.tables[declared.table].alias(level.top + "parts")
    rows = (
        select(*(source.c[column] for column in declared.fields.values()))
        .where(
            source.c.site_id == level.column("site_id"),
            *(source.c[theirs] == level.column(ours) for theirs, ours in declared.on.items()),
            *(~is_one_of(source.c[name], values) for name, values in declared.without.items()),
        )
        .order_by(*(source.c[column] for column in declared.fields.values()))
        .subquery("part")
    )
    pairs = [
        (
            child.key,
            constant(child.selected.type)
            if child.part is Part.TYPENAME
            else reference("part", declared.fields[child.name]),
        )
        for child in field.fields
    ]
    made = level.statement.question.dialect.many(pairs, rows)
    return by_option(field, level, lambda _: made)
