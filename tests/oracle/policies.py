"""Random policies that load: every role, resource, form, condition, effect and purpose."""

import re
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Final

from governance.authz.datamap import DataMap, FieldEntry
from governance.authz.policy import load_policy
from governance.errors import PolicyError
from governance.schema.binding import datamap
from governance.vocabulary import (
    FORMS,
    PERMITTING,
    RESTRICTING,
    ROLES,
    Anchor,
    dotted_ancestors,
)
from tests.oracle.values import PURPOSES

CLAUSES: Final = "id,title,says,carried_by,test,notice_exempt\nC1,One,It says so,rule,,true\n"
DECLARED: Final = """\
g, regional, site_owner
g, deputy, regional
g, deputy, partner
g2, user.name, personal_data
g2, user.contact, personal_data
g2, user.social, personal_data
g2, user.device, user_data
g2, user.location, user_data
g2, user.demographic, user_data
g2, user.name.first, profile
g2, user.name.last, profile
g2, user.contact.phone_number, profile
g2, user.contact.address, profile
g3, subject_access, essential.legal_obligation
g3, data_quality, essential.legal_obligation
g3, due_diligence, third_party_sharing
"""
CLASSES: Final = {
    "personal_data": ("user.name", "user.contact", "user.social"),
    "user_data": ("user.device", "user.location", "user.demographic"),
    "profile": (
        "user.name.first",
        "user.name.last",
        "user.contact.phone_number",
        "user.contact.address",
    ),
}
USED_CATEGORIES: Final = tuple(
    sorted({key for entry in datamap().fields.values() for key in dotted_ancestors(entry.category)})
)


