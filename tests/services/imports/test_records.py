"""CSV as it comes: a record that is none loses itself alone."""

import io

import pytest

from governance.services.imports.files import MAX_LINE
from governance.services.imports.records import Record, records
from governance.services.imports.run import Reject

QUOTE = "not a record of CSV: a quote or a line end is out of place"
TOO_LONG = f"longer than {MAX_LINE} bytes"


def read(text: bytes) -> list[Record | Reject]:
    return list(records(text.splitlines(keepends=True)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b"", []),
        (b"a,b\n1,2", [(1, ["a", "b"]), (2, ["1", "2"])]),
        (b"\xef\xbb\xbfa,b\r\n1,2\r\n", [(1, ["a", "b"]), (2, ["1", "2"])]),
        (b"a\n\n\r\n1\n", [(1, ["a"]), (4, ["1"])]),
        (b'"a ""b"", c",""\n', [(1, ['a "b", c', ""])]),
        (b'"two\nlines",x\ny\n', [(1, ["two\nlines", "x"]), (3, ["y"])]),
        ("ä,€\n".encode(), [(1, ["ä", "€"])]),
        (b"\xff,b\n", [(1, ["\udcff", "b"])]),
    ],
)
def test_records_are_read_with_the_line_they_begin_on(
    text: bytes, found: list[tuple[int, list[str]]]
) -> None:
    assert read(text) == found


@pytest.mark.parametrize("bad", [b'a"b,"c"d\n', b'1,"open\n', b'"a" b\n', b"1\r2\n"])
def test_a_wrong_quote_or_line_end_loses_its_line_alone(bad: bytes) -> None:
    found = list(records(io.BytesIO(b"h\n" + bad + b"1\n2\n")))
    assert found == [(1, ["h"]), Reject(2, "", QUOTE), (3, ["1"]), (4, ["2"])]


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    text = b"h\n" + b'"open\n' + b"1234567\n" * 20_000
    header, reject, *rest = read(text)
    assert (header, reject) == ((1, ["h"]), Reject(2, "", TOO_LONG))
    assert len(rest) == 20_000
    assert rest[-1] == (20_002, ["1234567"])


def test_a_line_that_is_too_long_loses_itself_alone() -> None:
    text = b"h\n" + b"x" * (MAX_LINE + 1) + b"\n1\n"
    assert read(text) == [(1, ["h"]), Reject(2, "", TOO_LONG), (3, ["1"])]
