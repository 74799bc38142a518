"""The sentence of a request as a whole: a policy that changes under it, and what never leaves."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final, Literal

import pytest

from governance.database.read_errors import ReadTimeout, ReadUnavailable
from governance.database.readers import Reader
from governance.engine.compile import compile_plan
from governance.engine.plan import Plan
from governance.errors import Code
from governance.services.policies import shipped_policy
from tests.cases.stage import Overheard, Stage
from tests.harness import activate

DOCUMENT: Final = "{ visitors(first: 1) { nodes { id os } } }"


class Interrupted(Overheard):
    """A reader before each of whose reads something happens."""

    def __init__(self, reader: Reader, happenings: list[Any]) -> None:
        super().__init__(reader)
        self._happenings = happenings

    async def read(self, sql: str, names: Sequence[str], values: Sequence[Any]) -> Sequence[Any]:
        if self._happenings:
            happening = self._happenings.pop(0)
            if isinstance(happening, Exception):
                raise happening
            await happening
        return await super().read(sql, names, values)


def interrupt(stage: Stage, *happenings: Any) -> None:
    """Have these happen before the next reads, one each."""
    stage.reader = stage.house.reader = Interrupted(stage.house.reader, list(happenings))


def denying(number: int) -> str:
    """The shipped rules and one deny more, worded anew for each number."""
    rules, _ = shipped_policy()
    deny = "p, site_owner, personalize, Visitor.os, read, -, always, deny, C9"
    return f"{rules}\n# {number}\n{deny}\n"


@pytest.mark.parametrize("changes", [1, 2])
async def test_a_policy_activated_under_a_read_is_obeyed_by_that_read(
    stage: Stage, changes: int
) -> None:
    _, clauses = shipped_policy()
    database = stage.house.database
    interrupt(stage, *(activate(database, denying(number), clauses) for number in range(changes)))
    asked = await stage.tell("site_owner", DOCUMENT, purpose="personalize")
    assert asked.body["data"]["visitors"]["nodes"][0]["os"] is None
    assert len(asked.statements) == changes + 1
    assert [one["policy_revision"] for one in asked.entries] == [stage.house.policy.revision]


class Watched(asyncio.Lock):
    """A lock that says when somebody wants it."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = asyncio.Event()

    async def acquire(self) -> Literal[True]:
        self.wanted.set()
        return await super().acquire()


async def test_a_plan_is_of_the_policy_it_was_asked_under(stage: Stage) -> None:
    """While a plan waits for its turn the policy changes; afterwards it is rolled back."""
    rules, clauses = shipped_policy()
    house, planning = stage.house, Watched()
    house.planning = planning
    async with planning, asyncio.timeout(10):
        planning.wanted.clear()
        asking = asyncio.create_task(stage.tell("site_owner", DOCUMENT, purpose="personalize"))
        await planning.wanted.wait()
        await activate(house.database, denying(0), clauses)
        await house.reload()
    assert (await asking).body["data"]["visitors"]["nodes"][0]["os"] is None
    await activate(house.database, rules, clauses)
    after = await stage.tell("site_owner", DOCUMENT, purpose="personalize")
    assert after.body["data"]["visitors"]["nodes"][0]["os"] == "Linux"


async def test_requests_that_want_the_same_plan_make_it_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def counted(*arguments: Any, **options: Any) -> Plan:
        made.append(compile_plan(*arguments, **options))
        return made[-1]

    monkeypatch.setattr("governance.engine.planning.compile_plan", counted)
    told = [
        stage.tell_only("site_owner", DOCUMENT, purpose="personalize", id=str(n)) for n in range(4)
    ]
    assert {one.refused for one in await asyncio.gather(*told)} == {None}
    assert len(made) == 1


async def test_a_policy_that_never_rests_refuses_the_read(stage: Stage) -> None:
    _, clauses = shipped_policy()
    database = stage.house.database
    interrupt(stage, *(activate(database, denying(number), clauses) for number in range(3)))
    asked = await stage.tell("site_owner", DOCUMENT, purpose="personalize")
    assert asked.answer.refused is Code.OVERLOADED
    assert (len(asked.statements), asked.entries) == (3, [])
    assert "Linux" not in asked.text


@pytest.mark.parametrize(
    ("failure", "code"), [(ReadTimeout(), Code.TIMEOUT), (ReadUnavailable(), Code.OVERLOADED)]
)
async def test_a_statement_that_fails_is_a_refusal_without_an_entry(
    stage: Stage, failure: Exception, code: Code
) -> None:
    interrupt(stage, failure)
    asked = await stage.tell("site_owner", DOCUMENT, purpose="personalize")
    assert (asked.answer.refused, asked.entries) == (code, [])
    after = await stage.tell("site_owner", DOCUMENT, purpose="personalize")
    assert after.answer.refused is None


async def test_an_answer_carries_the_id_of_its_request(read_only: Stage) -> None:
    for document in (DOCUMENT, "{ viewer { role } }", "{ nothing }", "{"):
        asked = await read_only.tell("site_owner", document, purpose="personalize", id="req-7")
        assert asked.body["extensions"]["requestId"] == "req-7"


async def test_the_answer_does_not_tell_a_foreign_row_from_none(read_only: Stage) -> None:
    document = """query ($id: ID!, $site: ID!) {
      visitor(id: $id) { id email consents { totalCount } }
      node(id: $id) { id }
      visitors(where: {id: {eq: $id}}) { totalCount nodes { id } pageInfo { hasNextPage } }
      visits(site: $site) { totalCount nodes { id } }
    }"""
    answers = set()
    for name, site in (("eve", "west"), ("nny", "nny"), ("dan", "west")):
        variables = {"id": f"vis_{name:0>26}", "site": f"sit_{site:0>26}"}
        asked = await read_only.tell(
            "site_owner", document, purpose="personalize", variables=variables
        )
        answers.add(asked.text)
        assert asked.entries[0]["visitor_count"] == 0
    assert len(answers) == 1
