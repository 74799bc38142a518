"""An example of every mutation: who may ask for it in the small world, and an input that succeeds.

All are about the site `east` and the visitor `ada`, so that actors of `west` are strangers to them.
"""

from dataclasses import dataclass
from typing import Any, Final

from graphql import get_named_type, is_object_type

from governance.engine.request import Request
from governance.schema.binding import SCHEMA, binding
from tests.cases.actors import PURPOSES, actor
from tests.cases.rows import NOW, an_id

KEY: Final = "the same click"
ADA: Final = an_id("Visitor", "ada")
EAST, SITE = an_id("Organization", "east"), an_id("Site", "east")
OFFER: Final = {
    "grantor": EAST,
    "recipient": an_id("Organization", "far"),
    "site": SITE,
    "purposes": ["analytics.reporting"],
    "categories": ["user_data"],
    "agreement": "annex 1 of the contract",
}
REQUEST: Final = {
    "authority": an_id("Organization", "prefect"),
    "instrument": "court order",
    "reference": "75/2026",
    "matter": "CRIMINAL_INVESTIGATION",
    "jurisdiction": "FR-75",
    "visitors": [ADA],
    "expiresAt": "2026-07-15T00:00:00.000Z",
}
NOTICE: Final = {
    "site": SITE,
    "version": "2026-06",
    "language": "en",
    "content": "We count visits.",
    "uses": [{"purpose": "analytics", "category": "user_data", "recipientKind": "SUBSIDIARY"}],
}


@dataclass(frozen=True, slots=True)
class Example:
    """Who asks, and for what."""

    who: str
    given: dict[str, Any]


