"""Visitors are said, corrected, linked, merged and restricted through the API (C6, C8, C22)."""

import asyncio
from typing import Any, Final

import pytest

from governance.identity import new_id
from governance.services.keys import keyed_hash
from governance.tables import (
    Consent,
    ConsentEvent,
    CookieObservation,
    Correction,
    Disclosure,
    LegalRequestVisitor,
    OptOut,
    Visit,
    Visitor,
    VisitorAlias,
)
from tests.cases.rows import NOW, an_id
from tests.cases.stage import Asked, Stage
from tests.mutations.asking import codes
from tests.mutations.writing import asked, rows

pytestmark = pytest.mark.anyio

EAST, WEST = an_id("Site", "east"), an_id("Site", "west")
ADA, BEN, CAS, DAN = (an_id("Visitor", name) for name in ("ada", "ben", "cas", "dan"))
EVE, FAY, GEM, KAY = (an_id("Visitor", name) for name in ("eve", "fay", "gem", "kay"))
NEW: Final = {"site": EAST, "externalId": "E-9", "permissionBasis": "CONSENT"}
OFFICER: Final = {"on_purpose": "data_quality"}


async def upsert(stage: Stage, who: str = "site_agent", **given: Any) -> Asked:
    return await asked(stage, who, "upsertVisitor", **given)


async def of(stage: Stage, visitor_id: str) -> dict[str, Any]:
    (row,) = await rows(stage, Visitor, id=visitor_id)
    return row


async def test_a_new_visitor_is_kept_as_an_import_keeps_one(stage: Stage) -> None:
    told: dict[str, Any] = {
        "email": "Zoe@Bücher.example",
        "ipAddress": "::ffff:198.18.0.7",
        "latitude": 52.520007,
    }
    told |= {"macAddress": "02-00-5E-10-00-01", "birthYear": 1985, "firstName": " Zoe "}
    said = await upsert(stage, **NEW, **told, preferences={"weekly": 1, "topics": []})
    assert codes(said) == []
    (row,) = await rows(stage, Visitor, site_id=EAST, external_id="E-9")
    assert said.body["data"]["upsertVisitor"]["id"] == row["id"]
    assert (row["email_match"], row["ip_network"]) == ("zoe@xn--bcher-kva.example", "198.18.0.0/24")
    assert (row["mac_address"], row["latitude_e6"]) == ("02:00:5e:10:00:01", 52_520_007)
    assert (row["birth_year"], row["first_name"]) == (1985, "Zoe")
    assert (row["preferences"], row["created_at"]) == ('{"topics":[],"weekly":1}', NOW)
    assert row["permission_basis"] == "CONSENT"


async def test_what_is_left_out_stays_and_null_clears(stage: Stage) -> None:
    assert codes(await upsert(stage, visitor=ADA, email=None, city="Paris")) == []
    ada = await of(stage, ADA)
    assert (ada["email"], ada["email_sha256"], ada["city"]) == (None, None, "Paris")
    assert (ada["first_name"], ada["updated_at"]) == ("Ada", NOW)


async def test_a_new_visitor_needs_the_basis_by_which_they_are_held(stage: Stage) -> None:
    refused = await upsert(stage, site=EAST, externalId="E-9", email="zoe@mail.example")
    assert codes(refused) == ["BAD_USER_INPUT"]
    assert refused.body["errors"][0]["extensions"]["argument"] == "permissionBasis"
    assert await rows(stage, Visitor, external_id="E-9") == []


async def test_who_may_write_reads_nothing_by_it(stage: Stage) -> None:
    shows = "id visitor { externalId email }"
    said = await asked(stage, "site_agent", "upsertVisitor", shows, **NEW, email="zoe@mail.example")
    assert said.body["data"]["upsertVisitor"]["visitor"] == {"externalId": "E-9", "email": None}
    assert "zoe" not in said.text
    assert codes(said) == ["FIELD_DENIED"]


REFUSED: Final[dict[str, dict[str, Any]]] = {
    "email": {"email": "not one"},
    "ipAddress": {"ipAddress": "1.2.3"},
    "latitude": {"latitude": 91.5},
    "birthYear": {"birthYear": 12},
    "country": {"country": "Germany"},
    "permissionBasis": {"permissionBasis": None},
}


