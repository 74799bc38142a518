"""Documents: what is too much is refused in bounded work, counted in calls and never in seconds."""

import sys
from collections.abc import Callable
from typing import Any, Final

import pytest
from graphql import get_introspection_query

from governance.engine.document import LISTED, Documents
from governance.errors import Code, GovernanceError, Refused
from governance.schema.binding import binding, datamap
from governance.settings import Settings

TOO_COMPLEX: Final = Code.QUERY_TOO_COMPLEX
PARSE: Final = Code.GRAPHQL_PARSE_FAILED
INVALID: Final = Code.GRAPHQL_VALIDATION_FAILED
MOST_CALLS: Final = 2_000_000
"""Calls that reading any document may take: about what 4,000 tokens in the worst order take."""


def documents(**settings: Any) -> Documents:
    return Documents(binding().graphql, Settings(**settings), b"a key")


def calls_of(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls, in Python and in C."""
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def refused(text: str) -> tuple[Code, int]:
    """The code of a document's refusal, and the calls it took."""
    code: Code | None = None

    def read() -> None:
        nonlocal code
        with pytest.raises(GovernanceError) as caught:
            documents().read(text)
        code = caught.value.code

    calls = calls_of(read)
    assert code is not None
    return code, calls


def bomb(levels: int, inner: str = "") -> str:
    """Fragments that double at each level: 2^levels fields."""
    fragments = [
        f"fragment f{n} on Visitor {{ {inner} ...f{n + 1} ...f{n + 1} }}" for n in range(levels)
    ]
    end = f"fragment f{levels} on Visitor {{ id }}"
    return "\n".join(["{ visitors { nodes { ...f0 } } }", *fragments, end])


def nested(times: int) -> str:
    """A document of 3 fields one within another, and three more each time."""
    deeper = " visits { nodes { visitor {" * times + " id" + " } } }" * times
    return "{ visitors { nodes {" + deeper + " } } }"


def wide(number: int) -> str:
    return "{ visitors { nodes { " + " ".join(f"a{n}: id" for n in range(number)) + " } } }"


def objects(number: int) -> str:
    return "{" + " ".join(f"a{n}: site(id: 1) {{ id }}" for n in range(number)) + "}"


def fragments(number: int) -> str:
    spread = " ".join(f"...f{n}" for n in range(number))
    made = (f"fragment f{n} on Query {{ __typename }}" for n in range(number))
    return "{ " + spread + " } " + " ".join(made)


REFUSED: Final[dict[str, tuple[Code, Callable[[int], str], int]]] = {
    "fragments that double": (TOO_COMPLEX, bomb, 40),
    "fragments that double, with aliases": (TOO_COMPLEX, lambda n: bomb(n, "a: id b: os"), 40),
    "depth": (TOO_COMPLEX, nested, 9),
    "aliases": (TOO_COMPLEX, wide, 20_000),
    "opening brackets": (TOO_COMPLEX, lambda n: "{ sites(where: " + "[" * n, 10_000),
    "opening braces": (PARSE, lambda n: "{" * n, 10_000),
    "objects within objects": (TOO_COMPLEX, lambda n: "{ sites(where: " + "{not: " * n, 3_000),
    "blanks": (TOO_COMPLEX, lambda n: "{ sites { totalCount } }" + " " * n, 10_000_000),
    "a comment": (TOO_COMPLEX, lambda n: "{ sites { totalCount } } #" + "x" * n, 10_000_000),
    "a string": (TOO_COMPLEX, lambda n: '{ site(id: "' + "x" * n + '") { id } }', 10_000_000),
    "a name": (TOO_COMPLEX, lambda n: "{ " + "x" * n + " }", 10_000_000),
    "operations": (TOO_COMPLEX, lambda n: "query q { __typename } " * n, 2_000),
    "the same field": (TOO_COMPLEX, lambda n: "{ visitors { nodes {" + " id" * n + " } } }", 3_900),
    "objects": (TOO_COMPLEX, objects, 301),
    "fragments": (TOO_COMPLEX, fragments, 440),
    "a long name": (Code.BAD_USER_INPUT, lambda n: "query " + "A" * n + " { __typename }", 129),
    "unknown fields": (INVALID, lambda n: "{" + " ".join(f"x{m}" for m in range(n)) + "}", 3_900),
    "unknown variables": (INVALID, lambda n: "query (" + "$a: Int " * n + ") { __typename }", 900),
    "fragments in a circle": (INVALID, lambda n: bomb(n).replace("{ id }", "{ ...f0 }"), 10),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED, ids=str)
def test_too_much_is_refused_in_bounded_work(name: str) -> None:
    code, make, size = REFUSED[name]
    told, calls = refused(make(size))
    assert told is code
    assert calls < MOST_CALLS


@pytest.mark.parametrize(
    "name", ["aliases", "opening brackets", "opening braces", "a comment", "blanks", "operations"]
)
def test_twice_as_much_takes_no_more_work_to_refuse(name: str) -> None:
    _, make, size = REFUSED[name]
    once, twice = refused(make(size))[1], refused(make(2 * size))[1]
    assert twice <= once * 1.02 + 100


def test_a_bomb_of_twice_the_levels_takes_twice_the_work() -> None:
    once, twice = refused(bomb(40))[1], refused(bomb(80))[1]
    assert twice < 2.2 * once


def test_a_document_within_the_bounds_is_read() -> None:
    assert documents().read(nested(4)).operations
    assert documents().read(wide(1_000)).operations
    assert documents().read(bomb(8)).operations


def test_depth_counts_the_fields_of_fragments() -> None:
    more = " fragment More on Visitor { visits { nodes { id } } }"
    text = nested(2).replace(" id", " ...More") + more
    assert documents(max_depth=11).read(text).operations
    with pytest.raises(GovernanceError) as caught:
        documents(max_depth=10).read(text)
    assert caught.value.code is TOO_COMPLEX


def test_the_introspection_query_is_read_though_it_is_deep() -> None:
    assert documents().read(get_introspection_query()).operations


def test_a_document_is_validated_once() -> None:
    kept = documents()
    first = kept.read("{ sites { totalCount } }")
    assert calls_of(lambda: kept.read("{ sites { totalCount } }")) < 50
    assert kept.read("{ sites { totalCount } }") is first
    assert kept.read("{ sites { totalCount  } }") is not first


def test_the_documents_kept_are_bounded_and_the_longest_unused_goes_first() -> None:
    kept = documents(document_cache_size=2)
    texts = [f"{{ a{number}: __typename }}" for number in range(3)]
    first, second = kept.read(texts[0]), kept.read(texts[1])
    assert kept.read(texts[0]) is first
    kept.read(texts[2])
    assert kept.read(texts[0]) is first
    assert kept.read(texts[1]) is not second


def test_a_refused_document_is_not_kept() -> None:
    kept = documents()
    for number in range(10):
        with pytest.raises(GovernanceError):
            kept.read("{ nothing" + str(number) + " }")
    assert not kept._kept


@pytest.mark.parametrize(
    "text",
    [
        "{ visitorz { id } }",
        "{ visitors { nodes { emial } } }",
        "{ visitors(wher: {}) { totalCount } }",
        "query ($w: VisitorFiltr) { visitors(where: $w) { totalCount } }",
    ],
)
def test_no_refusal_says_what_else_there_is(text: str) -> None:
    with pytest.raises(Refused) as caught:
        documents().read(text)
    assert not [one for one in caught.value.errors if "did you mean" in one.message.lower()]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", PARSE),
        ("   # nothing\n", PARSE),
        ("fragment F on Site { id }", PARSE),
        ("type Site { id: ID }", PARSE),
        ("{ sites { totalCount }", PARSE),
        ("{ sites { totalCount } } type X { y: Int }", INVALID),
        ("query A { __typename } query A { __typename }", INVALID),
        ("{ __typename } query A { __typename }", INVALID),
        ("{ sites { nodes } }", INVALID),
        ("{ sites { totalCount { x } } }", INVALID),
        ("{ sites {} }", PARSE),
        ("{ sites { totalCount } \0 }", Code.BAD_USER_INPUT),
        ("{ sites { totalCount } \ud800 }", Code.BAD_USER_INPUT),
    ],
)
def test_what_is_no_document_is_refused_with_a_place(text: str, code: Code) -> None:
    with pytest.raises(GovernanceError) as caught:
        documents().read(text)
    assert caught.value.code is code
    assert not caught.value.message[0].isupper()
    assert not caught.value.message.endswith(".")


def test_an_operation_is_found_by_its_name_or_by_being_the_only_one() -> None:
    two = documents().read("query A { __typename } query B { __typename }")
    assert two.operation("B").name.value == "B"  # type: ignore[union-attr]
    only = documents().read("query A { __typename }")
    assert only.operation(None) is only.operation("A")
    for document, name in ((two, None), (two, "C"), (only, ""), (only, "B")):
        with pytest.raises(GovernanceError) as caught:
            document.operation(name)
        assert caught.value.code is Code.BAD_USER_INPUT
        assert caught.value.extensions == {"argument": "operationName"}


def test_a_chain_of_fragments_is_refused_and_not_followed_to_the_end_of_the_stack() -> None:
    links = "".join(f"fragment f{n} on Query {{ ...f{n + 1} }} " for n in range(400))
    told, _ = refused("{ ...f0 } " + links + "fragment f400 on Query { viewer { role } }")
    assert told is Code.QUERY_TOO_COMPLEX


def test_a_list_that_a_resolver_makes_counts_for_no_fewer_rows_than_it_has() -> None:
    assert LISTED["access"] >= len(datamap().fields) + len(datamap().mutations)
