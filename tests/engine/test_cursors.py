"""Cursors: pages in both directions meet, and what is forged gives no row that was out of scope."""

from typing import Any, Final

import pytest

from governance.errors import Code
from tests.cases.stage import Stage

ORDERS: Final = {
    "ids": [],
    "ids, descending": [("ID", "DESC")],
    "texts with nulls": [("OS", "ASC")],
    "texts with nulls, descending": [("OS", "DESC")],
    "numbers": [("VISIT_COUNT", "ASC")],
    "moments with nulls": [("LAST_SEEN_AT", "DESC")],
    "moments": [("CREATED_AT", "ASC")],
    "a computed band": [("AGE_BAND", "DESC")],
    "addresses": [("EMAIL", "ASC")],
    "two keys": [("VISIT_COUNT", "DESC"), ("GEO_COUNTRY", "ASC")],
    "three keys": [("GENDER", "ASC"), ("VISIT_COUNT", "DESC"), ("FIRST_NAME", "ASC")],
}
ASKERS: Final = {
    "privacy_officer": "subject_access",
    "site_owner": "marketing.communications",
    "acquirer": "due_diligence",
}
DOCUMENT: Final = """
query ($first: Int, $last: Int, $after: String, $before: String, $order: [VisitorOrder!]) {
  visitors(first: $first, last: $last, after: $after, before: $before, orderBy: $order) {
    totalCount
    edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""


async def page(stage: Stage, who: str, order: str, **arguments: Any) -> dict[str, Any]:
    keys = [{"field": field, "direction": direction} for field, direction in ORDERS[order]]
    asked = await stage.tell(
        who, DOCUMENT, purpose=ASKERS[who], variables={**arguments, "order": keys}
    )
    if asked.answer.refused is not None:
        return {"refused": asked.answer.refused}
    found: dict[str, Any] = asked.body["data"]["visitors"]
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [edge["node"]["id"] for edge in found["edges"]]


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("who", ASKERS, ids=str)
@pytest.mark.parametrize("size", [1, 2, 100])
async def test_pages_forwards_and_backwards_meet(
    read_only: Stage, who: str, order: str, size: int
) -> None:
    whole = await page(read_only, who, order, first=100)
    if "refused" in whole:
        assert whole["refused"] is Code.FILTER_DENIED
        return
    forwards, backwards, after, before = list[str](), list[str](), None, None
    for _ in range(0, whole["totalCount"], size):
        found = await page(read_only, who, order, first=size, after=after)
        after, forwards = found["pageInfo"]["endCursor"], forwards + ids(found)
        assert found["pageInfo"]["hasNextPage"] is (len(forwards) < whole["totalCount"])
        assert found["totalCount"] == whole["totalCount"]
        found = await page(read_only, who, order, last=size, before=before)
        before, backwards = found["pageInfo"]["startCursor"], ids(found) + backwards
        assert found["pageInfo"]["hasPreviousPage"] is (len(backwards) < whole["totalCount"])
    assert forwards == backwards == ids(whole)
    assert len(set(forwards)) == whole["totalCount"]


@pytest.mark.parametrize("order", ["ids", "addresses"])
async def test_a_cursor_changed_anywhere_is_refused_or_only_narrows(
    read_only: Stage, order: str
) -> None:
    whole = await page(read_only, "acquirer", order, first=100)
    cursor: str = whole["edges"][0]["cursor"]
    refused = 0
    for place in range(len(cursor)):
        for letter in "A_8":
            forged = cursor[:place] + letter + cursor[place + 1 :]
            found = await page(read_only, "acquirer", order, first=100, after=forged)
            if "refused" in found:
                assert found["refused"] is Code.CURSOR_INVALID
                refused += 1
            else:
                assert set(ids(found)) <= set(ids(whole))
                assert found["totalCount"] == whole["totalCount"]
    assert refused > len(cursor)


@pytest.mark.parametrize("length", [0, 1, 2, 10, 40])
async def test_a_cursor_cut_short_is_refused(read_only: Stage, length: int) -> None:
    whole = await page(read_only, "site_owner", "ids", first=1)
    cut = whole["edges"][0]["cursor"][:length]
    found = await page(read_only, "site_owner", "ids", after=cut)
    assert found == {"refused": Code.CURSOR_INVALID}


@pytest.mark.parametrize("other", [order for order in ORDERS if order != "ids"])
async def test_a_cursor_of_another_order_is_refused(read_only: Stage, other: str) -> None:
    whole = await page(read_only, "privacy_officer", "ids", first=1)
    cursor = whole["edges"][0]["cursor"]
    for argument in ("after", "before"):
        found = await page(read_only, "privacy_officer", other, **{argument: cursor})
        assert found == {"refused": Code.CURSOR_INVALID}


async def test_a_cursor_of_huge_size_is_refused(read_only: Stage) -> None:
    found = await page(read_only, "site_owner", "ids", after="A" * 1_000_000)
    assert found == {"refused": Code.CURSOR_INVALID}


async def test_a_cursor_holds_nothing_that_is_withheld(read_only: Stage) -> None:
    one = await page(read_only, "site_owner", "addresses", first=100)
    other = await page(read_only, "acquirer", "addresses", first=100)
    assert len({len(edge["cursor"]) for edge in other["edges"]}) == 1
    assert len(one["edges"][0]["cursor"]) > len(one["edges"][1]["cursor"])
