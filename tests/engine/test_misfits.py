"""What does not fit is told by its place, in words of ours, and never by its value."""

from typing import Any

import pytest

from governance.engine.document import Documents
from governance.engine.misfits import LONGEST, worded
from governance.engine.selection import select
from governance.errors import Code, GovernanceError, Refused
from governance.schema.binding import binding
from governance.settings import Settings

DOCUMENTS = Documents(binding().graphql, Settings(), b"k" * 32)
LISTED = """
query ($where: VisitorFilter, $orderBy: [VisitorOrder!], $first: Int) {
  visitors(where: $where, orderBy: $orderBy, first: $first) { totalCount }
}
"""
SECRET = "ada@example.com"


def refused(text: str, **variables: Any) -> GovernanceError:
    with pytest.raises(GovernanceError) as caught:
        select(DOCUMENTS.read(text), None, variables, binding())
    error = caught.value
    return error.errors[0] if isinstance(error, Refused) else error


VARIABLES: dict[str, tuple[dict[str, Any], list[str | int], str]] = {
    "an item": (
        {"where": {"email": {"in": ["x", SECRET, 3]}}},
        ["email", "in", 2],
        "`$where.email.in[2]` does not fit: string cannot represent a non string value",
    ),
    "null in a list": (
        {"where": {"email": {"in": [SECRET, None]}}},
        ["email", "in", 1],
        "`$where.email.in[1]` does not fit: "
        "expected value of non-null type `String!` not to be null",
    ),
    "an unknown operator": (
        {"where": {"email": {"like": SECRET}}},
        ["email"],
        "`$where.email` does not fit: "
        "expected value of type `StringFilter` not to include unknown field `like`",
    ),
    "no moment": (
        {"where": {"or": [{"createdAt": {"gt": SECRET}}]}},
        ["or", 0, "createdAt", "gt"],
        "`$where.or[0].createdAt.gt` does not fit: "
        "a DateTime is an RFC 3339 text such as `2026-01-31T12:00:00.000Z`",
    ),
    "an unknown member": (
        {"orderBy": [{"field": SECRET}]},
        [0, "field"],
        "`$orderBy[0].field` does not fit: "
        "that value does not exist in `VisitorOrderField` enum",
    ),
    "an unknown member like a message": (
        {"orderBy": [{"field": SECRET + " value: x, found: y"}]},
        [0, "field"],
        "`$orderBy[0].field` does not fit: "
        "that value does not exist in `VisitorOrderField` enum",
    ),
    "no object": (
        {"where": SECRET},
        [],
        "`$where` does not fit: expected value of type `VisitorFilter` to be an object",
    ),
    "no number": (
        {"first": SECRET},
        [],
        "`$first` does not fit: int cannot represent non-integer value",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("variables", "at", "message"), VARIABLES.values(), ids=VARIABLES)
def test_a_variable_is_refused_by_the_place_that_does_not_fit(
    variables: dict[str, Any], at: list[str | int], message: str
) -> None:
    error = refused(LISTED, **variables)
    (name,) = variables
    assert (error.code, error.message) == (Code.BAD_USER_INPUT, message)
    assert error.extensions == {"argument": name, **({"at": at} if at else {})}


LITERALS = {
    "{ visitors(where: {createdAt: {gt: %s}}) { totalCount } }": (
        "a DateTime is an RFC 3339 text such as `2026-01-31T12:00:00.000Z`"
    ),
    '{ visitors(where: {createdAt: {gt: "2026-02-30T00:00:00Z"}}) { totalCount } }': (
        "that DateTime does not exist"
    ),
    "{ visitors(first: %s) { totalCount } }": "int cannot represent non-integer value",
    "{ visitors(where: {email: {in: [%s, null]}}) { totalCount } }": (
        "expected value of non-null type `String!` not to be null"
    ),
    "{ visitors(where: {email: %s}) { totalCount } }": (
        "expected value of type `StringFilter` to be an object"
    ),
    "{ visitors(where: {email: {like: %s}}) { totalCount } }": (
        "expected value of type `StringFilter` not to include unknown field `like`"
    ),
    "{ visitors(first: 1 %s) { totalCount } }": "expected Name, found String",
}


@pytest.mark.parametrize(("text", "message"), LITERALS.items())
def test_a_literal_is_refused_by_where_it_stands(text: str, message: str) -> None:
    error = refused(text.replace("%s", f'"{SECRET}"'))
    assert error.message == message
    assert error.locations


def test_a_long_name_is_not_repeated() -> None:
    error = refused(LISTED, where={"x" * 100_000: 1})
    assert len(error.message) < 2 * LONGEST


def test_words_that_hold_no_value_are_kept() -> None:
    assert (
        worded("Cannot query field 'x' on type 'Query'.")
        == "cannot query field `x` on type `Query`"
    )
