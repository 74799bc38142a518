"""A case: a folder with a request, and the golden files of what came of it.

case.json              the law, who asks, and what else the request carries
request.graphql        the document
policy.csv             the rules, where they are not the shipped ones
answer.json            the answer, byte for byte but for blanks
sql.<dialect>.sql      the one statement; absent where none was run
ledger.json            the one entry, without id and moment; absent where there is none
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from tests.cases.rows import NOW

HERE: Final = Path(__file__).parent
DIALECTS: Final = ("sqlite", "postgresql")
KEYS: Final = {"law", "actor", "purpose", "variables", "operation", "onDenied", "now"}


@dataclass(frozen=True, eq=False)
class Case:
    """One folder."""

    folder: Path

    @property
    def name(self) -> str:
        """`topic/name`."""
        return self.folder.relative_to(HERE).as_posix()

    @cached_property
    def request(self) -> dict[str, Any]:
        """What case.json says."""
        said: dict[str, Any] = json.loads((self.folder / "case.json").read_text(encoding="utf-8"))
        assert said.keys() <= KEYS, said.keys() - KEYS
        return said

    @cached_property
    def text(self) -> str:
        """The document."""
        return (self.folder / "request.graphql").read_text(encoding="utf-8")

    @property
    def rules(self) -> str | None:
        """The policy of its own, if any."""
        path = self.folder / "policy.csv"
        return path.read_text(encoding="utf-8") if path.exists() else None

    @property
    def now(self) -> datetime:
        """When it is."""
        said = self.request.get("now")
        return NOW if said is None else datetime.fromisoformat(said)

    def golden(self) -> dict[str, str]:
        """The golden files that are there: name to content."""
        kept = [path for path in self.folder.iterdir() if path.name in GOLDEN]
        return {path.name: path.read_text(encoding="utf-8") for path in kept}

    def renew(self, files: dict[str, str]) -> None:
        """Replace the golden files."""
        for name in GOLDEN:
            (self.folder / name).unlink(missing_ok=True)
        for name, content in files.items():
            (self.folder / name).write_text(content, encoding="utf-8")


GOLDEN: Final = ("answer.json", "ledger.json", *(f"sql.{dialect}.sql" for dialect in DIALECTS))


def all_cases() -> list[Case]:
    """Every case, by name."""
    return [Case(path.parent) for path in sorted(HERE.glob("*/*/case.json"))]
