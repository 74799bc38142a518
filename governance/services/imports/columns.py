"""Lines of a CSV file by the columns that its header names, each value read strictly."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from governance.errors import GovernanceError, bad_input
from governance.services.imports.records import Record, records
from governance.services.imports.run import LineRejected, Reject
from governance.services.imports.values import Unfit
from governance.services.sensitive import SAYS_SENSITIVE, SensitiveDataRefused, is_sensitive
from governance.vocabulary import nearest

_SURROGATES: Final = range(0xD800, 0xE000)


class Column(NamedTuple):
    """What a column of the file is called in the row, and how its text is read."""

    field: str
    read: Callable[[str], Any]
    """Raises Unfit."""


class Line(NamedTuple):
    """A line of the file: its number, and a value, or None, for each field that the file names."""

    number: int
    values: dict[str, Any]


Item = TypeVar("Item")
Columns = Mapping[str, Column]
"""By the name that the header has."""


def read_lines(
    lines: Iterable[bytes],
    columns: Columns,
    needed: Sequence[str],
    tell: Callable[[Line], Item],
) -> Iterator[Item | Reject]:
    """What each line tells; `needed` fields have a column in the file and a value in each line.

    `tell` may raise LineRejected. Raises BAD_USER_INPUT for a header that is not of these columns.
    """
    found = records(lines)
    header = next(found, None)
    if not isinstance(header, Record):
        raise bad_input("the file has no header line of CSV in UTF-8")
    _check_kind(header.fields)
    names = [name.strip() for name in header.fields]
    _check(names, columns, needed)
    for record in found:
        if isinstance(record, Reject):
            yield record
            continue
        try:
            yield tell(Line(record.line, _values(record.fields, names, columns, needed)))
        except LineRejected as rejected:
            yield Reject(record.line, rejected.column, rejected.reason)


def csv_lines(columns: Columns, rows: Sequence[str]) -> str:
    """A file with a header line of all columns."""
    return "\n".join((",".join(columns), *rows)) + "\n"


def name_of(field: str, columns: Columns) -> str:
    """How a header calls a field: its name, or names."""
    return " or ".join(f"`{name}`" for name, one in columns.items() if one.field == field)


def _check_kind(fields: Sequence[str]) -> None:
    """Raises BAD_USER_INPUT for a header that says by its looks what the file is instead."""
    first = fields[0]
    if first.startswith("\x1f"):
        raise bad_input("the file is gzipped: name it .gz, or unzip it before standard input")
    if "\0" in "".join(fields) or not first.isprintable():
        raise bad_input("the file is not UTF-8")
    if len(fields) == 1 and (";" in first or "\t" in first):
        raise bad_input("the columns are parted by another sign: CSV has commas")


def _check(names: Sequence[str], columns: Columns, needed: Sequence[str]) -> None:
    """Names are told by their place: without a header the first line holds values."""
    fields = set()
    for place, name in enumerate(names, 1):
        if name not in columns and is_sensitive(name):
            raise SensitiveDataRefused(f"column {place}", "SENSITIVE_KEY", SAYS_SENSITIVE)
        if name not in columns:
            raise _refused(f"column {place} is none of this import{nearest(name, columns)}")
        field = columns[name].field
        if field in fields:
            raise _refused(f"column {place} is given twice: {name_of(field, columns)}")
        fields.add(field)
    for field in needed:
        if field not in fields:
            raise _refused(f"the column {name_of(field, columns)} is missing")


def _refused(reason: str) -> GovernanceError:
    return bad_input(f"the header line: {reason}; `--template` prints one")


def _values(
    fields: Sequence[str], names: Sequence[str], columns: Columns, needed: Sequence[str]
) -> dict[str, Any]:
    if len(fields) != len(names):
        raise LineRejected("", f"{len(fields)} fields where the header has {len(names)}")
    values = {}
    for name, text in zip(names, fields, strict=True):
        column = columns[name]
        try:
            value = read_cell(text, column)
        except Unfit as unfit:
            raise LineRejected(name, str(unfit)) from None
        if value is None and column.field in needed:
            raise LineRejected(name, "no value")
        values[column.field] = value
    return values


def read_cell(text: str, column: Column) -> Any:
    """What text is in a column; None for blanks. Raises Unfit."""
    given = text.strip()
    if not given:
        return None
    if not given.isascii() and any(ord(letter) in _SURROGATES for letter in given):
        raise Unfit("not UTF-8")
    if "\0" in given:
        raise Unfit("a NUL character")
    return column.read(given)
