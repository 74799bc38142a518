"""README shows what happens: the table, the first query, the set-up of a deployment."""

import shlex
from pathlib import Path

import pytest

from examples.demo_house import Demo
from examples.six_answers import MARKS, QUERY, six_answers, table
from governance.cli.main import status_of
from tests.docs.blocks import ROOT, blocks_of

README = ROOT / "README.md"
LINE = (
    '203.0.113.9 - - [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 200 1 '
    '"-" "Mozilla/5.0 (X11; Linux x86_64; rv:26.0) Gecko/20100101 Firefox/26.0"\n'
)


async def test_the_table_is_what_the_script_prints(demo: Demo) -> None:
    text = README.read_text(encoding="utf-8")
    shown = text.partition(MARKS[0])[2].partition(MARKS[1])[0]
    assert shown == table(await six_answers(demo)), "python -m examples.six_answers --write"


def test_the_query_is_the_one_asked() -> None:
    assert QUERY in [block.text for block in blocks_of(README) if block.language == "graphql"]


def test_the_commands_for_your_own_data_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "access.log").write_text(LINE, encoding="utf-8")
    (block,) = (one for one in blocks_of(README) if "governance init" in one.text)
    for line in block.text.splitlines():
        first, *arguments = shlex.split(line)
        if first == "export":
            for setting in arguments:
                monkeypatch.setenv(*setting.split("=", 1))
        elif arguments != ["serve"]:
            assert first == ".venv/bin/governance"
            assert status_of(arguments) == 0, line
    assert "1 read, 1 written" in capfd.readouterr().out