@pytest.mark.parametrize("argument", REFUSED)
async def test_what_does_not_fit_is_named_and_not_repeated(stage: Stage, argument: str) -> None:
    refused = await upsert(stage, **{**NEW, **REFUSED[argument]})
    assert codes(refused) == ["BAD_USER_INPUT"]
    assert refused.body["errors"][0]["extensions"]["argument"] == argument
    assert str(REFUSED[argument][argument]) not in refused.text.replace("null", "")
    assert await rows(stage, Visitor, external_id="E-9") == []


@pytest.mark.parametrize("preferences", [{"religion": "quaker"}, {"topics": ["islam"]}, {"x": 1}])
@pytest.mark.parametrize("name", ["upsertVisitor", "correctVisitor"])
async def test_c8_sensitive_data_is_refused_and_nothing_of_it_kept(
    stage: Stage, name: str, preferences: Any
) -> None:
    before = await of(stage, ADA)
    refused = await asked(
        stage, "site_owner", name, visitor=ADA, preferences=preferences, **OFFICER
    )
    assert codes(refused) == ["SENSITIVE_DATA_REFUSED"]
    extensions = refused.body["errors"][0]["extensions"]
    assert extensions["field"] == "preferences"
    assert extensions["reason"] in ("SENSITIVE_KEY", "SENSITIVE_VALUE", "UNDECLARED_KEY")
    assert not any(word in refused.text for word in ("quaker", "islam"))
    assert (await of(stage, ADA), refused.entries) == (before, [])


NAMED: Final[dict[str, dict[str, Any]]] = {
    "upsertVisitor": {"city": "Paris"},
    "correctVisitor": {"city": "Paris"},
    "linkVisitor": {"identifiers": [{"kind": "cookie", "value": "c-1"}]},
    "mergeVisitors": {"other": FAY},
    "restrictVisitor": {},
    "liftRestriction": {},
    "recordVisit": {},
}
MAY: Final = {
    "site_agent": {"upsertVisitor", "linkVisitor", "recordVisit"},
    "site_owner": NAMED.keys() - {"liftRestriction", "recordVisit"},
    "privacy_officer": {"correctVisitor", "mergeVisitors", "restrictVisitor", "liftRestriction"},
    "visitor": {"correctVisitor", "recordVisit"},
    "analyst": set[str](),
    "subsidiary": set[str](),
    "hosting_provider": set[str](),
}


@pytest.mark.parametrize("name", NAMED)
async def test_whom_the_policy_does_not_name_writes_nothing(stage: Stage, name: str) -> None:
    for who, allowed in MAY.items():
        if name not in allowed:
            refused = await asked(stage, who, name, visitor=ADA, **NAMED[name])
            assert codes(refused) == ["MUTATION_DENIED"], who
    assert (await of(stage, ADA))["city"] == "Londinium"


@pytest.mark.parametrize("name", NAMED)
async def test_a_foreign_visitor_and_none_are_told_alike(stage: Stage, name: str) -> None:
    """EVE is of another site than who asks, and of another person."""
    for who, allowed in MAY.items():
        if name in allowed and who != "privacy_officer":
            foreign = await asked(stage, who, name, visitor=EVE, **NAMED[name])
            none = await asked(stage, who, name, visitor=new_id("Visitor"), **NAMED[name])
            assert codes(foreign) == ["NOT_FOUND"], who
            assert foreign.body["errors"] == none.body["errors"]
    assert (await of(stage, EVE))["city"] is None


async def test_a_foreign_site_is_not_there(stage: Stage) -> None:
    for given in ({"externalId": "W-1"}, {"externalId": "W-new"}):
        assert codes(await upsert(stage, site=WEST, **given)) == ["NOT_FOUND"]
    assert await rows(stage, Visitor, external_id="W-new") == []


