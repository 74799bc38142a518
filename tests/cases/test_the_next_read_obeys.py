"""A change between two reads of the same plan: the second obeys, on a process that knew nothing."""

from typing import Any, Final

import pytest
from sqlalchemy import insert, update

from governance.errors import Code
from governance.services.matching import address_sha256
from governance.services.policies import shipped_policy
from governance.tables import (
    AccessToken,
    Consent,
    LegalRequest,
    OptOut,
    Organization,
    SharingGrant,
    User,
    Visitor,
)
from tests.cases.actors import an_actor
from tests.cases.rows import LONG_AGO, NOW, an_id, row
from tests.cases.stage import Asked, Stage
from tests.harness import activate

DOCUMENT: Final = "{ visitors { totalCount nodes { id os email } } }"
REPORTING: Final = "analytics.reporting"


def the(model: Any, name: str) -> Any:
    """An update of one row."""
    return update(model).where(model.id == an_id(model.__name__, name))


def names(asked: Asked) -> list[str]:
    """The visitors that were shown."""
    return [node["id"][4:].lstrip("0") for node in asked.body["data"]["visitors"]["nodes"]]


def an_opt_out(kind: str, key: str) -> Any:
    """An opt-out on every site."""
    _, made = row(OptOut, "ada", kind=kind, key=key, recorded_at=NOW)
    return insert(OptOut).values(made)


CHANGES: Final = {
    "withdrawn consent": the(Consent, "aa").values(status="WITHDRAWN", withdrawn_at=NOW),
    "refused below": the(Consent, "ab").values(
        purpose="analytics.reporting.system", status="REFUSED"
    ),
    "refused in another regime": the(Consent, "ab").values(
        purpose="analytics", status="REFUSED", regime="gdpr"
    ),
    "expired consent": the(Consent, "aa").values(expires_at=NOW),
    "another kind of recipient": the(Consent, "aa").values(recipients=["BUSINESS_PARTNER"]),
    "restriction": the(Visitor, "ada").values(restricted_at=NOW),
    "opt-out by visitor": an_opt_out("visitor", an_id("Visitor", "ada")),
    "opt-out by address": an_opt_out("address", address_sha256("ada.lovelace@bücher.example")),
    "opt-out by cookie": an_opt_out("cookie", "c-ada"),
}


@pytest.mark.parametrize("change", CHANGES, ids=str)
async def test_a_change_to_a_visitor_hides_them_from_the_next_read(
    stage: Stage, change: str
) -> None:
    assert names(await stage.tell("subsidiary", DOCUMENT, purpose=REPORTING)) == ["ada", "cas"]
    await stage.change(CHANGES[change])
    assert names(await stage.tell("subsidiary", DOCUMENT, purpose=REPORTING)) == ["cas"]
    assert len(stage.house.plans) == 1


@pytest.mark.parametrize("status", ["SUSPENDED", "REVOKED", "EXPIRED", "PROPOSED"])
async def test_a_grant_that_is_not_active_hides_its_site_from_the_next_read(
    stage: Stage, status: str
) -> None:
    assert names(await stage.tell("subsidiary", DOCUMENT, purpose=REPORTING)) == ["ada", "cas"]
    await stage.change(the(SharingGrant, "act").values(status=status))
    assert names(await stage.tell("subsidiary", DOCUMENT, purpose=REPORTING)) == []


async def test_a_legal_request_that_is_closed_shows_nobody_to_the_next_read(stage: Stage) -> None:
    assert names(await stage.tell("law_enforcement", DOCUMENT)) == ["ada", "eve"]
    await stage.change(the(LegalRequest, "seen").values(status="CLOSED"))
    assert names(await stage.tell("law_enforcement", DOCUMENT)) == []


ENDS: Final = {
    "token revoked": (the(AccessToken, "f").values(revoked_at=LONG_AGO), Code.TOKEN_REVOKED),
    "token expired": (the(AccessToken, "f").values(expires_at=NOW), Code.TOKEN_EXPIRED),
    "organization disabled": (
        the(Organization, "east").values(disabled_at=NOW),
        Code.UNAUTHENTICATED,
    ),
    "user disabled": (
        the(AccessToken, "f").values(user_id=an_id("User", "jan")),
        Code.UNAUTHENTICATED,
    ),
}


@pytest.mark.parametrize("end", ENDS, ids=str)
async def test_a_right_that_ended_refuses_the_next_read(stage: Stage, end: str) -> None:
    change, code = ENDS[end]
    await stage.change(the(User, "ann").values(disabled_at=None))
    assert names(await stage.tell("site_owner", DOCUMENT, purpose=REPORTING)) == ["ada", "ben"]
    await stage.change(change)
    asked = await stage.tell("site_owner", DOCUMENT, purpose=REPORTING)
    assert (asked.answer.refused, asked.entries, len(asked.statements)) == (code, [], 1)
    assert "Linux" not in asked.text


async def test_a_policy_activated_between_two_reads_is_obeyed_and_no_old_plan_is_used(
    stage: Stage,
) -> None:
    rules, clauses = shipped_policy()
    before = await stage.tell("site_owner", DOCUMENT, purpose=REPORTING)
    assert "Linux" in before.text
    narrower = (
        rules + "\np, site_owner, analytics.reporting, Visitor.os, read, -, always, deny, C9\n"
    )
    policy = await activate(stage.house.database, narrower, clauses)
    after = await stage.tell("site_owner", DOCUMENT, purpose=REPORTING)
    assert "Linux" not in after.text
    assert after.body["extensions"]["governance"]["denied"] == ["Visitor.os", "Visitor.email"]
    assert [one["policy_revision"] for one in after.entries] == [policy.revision]
    assert '"Visitor.os"' not in after.entries[0]["coordinates"]
    await activate(stage.house.database, rules, clauses)
    assert (await stage.tell("site_owner", DOCUMENT, purpose=REPORTING)).text == before.text


async def test_a_role_that_a_policy_no_longer_knows_sees_nothing(stage: Stage) -> None:
    rules, clauses = shipped_policy()
    without = "\n".join(line for line in rules.splitlines() if not line.startswith("p, subsidiary"))
    await activate(stage.house.database, without, clauses)
    asked = await stage.tell("subsidiary", DOCUMENT, purpose=REPORTING)
    assert asked.body["data"] == {"visitors": None}
    assert asked.entries[0]["visitor_count"] == 0


async def test_a_read_does_not_see_its_own_entry_and_the_next_one_does(stage: Stage) -> None:
    document = "{ disclosures { nodes { actor } } }"
    own = an_actor("auditor").token.encode()
    before = await stage.tell_only("auditor", document)
    after = await stage.tell_only("auditor", document)
    assert (before.body.count(own), after.body.count(own)) == (0, 1)
