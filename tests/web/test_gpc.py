"""Global Privacy Control over HTTP: exactly `1` counts, and the site says that it heeds it."""

import re
from collections.abc import Callable

import pytest

from tests.web.conftest import Served, serving

SEEN = 'mutation ($v: ID!) { recordCookies(input: {visitor: $v, names: ["own"]}) { id } }'
SELF = '{ visitors { nodes { id consents(where: {regime: {eq: "gpc"}}) { nodes { status } } } } }'


def held(served: Served) -> tuple[str, list[str]]:
    """The id of the visitor whose token there is, and where they stand under the signal."""
    (self,) = served.post("visitor", SELF).json()["data"]["visitors"]["nodes"]
    return self["id"], [one["status"] for one in self["consents"]["nodes"]]


@pytest.mark.parametrize(
    ("sent", "counts"),
    [
        ([], False),
        (["0"], False),
        (["true"], False),
        (["1.0"], False),
        (["11"], False),
        (["1, 1"], False),
        ([""], False),
        (["1"], True),
        (["0", "1"], True),
        (["1", "0"], True),
    ],
    ids=str,
)
def test_exactly_one_counts(
    new_database: Callable[[str], str], sent: list[str], counts: bool
) -> None:
    with serving(new_database("sqlite")) as served:
        visitor, before = held(served)
        told = served.client.post(
            "/graphql",
            json={"query": SEEN, "variables": {"v": visitor}},
            headers=[
                ("authorization", "Bearer " + served.tokens["visitor"]),
                *(("sec-gpc", value) for value in sent),
            ],
        )
        assert told.json()["data"] == {"recordCookies": {"id": visitor}}
        assert (before, held(served)[1]) == ([], ["REFUSED", "REFUSED"] if counts else [])


def test_a_read_writes_no_signal(served: Served) -> None:
    served.post("visitor", SELF, headers={"sec-gpc": "1"})
    assert held(served)[1] == []


def test_the_site_says_that_it_heeds_the_signal(served: Served) -> None:
    told = served.client.get("/.well-known/gpc.json")
    assert (told.status_code, told.headers["content-type"]) == (200, "application/json")
    said = told.json()
    assert said["gpc"] is True
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", said["lastUpdate"])
