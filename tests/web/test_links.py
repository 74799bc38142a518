"""The demo's links: one for each role, whose document is answered whole to it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from governance.services.demo.actors import PURPOSES
from governance.services.demo.links import EXAMPLES, link
from tests.web.conftest import Served


def test_each_role_of_the_demo_has_a_link() -> None:
    assert EXAMPLES.keys() == PURPOSES.keys()


@pytest.mark.parametrize("role", EXAMPLES)
def test_what_a_link_asks_is_answered_whole(served: Served, role: str) -> None:
    fragment = urlsplit(link("http://here", role, served.tokens[role])).fragment
    given = {name: values[0] for name, values in parse_qs(fragment).items()}
    assert given["token"] == served.tokens[role]
    answer = served.post(
        role, given["query"], headers={"governance-purpose": given["purpose"]}
    ).json()
    assert "errors" not in answer
    assert any(root["nodes"] for root in answer["data"].values())


def test_a_link_says_nothing_to_a_server() -> None:
    there = urlsplit(link("http://here", "partner", "gov_secret"))
    assert (there.path, there.query) == ("/graphql", "")
