"""Fenced blocks of the documentation, with what stands around them."""

import re
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
DOCS: Final = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
_BLOCK: Final = re.compile(
    r"(?:<!-- answers (?P<code>\w+) -->\n)?^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


class Block(NamedTuple):
    """A fenced block: its file and line, language, label, text, and the refusal it announces."""

    file: Path
    line: int
    language: str
    label: str
    text: str
    code: str | None

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line}"


def blocks_of(file: Path) -> list[Block]:
    """The blocks of a document, in order."""
    text = file.read_text(encoding="utf-8")
    return [
        Block(
            file,
            text.count("\n", 0, match.start()) + 1,
            *_language_and_label(match["info"]),
            match["text"],
            match["code"],
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
