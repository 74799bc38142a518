"""Every case of this folder, on both databases: request, answer, statement, ledger entry."""

from collections.abc import AsyncIterator, Callable
from typing import Any, Final

import pytest

from governance.errors import Code
from governance.vocabulary import ROLES
from tests.cases.case import DIALECTS, HERE, Case, all_cases
from tests.cases.layout import folded, spread
from tests.cases.people import VISITORS, VISITS
from tests.cases.skeletons import DOCUMENTS
from tests.cases.stage import Theatre, by_executor, request_of

CASES: Final = all_cases()
SECRETS: Final = {
    *(str(value) for known in VISITORS.values() for value in known.values() if len(str(value)) > 4),
    *(str(value) for visit in VISITS for value in visit if len(str(value)) > 4),
}


@pytest.fixture(scope="module")
async def theatre(new_database: Callable[[str], str]) -> AsyncIterator[Theatre]:
    opened = Theatre(new_database)
    yield opened
    await opened.close()


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


async def test_a_case_is_as_its_golden_files_say(theatre: Theatre, case: Case) -> None:
    assert await theatre.golden(case) == case.golden()


async def test_both_databases_give_the_same_bytes_and_the_same_entry(
    theatre: Theatre, case: Case
) -> None:
    sqlite, postgresql = (await theatre.play(case)).values()
    assert sqlite.answer == postgresql.answer
    assert [_lasting(one) for one in sqlite.entries] == [_lasting(o) for o in postgresql.entries]
    assert folded(spread(sqlite.text)) == sqlite.text


async def test_a_read_is_one_statement_and_one_entry(theatre: Theatre, case: Case) -> None:
    for asked in (await theatre.play(case)).values():
        assert len(asked.statements) <= 1
        governed = bool(asked.body["extensions"].get("governance"))
        assert len(asked.entries) == governed
        assert governed <= len(asked.statements)


async def test_both_doors_give_the_same_bytes_and_the_same_entry(
    theatre: Theatre, case: Case
) -> None:
    for dialect, asked in (await theatre.play(case)).items():
        stage = await theatre.stage(dialect, case.rules)
        other = await stage.ask(request_of(case), by_executor)
        assert other.answer == asked.answer
        assert [_lasting(one) for one in other.entries] == [_lasting(one) for one in asked.entries]


async def test_a_refusal_shows_no_value_leaves_no_entry_and_has_the_shape(
    theatre: Theatre, case: Case
) -> None:
    given = case.text + str(case.request.get("variables"))
    for asked in (await theatre.play(case)).values():
        for error in asked.body.get("errors", ()):
            _check_error(error)
        if asked.answer.refused is None:
            continue
        assert asked.body.keys() == {"errors", "extensions"}
        assert asked.body["errors"][0]["extensions"]["code"] == asked.answer.refused
        assert asked.body["extensions"] == {"requestId": ""}
        assert not [one for one in SECRETS if one in asked.text and one not in given]
        assert not asked.entries


async def test_a_denied_coordinate_is_null_and_in_no_entry(theatre: Theatre, case: Case) -> None:
    for asked in (await theatre.play(case)).values():
        if asked.answer.refused is not None or not asked.entries:
            continue
        denied = set(asked.body["extensions"]["governance"]["denied"])
        assert not denied & set(asked.body["extensions"]["governance"]["forms"])
        told = asked.entries[0]["coordinates"]
        assert not [one for one in denied - {"Query.node"} if f'"{one}"' in told]
        for error in asked.body.get("errors", ()):
            if error["extensions"]["code"] == Code.FIELD_DENIED:
                assert error["extensions"]["coordinate"] in denied
                assert set(_at(asked.body["data"], error["path"])) <= {None}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_case_for_every_type(role: str) -> None:
    names = {case.folder.name for case in CASES if case.folder.parent.name == role}
    assert names >= DOCUMENTS.keys()


def test_no_folder_holds_anything_else() -> None:
    known = {"case.json", "request.graphql", "policy.csv", "answer.json", "ledger.json"}
    known |= {f"sql.{dialect}.sql" for dialect in DIALECTS}
    assert {path.name for path in HERE.glob("*/*/*") if path.parent.name[0] != "_"} <= known


def _check_error(error: dict[str, Any]) -> None:
    """The law of messages (CONTRACT): lower case, no full stop, a code of the vocabulary."""
    assert error.keys() <= {"message", "locations", "path", "extensions"}
    assert error["extensions"]["code"] in set(Code)
    message = error["message"]
    assert not message[0].isupper()
    assert not message.endswith(".")
    assert "path" not in error or all(isinstance(part, str) for part in error["path"])


def _lasting(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key != "id"}


def _at(data: Any, path: list[str]) -> list[Any]:
    """Every value at a path, through all lists; none where something above it is null."""
    found = [data]
    for key in path:
        found = [value[key] for one in found for value in _each(one)]
    return found


def _each(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [inner for one in value for inner in _each(one)]
    return [] if value is None else [value]
