"""The help of each command, from the program itself, below what docs/cli.md says of it."""

import re

import typer
from typer.main import get_command

from governance.cli.main import app

WIDTH = 88


def help_of(name: str) -> str:
    """What `governance NAME --help` prints; the name's words lead through the groups."""
    command = get_command(app)
    context = typer.Context(command, info_name="governance", terminal_width=WIDTH)
    for word in name.split():
        command = command.commands[word]  # type: ignore[attr-defined]
        context = typer.Context(command, info_name=word, parent=context, terminal_width=WIDTH)
    return command.get_help(context)


def with_help(page: str) -> str:
    """The page, with a closed box of help at the end of each command's section."""
    first, *sections = re.split(r"^(?=#{2,3} )", page, flags=re.MULTILINE)
    return first + "".join(map(_with_help, sections))


def _with_help(section: str) -> str:
    match = re.match(r"### governance (.+)\n", section)
    if match is None:
        return section
    lines = ["```text", *help_of(match[1]).splitlines(), "```"]
    box = "".join(f"    {line}".rstrip() + "\n" for line in lines)
    return f'{section.rstrip()}\n\n??? quote "--help"\n\n{box}\n'
