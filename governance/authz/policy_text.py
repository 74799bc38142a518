"""A policy's text taken apart: cells that know their place, so that every refusal can name it.

One rule a line, cells between commas, spaces around them trimmed, `#` opening a line of comment.
Nothing else: no quotes, no continuation, no character that a reader cannot see.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from governance.errors import PolicyError
from governance.vocabulary import nearest

# Control, format (bidirectional marks, zero width), surrogate, line and paragraph separators.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_CSV_CELL: Final = re.compile(r'(?:"((?:[^"]|"")*)"|([^",]*))(,|$)')


class Cell(NamedTuple):
    """A piece of a line, and where it stands; lines and columns count from 1."""

    text: str
    file: str
    line: int
    column: int

    def refused(self, reason: str) -> PolicyError:
        """The error that points here."""
        return PolicyError(self.file, self.line, self.column, reason)

    def known(self, names: Collection[str], kind: str) -> str:
        """The text, when it is one of the names; else refused, with the nearest of them."""
        if self.text in names:
            return self.text
        if not self.text:
            raise self.refused(f"the {kind} is missing")
        raise self.refused(f"unknown {kind} `{self.text}`{suggestion(self.text, names)}")

    def new_name(self, kind: str, taken: Collection[str]) -> str:
        """The text, when it can name something that the policy declares itself."""
        if not _NAME.fullmatch(self.text):
            raise self.refused(
                f"`{self.text}` cannot name a {kind}: lower-case letters, digits and `_` can"
            )
        if self.text in taken:
            raise self.refused(f"`{self.text}` cannot name a {kind}: the name is taken")
        return self.text


def suggestion(name: str, names: Collection[str]) -> str:
    """ ", did you mean `x`", where case alone counts as nearest; or an empty string."""
    same = [one for one in names if one.casefold() == name.casefold()]
    return f", did you mean `{same[0]}`" if same else nearest(name, names)


def rule_lines(text: str, file: str) -> Iterator[tuple[Cell, ...]]:
    """The cells of each line that holds a rule or a declaration."""
    for number, line in _seen_lines(text, file):
        if not line.strip(" ") or line.lstrip(" ").startswith("#"):
            continue
        _no_foreign_syntax(line, file, number)
        cells, start = [], 0
        for piece in line.split(","):
            column = start + len(piece) - len(piece.lstrip(" ")) + 1
            cells.append(Cell(piece.strip(" "), file, number, column))
            start += len(piece) + 1
        yield tuple(cells)


def csv_lines(text: str, file: str) -> Iterator[tuple[Cell, ...]]:
    """The cells of each line of a CSV file (RFC 4180), none of which may run over its line."""
    for number, line in _seen_lines(text, file):
        if line:
            yield tuple(_csv_cells(line, file, number))


def _csv_cells(line: str, file: str, number: int) -> Iterator[Cell]:
    start, more = 0, True
    while more:
        match = _CSV_CELL.match(line, start)
        if match is None:
            raise PolicyError(file, number, start + 1, "a quote is out of place in this cell")
        quoted, plain, end = match.groups()
        value = plain if quoted is None else quoted.replace('""', '"')
        yield Cell(value, file, number, start + 1)
        start, more = match.end(), end == ","


def _seen_lines(text: str, file: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        for column, character in enumerate(line, start=1):
            if unicodedata.category(character) in _UNSEEN:
                name = f"U+{ord(character):04X}"
                raise PolicyError(file, number, column, f"character {name} is not allowed")
        yield number, line


def _no_foreign_syntax(line: str, file: str, number: int) -> None:
    for mark, reason in (
        ('"', "quotes are not part of a rule"),
        ("'", "quotes are not part of a rule"),
        ("\\", "a rule is one line, without continuation or escapes"),
        ("#", "a comment is a line of its own"),
    ):
        if mark in line:
            raise PolicyError(file, number, line.index(mark) + 1, reason)
