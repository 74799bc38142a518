"""Why agrees with what the recipient is really answered, for everyone and every visitor."""

from typing import Any, Final

import orjson
import pytest

from governance.authz.actor import Actor
from governance.engine.evidence import Evidence, evidence_of
from governance.engine.why import Inquiry, Why, why
from governance.errors import Code, GovernanceError
from governance.identity import Coordinate
from governance.services.policies import shipped_policy
from tests.cases.actors import PURPOSES, actor
from tests.cases.people import VISITORS
from tests.cases.rows import NOW, an_id
from tests.cases.stage import Stage, a_stage

VALUES: Final = tuple(
    Coordinate("Visitor", field) for field in ("email", "ipAddress", "gender", "createdAt")
)
READ: Final = """
query ($id: ID!) { visitor(id: $id) { email ipAddress gender createdAt withheld } }
"""
RECIPIENTS: Final = (
    *("privacy_officer", "support", "developer", "auditor", "site_owner", "owner_of_west"),
    *("site_agent", "hosting_provider", "subsidiary", "far_subsidiary", "partner"),
    *("data_provider", "law_enforcement", "prefect", "acquirer", "acquirer_of_west", "visitor"),
)


def the(name: str) -> Actor:
    found = actor(name)
    assert found is not None
    return found


async def judged(
    stage: Stage,
    who: str,
    purpose: str,
    name: str,
    place: Coordinate,
    asker: str = "privacy_officer",
    own: str = "essential.legal_obligation",
) -> Why:
    """Asked on behalf of who."""
    seen = await evidence_of(stage.house, the(asker), own, an_id("Visitor", name), NOW)
    return await why(stage.house, Inquiry(seen, the(who), purpose, place), NOW)


@pytest.mark.parametrize("who", RECIPIENTS)
async def test_why_says_what_the_recipient_is_answered(read_only: Stage, who: str) -> None:
    for purpose in PURPOSES[the(who).role].split():
        for name in VISITORS:
            variables = {"id": an_id("Visitor", name)}
            answer = await read_only.tell_only(who, READ, variables=variables, purpose=purpose)
            told = orjson.loads(answer.body)
            for place in VALUES:
                found = await judged(read_only, who, purpose, name, place)
                assert agrees(found, told, the(who), place), (who, purpose, name, place)


def agrees(found: Why, told: Any, recipient: Actor, place: Coordinate) -> bool:
    row, governance = told["data"]["visitor"], told["extensions"]["governance"]
    if row is None:  # nothing of a visitor leaves, or it is of no site that the token is held to
        return not found.leaves or recipient.sites is not None
    denied, forms = str(place) in governance["denied"], governance["forms"].get(str(place), ())
    shown, withheld = row[place.field] is not None, str(place) in (row["withheld"] or ())
    return (
        found.leaves
        and found.denied == denied
        and (found.form in forms if found.form else not shown)
        and (row["withheld"] is None or (found.form is None) == (denied or withheld))
    )


async def test_a_rule_names_the_conditions_that_fail(read_only: Stage) -> None:
    found = await judged(read_only, "subsidiary", "personalize.content", "kay", VALUES[2])
    (allow,) = (one for one in found.value if one.rule.effect == "allow")
    assert (found.form, allow.rule.clause, allow.fails) == (None, "C12", ("grant",))


@pytest.mark.parametrize("place", ["Visitor.shoeSize", "Visitor.visits", "Site.domain", "Nobody.x"])
async def test_only_values_of_visitors_are_asked_about(read_only: Stage, place: str) -> None:
    with pytest.raises(GovernanceError, match="is not a value of a visitor"):
        await judged(read_only, "support", "analytics", "kay", Coordinate(*place.split(".")))


async def test_a_revoked_token_is_not_told_why(read_only: Stage) -> None:
    with pytest.raises(GovernanceError, match="revoked"):
        await judged(read_only, "site_owner", "personalize", "kay", VALUES[0], asker="revoked")


async def test_a_condition_that_tells_of_what_the_asker_may_not_see_is_not_judged(
    database_url: str,
) -> None:
    opens = "p, support, *, Query.access, read, -, always, allow, C19\n"
    async with a_stage(database_url, shipped_policy()[0] + opens) as stage:
        asked = ("law_enforcement", "third_party_sharing.legal_obligation", "kay", VALUES[0])
        own = "essential.service.operations.support"
        with pytest.raises(GovernanceError, match="tells of `LegalRequest`") as refused:
            await judged(stage, *asked, asker="support", own=own)
        assert refused.value.code is Code.FIELD_DENIED
        assert "why" not in {entry["operation"] for entry in await stage.entries()}


async def test_who_has_not_seen_the_visitor_cannot_ask_why(read_only: Stage) -> None:
    with pytest.raises(GovernanceError, match=r"does not open `Query\.access`"):
        await evidence_of(read_only.house, the("support"), None, an_id("Visitor", "kay"), NOW)
    with pytest.raises(GovernanceError, match="you see no visitor"):
        await evidence_of(read_only.house, the("auditor"), None, an_id("Visitor", "kay"), NOW)
    with pytest.raises(TypeError, match="only evidence_of"):
        Evidence(the("auditor"), "analytics", "vis", "sit", (), 0, (), object())


async def test_an_inquiry_is_in_the_ledger_with_whom_it_was_about(read_only: Stage) -> None:
    await read_only.entries()
    await judged(read_only, "subsidiary", "personalize.content", "kay", VALUES[2])
    (entry,) = (one for one in await read_only.entries() if one["operation"] == "why")
    told = orjson.loads(entry["coordinates"])["judged"]
    assert (told["role"], told["purpose"]) == ("subsidiary", "personalize.content")
    assert (told["coordinate"], "grant" in told["conditions"]) == ("Visitor.gender", True)
    assert (entry["role"], entry["visitor_count"]) == ("privacy_officer", 1)
    assert an_id("Visitor", "kay").removeprefix("vis_") in entry["signatures"]
