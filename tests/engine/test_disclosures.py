"""What an entry holds: coordinates, forms and visitors reached; never a value, never a literal."""

from hashlib import sha256
from typing import Any, Final

import orjson
import pytest

from tests.cases.stage import Stage

LEGAL: Final = "subject_access"


async def entry_of(stage: Stage, document: str, who: str = "privacy_officer", **said: Any) -> Any:
    """The one entry of a read, its JSON read."""
    said.setdefault("purpose", LEGAL)
    asked = await stage.tell(who, document, **said)
    (entry,) = asked.entries
    for name in ("coordinates", "signatures"):
        entry[name] = orjson.loads(entry[name])
    return entry


def reached(entry: Any) -> list[dict[str, str]]:
    """For each root, the signature of each visitor by name."""
    return [
        {
            ids[at : at + 26].lstrip("0"): signature
            for signature, ids in groups or ()
            for at in range(0, len(ids), 26)
        }
        for groups in entry["signatures"]
    ]


async def test_a_digit_is_the_form_and_zero_where_nothing_was_shown(read_only: Stage) -> None:
    document = "{ visitors(last: 3) { nodes { id os phone visitCount } } }"
    entry = await entry_of(read_only, document)
    assert entry["coordinates"]["signed"] == [["Visitor.os", "Visitor.phone"]]
    assert reached(entry) == [{"gem": "00", "kay": "11", "hans": "00"}]
    assert entry["visitor_count"] == 3


async def test_a_relation_does_not_speak_for_what_the_visitor_showed_itself(
    read_only: Stage,
) -> None:
    again = "visits { nodes { visitor { visitCount } } }"
    entry = await entry_of(read_only, f"{{ visitors {{ nodes {{ visitCount {again} }} }} }}")
    assert entry["coordinates"]["signed"] == [["Visitor.visitCount", "Visitor.visitCount"]]
    told = reached(entry)[0].values()
    assert set(told) == {"10", "11"}


async def test_a_withheld_value_is_a_zero_and_a_pseudonym_its_own_digit(read_only: Stage) -> None:
    document = "{ visitors { nodes { id email firstName } } }"
    owner = await entry_of(read_only, document, "site_owner", purpose="marketing.communications")
    assert reached(owner) == [{"ada": "11", "ben": "00"}]
    buyer = await entry_of(read_only, document, "acquirer", purpose="due_diligence")
    assert set(reached(buyer)[0].values()) == {"99"}


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("first: 2", {"ada", "ben"}),
        ("last: 1", {"hans"}),
        ("first: 0", set()),
        ('where: {os: {eq: "none"}}', set()),
        ('where: {os: {eq: "iOS"}}', {"fay"}),
    ],
)
@pytest.mark.parametrize("more", ["", "totalCount", "pageInfo { hasNextPage endCursor }"])
async def test_an_entry_names_the_visitors_of_the_page_and_no_other(
    read_only: Stage, arguments: str, names: set[str], more: str
) -> None:
    document = f"{{ visitors({arguments}) {{ {more} nodes {{ id os }} }} }}"
    entry = await entry_of(read_only, document)
    assert set(reached(entry)[0]) == names
    assert entry["visitor_count"] == len(names)


@pytest.mark.parametrize(
    "part", ["edges { node { os } }", "nodes { os }", "edges { cursor node { os } }"]
)
async def test_a_row_is_reached_wherever_a_connection_shows_it(read_only: Stage, part: str) -> None:
    entry = await entry_of(read_only, f"{{ visitors(first: 2) {{ {part} }} }}")
    assert reached(entry) == [{"ada": "1", "ben": "1"}]


@pytest.mark.parametrize(
    "document",
    [
        "{ visits { nodes { path visitor { os } } } }",
        "{ consents { nodes { purpose visitor { os } history { nodes { status } } } } }",
    ],
)
async def test_what_visitors_own_reaches_them(read_only: Stage, document: str) -> None:
    entry = await entry_of(read_only, document, "law_enforcement", purpose=None)
    assert set(reached(entry)[0]) == {"ada", "eve"}
    assert entry["visitor_count"] == 2