async def test_the_same_key_is_the_same_visitor(stage: Stage) -> None:
    shows = "id replayed"
    first, again = [
        await asked(stage, "site_agent", "upsertVisitor", shows, **NEW, idempotencyKey="k")
        for _ in range(2)
    ]
    told = first.body["data"]["upsertVisitor"]
    assert again.body["data"]["upsertVisitor"] == {**told, "replayed": True}
    other = await upsert(stage, **{**NEW, "externalId": "E-8"}, idempotencyKey="k")
    assert codes(other) == ["CONFLICT"]


async def test_two_who_say_a_new_visitor_at_once_say_one(stage: Stage) -> None:
    cities = {"city": "Paris"}, {"region": "Texas"}, {"phone": "+1 555"}, {"gender": "x"}
    saying = [upsert(stage, **NEW, **one) for one in cities]
    assert [codes(one) for one in await asyncio.gather(*saying)] == [[]] * 4
    (row,) = await rows(stage, Visitor, external_id="E-9")
    assert (row["city"], row["region"]) == ("Paris", "Texas")
    assert (row["phone"], row["gender"]) == ("+1 555", "x")


async def test_a_former_external_id_still_names_its_visitor(stage: Stage) -> None:
    assert codes(await upsert(stage, visitor=ADA, externalId="E-100")) == []
    assert codes(await upsert(stage, site=EAST, externalId="E-1", city="Paris")) == []
    ada = await of(stage, ADA)
    assert (ada["external_id"], ada["city"]) == ("E-100", "Paris")
    assert codes(await upsert(stage, visitor=BEN, externalId="E-1")) == ["CONFLICT"]


async def test_a_correction_keeps_who_and_when_and_not_the_wrong_value(stage: Stage) -> None:
    shows = "id visitor { email }"
    told = {"visitor": ADA, "email": "ada@new.example", "birthYear": 1991, "firstName": "Ada"}
    said = await asked(stage, "privacy_officer", "correctVisitor", shows, **told, **OFFICER)
    assert said.body["data"]["correctVisitor"]["visitor"] == {"email": "ada@new.example"}
    ada = await of(stage, ADA)
    kept = {one["coordinate"]: one for one in await rows(stage, Correction, visitor_id=ADA)}
    assert kept.keys() == {"Visitor.email", "Visitor.birthYear"}
    wrong = kept["Visitor.birthYear"]
    assert wrong["before_hmac"] == keyed_hash(ada["hash_key"], "Visitor.birthYear", b"1990")
    assert (wrong["corrected_by"], wrong["recorded_at"]) == (an_id("AccessToken", "a"), NOW)
    assert ada["email_match"] == "ada@new.example"
    everything = [await rows(stage, model) for model in (Visitor, VisitorAlias, Correction)]
    assert "lovelace@" not in str([*everything, await rows(stage, Disclosure)]).lower()


async def test_a_visitor_corrects_themselves_also_while_restricted(stage: Stage) -> None:
    assert codes(await asked(stage, "privacy_officer", "restrictVisitor", visitor=ADA)) == []
    assert codes(await upsert(stage, visitor=ADA, city="Paris")) == ["CONFLICT"]
    assert codes(await asked(stage, "visitor", "correctVisitor", city="Bath")) == []
    assert (await of(stage, ADA))["city"] == "Bath"


async def test_an_opt_out_stays_when_its_address_is_corrected(stage: Stage) -> None:
    given = {"visitor": EVE, "email": "eve@new.example"}
    assert codes(await asked(stage, "privacy_officer", "correctVisitor", **given, **OFFICER)) == []
    assert len(await rows(stage, OptOut, kind="visitor", key=EVE)) == 1


async def test_a_restriction_is_in_force_at_the_next_read_until_it_is_lifted(stage: Stage) -> None:
    count = "{ visitors { totalCount } }"

    async def seen() -> int:
        told = await stage.tell("site_owner", count, purpose="analytics.reporting")
        return int(told.body["data"]["visitors"]["totalCount"])

    before = await seen()
    for _ in range(2):
        assert codes(await asked(stage, "site_owner", "restrictVisitor", visitor=ADA)) == []
    assert await seen() == before - 1
    assert codes(await asked(stage, "privacy_officer", "liftRestriction", visitor=ADA)) == []
    assert await seen() == before


