"""The schema that an actor finds: what some of its purposes open, all of it, and nothing else."""

from pathlib import Path
from typing import Any, Final

import pytest
from graphql import build_schema, validate_schema

from governance.authz.decision import Decisions
from governance.authz.policy import load_policy
from governance.identity import Coordinate
from governance.schema.binding import binding
from governance.schema.inputs import screaming
from governance.schema.opened import opened_schema, opened_sdl
from governance.vocabulary import ANONYMOUS, ROLES
from tests.authz.builders import form_of, leaves

ROOT: Final = Path(__file__).parents[2]
POLICY: Final = load_policy(
    (ROOT / "policies.csv").read_text(), (ROOT / "clauses.csv").read_text(), binding().datamap
)
EVERY: Final = frozenset(
    {"consent", "permitted", "grant", "notice", "no_opt_out", "legal_request", "own_site", "self"}
    | {"acquisition_open", "acquisition_closed"}
)
"""All that can speak for a row; what restricts does not hold."""
KNOWN: Final = [role for role in ROLES if role != ANONYMOUS]


def decided(role: str, *purposes: str) -> list[Decisions]:
    return [Decisions(POLICY, binding().datamap, role, one) for one in purposes or POLICY.purposes]


def fields_of(schema: Any, name: str) -> set[str]:
    found = schema.type_map.get(name)
    return set() if found is None else set(getattr(found, "fields", None) or found.values)


def may_show(one: Decisions, coordinate: Coordinate) -> bool:
    """Whether a row for which everything speaks shows the coordinate."""
    target = binding().datamap.fields[coordinate].target
    if not leaves(one.rows(coordinate.type), *EVERY):
        return False
    if target is not None:
        return leaves(one.relation(coordinate), *EVERY)
    return form_of(one.value(coordinate), *EVERY) is not None


@pytest.mark.parametrize("role", KNOWN)
def test_a_role_finds_the_fields_that_some_purpose_shows_and_no_others(role: str) -> None:
    tables = decided(role)
    schema = opened_schema(binding(), tables)
    for coordinate in binding().datamap.fields:
        found = coordinate.field in fields_of(schema, coordinate.type)
        assert found == any(may_show(one, coordinate) for one in tables), coordinate


@pytest.mark.parametrize("role", KNOWN)
def test_filters_and_orders_are_offered_by_what_is_shown_in_clear(role: str) -> None:
    tables = decided(role)
    schema = opened_schema(binding(), tables)
    for coordinate, entry in binding().datamap.fields.items():
        owner, name = coordinate
        if entry.target is not None or f"{owner}Filter" not in schema.type_map:
            continue
        if name not in fields_of(binding().graphql, f"{owner}Filter"):
            continue
        clear = any(
            leaves(one.rows(owner), *EVERY) and form_of(one.value(coordinate), *EVERY) == "clear"
            for one in tables
        )
        assert (name in fields_of(schema, f"{owner}Filter")) == clear, coordinate
        assert (screaming(name) in fields_of(schema, f"{owner}OrderField")) == clear, coordinate


@pytest.mark.parametrize("role", KNOWN)
def test_what_is_found_is_a_valid_schema_and_prints_as_one(role: str) -> None:
    tables = decided(role)
    assert validate_schema(opened_schema(binding(), tables)) == []
    printed = build_schema(opened_sdl(binding(), tables))
    assert printed.type_map.keys() == opened_schema(binding(), tables).type_map.keys()


def test_nobody_finds_the_viewer_alone() -> None:
    schema = opened_schema(binding(), [])
    assert fields_of(schema, "Query") == {"viewer"}
    assert not binding().types.keys() & schema.type_map.keys()


def test_fewer_purposes_open_less() -> None:
    wide = opened_schema(binding(), decided("privacy_officer"))
    narrow = opened_schema(binding(), decided("privacy_officer", "essential.legal_obligation"))
    assert "firstName" in fields_of(wide, "Visitor")
    assert "firstName" not in fields_of(narrow, "Visitor")


def test_a_visitor_is_looked_up_by_an_external_id_that_is_shown_in_clear() -> None:
    of_provider = opened_schema(binding(), decided("data_provider")).query_type
    of_owner = opened_schema(binding(), decided("site_owner")).query_type
    assert of_provider is not None
    assert of_owner is not None
    assert "externalId" not in of_provider.fields["visitor"].args
    assert "externalId" in of_owner.fields["visitor"].args


def test_no_type_is_left_that_nothing_leads_to() -> None:
    schema = opened_schema(binding(), decided("partner"))
    assert "VisitFilter" not in schema.type_map
    assert "Visit" not in schema.type_map
