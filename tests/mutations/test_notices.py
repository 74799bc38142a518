"""Notices are published through the API; they bind, narrow and ask again as they say (C20, C21)."""

import asyncio
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

import pytest
from sqlalchemy import insert, select

from governance.database.types import to_rfc3339
from governance.services.visitors import visitor_row
from governance.tables import Consent, ConsentEvent, Notice, Visitor
from tests.cases.rows import NOW, an_id, row
from tests.cases.stage import Asked, Stage
from tests.mutations.asking import codes, counted, payload

DAY: Final = timedelta(days=1)
TICK: Final = timedelta(milliseconds=1)
LATER: Final = NOW + 20 * DAY
"""When a notice posted at NOW binds everybody on `west`, whose notice days are 14."""
PUBLISH: Final = """
mutation ($input: PublishNoticeInput!) {
  publishNotice(input: $input) {
    id replayed asked allAsked
    notice { version language url contentHash material postedAt bindsAt }
  }
}
"""
BARELY: Final = (
    "mutation ($input: PublishNoticeInput!) { publishNotice(input: $input) { id asked } }"
)
RECORD: Final = "mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }"
READS: Final = "{ visitors { nodes { id email os } } }"


def a_use(category: str, kind: str = "SUBSIDIARY", purpose: str = "personalize") -> dict[str, str]:
    return {"purpose": purpose, "category": category, "recipientKind": kind}


DEVICES: Final = [a_use("user.device")]
ADDRESSES: Final = [a_use("user.device"), a_use("user.contact")]


async def publish(
    stage: Stage, version: str, uses: list[dict[str, str]], who: str = "owner_of_west", **said: Any
) -> Asked:
    """A notice of the site `west`, with its version for a text."""
    now = said.pop("now", NOW)
    given = {"site": an_id("Site", "west"), "version": version, "language": "de", "uses": uses}
    given |= {} if "contentHash" in said else {"content": version}
    return await stage.tell(who, BARELY, variables={"input": {**given, **said}}, now=now)


async def consents(stage: Stage, now: datetime) -> None:
    """Kay says yes to personalisation by subsidiaries, under the newest notice."""
    given = {"visitor": an_id("Visitor", "kay"), "purpose": "personalize", "status": "GIVEN"}
    given |= {"method": "BANNER", "recipients": ["SUBSIDIARY"]}  # type: ignore[dict-item]
    payload(await stage.tell("owner_of_west", RECORD, variables={"input": given}, now=now))


async def shown(stage: Stage, now: datetime) -> dict[str, tuple[bool, bool]]:
    """Of whom the subsidiary is shown the e-mail address, and the system."""
    asked = await stage.tell("subsidiary", READS, purpose="personalize.content", now=now)
    nodes = asked.body["data"]["visitors"]["nodes"]
    return {
        node["id"][4:].lstrip("0"): (node["email"] is not None, node["os"] is not None)
        for node in nodes
    }


async def test_a_notice_is_published_and_shown(stage: Stage) -> None:
    given = {
        "site": an_id("Site", "west"),
        "version": "2026-06",
        "language": "de-DE",
        "uses": DEVICES,
        "content": "Wir sagen, was wir tun.",
        "url": "https://www.west.example/privacy",
        "material": False,
    }
    purpose = "essential.legal_obligation"
    asked = await stage.tell(
        "privacy_officer", PUBLISH, variables={"input": given}, purpose=purpose
    )
    assert payload(asked)["notice"] == {
        "version": "2026-06",
        "language": "de-DE",
        "url": "https://www.west.example/privacy",
        "contentHash": sha256(b"Wir sagen, was wir tun.").hexdigest(),
        "material": False,
        "postedAt": to_rfc3339(NOW),
        "bindsAt": to_rfc3339(NOW + 14 * DAY),
    }
    assert payload(asked)["asked"] is None
    assert [entry["operation"] for entry in asked.entries] == ["publishNotice", None]


