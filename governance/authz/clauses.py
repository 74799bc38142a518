"""The strict reader of clauses.csv: what was promised, and whether a rule or mechanism keeps it."""

from typing import Final

from governance.authz.policy_text import Cell, csv_lines
from governance.authz.rules import Clause
from governance.errors import PolicyError

HEADER: Final = ("id", "title", "says", "carried_by", "test", "notice_exempt")


def read_clauses(text: str, file: str) -> dict[str, Clause]:
    """Clauses by id, in the order of the file. Raises PolicyError at the first cell amiss."""
    lines = csv_lines(text, file)
    header = next(lines, ())
    if tuple(cell.text for cell in header) != HEADER:
        raise PolicyError(file, 1, 1, f"the header has to be `{','.join(HEADER)}`")
    clauses: dict[str, Clause] = {}
    for cells in lines:
        clause = _read_clause(cells)
        if clause.id in clauses:
            raise cells[0].refused(f"clause `{clause.id}` stands twice")
        clauses[clause.id] = clause
    return clauses


def _read_clause(cells: tuple[Cell, ...]) -> Clause:
    if len(cells) != len(HEADER):
        place = cells[min(len(cells) - 1, len(HEADER))]
        raise place.refused(f"a clause has {len(HEADER)} cells, this one has {len(cells)}")
    identifier, title, says, carried_by, test, exempt = cells
    for cell, name in ((identifier, "id"), (title, "title"), (says, "says")):
        if not cell.text.strip():
            raise cell.refused(f"`{name}` is empty")
    by_rule = carried_by.known(("rule", "mechanism"), "carrier") == "rule"
    if not by_rule and not test.text:
        raise test.refused("a mechanism names the test that proves it")
    return Clause(
        id=identifier.text,
        title=title.text,
        says=says.text,
        carried_by="rule" if by_rule else "mechanism",
        test=test.text,
        notice_exempt=exempt.known(("true", "false"), "truth value") == "true",
    )
