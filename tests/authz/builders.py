"""A small data map and policies of a few lines, for laws that need no more."""

from typing import Final

from governance.authz.datamap import DataMap, FieldEntry, TypeEntry
from governance.authz.decision import Clauses, Decisions, Denied, Rows, Shown
from governance.authz.policy import load_policy
from governance.authz.rules import Policy
from governance.identity import Coordinate
from governance.vocabulary import FORMS, GROUP_FORMS, Anchor

VISITOR, SITE, ORGANIZATION = Anchor.VISITOR, Anchor.SITE, Anchor.ORGANIZATION

CLAUSES: Final = """\
id,title,says,carried_by,test,notice_exempt
C1,Contact details,"Given in forms, used to answer",rule,,false
C2,Hosting,"May only administer",rule,,true
C3,Ledger,"Says ""who"" saw what",mechanism,tests/engine/test_ledger.py,false
"""


def a_datamap(*mutations: str) -> DataMap:
    """Visitor with its Consents, Site, Organization, User; each form is on some coordinate."""
    types = [
        TypeEntry("Visitor", frozenset({VISITOR, SITE}), True),
        TypeEntry("Consent", frozenset(), True),
        TypeEntry("Site", frozenset({SITE, ORGANIZATION}), False),
        TypeEntry("Organization", frozenset({ORGANIZATION}), False),
        TypeEntry("User", frozenset({ORGANIZATION}), False),
    ]
    fields = [
        a_value("Visitor.email", "user.contact.email", "domain", "sha256", "pseudonym"),
        a_value("Visitor.phone", "user.contact.phone_number", "pseudonym"),
        a_value("Visitor.firstName", "user.name.first", "initials", "pseudonym"),
        a_value("Visitor.ipAddress", "user.device.ip_address", "network", "pseudonym"),
        a_value("Visitor.browser", "user.device"),
        a_value("Visitor.geoRegion", "user.location.imprecise", "country"),
        a_value("Visitor.birthYear", "user.demographic.date_of_birth", "band"),
        a_value("Visitor.createdAt", "system.operations", "year"),
        a_value("Visitor.preferences", "user.content"),
        a_relation("Visitor.site", "system.operations", "Site"),
        a_relation("Visitor.consents", "user.privacy_preferences", "Consent"),
        a_value("Consent.status", "user.privacy_preferences"),
        a_relation("Consent.visitor", "user.unique_id", "Visitor"),
        a_value("Site.domain", "system.operations"),
        a_value("Organization.name", "system.operations"),
        a_value("User.name", "user.name"),
    ]
    return DataMap(
        {entry.name: entry for entry in types},
        {entry.coordinate: entry for entry in fields},
        dict.fromkeys(mutations, "Visitor"),
        frozenset({"access"}),
    )


def at(coordinate: str) -> Coordinate:
    """`Visitor.email` as a coordinate."""
    return Coordinate(*coordinate.split("."))


def a_value(coordinate: str, category: str, *forms: str) -> FieldEntry:
    return FieldEntry(at(coordinate), category, ("clear", *forms))


def a_relation(coordinate: str, category: str, target: str) -> FieldEntry:
    return FieldEntry(at(coordinate), category, (), target)


def a_policy(*lines: str, datamap: DataMap | None = None) -> Policy:
    """The policy of these lines over the small data map."""
    return load_policy("\n".join(lines), CLAUSES, datamap or a_datamap("recordConsent"))


def allow(
    role: str,
    resource: str,
    form: str = "clear",
    condition: str = "always",
    purpose: str = "analytics",
    action: str = "read",
) -> str:
    """The line of an allow; on a type it has no form."""
    form = form if "." in resource or resource[0].islower() or resource == "*" else "-"
    return f"p, {role}, {purpose}, {resource}, {action}, {form}, {condition}, allow, C1"


def deny(
    role: str,
    resource: str,
    condition: str = "always",
    purpose: str = "analytics",
    action: str = "read",
) -> str:
    """The line of a deny."""
    return f"p, {role}, {purpose}, {resource}, {action}, -, {condition}, deny, C1"


def decided(
    *lines: str, role: str = "support", purpose: str = "analytics", action: str = "read"
) -> Decisions:
    """What the lines decide for the role under the purpose."""
    return Decisions(a_policy(*lines), a_datamap("recordConsent"), role, purpose, action)


def holds(clauses: Clauses, facts: frozenset[str]) -> bool:
    """Whether an OR of ANDs holds when these conditions do."""
    return any(one <= facts for one in clauses)


def form_of(decision: Shown | Denied, *facts: str) -> str | None:
    """The form that a row is shown in, of which these conditions hold; None for null."""
    if isinstance(decision, Denied) or holds(decision.unless, frozenset(facts)):
        return None
    shown = [one.form for one in decision.options if holds(one.when, frozenset(facts))]
    return min(shown, key=(*FORMS, *GROUP_FORMS).index, default=None)


def leaves(decision: Rows | Denied, *facts: str) -> bool:
    """Whether a row leaves, of which these conditions hold."""
    if isinstance(decision, Denied):
        return False
    present = frozenset(facts)
    return holds(decision.when, present) and not holds(decision.unless, present)