class PolicyMaker:
    """The text of a policy, rule by rule; what the loader refuses is left out again."""

    def __init__(self, rng: Random, entries: DataMap | None = None) -> None:
        self.rng = rng
        self.datamap = entries or datamap()
        base = [role for role in ROLES if role not in ("site_owner", "partner", "anonymous")]
        self.masked = tuple(rng.sample(base, 2))
        """Roles that see little in clear, so that the other forms show."""
        self.roles = ("regional", "deputy", "site_owner", "partner", *self.masked)

    def text(self) -> str:
        """A text that loads."""
        lines = DECLARED.splitlines() + [rule for role in self.roles for rule in self._rules(role)]
        return self.accepted(lines)

    def any_deny(self) -> str:
        """A deny on anything, for one of the roles."""
        resources = [*USED_CATEGORIES, *CLASSES, *map(str, self.datamap.fields)]
        resource = self.rng.choice([*self.datamap.types, *resources])
        return self._deny(self.rng.choice(self.roles), resource, always=0.3)

    def accepted(self, lines: list[str]) -> str:
        """The lines that the loader takes."""
        lines = list(dict.fromkeys(lines))
        while (refused := self._refused("\n".join(lines))) is not None:
            assert lines[refused].startswith("p, "), lines[refused]
            del lines[refused]
        return "\n".join(lines)

    def _refused(self, text: str) -> int | None:
        """Which line the loader refuses, if any."""
        try:
            load_policy(text, CLAUSES, self.datamap)
        except PolicyError as error:
            return error.line - 1
        return None

    def _rules(self, role: str) -> Iterable[str]:
        heir, masked = role in ("regional", "deputy"), role in self.masked
        yield from self._row_rules(role, heir)
        wide = ["user", "user.device", "user.demographic", "user.location", *CLASSES]
        for resource in [] if heir else ["system", *([] if masked else self.rng.sample(wide, 3))]:
            yield self._allow(role, resource, "clear", always=0.1)
        resources = [*USED_CATEGORIES, *CLASSES, *map(str, self.datamap.fields)]
        for _ in range(5 if heir else 25):
            resource = self.rng.choice(resources)
            if not (masked and any(len(entry.forms) > 1 for entry in self._matched(resource))):
                yield self._allow(role, resource, self._form(resource))
        for coordinate, entry in self.datamap.fields.items():
            if len(entry.forms) > 1 and self.rng.random() < (0.2 if heir else 0.9):
                yield self._masking(role, str(coordinate), entry.forms[1:])
        if not heir:
            yield self._allow(role, "Visitor.withheld", "clear", always=0.7)
        if self.rng.random() < 0.05:
            yield f"p, {role}, {self._purpose()}, *, read, clear, always, allow, C1"
        for _ in range(self.rng.choice([0, 1, 3])):
            yield self._deny(role, self.rng.choice([*self.datamap.types, *resources]))
        for resource in ("Visitor", "Visitor.consents", "Visitor.site", "user.contact", "Visit"):
            if self.rng.random() < 0.35:
                yield self._deny(role, resource, always=0.05)

    def _masking(self, role: str, coordinate: str, forms: Sequence[str]) -> str:
        """Forms that few coordinates have come more often, and for every purpose."""
        rare = [form for form in forms if form not in ("pseudonym", "year")]
        form = self.rng.choice([*forms, *(["sha256"] * 5 + rare if "sha256" in rare else rare * 5)])
        line = self._allow(role, coordinate, form, always=0.8 if rare else 0.5)
        often = bool(rare) and self.rng.random() < 0.8
        return re.sub(r"^(p, \w+), [^,]+", r"\1, *", line) if often else line

    def _row_rules(self, role: str, heir: bool) -> Iterable[str]:
        """Rows of visitors by several ways, so that there is something to see."""
        for type_name, entry in self.datamap.types.items():
            if type_name == "Visitor":
                for _ in range(self.rng.choice([0, 1]) if heir else self.rng.choice([2, 3, 4])):
                    yield self._allow(role, type_name, "-", always=0.1)
                continue
            some = (entry.visitor_owned or type_name == "Site") and not heir
            always = 0.2 if type_name in ("Site", "Notice", "Cookie", "Organization") else 0.5
            for _ in range(self.rng.choice([1, 2] if some else [0, 1])):
                yield self._allow(role, type_name, "-", always=always)

    def _allow(self, role: str, resource: str, form: str, always: float = 0.2) -> str:
        condition = self._condition(resource, PERMITTING, always)
        return f"p, {role}, {self._purpose()}, {resource}, read, {form}, {condition}, allow, C1"

    def _deny(self, role: str, resource: str, always: float = 0.15) -> str:
        who = "*" if self.rng.random() < 0.1 else role
        condition = self._condition(resource, RESTRICTING, always)
        return f"p, {who}, {self._purpose()}, {resource}, read, -, {condition}, deny, -"

    def _purpose(self) -> str:
        if self.rng.random() < 0.65:
            return "*"
        purpose = self.rng.choice([*PURPOSES, "subject_access"])
        return self.rng.choice([purpose, dotted_ancestors(purpose)[-1]])

    def _matched(self, resource: str) -> list[FieldEntry]:
        keys = CLASSES.get(resource, (resource,))
        return [
            entry
            for coordinate, entry in self.datamap.fields.items()
            if str(coordinate) == resource or set(dotted_ancestors(entry.category)) & set(keys)
        ]

    def _form(self, resource: str) -> str:
        matched = [set(entry.forms) for entry in self._matched(resource) if entry.target is None]
        usable = set(FORMS).intersection(*matched)
        masks = sorted(usable - {"clear"}, key=FORMS.index)
        return self.rng.choice(masks) if masks and self.rng.random() < 0.4 else "clear"

    def _condition(
        self, resource: str, conditions: Mapping[str, frozenset[Anchor]], always: float
    ) -> str:
        if self.rng.random() < always:
            return "always"
        types = {entry.coordinate.type for entry in self._matched(resource)}
        anchors = [self.datamap.types[name].anchors for name in types or {resource}]
        usable = sorted(
            name for name, on in conditions.items() if all(on & having for having in anchors)
        )
        if not usable:
            return "always"
        most = 1 if self.rng.random() < 0.7 else 2
        return "&".join(self.rng.sample(usable, min(most, len(usable))))
