"""Browsers at the door: tokens by a site's key, leave for its origins, and nothing of others."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final, NamedTuple

import pytest

from governance.database.engine import Database
from governance.services import site_keys
from governance.services.organizations import find_site
from tests.conftest import DIALECTS
from tests.web.conftest import Served, committed, serving
from tests.web.test_graphql_over_http import codes

ORIGIN: Final = "https://www.northwind.example"
OTHER_ORIGIN: Final = "https://www.bergmann.example"
EVIL: Final = "https://evil.example"
WHO: Final = "{ viewer { role } }"
ASKS: Final = {"access-control-request-method": "POST"}
READS: Final = (
    "{ visitors { totalCount nodes { id email } } }",
    "{ visitor(id: $id) { id email preferences } }",
    "{ visits { nodes { id path } } }",
    "{ consents { nodes { id purpose } } }",
    "{ sites { nodes { id domain } } }",
    "{ users { nodes { id email } } }",
)


class Pages(NamedTuple):
    """The application, and the keys of two sites."""

    served: Served
    key: str
    other_key: str

    def token(self, recognition: str | None = None, **headers: str) -> Any:
        """A browser on the first site's page asks for a token."""
        body = {"key": self.key, "recognition": recognition}
        return self.served.client.post(
            "/browser/token", json=body, headers={"origin": ORIGIN, **headers}
        )

    def ask(self, token: str, query: str, **headers: str) -> Any:
        """The page asks the API."""
        bearer = {"authorization": "Bearer " + token, "origin": ORIGIN}
        return self.served.client.post(
            "/graphql", json={"query": query}, headers={**bearer, **headers}
        )


def a_key(served: Served, domain: str, origin: str) -> str:
    made: list[str] = []

    async def run(database: Database) -> None:
        async with database.unit_of_work() as work:
            site = await find_site(work, domain)
            key = await site_keys.issue(
                work, site, [origin], now=datetime.now(UTC), permission_basis="CONSENT"
            )
            made.append(key.id)

    committed(served, run)
    return made[0]


@pytest.fixture(scope="module", params=DIALECTS)
def pages(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> Iterator[Pages]:
    with serving(new_database(request.param)) as served:
        keys = [
            a_key(served, "www.northwind.example", ORIGIN),
            a_key(served, "www.bergmann.example", OTHER_ORIGIN),
        ]
        yield Pages(served, *keys)


def test_a_page_gets_a_token_of_its_visitor(pages: Pages) -> None:
    answer = pages.token()
    assert answer.status_code == 200
    told = answer.json()
    assert set(told) == {"token", "expiresAt", "site", "visitor", "recognition"}
    assert pages.ask(told["token"], WHO).json()["data"]["viewer"]["role"] == "visitor"
    again = pages.token(told["recognition"]).json()
    assert (again["visitor"], again["token"] == told["token"]) == (told["visitor"], False)


@pytest.mark.parametrize("query", READS)
def test_a_browsers_token_reads_nothing_personal_and_of_nobody_else(
    pages: Pages, query: str
) -> None:
    told = pages.token().json()
    answer = pages.ask(told["token"], query.replace("$id", f'"{told["visitor"]}"'))
    assert set(codes(answer)) == {"FIELD_DENIED"}
    told_of = set(re.findall(r"vis_[0-9a-z]{26}", answer.text))
    assert told_of <= {told["visitor"]}
    assert "@" not in answer.text
    wider = {"governance-purpose": "subject_access"}
    answer = pages.ask(told["token"], query.replace("$id", f'"{told["visitor"]}"'), **wider)
    assert codes(answer) == ["PURPOSE_NOT_ALLOWED"]


@pytest.mark.parametrize("origin", [EVIL, OTHER_ORIGIN, "null", ""])
def test_a_key_is_for_its_own_origins(pages: Pages, origin: str) -> None:
    answer = pages.token(origin=origin)
    assert (answer.status_code, codes(answer)) == (401, ["UNAUTHENTICATED"])


@pytest.mark.parametrize("path", ["/graphql", "/browser/token"])
def test_a_page_of_a_known_origin_may_ask(pages: Pages, path: str) -> None:
    asked = pages.served.client.options(path, headers={"origin": ORIGIN, **ASKS})
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == ORIGIN
    assert asked.headers["access-control-allow-methods"] == "POST"
    assert "authorization" in asked.headers["access-control-allow-headers"]
    assert asked.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in asked.headers


@pytest.mark.parametrize("path", ["/graphql", "/browser/token"])
@pytest.mark.parametrize("origin", [EVIL, "null", ORIGIN + ":8443", ORIGIN.replace("s:", ":")])
def test_a_page_of_another_origin_may_not(pages: Pages, path: str, origin: str) -> None:
    for answer in (
        pages.served.client.options(path, headers={"origin": origin, **ASKS}),
        pages.served.client.post(path, json={"query": WHO}, headers={"origin": origin}),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.headers["vary"] == "Origin"


def test_answers_and_refusals_may_be_read_by_the_page_without_credentials(pages: Pages) -> None:
    token = pages.token().json()["token"]
    for answer in (pages.ask(token, WHO), pages.ask("gov_x", WHO), pages.token("forged")):
        assert answer.headers["access-control-allow-origin"] == ORIGIN
        assert answer.headers["vary"] == "Origin"
        assert "retry-after" in answer.headers["access-control-expose-headers"]
        assert "access-control-allow-credentials" not in answer.headers


def test_a_revoked_key_gives_no_token_and_ends_those_it_gave(pages: Pages) -> None:
    served = pages.served
    key = a_key(served, "shop.northwind.example", "https://shop.northwind.example")
    shop = pages._replace(key=key)
    token = shop.token(origin="https://shop.northwind.example").json()["token"]
    assert shop.ask(token, WHO).status_code == 200

    async def revoke(database: Database) -> None:
        async with database.unit_of_work() as work:
            await site_keys.revoke(work, key, now=datetime.now(UTC))

    committed(served, revoke)
    assert codes(shop.ask(token, WHO)) == ["TOKEN_REVOKED"]
    assert codes(shop.token(origin="https://shop.northwind.example")) == ["UNAUTHENTICATED"]
    with serving(served.settings.database_url, served.tokens) as later:
        headers = {"origin": "https://shop.northwind.example", **ASKS}
        asked = later.client.options("/graphql", headers=headers)
        assert "access-control-allow-origin" not in asked.headers


@pytest.mark.parametrize("body", [{}, {"key": 7}, {"key": None}, {"key": "k", "recognition": 7}])
def test_what_does_not_fit_is_refused(pages: Pages, body: dict[str, Any]) -> None:
    answer = pages.served.client.post("/browser/token", json=body, headers={"origin": ORIGIN})
    assert (answer.status_code, codes(answer)) == (400, ["BAD_USER_INPUT"])


def test_too_many_tokens_and_requests_of_visitors_are_refused(pages: Pages) -> None:
    served = pages.served
    chosen = {"browser_tokens_per_minute": 2, "visitor_requests_per_minute": 2}
    with serving(served.settings.database_url, served.tokens, **chosen) as strict:
        here = pages._replace(served=strict)
        token = here.token().json()["token"]
        assert here.token().status_code == 200
        for asked in (here.token, partial(here.ask, token, WHO)):
            answers = [asked() for _ in range(3)]
            assert (answers[-1].status_code, codes(answers[-1])) == (429, ["RATE_LIMITED"])
            assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
            assert answers[-1].headers["access-control-allow-origin"] == ORIGIN
        assert strict.post("hosting_provider", WHO).status_code == 200
