"""Records of CSV (RFC 4180) from lines, strictly; a record that is none loses itself alone.

A quote that is never closed would swallow the rest of the file. So a record that goes wrong gives
back all its lines but the first, and reading goes on there.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from governance.services.imports.files import MAX_LINE
from governance.services.imports.run import Reject

_BOM: Final = b"\xef\xbb\xbf"


class Record(NamedTuple):
    """The fields of a record, and the line that it begins on, from 1.

    A byte that is not UTF-8 is a lone surrogate.
    """

    line: int
    fields: list[str]


class _TooLong(Exception):
    """The record is longer than MAX_LINE."""


class _Tape:
    """Lines that can be given back."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = enumerate(lines, 1)
        self._given_back: deque[tuple[int, bytes]] = deque()
        self._taken: list[tuple[int, bytes]] = []
        self._bytes = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, line = self._given_back.popleft() if self._given_back else next(self._lines)
        if number == 1:
            line = line.removeprefix(_BOM)
        self._taken.append((number, line))
        self._bytes += len(line)
        if self._bytes > MAX_LINE:
            raise _TooLong
        return line.decode("utf-8", "surrogateescape")

    @property
    def first(self) -> int:
        """The number of the record's first line."""
        return self._taken[0][0]

    def begin(self) -> None:
        """Begin a record."""
        self._taken.clear()
        self._bytes = 0

    def give_back(self) -> None:
        """Let all lines of the record but the first be read again."""
        self._given_back.extendleft(reversed(self._taken[1:]))


def records(lines: Iterable[bytes]) -> Iterator[Record | Reject]:
    """The records of lines, without empty ones."""
    tape = _Tape(lines)
    reader = csv.reader(tape, strict=True)
    while True:
        tape.begin()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except _TooLong:
            tape.give_back()
            yield Reject(tape.first, "", f"longer than {MAX_LINE} bytes")
        except csv.Error:
            tape.give_back()
            yield Reject(
                tape.first, "", "not a record of CSV: a quote or a line end is out of place"
            )
        else:
            if any(fields):
                yield Record(tape.first, fields)