@pytest.mark.parametrize("who", ["site_agent", "visitor", "subsidiary", "auditor", "analyst"])
async def test_only_the_owner_and_the_privacy_officer_publish(stage: Stage, who: str) -> None:
    before = await counted(stage, Notice)
    assert codes(await publish(stage, "2", DEVICES, who)) == ["MUTATION_DENIED"]
    assert codes(await publish(stage, "2", DEVICES, "site_owner")) == ["NOT_FOUND"]
    assert await counted(stage, Notice) == before


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"version": "1"}, "CONFLICT"),
        ({"version": ""}, "BAD_USER_INPUT"),
        ({"language": "?"}, "BAD_USER_INPUT"),
        ({"url": "javascript:alert(1)"}, "BAD_USER_INPUT"),
        ({"content": ""}, "BAD_USER_INPUT"),
        ({"contentHash": "ABC"}, "BAD_USER_INPUT"),
        ({"contentHash": "0" * 64, "content": "both"}, "BAD_USER_INPUT"),
        ({"uses": [a_use("user.shoes")]}, "BAD_USER_INPUT"),
        ({"uses": [a_use("user.biometric")]}, "BAD_USER_INPUT"),
        ({"uses": [a_use("user", purpose="nosiness")]}, "BAD_USER_INPUT"),
        ({"postedAt": to_rfc3339(NOW - TICK)}, "BAD_USER_INPUT"),
        ({"postedAt": to_rfc3339(NOW + 366 * DAY + TICK)}, "BAD_USER_INPUT"),
        ({"site": an_id("Site", "0")}, "NOT_FOUND"),
    ],
)
async def test_what_does_not_fit_is_refused(stage: Stage, said: Any, code: str) -> None:
    before = await counted(stage, Notice)
    asked = await publish(stage, **{"version": "2", "uses": DEVICES, **said})
    assert codes(asked) == [code]
    assert (await counted(stage, Notice), asked.entries) == (before, [])


async def test_the_same_text_and_uses_are_not_published_again(stage: Stage) -> None:
    payload(await publish(stage, "2", DEVICES))
    assert codes(await publish(stage, "3", DEVICES, content="2", now=LATER)) == ["CONFLICT"]
    payload(await publish(stage, "3", ADDRESSES, content="2", now=LATER))
    payload(await publish(stage, "4", DEVICES, content="2", now=LATER + TICK))


async def test_of_two_who_publish_one_version_one_does(stage: Stage) -> None:
    both = [publish(stage, "2", uses) for uses in (DEVICES, ADDRESSES)]
    found = sorted((codes(one) for one in await asyncio.gather(*both)), key=len)
    assert found == [[], ["CONFLICT"]]


async def test_narrowing_is_immediate(stage: Stage) -> None:
    assert await shown(stage, NOW) == {"kay": (True, True)}
    payload(await publish(stage, "2", DEVICES))
    assert await shown(stage, NOW) == {"kay": (False, True)}


async def test_widening_waits_for_those_who_were_there_and_not_for_who_comes(stage: Stage) -> None:
    payload(await publish(stage, "2", DEVICES))
    payload(await publish(stage, "3", ADDRESSES, now=LATER))
    came = {
        "site_id": an_id("Site", "west"),
        "id": an_id("Visitor", "new"),
        "email": "new@x.example",
    }
    await stage.change(insert(Visitor).values(visitor_row(now=LATER + TICK, os="BeOS", **came)))
    said = {"purpose": "personalize", "status": "GIVEN", "legal_basis": "CONSENT", "method": "form"}
    said |= {"recipients": ["SUBSIDIARY"], "sequence": 1}  # type: ignore[dict-item]
    owner = {"site_id": came["site_id"], "visitor_id": came["id"]}
    await stage.change(insert(Consent).values(row(Consent, "new", **owner, **said)[1]))
    bound = LATER + 14 * DAY
    for now, reaches in ((LATER + TICK, False), (bound - TICK, False), (bound, True)):
        assert await shown(stage, now) == {"kay": (reaches, True), "new": (True, True)}


async def test_a_consent_under_the_old_notice_does_not_cover_the_new_use(stage: Stage) -> None:
    payload(await publish(stage, "2", DEVICES))
    await consents(stage, NOW + DAY)
    payload(await publish(stage, "3", ADDRESSES, now=LATER))
    bound = LATER + 14 * DAY
    assert await shown(stage, bound + 300 * DAY) == {"kay": (False, True)}
    await consents(stage, bound)
    assert await shown(stage, bound) == {"kay": (True, True)}


async def test_a_notice_posted_later_counts_from_then(stage: Stage) -> None:
    at = NOW + 3 * DAY
    payload(await publish(stage, "2", DEVICES, postedAt=to_rfc3339(at)))
    assert await shown(stage, at - TICK) == {"kay": (True, True)}
    assert await shown(stage, at) == {"kay": (False, True)}


async def test_a_material_change_asks_again_and_moves_nothing_that_stands(stage: Stage) -> None:
    table: Any = Consent.__table__  # type: ignore[attr-defined]
    standing = select(table).where(table.c.site_id == an_id("Site", "west")).order_by(table.c.id)

    async def consents_of_west() -> list[dict[str, Any]]:
        async with stage.house.database.reading() as work:
            return [dict(one) for one in (await work.connection.execute(standing)).mappings()]

    before, events = await consents_of_west(), await counted(stage, ConsentEvent)
    assert payload(await publish(stage, "2", DEVICES, material=False))["asked"] is None
    told = payload(await publish(stage, "3", DEVICES, now=LATER))
    after = await consents_of_west()
    assert told["asked"] == len(before) == await counted(stage, ConsentEvent) - events
    assert after == [{**one, "sequence": one["sequence"] + 1} for one in before]
