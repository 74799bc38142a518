"""Files that travel with the package."""

import pytest

from governance.database.shipped import shipped


@pytest.mark.parametrize("name", ["policies.csv", "clauses.csv", "schema.graphql", "alembic"])
def test_what_the_wheel_carries_is_found_in_a_checkout(name: str) -> None:
    assert shipped(name).exists()


def test_the_migrations_are_ours_and_not_the_library_of_that_name() -> None:
    assert (shipped("alembic") / "versions" / "0001_initial.py").is_file()
    assert not (shipped("alembic") / "__init__.py").exists()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="this installation lacks `absent`"):
        shipped("absent")
