"""README shows the table that its script prints."""

from examples.demo_house import Demo
from examples.six_answers import MARKS, QUERY, six_answers, table
from tests.docs.blocks import ROOT, blocks_of

README = ROOT / "README.md"


async def test_the_table_is_what_the_script_prints(demo: Demo) -> None:
    text = README.read_text(encoding="utf-8")
    shown = text.partition(MARKS[0])[2].partition(MARKS[1])[0]
    assert shown == table(await six_answers(demo)), "python -m examples.six_answers --write"


def test_the_query_is_the_one_asked() -> None:
    assert QUERY in [block.text for block in blocks_of(README) if block.language == "graphql"]
