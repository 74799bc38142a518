"""The schema: the file at the root is what is served, and every governed field says what it is."""

from pathlib import Path

import pytest
import strawberry
from strawberry.printer import print_schema

from governance.schema.binding import SCHEMA, _bind, binding, datamap
from governance.schema.connections import Node
from governance.schema.governed import governed_type, value
from governance.schema.sources import Source
from governance.tables import Visitor
from governance.vocabulary import DATA_CATEGORIES

ROOT = Path(__file__).parents[2]


def test_the_schema_file_is_what_is_served() -> None:
    assert (ROOT / "schema.graphql").read_text() == print_schema(SCHEMA) + "\n"


def test_every_governed_field_has_a_category_of_the_vocabulary() -> None:
    categories = {entry.category for entry in datamap().fields.values()}
    assert categories <= DATA_CATEGORIES


def test_every_field_of_a_governed_type_is_in_the_data_map() -> None:
    for name in datamap().types:
        fields = set(binding().graphql.type_map[name].fields) - {"id"}  # type: ignore[attr-defined]
        assert fields == {at.field for at in datamap().fields if at.type == name}


def test_governed_fields_are_nullable() -> None:
    for coordinate in datamap().fields:
        fields = binding().graphql.type_map[coordinate.type].fields  # type: ignore[attr-defined]
        assert not str(fields[coordinate.field].type).endswith("!"), coordinate


def test_a_field_without_a_category_does_not_build() -> None:
    @strawberry.type
    class Careless(Node):
        """A type with a field that says nothing of itself."""

        email: str | None

    schema = strawberry.Schema(query=Careless)
    source = Source(Visitor.__table__)  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match=r"Careless\.email declares no data category"):
        _bind(Careless, source, schema._schema)


def test_a_field_that_names_no_column_does_not_build() -> None:
    @governed_type
    class Mistaken(Node):
        """A type over a column that is not there."""

        shoe_size: int | None = value("user.demographic")

    schema = strawberry.Schema(query=Mistaken)
    source = Source(Visitor.__table__)  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match=r"Mistaken\.shoeSize names no column"):
        _bind(Mistaken, source, schema._schema)
