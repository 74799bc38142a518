"""A browser says what its own visitor consents to, and nobody can say it for somebody else."""

from typing import Any, Final

import pytest
from sqlalchemy import select

from governance.database.engine import Database
from governance.tables import Consent, Visitor
from tests.web.conftest import committed
from tests.web.test_browsers import ORIGIN, Pages
from tests.web.test_browsers import pages as pages
from tests.web.test_graphql_over_http import codes

RECORD: Final = "mutation ($said: RecordConsentInput!) { recordConsent(input: $said) { id } }"
WITHDRAW: Final = "mutation ($said: WithdrawConsentInput!) { withdrawConsent(input: $said) { id } }"
SAID: Final = {"purpose": "analytics", "status": "GIVEN", "method": "BANNER"}


def say(pages: Pages, token: str, **said: Any) -> Any:
    document = RECORD if "status" in said else WITHDRAW
    headers = {"authorization": "Bearer " + token, "origin": ORIGIN}
    body = {"query": document, "variables": {"said": said}}
    return pages.served.client.post("/graphql", json=body, headers=headers)


def kept(pages: Pages, model: Any, *where: Any) -> list[Any]:
    found: list[Any] = []

    async def run(database: Database) -> None:
        async with database.reading() as work:
            found.extend(await work.session.scalars(select(model).where(*where)))

    committed(pages.served, run)
    return found


def standing(pages: Pages, visitor: str) -> list[str]:
    return [row.status for row in kept(pages, Consent, Consent.visitor_id == visitor)]


def test_a_browser_gives_and_withdraws_its_own_consent(pages: Pages) -> None:
    told = pages.token().json()
    given = say(pages, told["token"], visitor=told["visitor"], **SAID)
    assert "errors" not in given.json()
    assert standing(pages, told["visitor"]) == ["GIVEN"]
    again = pages.token(told["recognition"]).json()
    say(pages, again["token"], visitor=told["visitor"], purpose="analytics")
    assert standing(pages, told["visitor"]) == ["WITHDRAWN"]


def others(pages: Pages) -> dict[str, dict[str, str]]:
    """Ways to name somebody else: another browser's visitor, one who was imported, by any name."""
    another = pages.token().json()
    known = kept(pages, Visitor, Visitor.external_id.is_not(None))  # type: ignore[union-attr]
    of_site = next(one for one in known if one.site_id == another["site"])
    elsewhere = next(one for one in known if one.site_id != another["site"])
    return {
        "another browser's": {"visitor": another["visitor"]},
        "a customer": {"visitor": of_site.id},
        "a customer by name": {"site": of_site.site_id, "externalId": str(of_site.external_id)},
        "another site's": {"visitor": elsewhere.id},
        "nobody": {"visitor": "vis_" + "0" * 26},
    }


def test_nobody_speaks_for_somebody_else(pages: Pages) -> None:
    mine = pages.token().json()
    before = len(kept(pages, Consent))
    told = set()
    for name, whom in others(pages).items():
        for said in (SAID, {"purpose": "analytics"}):
            answer = say(pages, mine["token"], **whom, **said)
            assert codes(answer) == ["NOT_FOUND"], name
            told.add(answer.json()["errors"][0]["message"])
    assert len(told) == 1
    assert len(kept(pages, Consent)) == before


@pytest.mark.parametrize("purpose", ["subject_access", "marketing", "essential"])
def test_no_other_purpose_gives_a_browser_more(pages: Pages, purpose: str) -> None:
    told = pages.token().json()
    headers = {
        "authorization": "Bearer " + told["token"],
        "origin": ORIGIN,
        "governance-purpose": purpose,
    }
    said = {**SAID, "visitor": told["visitor"]}
    body = {"query": RECORD, "variables": {"said": said}}
    answer = pages.served.client.post("/graphql", json=body, headers=headers)
    assert codes(answer) == ["PURPOSE_NOT_ALLOWED"]


def test_a_write_of_a_browser_shows_it_nothing_personal(pages: Pages) -> None:
    told = pages.token().json()
    document = RECORD.replace("{ id }", "{ id consent { status visitor { id email } } }")
    said = {**SAID, "visitor": told["visitor"]}
    body = {"query": document, "variables": {"said": said}}
    headers = {"authorization": "Bearer " + told["token"], "origin": ORIGIN}
    answer = pages.served.client.post("/graphql", json=body, headers=headers).json()
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FIELD_DENIED"]
    shown = {"status": "GIVEN", "visitor": {"id": told["visitor"], "email": None}}
    assert answer["data"]["recordConsent"]["consent"] == shown
    assert standing(pages, told["visitor"]) == ["GIVEN"]
