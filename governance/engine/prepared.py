"""A statement as the driver takes it: its text, the names of its parameters, and their sources."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from governance.database.dialect import Dialect
from governance.engine.binds import Binds, Moment, Source
from governance.engine.guard import verdict

Conversion = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement for all requests of the same shape."""

    sql: str
    names: tuple[str, ...]
    sources: tuple[tuple[Source, Conversion], ...]
    """For each name, its source and the conversion of its type."""
    unused: tuple[Source, ...]
    """Of checked literals that the text does without: a cursor where no row is in scope."""

    def values(self, moment: Moment) -> list[Any]:
        """The parameters of one request. Raises BAD_USER_INPUT and CURSOR_INVALID.

        A literal that may not be is refused also where the statement does without it, so that a
        refusal depends on the request alone.
        """
        for source in self.unused:
            source(moment)
        return [
            source(moment) if convert is None else convert(source(moment))
            for source, convert in self.sources
        ]


def prepare(statement: Select[Any], binds: Binds, dialect: Dialect) -> Prepared:
    """Spell a statement for a dialect. Every parameter has a source: none is a literal."""
    compiled: Any = statement.compile(dialect=dialect.sqlalchemy)
    used = tuple(compiled.positiontup or compiled.binds)
    conversions = compiled._bind_processors
    return Prepared(
        compiled.string,
        used,
        tuple((binds.sources[name], conversions.get(name)) for name in used),
        tuple(source for name, source in binds.checked.items() if name not in used),
    )


def prepare_guard(dialect: Dialect) -> Prepared:
    """The guard alone, for requests that read nothing governed."""
    binds = Binds()
    return prepare(select(verdict(binds).label("verdict")), binds, dialect)
