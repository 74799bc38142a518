"""Plans: one statement for all requests of a shape; no actor and no literal in its text."""

from dataclasses import fields
from typing import Any, Final

import pytest

from governance.database.readers import Reader
from governance.engine.authorize import AuthorizedSelection, OnDenied
from governance.engine.request import Request
from governance.schema.binding import binding
from governance.schema.governed import Value
from governance.services.policies import shipped_policy
from tests.cases.actors import actor
from tests.cases.rows import NOW, an_id, day
from tests.cases.stage import Stage, a_stage
from tests.harness import activate

MARK: Final = "zq7"
DOCUMENT: Final = """
query ($first: Int, $after: String, $where: VisitorFilter!, $site: ID) {
  visitors(first: $first, after: $after, where: $where, site: $site) {
    nodes { id os email visits(where: {path: {startsWith: "zq7"}}) { totalCount } }
  }
}"""
REPORTING: Final = "analytics.reporting"


def filled(text: str, number: int) -> dict[str, Any]:
    """Variables of one shape, with literals that can be found again."""
    where = {
        "or": [
            {"os": {"contains": text}},
            {"birthYear": {"lt": 98_700 + number}},
            {"createdAt": {"gt": f"{1971 + number}-03-04T05:06:07.089Z"}},
            {"browser": {"in": [text] * (number + 1)}},
        ]
    }
    return {"first": 77 + number, "where": where, "site": an_id("Site", "east")}


async def test_the_text_never_varies_by_actor_moment_or_literal(stage: Stage) -> None:
    statements = set()
    for who in ("site_owner", "owner_of_west"):
        for number in range(3):
            asked = await stage.tell(
                who,
                DOCUMENT,
                purpose=REPORTING,
                variables=filled(MARK * (number + 1), number),
                now=day(f"202{number}-06-15"),
            )
            assert asked.answer.refused is None
            statements.update(asked.statements)
    assert len(statements) == len(stage.house.plans) == 1
    text = statements.pop()
    for literal in (MARK, "98700", "1971", "77", "zq7", "sit_", "org_", "tok_", "vis_", "2020-"):
        assert literal not in text
    assert stage.house.policy.revision not in text


VARIATIONS: Final[dict[str, dict[str, Any]]] = {
    "another purpose": {"purpose": "analytics.reporting.system"},
    "another role": {"who": "privacy_officer", "purpose": "subject_access"},
    "a token held to sites": {"who": "privacy_officer_of_west", "purpose": "subject_access"},
    "other denials": {"on_denied": OnDenied.NULL},
    "another shape": {"variables": {**filled("a", 0), "where": {"os": {"eq": "x"}}}},
    "an argument that is null": {"variables": {**filled("a", 0), "first": None}},
    "another document": {"document": DOCUMENT + " "},
}


async def test_every_part_of_the_key_makes_a_plan_of_its_own(stage: Stage) -> None:
    base: dict[str, Any] = {
        "who": "site_owner",
        "purpose": REPORTING,
        "document": DOCUMENT,
        "variables": filled("a", 0),
    }
    for number, variation in enumerate(({}, *VARIATIONS.values()), 1):
        for _ in range(2):
            said = {**base, **variation}
            asked = await stage.tell(said.pop("who"), said.pop("document"), **said)
            assert asked.answer.refused is None
        assert len(stage.house.plans) == number


async def test_another_revision_makes_a_plan_of_its_own(stage: Stage) -> None:
    rules, clauses = shipped_policy()
    for number, text in enumerate((rules, rules + "\n# the same, in other words\n", rules), 1):
        await activate(stage.house.database, text, clauses)
        await stage.tell("auditor", "{ sites { totalCount } }")
        assert len(stage.house.plans) == min(number, 2)


async def test_plans_are_bounded_and_one_that_went_is_made_anew(database_url: str) -> None:
    async with a_stage(database_url, plan_cache_size=3) as stage:
        documents = [f"{{ a{number}: sites {{ totalCount }} }}" for number in range(8)]
        for document in (*documents, documents[0]):
            asked = await stage.tell("auditor", document)
            assert list(asked.body["data"].values()) == [{"totalCount": 3}]
            assert len(stage.house.plans) <= 3


def test_only_authorize_makes_an_authorized_selection() -> None:
    forged: dict[str, Any] = {field.name: () for field in fields(AuthorizedSelection)}
    with pytest.raises(TypeError, match="only authorize"):
        AuthorizedSelection(**forged)


@pytest.mark.parametrize(
    ("who", "purpose"),
    [("developer", "personalize"), ("support", None), ("site_agent", None), ("auditor", None)],
)
async def test_a_column_that_may_not_be_seen_is_not_in_the_statement(
    read_only: Stage, who: str, purpose: str | None
) -> None:
    bound = binding().types["Visitor"]
    values = {
        name: field for name, field in bound.fields.items() if isinstance(field.declared, Value)
    }
    document = "{ visitors { nodes { id " + " ".join(values) + " } } }"
    asked = await read_only.tell(who, document, purpose=purpose)
    shown = asked.body["extensions"]["governance"]["forms"]
    (statement,) = asked.statements
    for name, field in values.items():
        if f"Visitor.{name}" not in shown and field.column not in ("created_at", "id"):
            assert f".{field.column} " not in statement
            assert f".{field.column}," not in statement
            assert f'"{field.column}"' not in statement


@pytest.mark.parametrize("roots", [1, 5])
async def test_a_read_is_one_statement_however_much_it_asks(read_only: Stage, roots: int) -> None:
    part = """visitors {
      totalCount
      nodes {
        id site { organization { name } } visits { nodes { id } }
        consents { nodes { history { nodes { status } } notice { version } } }
      }
    }"""
    document = "{" + " ".join(f"a{number}: {part}" for number in range(roots)) + "}"
    asked = await read_only.tell("privacy_officer", document, purpose="subject_access")
    assert (len(asked.statements), len(asked.entries)) == (1, 1)
    assert len(set(map(str, asked.body["data"].values()))) == 1


async def test_a_reader_cannot_write(read_only: Stage) -> None:
    reader: Reader = read_only.reader
    with pytest.raises(Exception, match=r"read-?only"):
        await reader.read("delete from consent", (), ())


async def test_a_plan_binds_what_its_names_say(read_only: Stage) -> None:
    asked = await read_only.ask(
        Request(DOCUMENT, actor("site_owner"), NOW, REPORTING, None, filled("Linux", 0))
    )
    assert [node["os"] for node in asked.body["data"]["visitors"]["nodes"]] == ["Linux", "Android"]
