"""What docs/when-not.md says is not there yet is not there: who adds it mends the page."""

import pytest
from graphql import GraphQLObjectType
from typer.main import get_command

from governance.cli.main import app
from governance.schema.binding import binding
from tests.docs.blocks import ROOT

PAGE = (ROOT / "docs" / "when-not.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("| statistics |", "visitorStats"),
        ("| a feed of changes", "changes"),
        ("| requests of visitors", "dataRequests"),
    ],
)
def test_a_query_that_the_page_misses_is_missing(line: str, field: str) -> None:
    query = binding().graphql.type_map["Query"]
    assert isinstance(query, GraphQLObjectType)
    assert (f"\n{line}" in PAGE) == (field not in query.fields)


def test_subscriptions_are_missing() -> None:
    assert "webhooks, subscriptions" in PAGE
    assert binding().graphql.subscription_type is None


def test_a_policy_is_put_in_force_by_init_alone() -> None:
    assert "\n| changing the policy of a running deployment |" in PAGE
    assert "policy" not in get_command(app).commands  # type: ignore[attr-defined]
