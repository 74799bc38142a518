"""Every GraphQL document of README and docs is valid."""

import pytest
from graphql import build_schema, parse, validate

from tests.docs.blocks import ROOT, Block, all_blocks

SCHEMA = build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))


@pytest.mark.parametrize("block", all_blocks("graphql"), ids=str)
def test_a_document_is_valid(block: Block) -> None:
    assert validate(SCHEMA, parse(block.text)) == []
