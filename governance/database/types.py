"""Column types that hold the same bytes on both databases."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import ARRAY, Dialect, Text, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

PlainText: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that compares by code point on both databases (UTF-8 bytes order as code points do)."""


def to_rfc3339(moment: datetime) -> str:
    """RFC 3339 in UTC with `Z` and milliseconds, the one spelling of a time in this product."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + (
        f"{moment.microsecond // 1000:03d}Z"
    )


_RFC3339: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)


def from_rfc3339(text: str) -> datetime:
    """An RFC 3339 moment, cut to the millisecond, in UTC. Raises ValueError for anything else."""
    match = _RFC3339.fullmatch(text)
    if match is None:
        raise ValueError("a DateTime is an RFC 3339 text such as `2026-01-31T12:00:00.000Z`")
    day, time, fraction, zone = match.groups()
    offset = "+00:00" if zone in "Zz" else zone
    try:
        moment = datetime.fromisoformat(
            f"{day}T{time}{(fraction or '.0')[:4].ljust(4, '0')}{offset}"
        )
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("that DateTime does not exist") from error


class Instant(TypeDecorator[datetime]):
    """A moment in UTC to the millisecond: `timestamptz(3)`, and RFC 3339 text on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True, precision=3))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Cut to the millisecond, so that both databases compare the same value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        if dialect.name == "postgresql":
            return value.replace(microsecond=value.microsecond // 1000 * 1000)
        return to_rfc3339(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment.astimezone(UTC)


class Names(TypeDecorator[Sequence[str]]):
    """A list of names: `text[]`, and a JSON array on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own type."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(ARRAY(Text()))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> Any:
        """A list as it is, or as JSON text."""
        if value is None or dialect.name == "postgresql":
            return None if value is None else list(value)
        return orjson.dumps(list(value)).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> list[str] | None:
        """A list of str."""
        if value is None or dialect.name == "postgresql":
            return value  # type: ignore[no-any-return]
        return orjson.loads(value)  # type: ignore[no-any-return]
