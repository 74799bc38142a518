"""Golden files are renewed on purpose, never in CI, and spread so that people can read them."""

import os
import subprocess
import sys

import pytest

from tests.cases.case import HERE
from tests.cases.layout import folded, laid_out, spread


@pytest.mark.parametrize("value", ["true", "1", "yes", "TRUE"])
def test_golden_files_are_never_rewritten_in_ci(value: str) -> None:
    before = {path: path.stat().st_mtime_ns for path in HERE.glob("*/*/*")}
    run = subprocess.run(
        [sys.executable, "-m", "tests.cases.update"],
        cwd=HERE.parents[1],
        env={**os.environ, "CI": value},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 1
    assert b"never" in run.stderr
    assert before == {path: path.stat().st_mtime_ns for path in HERE.glob("*/*/*")}


@pytest.mark.parametrize(
    "json",
    [
        "{}",
        "[]",
        '{"a":[{},[],[[1,-2.500000]],null]}',
        '{"a b":"x, {y}: [z]\\\\\\" ","c":{"d":"\\n"}}',
        '{"long":["' + '","'.join("word" * 5 for _ in range(20)) + '"]}',
    ],
)
def test_what_is_spread_is_folded_back_byte_for_byte(json: str) -> None:
    assert folded(spread(json)) == json
    assert max(map(len, spread(json).splitlines())) <= 100


def test_laying_out_changes_blanks_outside_of_strings_alone() -> None:
    sql = "SELECT a, 'x  (SELECT' \nFROM (SELECT b AS \"FROM  x\" FROM t WHERE (c = 1) AND d) AS z"
    assert laid_out(sql) == (
        "SELECT a, 'x  (SELECT'\n"
        "FROM (\n"
        '  SELECT b AS "FROM  x"\n'
        "  FROM t\n"
        "  WHERE (c = 1)\n"
        "  AND d\n"
        ") AS z\n"
    )
    assert "".join(laid_out(sql).split()) == "".join(sql.split())
