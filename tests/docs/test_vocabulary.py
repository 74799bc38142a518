"""What a user can meet is documented: codes, settings, commands, and the words of the policy."""

import ast
import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from governance.authz.policy import ARITY, load_policy
from governance.authz.rule_check import _FORMS_OF
from governance.cli.main import app
from governance.engine import document
from governance.engine.answer import ATTEMPTS
from governance.engine.arguments import (
    _MOST_NESTED,
    MOST_CONDITIONS,
    MOST_IN_VARIABLES,
    MOST_LISTED,
    MOST_VALUES,
)
from governance.engine.orders import MOST_KEYS
from governance.engine.paging import DEFAULT_PAGE, LARGEST_PAGE
from governance.errors import Code, PolicyError
from governance.schema.binding import datamap
from governance.services.policies import shipped_policy
from governance.settings import Settings
from governance.vocabulary import (
    ACTIONS,
    ALWAYS,
    FORMS,
    GROUP_FORMS,
    NO_FORM,
    PERMITTING,
    RESTRICTING,
    ROLES,
)
from governance.web.exchange import BODY_SECONDS
from governance.web.parameters import GRAPHQL_JSON, JSON
from governance.web.punctual import HEAD_SECONDS
from governance.web.statuses import RETRIED, RETRY_AFTER_SECONDS, status_of
from tests.docs.blocks import ROOT, blocks_of
from tests.docs.shell import commands as split


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def rows(name: str) -> dict[str, list[str]]:
    """The first cell of each line of the page's tables, to the other cells."""
    found = {}
    for line in page(name).splitlines():
        if line.startswith("| `"):
            first, *cells = (cell.strip() for cell in line.strip("|").split(" | "))
            found[first.strip().strip("`")] = [cell.strip("| ") for cell in cells]
    return found


def test_every_error_code_has_its_statuses_and_says_when_to_come_back() -> None:
    table = rows("errors.md")
    assert set(table) == {code.value for code in Code}
    for code in Code:
        strict, lenient = (status_of(code, media) for media in (GRAPHQL_JSON, JSON))
        again = f"{RETRY_AFTER_SECONDS} s" if strict in RETRIED else "none"
        if code is Code.RATE_LIMITED:  # it says when the minute is over
            again = f"{RETRY_AFTER_SECONDS} to 60 s"
        assert table[code.value][:3] == [str(strict), str(lenient), again], code
        assert all(table[code.value][3:]), code
        assert len(table[code.value]) == 6, code


def test_every_setting_has_its_default() -> None:
    table = rows("settings.md")
    assert set(table) == {"GOVERNANCE_" + name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = "none" if field.default is None else f"`{field.default}`"
        assert table["GOVERNANCE_" + name.upper()][0] == default, name


def events() -> set[str]:
    """What the sources log, by the first argument."""
    logging = [
        node.args[0]
        for file in (ROOT / "governance").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("_LOG.", "say"))
    ]
    return {
        found.value
        for first in logging
        for found in ast.walk(first)
        if isinstance(found, ast.Constant) and isinstance(found.value, str)
    }


def test_every_event_of_the_log_is_described() -> None:
    assert set(rows("logs.md")) == events()


def commands() -> list[tuple[str, ...]]:
    def walk(command: object, path: tuple[str, ...]) -> list[tuple[str, ...]]:
        below = getattr(command, "commands", None)
        if not below:
            return [path]
        return [one for name, child in below.items() for one in walk(child, (*path, name))]

    return walk(get_command(app), ())


def epilog_of(path: tuple[str, ...]) -> str:
    command = get_command(app)
    for name in path:
        command = command.commands[name]  # type: ignore[attr-defined]
    return str(command.epilog)


@pytest.mark.parametrize("path", commands(), ids=" ".join)
def test_every_command_is_described_with_all_its_options(path: tuple[str, ...]) -> None:
    command = get_command(app)
    for name in path:
        command = command.commands[name]  # type: ignore[attr-defined]
    section = page("cli.md").partition(f"\n### governance {' '.join(path)}\n")[2]
    section = re.split(r"^#{2,3} ", section, flags=re.MULTILINE)[0]
    assert section, f"docs/cli.md lacks `### governance {' '.join(path)}`"
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and option not in ("--help", "--json"):
                assert f"`{option}" in section, option
    assert ("--json" in section) == any("--json" in p.opts for p in command.params)


