"""A link into GraphiQL for each role: its token, a purpose, and what it may ask for that."""

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import urlencode


class Example(NamedTuple):
    """What a role asks first, and what for: nothing in it is denied to the role."""

    purpose: str
    query: str


EXAMPLES: Final[Mapping[str, Example]] = {
    "privacy_officer": Example(
        "essential.legal_obligation",
        """query WhoSawWhatAndWhy {
        disclosures(first: 5, orderBy: [{field: AT, direction: DESC}]) {
          totalCount nodes { at recipient { name } role purpose visitorCount coordinates } }
        consents(first: 3) { nodes { purpose status givenAt visitor { externalId email } } } }""",
    ),
    "analyst": Example(
        "analytics",
        "query Sites { sites { totalCount nodes { domain name } } }",
    ),
    "support": Example(
        "essential.service.operations.support",
        """query WhoWroteIn { visitors(first: 3) { totalCount nodes {
        externalId firstName lastName email phone consents { nodes { purpose status } } } } }""",
    ),
    "developer": Example(
        "functional.service.improve",
        """query Devices { visitors(first: 3) { totalCount nodes {
        deviceType os browser visits(first: 2) { nodes { at path pagesViewed } } } } }""",
    ),
    "auditor": Example(
        "essential.legal_obligation",
        """query Ledger {
        disclosures(last: 5) { totalCount nodes { at role purpose operation visitorCount } }
        sharingGrants { nodes { recipient { name } purposes status } } }""",
    ),
    "site_owner": Example(
        "marketing.communications",
        """query WhomToWrite { visitors(first: 5) { totalCount nodes {
        externalId email firstName preferences withheld } } }""",
    ),
    "site_agent": Example(
        "functional.storage.privacy_preferences",
        """query WhoChoseWhat { visitors(first: 3) { totalCount nodes {
        externalId consents { nodes { purpose status } } cookies { nodes { name } } } } }""",
    ),
    "hosting_provider": Example(
        "essential.service.operations",
        """query Stored { visitors(first: 3) { totalCount nodes {
        site { domain } email firstName lastName ipAddress os visits { totalCount } } } }""",
    ),
    "subsidiary": Example(
        "analytics.reporting",
        """query Shared { visitors(first: 3) { totalCount nodes {
        site { domain } geoCountry os visits(first: 2) { nodes { at path } } } } }""",
    ),
    "partner": Example(
        "analytics.reporting",
        """query Granted {
        sites { nodes { domain } } sharingGrants { nodes { purposes categories status } } }""",
    ),
    "data_provider": Example(
        "marketing.advertising",
        """query Hashed { visitors(first: 5) { totalCount nodes {
        email gender ageBand geoCountry } } }""",
    ),
    "law_enforcement": Example(
        "third_party_sharing.legal_obligation",
        """query Requested { legalRequests { nodes { reference matter status } }
        visitors(first: 3) { totalCount nodes { email firstName lastName ipAddress } } }""",
    ),
    "acquirer": Example(
        "due_diligence",
        """query DueDiligence { acquisitions { nodes { kind status } }
        visitors(first: 3) { totalCount nodes { email firstName lastName } } }""",
    ),
    "visitor": Example(
        "subject_access",
        """query Myself { visitors { nodes { firstName lastName email geoCountry
        consents { nodes { purpose status } } visits { nodes { at path } } } } }""",
    ),
}


def link(url: str, role: str, token: str) -> str:
    """The address of a server's GraphiQL, opened as a role by its token.

    All of it is in the fragment, which a browser sends to no server.
    """
    example = EXAMPLES[role]
    query = " ".join(example.query.split())
    given = {"token": token, "purpose": example.purpose, "query": query}
    return f"{url}/graphql#{urlencode(given)}"
