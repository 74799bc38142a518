"""Every example runs from the command line, and is described."""

import subprocess
import sys

import pytest

from tests.docs.blocks import ROOT, all_blocks, all_text

EXAMPLES = sorted(file.stem for file in (ROOT / "examples").glob("*.py"))
MODULES = {"demo_house"}
"""What examples share; it prints nothing."""
PLAYED = {"first_hour"}
"""What sets a clone up from nothing, over minutes: CI plays it."""
SHOWN = {"nightly_pull": "a page runs it, which shows it whole"}


@pytest.mark.parametrize("name", sorted(set(EXAMPLES) - MODULES - PLAYED - set(SHOWN)))
def test_an_example_runs(name: str) -> None:
    program = [sys.executable, "-m", f"examples.{name}"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_an_example_is_the_one_that_a_page_shows(name: str) -> None:
    (block,) = (block for block in all_blocks("python") if block.label == f"{name}.py")
    assert block.text == (ROOT / "examples" / f"{name}.py").read_text(encoding="utf-8")


def test_every_example_is_described() -> None:
    for name in set(EXAMPLES) - MODULES:
        assert f"examples.{name}" in all_text() or f"examples/{name}.py" in all_text(), name
