"""Tokens at the door: forged, unknown, revoked, expired, disabled."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from governance.database.engine import Database
from governance.services import tokens
from governance.services.keys import derive
from governance.tables import AccessToken, Disclosure, Organization
from tests.web.conftest import SECRET, Served, committed
from tests.web.test_graphql_over_http import ONE, codes

SHAPELESS = ["", "Bearer", "Bearer x", "Basic abc", "Bearer gov_", "Bearer gov_1_2"]


@pytest.mark.parametrize("authorization", SHAPELESS)
def test_what_is_not_a_token_is_401(served: Served, authorization: str) -> None:
    headers = {"authorization": authorization}
    answer = served.client.post("/graphql", json={"query": ONE}, headers=headers)
    assert (answer.status_code, codes(answer)) == (401, ["UNAUTHENTICATED"])
    assert answer.headers["www-authenticate"] == "Bearer"


def test_without_a_token_nothing_governed_is_read(served: Served) -> None:
    answer = served.post(None, ONE)
    assert (answer.status_code, codes(answer)) == (401, ["UNAUTHENTICATED"])


def test_a_forged_token_is_refused_before_any_argon2_work(served: Served) -> None:
    text = served.tokens["partner"]
    forged = text[:-1] + ("0" if text[-1] != "0" else "1")
    headers = {"authorization": "Bearer " + forged}
    answer = served.client.post("/graphql", json={"query": ONE}, headers=headers)
    assert answer.status_code == 401
    assert tokens.parse(text, derive(SECRET)) is not None
    assert tokens.parse(forged, derive(SECRET)) is None  # there is nothing to verify


def _change(table: Any, **values: Any) -> Any:
    async def run(database: Database) -> None:
        async with database.unit_of_work() as work:
            await work.connection.execute(update(table).values(**values))

    return run


def _entries(served: Served) -> int:
    found: list[int] = []

    async def run(database: Database) -> None:
        async with database.reading() as work:
            counted = select(func.count()).select_from(Disclosure)
            found.append((await work.session.execute(counted)).scalar_one())

    committed(served, run)
    return found[0]


STATES: dict[str, tuple[Any, dict[str, Any], dict[str, Any], str]] = {
    "revoked": (
        AccessToken,
        {"revoked_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"revoked_at": None},
        "TOKEN_REVOKED",
    ),
    "expired": (
        AccessToken,
        {"expires_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"expires_at": datetime.now(UTC) + timedelta(days=1)},
        "TOKEN_EXPIRED",
    ),
    "organization disabled": (
        Organization,
        {"disabled_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"disabled_at": None},
        "UNAUTHENTICATED",
    ),
}


@pytest.mark.parametrize(("table", "values", "before", "code"), STATES.values(), ids=STATES)
@pytest.mark.parametrize(
    "query", [ONE, "{ viewer { role } }", "{ visitors { totalCount } viewer { role } }"]
)
def test_the_next_request_obeys_a_change_of_the_token(
    served: Served,
    table: Any,
    values: dict[str, Any],
    before: dict[str, Any],
    code: str,
    query: str,
) -> None:
    assert served.post("hosting_provider", query).status_code == 200
    entries = _entries(served)
    committed(served, _change(table, **values))
    try:
        answer = served.post("hosting_provider", query)
        assert (answer.status_code, codes(answer)) == (401, [code])
        assert "data" not in answer.json()
        assert _entries(served) == entries
    finally:
        committed(served, _change(table, **before))
