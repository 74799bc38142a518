"""Every code of an error is met as a caller meets it, with its status, and nothing is shown.

Two codes come from commands alone; they are met there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from sqlalchemy import text, update

from governance.database.engine import Database, dialect_of, sqlite_path
from governance.errors import Code, GovernanceError
from governance.services import organizations, tokens
from governance.tables import AccessToken
from governance.web.statuses import RETRIED, STATUS, status_of
from tests.conftest import DIALECTS, PostgreSQL
from tests.web.conftest import Served, committed, serving
from tests.web.test_graphql_over_http import GRAPHQL, ONE, codes

LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)
VISITS: Final = "{ visits { totalCount } }"
OFFICER: Final = {"governance-purpose": "subject_access"}
MANY: Final = " ".join(
    f"v{place}: visits(first: 20) {{ totalCount nodes {{ id path referrer os browser }} }}"
    for place in range(20)
)
HEAVY: Final = "{ visitors(first: 40) { nodes { " + MANY + " } } }"
"""It takes many milliseconds on any machine: to plan it alone takes more than one."""
DEEP: Final = (
    "{ visitors " + "{ nodes { consents { nodes { visitor " * 5 + "{ id }" + "} } } }" * 5 + " }"
)

RECORD: Final = """mutation { recordConsent(input: {
  visitor: "vis_00000000000000000000000000", purpose: "analytics", status: GIVEN, method: "FORM"
}) { id } }"""

ASKED: Final[dict[Code, tuple[str | None, str, dict[str, str]]]] = {
    Code.UNAUTHENTICATED: (None, ONE, {}),
    Code.PURPOSE_REQUIRED: ("subsidiary", ONE, {}),
    Code.PURPOSE_NOT_ALLOWED: ("subsidiary", ONE, {"governance-purpose": "finance"}),
    Code.FIELD_DENIED: (
        "hosting_provider",
        "{ visitors { nodes { preferences } } }",
        {"governance-on-denied": "reject"},
    ),
    Code.FILTER_DENIED: (
        "data_provider",
        '{ visitors(where: {email: {eq: "x"}}) { totalCount } }',
        {"governance-purpose": "third_party_sharing"},
    ),
    Code.MUTATION_DENIED: ("hosting_provider", RECORD, {}),
    Code.BAD_USER_INPUT: ("hosting_provider", "{ visitors(first: -1) { totalCount } }", {}),
    Code.CURSOR_INVALID: ("hosting_provider", '{ visitors(after: "x") { totalCount } }', {}),
    Code.QUERY_TOO_COMPLEX: ("hosting_provider", DEEP, {}),
    Code.GRAPHQL_PARSE_FAILED: ("hosting_provider", "{", {}),
    Code.GRAPHQL_VALIDATION_FAILED: ("hosting_provider", "{ nothing }", {}),
}
"""What is refused in any deployment: who asks, what, and under which headers."""


def refused(served: Served, code: Code, who: str | None, query: str, **headers: str) -> None:
    """The request is refused with the code, under each media type as the door says."""
    for accept in (GRAPHQL["accept"], "application/json"):
        answer = served.post(who, query, headers={**headers, "accept": accept})
        assert codes(answer) == [code]
        assert "data" not in answer.json()
        assert answer.status_code == status_of(code, accept)
        assert ("retry-after" in answer.headers) == (answer.status_code in RETRIED)


@pytest.mark.parametrize("code", ASKED)
def test_what_any_deployment_refuses(served: Served, code: Code) -> None:
    who, query, headers = ASKED[code]
    refused(served, code, who, query, **headers)


ENDED: Final = {Code.TOKEN_EXPIRED: "expires_at", Code.TOKEN_REVOKED: "revoked_at"}


@pytest.mark.parametrize("code", ENDED)
def test_a_token_that_ended(served: Served, code: Code) -> None:
    def told(moment: datetime | None) -> Callable[[Database], Any]:
        async def run(database: Database) -> None:
            async with database.unit_of_work() as work:
                changed = update(AccessToken).values({ENDED[code]: moment})
                await work.connection.execute(changed)

        return run

    committed(served, told(LONG_AGO))
    refused(served, code, "hosting_provider", ONE)
    committed(served, told(None))
    assert served.post("hosting_provider", ONE).status_code == 200


def test_a_read_that_takes_too_long(served: Served) -> None:
    url = served.settings.database_url
    with serving(url, served.tokens, statement_timeout_seconds=0.001) as hurried:
        refused(hurried, Code.TIMEOUT, "privacy_officer", HEAVY, **OFFICER)
    assert codes_or_none(served.post("privacy_officer", HEAVY, headers=OFFICER)) is None


def test_one_request_too_many(served: Served) -> None:
    with serving(served.settings.database_url, served.tokens, visitor_requests_per_minute=1) as one:
        one.post("visitor", ONE)
        refused(one, Code.RATE_LIMITED, "visitor", ONE)


@contextmanager
def renamed(served: Served, table: str) -> Iterator[None]:
    """A deployment without one of its tables."""

    def run(statement: str) -> None:
        async def change(database: Database) -> None:
            async with database.unit_of_work() as work:
                await work.connection.execute(text(statement))

        committed(served, change)

    run(f"alter table {table} rename to elsewhere")
    yield
    run(f"alter table elsewhere rename to {table}")


TOLD: Final = {
    Code.SENSITIVE_DATA_REFUSED: (
        "site_agent",
        """mutation ($site: ID!) { upsertVisitor(input: {
            site: $site, externalId: "new", permissionBasis: CONSENT,
            preferences: {topics: ["politics"]} }) { id } }""",
    ),
}
"""What a mutation is refused with: beside data, in which it is null."""


@pytest.mark.parametrize("code", TOLD)
def test_a_mutation_that_is_refused(served: Served, code: Code) -> None:
    who, query = TOLD[code]
    (site, *_) = served.post(who, "{ viewer { sites } }").json()["data"]["viewer"]["sites"]
    answer = served.post(who, query, variables={"site": site})
    assert codes(answer) == [code]
    assert list(answer.json()["data"].values()) == [None]
    assert answer.status_code == 200


BROKEN: Final = {
    Code.LEDGER_UNAVAILABLE: ("disclosure", ONE),
    Code.INTERNAL: ("visit", VISITS),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_deployment_that_lost_a_table(served: Served, code: Code) -> None:
    table, query = BROKEN[code]
    with renamed(served, table):
        refused(served, code, "privacy_officer", query, **OFFICER)
    answer = served.post("privacy_officer", query, headers=OFFICER)
    assert codes_or_none(answer) is None


def codes_or_none(answer: Any) -> list[str] | None:
    return codes(answer) if "errors" in answer.json() else None


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_database_that_is_away(
    request: pytest.FixtureRequest, new_database: Callable[[str], str], dialect: str
) -> None:
    with serving(new_database(dialect)) as served:
        take_away(request, served.settings.database_url)
        for _ in range(2):
            refused(served, Code.OVERLOADED, "privacy_officer", ONE, **OFFICER)


def take_away(request: pytest.FixtureRequest, url: str) -> None:
    if dialect_of(url) == "sqlite":
        sqlite_path(url).unlink()
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    server.run(f"drop database {url.partition('?')[0].rpartition('/')[2]} with (force)")


async def test_what_only_commands_refuse(database: Database) -> None:
    now = datetime.now(UTC)
    async with database.unit_of_work() as work:
        await organizations.create_organization(work, "Acme", "CUSTOMER", now=now)
        with pytest.raises(GovernanceError) as twice:
            await organizations.create_organization(work, "Acme", "CUSTOMER", now=now)
        with pytest.raises(GovernanceError) as missing:
            await tokens.revoke(work, "tok_x", now=now)
    assert (twice.value.code, missing.value.code) == (Code.CONFLICT, Code.NOT_FOUND)


PROPOSED: Final = "{ sharingGrants(where: {status: {eq: PROPOSED}}) { nodes { id } } }"


def test_a_second_act_of_the_same_person(served: Served) -> None:
    lawful = {"governance-purpose": "essential.legal_obligation"}
    told = served.post("privacy_officer", PROPOSED, headers=lawful).json()
    grant = told["data"]["sharingGrants"]["nodes"][0]["id"]
    approve = f'mutation {{ approveSharingGrant(input: {{id: "{grant}"}}) {{ id }} }}'
    answer = served.post("privacy_officer", approve, headers=lawful)
    assert codes(answer) == [Code.APPROVAL_REQUIRED]
    assert answer.json()["data"] == {"approveSharingGrant": None}


def test_no_code_is_left_out() -> None:
    met = {
        *ASKED,
        *ENDED,
        *BROKEN,
        Code.APPROVAL_REQUIRED,
        *TOLD,
        Code.TIMEOUT,
        Code.RATE_LIMITED,
        Code.OVERLOADED,
        Code.CONFLICT,
        Code.NOT_FOUND,
    }
    assert met == set(Code) == set(STATUS)