async def test_identifiers_are_added_once_and_never_taken_from_another(stage: Stage) -> None:
    def link(visitor: str, *names: tuple[str, str]) -> Any:
        told = [{"kind": kind, "value": value} for kind, value in names]
        return asked(stage, "site_agent", "linkVisitor", visitor=visitor, identifiers=told)

    for _ in range(2):
        assert codes(await link(BEN, ("cookie", "c-ben"), ("crm", "1"), ("crm", "1"))) == []
    taken = await link(BEN, ("loyalty", "7"), ("cookie", "c-ada"))
    assert codes(taken) == ["CONFLICT"]
    assert not any(one in taken.text for one in (ADA, "c-ada", "Ada"))
    assert codes(await link(BEN, ("external_id", "E-1"))) == ["CONFLICT"]
    assert codes(await link(BEN, ("shoe", "43"))) == ["BAD_USER_INPUT"]
    for sensitive in (("religion", "x"), ("account", "caNcer ward 3")):
        assert codes(await link(BEN, sensitive)) == ["SENSITIVE_DATA_REFUSED"]
    assert codes(await link(DAN, ("cookie", "c-dan"))) == ["CONFLICT"]
    found = await rows(stage, VisitorAlias, visitor_id=BEN)
    assert {(one["kind"], one["value"]) for one in found} == {("cookie", "c-ben"), ("crm", "1")}


async def test_one_identifier_is_one_visitors_also_when_two_take_it_at_once(stage: Stage) -> None:
    told = [{"kind": "cookie", "value": "c-new"}]
    both = await asyncio.gather(
        *(
            asked(stage, "site_agent", "linkVisitor", visitor=one, identifiers=told)
            for one in (ADA, BEN)
        )
    )
    assert sorted(map(codes, both)) == [[], ["CONFLICT"]]
    assert len(await rows(stage, VisitorAlias, value="c-new")) == 1


async def merged(stage: Stage, visitor: str, other: str) -> None:
    said = await asked(stage, "privacy_officer", "mergeVisitors", visitor=visitor, other=other)
    assert codes(said) == []
    assert said.body["data"]["mergeVisitors"]["id"] == visitor


async def test_all_that_the_other_owned_is_the_kept_ones(stage: Stage) -> None:
    named = [await rows(stage, LegalRequestVisitor, visitor_id=one) for one in (ADA, BEN)]
    await merged(stage, BEN, ADA)
    assert await rows(stage, Visitor, id=ADA) == []
    for model in (Visit, Consent, ConsentEvent, CookieObservation, LegalRequestVisitor):
        assert await rows(stage, model, visitor_id=ADA) == [], model
    ben = await of(stage, BEN)
    assert (ben["visit_count"], len(await rows(stage, Visit, visitor_id=BEN))) == (4, 4)
    assert len(await rows(stage, CookieObservation, visitor_id=BEN)) == 2
    requests = {one["legal_request_id"] for known in named for one in known}
    names_ben = await rows(stage, LegalRequestVisitor, visitor_id=BEN)
    assert {one["legal_request_id"] for one in names_ben} == requests
    names = {(one["kind"], one["value"]) for one in await rows(stage, VisitorAlias, visitor_id=BEN)}
    assert names == {("cookie", "c-ada"), ("device", "device-ada"), ("external_id", "E-1")}
    assert (ben["first_name"], ben["city"], ben["created_at"].year) == (
        "B%e_n\\",
        "Londinium",
        2024,
    )
    assert codes(await upsert(stage, site=EAST, externalId="E-1", city="Rom")) == []
    assert (await of(stage, BEN))["city"] == "Rom"


