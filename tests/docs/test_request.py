"""docs/request.md shows what the code makes: shape, SQL, parameters, ledger entry, answer."""

import json
from typing import Any

import pytest

from examples.demo_house import Demo
from examples.trace_request import QUERY, VARIABLES, Trace, trace
from tests.docs.blocks import ROOT, blocks_of

FILE = ROOT / "docs" / "request.md"


def block(language: str, label: str = "") -> str:
    (found,) = (b for b in blocks_of(FILE) if (b.language, b.label) == (language, label))
    return found.text


def as_json(label: str, traced: Trace) -> Any:
    return json.loads(block("json", label).replace("REVISION", traced.entry["policy_revision"]))


@pytest.fixture(scope="session")
async def traced(demo: Demo) -> Trace:
    return await trace(demo)


def test_the_traced_request_is_the_one_shown() -> None:
    assert block("graphql") == QUERY
    assert json.loads(block("json", "variables")) == VARIABLES


async def test_the_shape_and_the_values_are_what_the_selection_has(traced: Trace) -> None:
    assert block("text", "shapes").strip() == traced.shapes
    assert block("text", "values").strip() == traced.values


async def test_the_sql_blocks_are_the_whole_statement(traced: Trace) -> None:
    shown = "".join(b.text for b in blocks_of(FILE) if b.language == "sql")
    assert "".join(shown.split()) == "".join(traced.sql.split())


async def test_the_parameters_are_what_is_bound(traced: Trace) -> None:
    assert as_json("parameters", traced) == traced.parameters


async def test_the_ledger_entry_is_the_one_written(traced: Trace) -> None:
    entry = {**traced.entry, "id": "dis_…", "at": traced.entry["at"].isoformat()}
    assert as_json("entry", traced) == entry


async def test_the_answer_is_the_one_given(traced: Trace) -> None:
    assert as_json("answer", traced) == traced.answer


def test_the_rules_shown_are_rules_of_the_policy() -> None:
    rules = (ROOT / "policies.csv").read_text(encoding="utf-8").splitlines()
    assert set(block("csv").splitlines()) <= set(rules)


def test_the_files_named_exist() -> None:
    names = [word.strip("`") for word in FILE.read_text(encoding="utf-8").split() if ".py`" in word]
    assert names
    for name in names:
        path = name.strip("`.,:;()")
        assert (ROOT / "governance" / path).exists() or (ROOT / path).exists(), path
