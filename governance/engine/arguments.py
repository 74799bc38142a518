"""Arguments: their coerced values, flat and in a fixed order, and the shape they have.

The shape says which keys and operators are there, null or not, and which enum values order; SQL
is made from it. The values are bound. Two requests of one shape share a plan.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, Final

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLSchema,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    Undefined,
    ValueNode,
    VariableNode,
)
from graphql.execution.values import VariableValues, get_variable_values
from graphql.utilities import (
    coerce_input_literal,
    type_from_ast,
    validate_input_literal,
    validate_input_value,
)

from governance.engine.document import refuse_unspeakable
from governance.engine.misfits import refusing
from governance.errors import bad_input, too_complex
from governance.identity import Coordinate

Shape = Any
"""A hashable description of a value without its literals."""

LOGICAL: Final = ("and", "or", "not")
VALUE: Final = "<value>"
"""The shape of a literal: the next of the values is its."""
NULLS: Final = "<nulls>"
"""The shape of a list of literals that holds a null."""
NARROWING: Final = frozenset({"where", "site", "id", "externalId"})
"""Arguments that say which rows are meant: without a value they would mean more."""
USED_BY: Final = {
    "externalId": Coordinate("Visitor", "externalId"),
    "visitor": Coordinate("Consent", "status"),
}
"""Arguments of roots to the coordinate whose clear value they use, as a filter does."""
MOST_VALUES: Final = 500
"""Literals of a request; a list of them is one."""
MOST_CONDITIONS: Final = 100
"""Of the filters of an operation: each may be a page of SQL, which has to be planned."""
MOST_IN_VARIABLES: Final = 4 * MOST_VALUES
"""Objects and lists in the variables: no filter of so many values needs more."""
MOST_LISTED: Final = 10_000
"""Items of one list."""
_MOST_NESTED: Final = 20
"""How deep an argument may be."""


def arguments_of(
    definition: GraphQLField, node: FieldNode, coerced: VariableValues
) -> dict[str, Any]:
    """The arguments given, coerced. A variable without a value never widens a filter."""
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    arguments = {}
    for name, argument in definition.args.items():
        literal = given.get(name)
        if literal is None:
            continue
        if name in NARROWING:
            _refuse_missing(literal, name, coerced)
        if isinstance(literal, VariableNode) and literal.name.value not in coerced.coerced:
            continue
        value = coerce_input_literal(literal, argument.type, coerced)
        if value is Undefined:
            validate_input_literal(literal, argument.type, refusing(name, name), coerced)
        if value is None and name in NARROWING:
            raise bad_input(f"`{name}` is null: leave it out to read without it", name)
        arguments[name] = value
    return arguments


def coerced_variables(
    operation: OperationDefinitionNode, variables: Mapping[str, Any], schema: GraphQLSchema
) -> VariableValues:
    """The variables as their types have them.

    Raises BAD_USER_INPUT with the place that does not fit, and QUERY_TOO_COMPLEX.
    """
    _bound_variables(variables)
    definitions = operation.variable_definitions or ()
    coerced = get_variable_values(
        schema, definitions, dict(variables), max_errors=1, hide_suggestions=True
    )
    if isinstance(coerced, VariableValues):
        return coerced
    nodes: Any = coerced[0].nodes
    if not nodes:
        raise too_complex("the variables are nested too deeply")
    name = nodes[0].variable.name.value
    if name in variables:
        kind: Any = type_from_ast(schema, nodes[0].type)
        validate_input_value(variables[name], kind, refusing("$" + name, name), True)
    raise bad_input(f"variable `${name}` is not given", name)


def _bound_variables(variables: Mapping[str, Any]) -> None:
    """Refuse what no filter of `MOST_VALUES` needs, before it is coerced.

    Raises QUERY_TOO_COMPLEX for too many objects and lists, and for too long a list.
    """
    count, waiting = 0, list(variables.values())
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            count += 1
            waiting.extend(one.values())
        elif isinstance(one, list):
            count += 1
            if len(one) > MOST_LISTED:
                raise too_complex(f"a list in the variables has more than {MOST_LISTED} items")
            waiting.extend(item for item in one if isinstance(item, dict | list))
        if count > MOST_IN_VARIABLES:
            raise too_complex(f"the variables hold more than {MOST_IN_VARIABLES} objects and lists")


def _refuse_missing(literal: ValueNode, argument: str, coerced: VariableValues) -> None:
    """INVARIANT(missing-never-widens): every variable of what narrows a read has a value."""
    waiting = [literal]
    while waiting:
        node = waiting.pop()
        if isinstance(node, VariableNode) and node.name.value not in coerced.coerced:
            reason = f"`${node.name.value}` is used in `{argument}` but has no value"
            raise bad_input(reason, argument)
        if isinstance(node, ObjectValueNode):
            waiting.extend(field.value for field in node.fields)
        if isinstance(node, ListValueNode):
            waiting.extend(node.values)


def shape_of(value: Any, values: list[Any], argument: str, depth: int = 0) -> Shape:
    """The shape of a coerced value; its literals go to `values`, each where VALUE stands."""
    if depth > _MOST_NESTED:
        raise too_complex(f"`{argument}` is nested deeper than {_MOST_NESTED}")
    if value is None:
        return None
    if isinstance(value, dict):
        return tuple(
            (key, shape_of(item, values, argument, depth + 1)) for key, item in value.items()
        )
    if isinstance(value, Enum) and argument == "orderBy":
        return value.value
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value):
            return ("list", *(shape_of(item, values, argument, depth) for item in value))
        value = [_literal(item, argument) for item in value]
        values.append(value)
        return VALUE if all(item is not None for item in value) else NULLS
    values.append(_literal(value, argument))
    return VALUE


def _literal(value: Any, argument: str) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        refuse_unspeakable(value, argument)
    return value


def count_values(shape: Shape) -> int:
    """How many literals a shape takes."""
    if shape in (VALUE, NULLS):
        return 1
    return sum(map(count_values, shape)) if isinstance(shape, tuple) else 0


def count_conditions(arguments: Shape) -> int:
    """How many conditions the filter among some arguments has: each takes one literal."""
    return sum(count_values(shape) for name, shape in arguments if name == "where")


def filter_fields(shape: Shape, at: str = "where") -> Iterator[str]:
    """The fields that a filter uses, at any depth. Raises BAD_USER_INPUT where it says nothing."""
    if shape is None or shape == ():
        raise bad_input(f"`{at}` is empty or null: leave it out to read without it", "where")
    for name, below in shape:
        here = f"{at}.{name}"
        if name not in LOGICAL:
            _refuse_nulls(below, here)
            yield name
        elif name == "not":
            yield from filter_fields(below, here)
        elif below is None or below == VALUE:
            raise bad_input(f"`{here}` is empty or null", "where")
        else:
            for place, one in enumerate(below[1:]):
                yield from filter_fields(one, f"{here}[{place}]")


def _refuse_nulls(operators: Shape, at: str) -> None:
    if not operators:
        raise bad_input(f"`{at}` is empty or null: say an operator, or leave it out", "where")
    for operator, below in operators:
        if below is None or below == NULLS:
            asks = "say `true` or `false`" if operator == "isNull" else "`isNull` asks for that"
            raise bad_input(f"`{at}.{operator}` is null: {asks}", "where")


def order_fields(shape: Shape) -> Iterator[str]:
    """The fields of an order, first key first."""
    if isinstance(shape, tuple):
        for one in shape[1:]:
            yield dict(one)["field"]
