"""What one row gives away: whether it may leave, and each value in which form."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from governance.authz.actor import Actor
from governance.authz.rules import Policy, Rule
from governance.identity import Coordinate
from governance.schema.binding import Binding, FieldBinding, TypeBinding
from governance.schema.governed import ToMany, ToOne
from governance.vocabulary import FORMS
from tests.oracle.conditions import Conditions
from tests.oracle.filters import EMAIL
from tests.oracle.forms import shown, stored
from tests.oracle.matching import Matching
from tests.oracle.records import Records, Row

PseudonymKey: TypeAlias = Callable[[str, str], bytes]
"""(recipient organization, data category) to the key of its pseudonyms."""


class Deciding:
    """The rows of a world under a policy, as one actor may see them for one purpose at a moment."""

    def __init__(
        self,
        records: Records,
        policy: Policy,
        binding: Binding,
        actor: Actor,
        purpose: str,
        now: datetime,
        pseudonym: PseudonymKey,
    ) -> None:
        self.records = records
        self.matching = Matching(policy, binding.datamap, actor.role, purpose)
        self.seen: set[str] = set()
        """What the last answer made use of: conditions, forms, denials, filter operators."""
        self.binding = binding
        self.actor = actor
        self.purpose = purpose
        self._now = now
        self._pseudonym = pseudonym
        self._known: dict[tuple[object, int], tuple[Any, frozenset[str]]] = {}
        self._conditions = Conditions(records, policy, actor, purpose, now)

    # Rows ---------------------------------------------------------------------------------------

    def in_scope(self, type_name: str, row: Row) -> bool:
        """Whether a row may leave: by its own rules, within the token's sites, with its visitor."""
        return bool(self._remembered((type_name, id(row)), partial(self._scope, type_name, row)))

    def _remembered(self, key: tuple[object, int], decide: Callable[[], Any]) -> Any:
        """What was decided of a row before, with the features that it made use of."""
        found = self._known.get(key)
        if found is None:
            before, self.seen = self.seen, set()
            found = self._known[key] = (decide(), frozenset(self.seen))
            self.seen = before
        self.seen |= found[1]
        return found[0]

    def _scope(self, type_name: str, row: Row) -> bool:
        bound = self.binding.types[type_name]
        if self.actor.sites is not None and not self._held(type_name, row, self.actor.sites):
            self.seen.add("scope:sites")
            return False
        if type_name != "Visitor" and bound.source.visitor:
            owner = self.records.one("visitor", site_id=row["site_id"], id=row["visitor_id"])
            if owner is None or not self.in_scope("Visitor", owner):
                return False
        verdict = self.matching.rows(type_name)
        met = partial(self._met, bound, row, None)
        return any(map(met, verdict.allows)) and not any(map(met, verdict.denies))

    def _held(self, type_name: str, row: Row, sites: tuple[str, ...]) -> bool:
        """Whether a row is of the sites a token is held to, as its type says in its own words."""
        match type_name:
            case "Organization" | "User":
                return True
            case "Site":
                return row["id"] in sites
            case "Disclosure":
                return bool(row["actor"] == self.actor.token)
            case "SharingGrant" if row["site_id"] is None:
                mine = {"organization_id": row["grantor_id"]}
                return any(self.records.one("site", id=one, **mine) for one in sites)
            case "LegalRequest" | "Acquisition":
                table, key = {
                    "LegalRequest": ("legal_request_visitor", "legal_request_id"),
                    "Acquisition": ("acquisition_site", "acquisition_id"),
                }[type_name]
                named = [one for one in self.records.all(table) if one[key] == row["id"]]
                return any(one["site_id"] in sites for one in named)
        return row["site_id"] in sites

    def _met(self, bound: TypeBinding, row: Row, category: str | None, rule: Rule) -> bool:
        return all(self._holds(name, bound, row, category) for name in rule.conditions)

    def _holds(self, name: str, bound: TypeBinding, row: Row, category: str | None) -> bool:
        held = self._conditions.holds(name, bound.source, row, category)
        self.seen.add(f"condition:{name}={'yes' if held else 'no'}")
        return held

    # Values -------------------------------------------------------------------------------------

    def form(self, coordinate: Coordinate, row: Row) -> str | None:
        """The clearest form that the row's conditions leave, or None."""
        found: str | None = self._remembered(
            (coordinate, id(row)), partial(self._form, coordinate, row)
        )
        return found

    def _form(self, coordinate: Coordinate, row: Row) -> str | None:
        bound = self.binding.types[coordinate.type]
        category = bound.fields[coordinate.field].declared.category
        verdict = self.matching.value(coordinate)
        met = partial(self._met, bound, row, category)
        if any(map(met, verdict.denies)):
            return None
        held = {rule.form for rule in verdict.allows if met(rule)}
        return min(held, key=FORMS.index, default=None)

    def visible(self, type_name: str, name: str, row: Row) -> tuple[bool, Any]:
        """Whether the clear form is visible, and the value as filters and orders compare it."""
        if name == "id":
            return True, row["id"]
        coordinate = Coordinate(type_name, name)
        if self.form(coordinate, row) != "clear":
            return False, None
        if coordinate == EMAIL:
            return True, row["email_match"]
        return True, stored(self.binding.types[type_name].fields[name], row, self._now)

    def value(self, bound: FieldBinding, row: Row) -> Any:
        """What a row shows of a coordinate."""
        form = None
        if not self.matching.value(bound.coordinate).denied:
            form = self.form(bound.coordinate, row)
        self.seen.add(f"form:{form}")
        if form is None:
            return None
        recipient, category = self.actor.organization, bound.declared.category
        return shown(bound, row, form, self._now, partial(self._pseudonym, recipient, category))

    def relation_denied(self, coordinate: Coordinate) -> bool:
        return self.matching.relation(coordinate).denied

    def relation_withheld(self, bound: FieldBinding, row: Row) -> bool:
        source = self.binding.types[bound.coordinate.type]
        met = partial(self._met, source, row, bound.declared.category)
        return any(map(met, self.matching.relation(bound.coordinate).denies))

    def is_withheld(self, bound: FieldBinding, row: Row) -> bool:
        if isinstance(bound.declared, ToOne | ToMany):
            denied = self.relation_denied(bound.coordinate)
            return not denied and self.relation_withheld(bound, row)
        denied = self.matching.value(bound.coordinate).denied
        return not denied and self.form(bound.coordinate, row) is None
