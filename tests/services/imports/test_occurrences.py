"""Counting equals on disk."""

from contextlib import closing

from governance.services.imports.occurrences import Occurrences


def test_equals_are_counted_from_one() -> None:
    with closing(Occurrences()) as seen:
        assert [seen.nth(said) for said in (b"a", b"b", b"a", b"", b"a")] == [1, 1, 2, 1, 3]
    with closing(Occurrences()) as seen:
        assert seen.nth(b"a") == 1