def examples() -> list[str]:
    """The command lines of cli.md and of each command's help, without where output goes."""
    blocks = [block for block in blocks_of(ROOT / "docs" / "cli.md") if block.language == "sh"]
    lines = [line for block in blocks for line in split(block.text)]
    parts = [part for line in lines for part in re.split(r" && | \| ", line)]
    shown = [part.partition(" > ")[0] for part in parts if part.startswith("governance ")]
    helps = [epilog_of(path).removeprefix("Example:  ").partition(" > ")[0] for path in commands()]
    assert len(shown) >= len(blocks)
    return [*shown, *helps]


@pytest.mark.parametrize("example", examples())
def test_an_example_of_a_command_is_one(example: str) -> None:
    first, *words = shlex.split(example)
    assert first == "governance"
    command = get_command(app)
    while hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    command.make_context(command.name, words)


def test_no_command_is_described_that_does_not_exist() -> None:
    described = re.findall(r"^### governance (.+)$", page("cli.md"), re.MULTILINE)
    assert sorted(described) == sorted(" ".join(path) for path in commands())


@pytest.mark.parametrize(
    "word",
    [*ROLES, *FORMS, *GROUP_FORMS, NO_FORM, ALWAYS, *PERMITTING, *RESTRICTING, *ACTIONS],
)
def test_every_word_of_the_policy_language_has_a_line(word: str) -> None:
    assert word in rows("policy.md"), f"a table of docs/policy.md has no line for `{word}`"


def test_the_lines_shown_have_the_cells_that_the_loader_counts() -> None:
    (shown,) = (b.text for b in blocks_of(ROOT / "docs" / "policy.md") if b.language == "text")
    lines = [line.split(", ") for line in shown.splitlines()]
    assert {cells[0]: len(cells) for cells in lines} == ARITY


def test_the_forms_stand_in_their_rank() -> None:
    listed = [word for word in rows("policy.md") if word in FORMS]
    assert listed == list(FORMS)


def test_the_actions_say_their_forms() -> None:
    for action, forms in _FORMS_OF.items():
        assert all(f"`{form}`" in " ".join(rows("policy.md")[action]) for form in forms), action


def test_every_decision_is_short_quotable_and_names_a_test() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    for file in sorted((ROOT / "docs" / "decisions").glob("0*.md")):
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 60, file.name
        assert len(re.findall(r"^> .+$", text, re.MULTILINE)) == 1, file.name
        for heading in ("## Alternatives", "## Enforced by"):
            assert f"\n{heading}\n" in text, file.name
        assert f"]({file.name})" in index
        tests = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text.partition("## Enforced")[2])
        assert tests, file.name
        for path, name in tests:
            assert (ROOT / path).exists(), path
            assert not name or f"def {name}(" in Path(ROOT / path).read_text(encoding="utf-8"), name


REFUSALS = [
    (line.strip("`"), cells[0])
    for line, cells in rows("policy.md").items()
    if re.match(r"(p|g|g2|g3|q), ", line)
]


@pytest.mark.parametrize(("line", "reason"), REFUSALS)
def test_the_loader_refuses_the_lines_with_the_words_shown(line: str, reason: str) -> None:
    rules, clauses = shipped_policy()
    with pytest.raises(PolicyError) as refused:
        load_policy(rules + "\n" + line + "\n", clauses, datamap())
    assert refused.value.reason == reason


def test_each_form_lists_the_coordinates_that_have_it() -> None:
    for form in FORMS[1:]:
        have = [f"`{name}`" for name, field in datamap().fields.items() if form in field.forms]
        assert ", ".join(have) == rows("policy.md")[form][1], form


def test_the_fixed_bounds_are_those_of_the_code() -> None:
    lines = page("settings.md").partition("\n## Not settings\n")[2].splitlines()
    fixed = [line.strip("| ").split(" | ")[1] for line in lines if line.startswith("| ")][1:]
    assert HEAD_SECONDS == BODY_SECONDS
    assert fixed == [
        f"{LARGEST_PAGE}, and {DEFAULT_PAGE} when neither is given",
        str(MOST_KEYS),
        str(MOST_VALUES),
        str(MOST_CONDITIONS),
        str(_MOST_NESTED),
        f"{document.MOST_CHARACTERS:,}",
        str(document.MOST_OBJECTS),
        str(document.MOST_FRAGMENTS),
        f"{MOST_IN_VARIABLES:,}, and {MOST_LISTED:,} items in a list",
        str(document.LONGEST_NAME),
        f"{BODY_SECONDS:.0f} seconds each",
        str(ATTEMPTS),
    ]