EXAMPLES: Final[dict[str, Example]] = {
    "recordConsent": Example(
        "visitor",
        {
            "visitor": ADA,
            "purpose": "personalize",
            "status": "GIVEN",
            "method": "BANNER",
            "source": "the spring banner",
            "evidence": {"text": "May we remember you?"},
        },
    ),
    "withdrawConsent": Example(
        "visitor", {"visitor": ADA, "purpose": "analytics", "source": "the settings page"}
    ),
    "recordConsents": Example(
        "site_agent",
        {
            "site": SITE,
            "consents": [
                {
                    "visitor": ADA,
                    "purpose": "personalize",
                    "status": "GIVEN",
                    "method": "BANNER",
                    "source": "the spring banner",
                },
                {"visitor": ADA, "purpose": "sales", "status": "REFUSED", "method": "BANNER"},
            ],
        },
    ),
    "createUser": Example(
        "site_owner",
        {
            "organization": EAST,
            "name": "Nia Okafor",
            "email": "nia@east.example",
            "role": "site_agent",
        },
    ),
    "disableUser": Example("site_owner", {"user": an_id("User", "ann")}),
    "issueToken": Example(
        "site_owner",
        {
            "organization": EAST,
            "role": "site_agent",
            "purposes": ["analytics.reporting"],
            "sites": [SITE],
            "lifeSeconds": 2_592_000,
            "label": "shop server",
        },
    ),
    "revokeToken": Example("site_owner", {"token": an_id("AccessToken", "g")}),
    "rotateToken": Example("privacy_officer", {"token": an_id("AccessToken", "g")}),
    "createOrganization": Example(
        "privacy_officer", {"name": "Northwind", "kind": "CUSTOMER", "contact": "dpo@north.example"}
    ),
    "updateOrganization": Example("privacy_officer", {"id": EAST, "name": "East Indoor"}),
    "createSite": Example(
        "privacy_officer", {"organization": EAST, "domain": "shop.east.example", "name": "A shop"}
    ),
    "updateSite": Example("site_owner", {"id": SITE, "name": "East Indoor", "noticeDays": 45}),
    "proposeSharingGrant": Example("site_owner", OFFER),
    "approveSharingGrant": Example("site_owner", {"id": an_id("SharingGrant", "new")}),
    "suspendSharingGrant": Example("site_owner", {"id": an_id("SharingGrant", "act")}),
    "revokeSharingGrant": Example("site_owner", {"id": an_id("SharingGrant", "act")}),
    "openLegalRequest": Example("privacy_officer", REQUEST),
    "verifyLegalRequest": Example("privacy_officer", {"id": an_id("LegalRequest", "new")}),
    "closeLegalRequest": Example("privacy_officer", {"id": an_id("LegalRequest", "seen")}),
    "openAcquisition": Example(
        "privacy_officer",
        {"kind": "MERGER", "acquirer": an_id("Organization", "take"), "sites": [SITE]},
    ),
    "closeAcquisition": Example("privacy_officer", {"id": an_id("Acquisition", "apert")}),
    "abandonAcquisition": Example("privacy_officer", {"id": an_id("Acquisition", "apert")}),
    "upsertVisitor": Example(
        "site_agent",
        {
            "site": SITE,
            "externalId": "E-9000",
            "permissionBasis": "CONSENT",
            "email": "zoe@mail.example",
        },
    ),
    "correctVisitor": Example("visitor", {"visitor": ADA, "lastName": "King-Noel"}),
    "linkVisitor": Example(
        "site_agent",
        {"visitor": ADA, "identifiers": [{"kind": "loyalty", "value": "card 5001"}]},
    ),
    "mergeVisitors": Example("site_owner", {"visitor": ADA, "other": an_id("Visitor", "ben")}),
    "restrictVisitor": Example("site_owner", {"visitor": ADA}),
    "liftRestriction": Example("privacy_officer", {"visitor": an_id("Visitor", "dan")}),
    "recordVisit": Example(
        "visitor", {"visitor": ADA, "path": "/engines/9", "userAgent": "Agent of Ada"}
    ),
    "recordVisits": Example(
        "site_agent",
        {
            "site": SITE,
            "visits": [
                {"externalId": "E-1", "path": "/engines/9"},
                {"externalId": "E-9000", "path": "/", "permissionBasis": "CONSENT"},
                {"externalId": "E-9001", "path": "/of nobody"},
            ],
        },
    ),
    "publishNotice": Example("site_owner", NOTICE),
    "registerCookie": Example(
        "site_owner",
        {"site": SITE, "name": "pixel", "category": "marketing", "provider": "Pinboard Inc."},
    ),
    "blockCookie": Example("site_owner", {"site": SITE, "what": {"category": "analytics"}}),
    "recordCookies": Example("visitor", {"visitor": ADA, "names": ["cart", "stray_cookie"]}),
    "recordOptOut": Example(
        "visitor", {"site": SITE, "whose": {"address": "ada.lovelace@bücher.example"}}
    ),
    "recordSignal": Example("visitor", {"visitor": ADA, "signal": {"gpc": True}}),
}


def request_of(name: str, who: str | None = None, **said: Any) -> Request:
    """The request of an example; by another actor, under another purpose or input, where said.

    It shows the id of what was written, so that the payload is read where the actor may read it.
    """
    example = EXAMPLES[name]
    who = who or example.who
    given = said.pop("given", example.given)
    said.setdefault("purpose", PURPOSES[example.who].split()[0])
    return Request(document_of(name), actor(who), NOW, variables={"input": given}, **said)


def another_input(name: str) -> dict[str, Any]:
    """The input of an example with one id or name changed; of the same types, and of no meaning."""
    given = EXAMPLES[name].given
    changed = next(
        key for key, told in given.items() if isinstance(told, str) and not told.isupper()
    )
    return {**given, changed: given[changed] + "0"}


def document_of(name: str) -> str:
    """The document that asks for a mutation, with all that its payload tells."""
    schema: Any = SCHEMA._schema
    field = schema.mutation_type.fields[name]
    kind, told = field.args["input"].type, _told(field.type)
    return f"mutation ($input: {kind}) {{ {name}(input: $input) {told} }}"


def _told(kind: Any) -> str:
    """All fields of a type; of what is governed, the id."""
    made = get_named_type(kind)
    if not is_object_type(made):
        return ""
    of_fields = (
        name + (" { id }" if binding().root_of(made.name, name) else " " + _told(field.type))
        for name, field in made.fields.items()
    )
    return f"{{ {' '.join(of_fields)} }}"