async def test_a_refusal_of_either_stands_and_every_event_is_kept(stage: Stage) -> None:
    told = {"visitor": ADA, "method": "FORM", "purpose": "marketing"}
    assert codes(await asked(stage, "site_owner", "recordConsent", status="REFUSED", **told)) == []
    events = len(await rows(stage, ConsentEvent, site_id=EAST))
    await merged(stage, BEN, ADA)
    standings = await rows(stage, Consent, visitor_id=BEN)
    status = {one["purpose"]: one["status"] for one in standings}
    assert len(standings) == len(status)
    assert status["marketing"] == "REFUSED"
    assert status["marketing.communications"] == "WITHDRAWN"
    assert status["analytics"] == "GIVEN"
    said = await rows(stage, ConsentEvent, visitor_id=BEN)
    assert len(await rows(stage, ConsentEvent, site_id=EAST)) == events
    for one in standings:
        own = [event for event in said if event["consent_id"] == one["id"]]
        latest = max(own, key=lambda event: event["sequence"], default=None)
        assert latest is None or latest["status"] == one["status"]


async def test_opt_outs_and_a_restriction_of_either_are_of_both(stage: Stage) -> None:
    assert codes(await asked(stage, "privacy_officer", "restrictVisitor", visitor=GEM)) == []
    await merged(stage, KAY, EVE)
    await merged(stage, KAY, GEM)
    opted = await rows(stage, OptOut, kind="visitor", key=KAY)
    assert {one["site_id"] for one in opted} == {None, WEST}
    assert (await of(stage, KAY))["restricted_at"] == NOW


async def test_permission_that_one_lacks_the_merged_one_lacks(stage: Stage) -> None:
    await merged(stage, BEN, CAS)
    assert (await of(stage, BEN))["permission_basis"] is None


async def test_two_of_different_sites_and_one_alone_are_not_merged(stage: Stage) -> None:
    for other, code in ((EVE, "NOT_FOUND"), (ADA, "BAD_USER_INPUT")):
        refused = await asked(stage, "privacy_officer", "mergeVisitors", visitor=ADA, other=other)
        assert codes(refused) == [code]
    assert len(await rows(stage, Visitor)) == 9


async def test_what_is_written_while_two_are_merged_is_not_lost(stage: Stage) -> None:
    """Each write is either done, and then the merged visitor's, or refused."""
    count = len(await rows(stage, Visit, site_id=EAST))
    done = await asyncio.gather(
        *(asked(stage, "site_agent", "recordVisit", visitor=ADA, path="/x") for _ in range(4)),
        asked(stage, "site_owner", "mergeVisitors", visitor=BEN, other=ADA),
        *(asked(stage, "site_agent", "recordVisit", site=EAST, externalId="E-1") for _ in range(4)),
    )
    assert {code for one in done for code in codes(one)} <= {"NOT_FOUND"}
    assert codes(done[4]) == []
    taken = sum(not codes(one) for place, one in enumerate(done) if place != 4)
    assert taken >= 4
    of_ben = await rows(stage, Visit, visitor_id=BEN)
    assert len(await rows(stage, Visit, site_id=EAST)) == count + taken
    assert (await of(stage, BEN))["visit_count"] == len(of_ben)


async def test_c8_the_evidence_of_a_consent_tells_nothing_sensitive(stage: Stage) -> None:
    said = {"visitor": ADA, "purpose": "personalize", "status": "GIVEN", "method": "FORM"}
    for evidence in ({"diagnosis": "x"}, {"text": "your religion"}, {"shoeSize": 43}):
        refused = await asked(stage, "site_owner", "recordConsent", **said, evidence=evidence)
        assert codes(refused) == ["SENSITIVE_DATA_REFUSED"]
        assert refused.body["errors"][0]["extensions"]["field"] == "evidence"
    taken = {"text": "May we?", "page": "/health/politics"}
    assert codes(await asked(stage, "site_owner", "recordConsent", **said, evidence=taken)) == []


@pytest.mark.parametrize("field", ["method", "regime"])
async def test_c8_the_words_of_a_consent_tell_nothing_sensitive(stage: Stage, field: str) -> None:
    said = {"visitor": ADA, "purpose": "personalize", "status": "GIVEN", "method": "FORM"}
    refused = await asked(stage, "site_owner", "recordConsent", **said | {field: "diabetes"})
    assert codes(refused) == ["SENSITIVE_DATA_REFUSED"]
    assert refused.body["errors"][0]["extensions"]["field"] == field
    assert "diabetes" not in refused.text
