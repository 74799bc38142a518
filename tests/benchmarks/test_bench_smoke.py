"""The benchmark runs: every competitor answers alike, and every line has every figure."""

import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPETITORS = 5


@pytest.fixture(scope="module")
def printed() -> str:
    """What a quick run prints; it stops with an error when two competitors answer otherwise."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick"],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_all_competitors_answer_all_questions_with_the_same_data(printed: str) -> None:
    found = re.search(r"(\d+) answers compared: the same data from every competitor", printed)

    assert found is not None
    assert int(found[1]) >= 2 * 2 * 3 * 2, "databases, roles, questions, in process and over HTTP"


def test_every_question_is_timed_for_every_competitor_database_role_and_mode(printed: str) -> None:
    tables = {
        (block.partition("\n")[0]): block
        for block in printed.split("\n\n")
        if re.match(r"(sqlite|postgresql), (subsidiary|site_owner)\n", block)
    }
    assert len(tables) == 4
    for block, name, mode in product(
        tables.values(), ("Q1", "Q2", "Q3"), ("in process", "http, 1", "http, 16")
    ):
        (row,) = re.findall(rf"^{name} {mode} .*$", block, re.MULTILINE)
        assert row.count("(") == COMPETITORS, row


def test_a_recorded_consent_is_timed_beside_a_route_by_hand_on_both_databases(
    printed: str,
) -> None:
    payloads = ("id recordedAt", r"consent \{ status \}")
    for database, payload, mode in product(
        ("sqlite", "postgresql"), payloads, ("http, 1", "http, 16")
    ):
        (row,) = re.findall(rf"^{database}, {payload}, {mode} .*$", printed, re.MULTILINE)
        assert row.count("(") == 1, row
    assert "Refused over HTTP" not in printed


def test_python_cold_plans_memory_and_targets_are_printed(printed: str) -> None:
    for question in ("Q1", "Q2", "Q3"):
        for database, role in product(("sqlite", "postgresql"), ("subsidiary", "site_owner")):
            assert len(re.findall(f"^{database}, {role}, {question} ", printed, re.MULTILINE)) == 2
    assert re.search(r"^Memory .*:\n(\S+: \S+\s*){6}$", printed, re.MULTILINE)
    assert len(re.findall(r"^  (reached|missed ) ", printed, re.MULTILINE)) == 6
