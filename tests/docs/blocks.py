"""Fenced blocks of the documentation, with the remark that stands above them.

A remark is an HTML comment of its own line: `answers CODE` for a refusal that the page shows,
`as ROLE` or `as ROLE for PURPOSE` for who asks, `exits N` for a command that fails, and
`not run: REASON`. Several are joined by commas.
"""

import re
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
_BLOCK: Final = re.compile(
    r"(?:^<!-- (?P<remark>[^\n]+) -->\n)?^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


class Block(NamedTuple):
    """A fenced block: its file and line, language, label, text, and the remark above it."""

    file: Path
    line: int
    language: str
    label: str
    text: str
    remark: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line}"

    def remarked(self, pattern: str) -> str | None:
        """What follows a word of the remark, such as `answers`."""
        match = re.search(rf"(?:^|, ){pattern} (\S[^,]*)", self.remark)
        return match and match[1]

    @property
    def code(self) -> str | None:
        """The refusal it announces."""
        return self.remarked("answers")

    @property
    def is_file(self) -> bool:
        """Whether it is to be saved under its label."""
        return "." in self.label


def blocks_of(file: Path) -> list[Block]:
    """The blocks of a document, in order."""
    text = file.read_text(encoding="utf-8")
    return [
        Block(
            file,
            text.count("\n", 0, match.start("info")) + 1,
            *_language_and_label(match["info"]),
            match["text"],
            match["remark"] or "",
        )
        for match in _BLOCK.finditer(text)
    ]


def _language_and_label(info: str) -> tuple[str, str]:
    language, _, label = info.strip().partition(" ")
    return language, label


def all_blocks(language: str) -> list[Block]:
    """The blocks of a language in README and docs."""
    return [block for file in DOCS for block in blocks_of(file) if block.language == language]


def all_text() -> str:
    """README and docs."""
    return "\n".join(file.read_text(encoding="utf-8") for file in DOCS)
