"""`--version`, and what shells are told: scripts that they can read, words that they ask for."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest

from tests.cli.conftest import Command

SHELLS = ["bash", "zsh", "fish"]


def test_the_version_is_printed(command: Command) -> None:
    assert command("--version") == (0, version("purpose-bound-governance") + "\n", "")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_for_each_shell(command: Command, shell: str) -> None:
    status, out, err = command("completion", shell)
    assert (status, err) == (0, "")
    assert f"_GOVERNANCE_COMPLETE=complete_{shell}" in out


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_can_read_its_script(command: Command, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = command("completion", shell).out.encode()
    read = subprocess.run([shell, "-n"], input=script, capture_output=True, check=False)
    assert (read.returncode, read.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("words", "expected"),
    [("governance tok", ["token"]), ("governance token re", ["revoke"])],
)
def test_the_command_completes_what_the_script_asks(words: str, expected: list[str]) -> None:
    asked = {
        "_GOVERNANCE_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    program = [sys.executable, "-m", "governance.cli.main"]
    answer = subprocess.run(program, env=os.environ | asked, capture_output=True, check=False)
    assert answer.stdout.decode().split() == expected


def test_another_shell_is_refused(command: Command) -> None:
    status, out, err = command("completion", "tcsh")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "'tcsh'" in err
