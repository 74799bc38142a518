"""`governance completion`: what a shell needs to complete commands and options."""

from enum import StrEnum
from typing import Annotated

import typer
from typer.completion import (  # type: ignore[attr-defined]  # typer's own, under this name
    completion_init,
    get_completion_script,
)

completion_init()  # so that the command answers the shell that asks it


class Shell(StrEnum):
    """Shells that can be told."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(
    shell: Annotated[Shell, typer.Argument(help="Whose script: bash, zsh or fish.")],
) -> None:
    """Print a script by which a shell completes commands."""
    print(
        get_completion_script(
            prog_name="governance", complete_var="_GOVERNANCE_COMPLETE", shell=shell.value
        )
    )