async def test_rows_below_a_visitor_sign_the_clearest_that_any_showed(read_only: Stage) -> None:
    document = "{ visitors(first: 3) { nodes { id visits { nodes { path pagesViewed } } } } }"
    entry = await entry_of(read_only, document)
    assert entry["coordinates"]["signed"] == [["Visit.path", "Visit.pagesViewed"]]
    assert reached(entry) == [{"ada": "11", "ben": "00", "cas": "00"}]


async def test_a_visitor_reached_by_several_roots_is_counted_once(read_only: Stage) -> None:
    document = "{ a: visitors(first: 2) { nodes { os } } b: visitors(first: 3) { nodes { os } } }"
    entry = await entry_of(read_only, document)
    assert [len(names) for names in reached(entry)] == [2, 3]
    assert entry["visitor_count"] == 3


@pytest.mark.parametrize(
    "document",
    [
        "{ visitors { totalCount } }",
        "{ sites { nodes { domain } } }",
        '{ node(id: "vis_00000000000000000000000nny") { ... on Visitor { os } } }',
    ],
)
async def test_a_read_that_reaches_nobody_has_an_entry(read_only: Stage, document: str) -> None:
    entry = await entry_of(read_only, document)
    assert entry["visitor_count"] == 0
    assert not any(reached(entry))


async def test_an_entry_holds_what_was_used_and_no_literal(read_only: Stage) -> None:
    document = """query Find($a: String!, $n: Int) {
      visitors(first: $n, where: {os: {eq: $a}, not: {email: {eq: "hidden@here.example"}}},
               orderBy: [{field: PHONE}]) { nodes { browser } }
    }"""
    variables = {"a": "Linux", "n": 3}
    entry = await entry_of(read_only, document, variables=variables)
    used = entry["coordinates"]["used"]
    assert sorted(used) == ["Visitor.email", "Visitor.os", "Visitor.phone"]
    assert entry["operation"] == "Find"
    whole = str(entry)
    for literal in ("Linux", "hidden", "Firefox", "lovelace", "example"):
        assert literal not in whole
    again = await entry_of(read_only, document, variables=dict(reversed(variables.items())))
    other = await entry_of(read_only, document, variables={**variables, "n": 4})
    assert again["variables_hmac"] == entry["variables_hmac"] != other["variables_hmac"]
    assert again["document_hash"] == entry["document_hash"] == other["document_hash"]
    assert entry["document_hash"] != sha256(document.encode()).hexdigest(), "a guess"


@pytest.mark.parametrize(
    "parts",
    [
        "a: nodes { V { nodes { ipAddress } } } b: nodes { V { nodes { path } } }",
        "edges { node { V { nodes { ipAddress } } } } nodes { V { nodes { path } } }",
    ],
)
async def test_each_part_of_a_connection_signs_what_it_shows_of_a_relation(
    read_only: Stage, parts: str
) -> None:
    document = "{ visitors(first: 2) { " + parts.replace("V", "visits(first: 2)") + " } }"
    entry = await entry_of(read_only, document)
    assert entry["coordinates"]["signed"] == [["Visit.ipAddress", "Visit.path"]]
    assert reached(entry) == [{"ada": "11", "ben": "10"}]


@pytest.mark.parametrize(
    "part", ["edges { cursor node { email } }", "pageInfo { endCursor } nodes { email }"]
)
async def test_a_form_beside_a_cursor_is_signed_as_it_was_shown(
    read_only: Stage, part: str
) -> None:
    document = "{ visitors(first: 3, orderBy: [{field: EMAIL}]) { " + part + " } }"
    entry = await entry_of(read_only, document, "acquirer", purpose="due_diligence")
    assert entry["coordinates"]["signed"] == [["Visitor.email"]]
    assert set(reached(entry)[0].values()) == {"9"}
