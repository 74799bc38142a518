"""All that the two databases say differently: how each builds JSON, and how it spells a value.

Both give the same bytes. The compiler is handed one of these and never asks which.
"""

import base64
import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import orjson
from sqlalchemy import (
    JSON,
    ColumnElement,
    FromClause,
    Integer,
    TableValuedAlias,
    Text,
    TypeDecorator,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import Dialect as SqlalchemyDialect
from sqlalchemy.types import TypeEngine

from governance.database.types import to_rfc3339

Pair = tuple[str, ColumnElement[Any]]
"""A key of a JSON object, and its value."""

Expression = ColumnElement[Any]
"""A piece of SQL that has a value."""

_CONSTANT = re.compile(r"[A-Za-z0-9_.,:\-\[\]{}\"&*+/@$ ]*")
_SQLITE_PAIRS: Final = 60
_POSTGRES_NAME_BYTES: Final = 63


@lru_cache(maxsize=4096)
def constant(text: str) -> Expression:
    """A name of the vocabulary or the schema, written into the statement; never user input."""
    if not _CONSTANT.fullmatch(text):
        raise ValueError("not a constant")
    return literal_column("'" + text + "'", Text())


@lru_cache(maxsize=256)
def number(value: int) -> Expression:
    """A number that the statement's author chose, written into it; never user input."""
    return literal_column(str(value), Integer())


def is_one_of(column: Expression, names: Sequence[str]) -> Expression:
    """Whether a column is one of these constants."""
    return column.in_([constant(name) for name in names])


class JsonList(TypeDecorator[Sequence[Any]]):
    """A bound list as JSON text, for `json_each`; moments as SQLite keeps them."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[Any] | None, dialect: SqlalchemyDialect) -> Any:
        """JSON text."""
        spelled = [to_rfc3339(one) if isinstance(one, datetime) else one for one in value or ()]
        return orjson.dumps(spelled).decode()


def hmac_hex(text: str | None, inner: bytes, outer: bytes) -> str | None:
    """HMAC-SHA256 from its pads (RFC 2104), for SQLite."""
    if text is None:
        return None
    digest = hashlib.sha256(inner + text.encode()).digest()
    return hashlib.sha256(outer + digest).hexdigest()


def after_last_at(text: str | None) -> str | None:
    """What follows the last `@`, or None, for SQLite."""
    if text is None or "@" not in text:
        return None
    return text.rpartition("@")[2] or None


def base64url(text: str) -> str:
    """Base64url without padding (RFC 4648, section 5), for SQLite."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


FUNCTIONS: Final[dict[str, tuple[int, Callable[..., Any]]]] = {
    "hmac_hex": (3, hmac_hex),
    "after_last_at": (1, after_last_at),
    "base64url": (1, base64url),
}
"""Deterministic functions that a reading connection to SQLite needs: name, arity, function."""


class Dialect(ABC):
    """One database's way of saying things."""

    name: str
    sqlalchemy: SqlalchemyDialect

    @abstractmethod
    def one(self, pairs: Sequence[Pair], source: FromClause | None) -> Expression:
        """A JSON object; from the one row of `source`, null where it has none."""

    @abstractmethod
    def many(
        self, pairs: Sequence[Pair], source: FromClause, where: Expression | None = None
    ) -> Expression:
        """A JSON array with an object for each row of `source`, in its order."""

    @abstractmethod
    def whole(self, array: Expression) -> Expression:
        """What `many` makes, to stand by itself and not in an object."""

    @abstractmethod
    def text(self, json: Expression) -> Expression:
        """JSON as text, to leave the database."""

    @abstractmethod
    def instant(self, moment: Expression) -> Expression:
        """RFC 3339 with milliseconds."""

    @abstractmethod
    def year_start(self, moment: Expression) -> Expression:
        """The first moment of its year, in RFC 3339."""

    @abstractmethod
    def boolean(self, value: Expression) -> Expression:
        """A JSON boolean or null."""

    @abstractmethod
    def degrees(self, millionths: Expression) -> Expression:
        """A JSON number with six digits after the point."""

    @abstractmethod
    def names(self, column: Expression) -> Expression:
        """A column of `Names` as a JSON array."""

    @abstractmethod
    def embedded(self, column: Expression) -> Expression:
        """A text column that holds JSON, as JSON."""

    @abstractmethod
    def present(self, options: Sequence[Expression]) -> Expression:
        """A JSON array of those texts that are not null."""

    @abstractmethod
    def has_name(self, column: Expression, name: Expression) -> Expression:
        """Whether a column of `Names` holds a name."""

    @abstractmethod
    def member(self, value: Expression, values: Expression) -> Expression:
        """Whether a value is in a bound list."""

    @abstractmethod
    def contains(self, text: Expression, part: Expression) -> Expression:
        """Whether a text has another within it, by position: no pattern characters."""

    @abstractmethod
    def starts_with(self, text: Expression, part: Expression) -> Expression:
        """Whether a text begins with another."""

    @abstractmethod
    def hmac_hex(self, text: Expression, inner: Expression, outer: Expression) -> Expression:
        """Lower-case hexadecimal HMAC-SHA256 of the UTF-8 text, given the two 64-byte pads."""

    @abstractmethod
    def after_last_at(self, text: Expression) -> Expression:
        """What follows the last `@`, or null."""

    @abstractmethod
    def base64url(self, text: Expression) -> Expression:
        """The UTF-8 text in base64url without padding."""

    @abstractmethod
    def quoted(self, value: Expression) -> Expression:
        """A text or number as JSON text; `null` for null."""

    @abstractmethod
    def joined(self, text: Expression, separator: str) -> Expression:
        """The aggregate that joins the texts of a group."""

    @abstractmethod
    def list_of(self, kind: TypeEngine[Any]) -> TypeEngine[Any]:
        """The type of a bound list."""

    @abstractmethod
    def has_any_name(self, column: Expression, names: Sequence[str]) -> Expression:
        """Whether a column of `Names` holds one of these constants."""

    @abstractmethod
    def each_name(self, column: Expression) -> TableValuedAlias:
        """A row with the column `value` for each name of a column of `Names`."""

    @abstractmethod
    def gathered(self, name: Expression) -> Expression:
        """The aggregate of the names of a group, for `gathered_any`; a null is no name."""

    @abstractmethod
    def gathered_any(self, column: Expression, names: Sequence[str]) -> Expression:
        """Whether names gathered into a column have one of these constants; null of none."""


@lru_cache(maxsize=1024)
def _array_of(names: tuple[str, ...]) -> Expression:
    """`ARRAY['a', 'b']`, as one piece of text: plans hold hundreds."""
    spelled = ", ".join(str(constant(name)) for name in names)
    return literal_column("ARRAY[" + spelled + "]", postgresql.ARRAY(Text()))


class Postgres(Dialect):
    """PostgreSQL: objects are rows, since `row_to_json` is the fastest of its builders."""

    name = "postgresql"

    def __init__(self) -> None:
        self.sqlalchemy = postgresql.asyncpg.dialect()  # type: ignore[no-untyped-call]

    def one(self, pairs: Sequence[Pair], source: FromClause | None) -> Expression:
        """`(select row_to_json(z) from (select …) z)`."""
        row, built = self._row(pairs, source, None)
        return select(built).select_from(row).scalar_subquery()

    def many(
        self, pairs: Sequence[Pair], source: FromClause, where: Expression | None = None
    ) -> Expression:
        """`array(select row_to_json(z) from (select …) z)`."""
        row, built = self._row(pairs, source, where)
        return type_coerce(func.array(select(built).select_from(row).scalar_subquery()), JSON())

    def _row(
        self, pairs: Sequence[Pair], source: FromClause | None, where: Expression | None
    ) -> tuple[FromClause, Expression]:
        """The rows, and the expression that makes an object of each.

        A key over 63 bytes cannot be a column's name, so there the text is joined by hand. The row
        is `z.*`, because a bare `z` would be the column of that name where a key is `z`.
        """
        fits = all(len(key) <= _POSTGRES_NAME_BYTES for key, _ in pairs)
        names = [key if fits else "f" + str(at) for at, (key, _) in enumerate(pairs)]
        rows = select(*(value.label(name) for name, (_, value) in zip(names, pairs, strict=True)))
        if source is not None:
            rows = rows.select_from(source)
        if where is not None:
            rows = rows.where(where)
        row = rows.subquery("z")
        if fits:
            return row, func.row_to_json(literal_column("z.*"))
        return row, self._spelled_object(
            [(key, row.c["f" + str(at)]) for at, (key, _) in enumerate(pairs)]
        )

    def _spelled_object(self, pairs: Sequence[Pair]) -> Expression:
        text: Expression = constant("{")
        for place, (key, value) in enumerate(pairs):
            head = constant(("," if place else "") + '"' + key + '":')
            text = text.op("||")(head).op("||")(
                func.coalesce(cast(func.to_json(value), Text()), constant("null"))
            )
        return cast(text.op("||")(constant("}")), JSON())

    def whole(self, array: Expression) -> Expression:
        """`to_json`: it is an array of PostgreSQL's own."""
        return func.to_json(array)

    def text(self, json: Expression) -> Expression:
        """`x::text`."""
        return cast(json, Text())

    def instant(self, moment: Expression) -> Expression:
        """`to_char`; the session's time zone is UTC."""
        return func.to_char(moment, literal_column('\'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\''))

    def year_start(self, moment: Expression) -> Expression:
        """`to_char` again."""
        return func.to_char(moment, literal_column("'YYYY-\"01-01T00:00:00.000Z\"'"))

    def boolean(self, value: Expression) -> Expression:
        """As it is."""
        return value

    def degrees(self, millionths: Expression) -> Expression:
        """A `numeric` of scale 6."""
        return millionths * literal_column("0.000001")

    def names(self, column: Expression) -> Expression:
        """As it is: an array."""
        return column

    def embedded(self, column: Expression) -> Expression:
        """`x::json` keeps the text."""
        return cast(column, JSON())

    def present(self, options: Sequence[Expression]) -> Expression:
        """`array_remove`."""
        texts: Expression = postgresql.array(list[Any](options), type_=Text())
        return func.array_remove(cast(texts, postgresql.ARRAY(Text())), null())

    def has_name(self, column: Expression, name: Expression) -> Expression:
        """`x = any(column)`."""
        return name == func.any(column)

    def has_any_name(self, column: Expression, names: Sequence[str]) -> Expression:
        """`column && array[…]`."""
        return column.op("&&", is_comparison=True)(_array_of(tuple(sorted(names))))

    def each_name(self, column: Expression) -> TableValuedAlias:
        """`unnest`."""
        return func.unnest(column).table_valued("value", name="name_of").render_derived()

    def gathered(self, name: Expression) -> Expression:
        """`array_agg`."""
        return func.array_agg(name)

    def gathered_any(self, column: Expression, names: Sequence[str]) -> Expression:
        """`column && array[…]`."""
        return self.has_any_name(column, names)

    def member(self, value: Expression, values: Expression) -> Expression:
        """`x = any($n)`."""
        return value == func.any(values)

    def contains(self, text: Expression, part: Expression) -> Expression:
        """`strpos`."""
        return func.strpos(text, part) > number(0)

    def starts_with(self, text: Expression, part: Expression) -> Expression:
        """`starts_with`."""
        return func.starts_with(text, part)

    def list_of(self, kind: TypeEngine[Any]) -> TypeEngine[Any]:
        """An array."""
        return postgresql.ARRAY(kind)

    def hmac_hex(self, text: Expression, inner: Expression, outer: Expression) -> Expression:
        """From `sha256` alone: pgcrypto may be absent."""
        message = func.convert_to(text, constant("UTF8"))
        digest = func.sha256(outer.op("||")(func.sha256(inner.op("||")(message))))
        return func.encode(digest, constant("hex"))

    def after_last_at(self, text: Expression) -> Expression:
        """By the place of the last `@`."""
        tail = func.strpos(func.reverse(text), constant("@"))
        return case((tail > number(1), func.right(text, tail - number(1))), else_=null())

    def base64url(self, text: Expression) -> Expression:
        """`encode` breaks lines after 76 characters: `translate` drops the breaks."""
        encoded = func.encode(func.convert_to(text, constant("UTF8")), constant("base64"))
        return func.translate(encoded, literal_column("E'+/=\\n'"), constant("-_"))

    def quoted(self, value: Expression) -> Expression:
        """`to_json`."""
        return func.coalesce(cast(func.to_json(value), Text()), constant("null"))

    def joined(self, text: Expression, separator: str) -> Expression:
        """`string_agg`."""
        return func.string_agg(text, constant(separator))


class _SqliteCompiler(SQLiteCompiler):
    """Leaves out the `OFFSET` that SQLAlchemy would bind beside every limit."""

    def limit_clause(self, select: Any, **kwargs: Any) -> str:
        """`LIMIT n`."""
        if select._limit_clause is None:
            return ""
        return " LIMIT " + str(self.process(select._limit_clause, **kwargs))


@lru_cache(maxsize=4096)
def _is_gathered(column: Expression, name: str) -> Expression:
    """Whether a gathered text holds a name; the same few are asked for every coordinate."""
    return func.instr(column, constant(" " + name + " ")) > number(0)


class Sqlite(Dialect):
    """SQLite: `json_object` and `json_group_array`, nested directly so that JSON stays JSON."""

    name = "sqlite"

    def __init__(self) -> None:
        self.sqlalchemy = sqlite.dialect(paramstyle="named")
        self.sqlalchemy.statement_compiler = _SqliteCompiler

    def one(self, pairs: Sequence[Pair], source: FromClause | None) -> Expression:
        """`json_object(…)`."""
        built = self._object(pairs)
        return built if source is None else select(built).select_from(source).scalar_subquery()

    def many(
        self, pairs: Sequence[Pair], source: FromClause, where: Expression | None = None
    ) -> Expression:
        """`(select json_group_array(json_object(…)) from …)`."""
        rows = select(func.json_group_array(self._object(pairs))).select_from(source)
        return (rows if where is None else rows.where(where)).scalar_subquery()

    def _object(self, pairs: Sequence[Pair]) -> Expression:
        """A function takes about 60 pairs; `json_set` appends more, 60 at a time."""
        first, *rest = [
            pairs[at : at + _SQLITE_PAIRS] for at in range(0, max(len(pairs), 1), _SQLITE_PAIRS)
        ]
        built: Expression = func.json_object(*(part for k, v in first for part in (constant(k), v)))
        for chunk in rest:
            added = (part for k, v in chunk for part in (constant("$." + k), v))
            built = func.json_set(built, *added)
        return built

    def whole(self, array: Expression) -> Expression:
        """It is JSON."""
        return array

    def text(self, json: Expression) -> Expression:
        """It is text."""
        return json

    def instant(self, moment: Expression) -> Expression:
        """Stored as it is shown."""
        return type_coerce(moment, Text())

    def year_start(self, moment: Expression) -> Expression:
        """The year, and a constant."""
        year = func.substr(type_coerce(moment, Text()), number(1), number(4))
        return type_coerce(year, Text()).op("||")(constant("-01-01T00:00:00.000Z"))

    def boolean(self, value: Expression) -> Expression:
        """0 and 1 become JSON."""
        return case(
            (number(1), func.json(constant("true"))),
            (number(0), func.json(constant("false"))),
            value=value,
        )

    def degrees(self, millionths: Expression) -> Expression:
        """Printed from the integer, for a float would lose digits."""
        sign = case((millionths < number(0), constant("-")), else_=constant(""))
        size = func.abs(millionths)
        spelled = func.printf(
            literal_column("'%s%d.%06d'"),
            sign,
            size.op("/")(number(1_000_000)),
            size.op("%")(number(1_000_000)),
        )
        return case((millionths.is_(None), null()), else_=func.json(spelled))

    def names(self, column: Expression) -> Expression:
        """`json(column)`."""
        return func.json(type_coerce(column, Text()))

    def embedded(self, column: Expression) -> Expression:
        """`json(column)`."""
        return func.json(column)

    def present(self, options: Sequence[Expression]) -> Expression:
        """Through `json_each`."""
        each = func.json_each(func.json_array(*options)).table_valued("value", name="present")
        kept = select(func.json_group_array(each.c.value)).where(each.c.value.is_not(None))
        return kept.correlate_except(each).scalar_subquery()

    def has_name(self, column: Expression, name: Expression) -> Expression:
        """Through `json_each`."""
        return self._some_name(column, lambda value: value == name)

    def has_any_name(self, column: Expression, names: Sequence[str]) -> Expression:
        """Through `json_each`."""
        return self._some_name(column, lambda value: is_one_of(value, sorted(names)))

    def each_name(self, column: Expression) -> TableValuedAlias:
        """`json_each`."""
        opened = func.json_each(type_coerce(column, Text()))
        return opened.table_valued("value", name="name_of")

    def gathered(self, name: Expression) -> Expression:
        """Joined, each in spaces: to search a text is faster than to open an array."""
        return self.joined(constant(" ").concat(name).concat(constant(" ")), "")

    def gathered_any(self, column: Expression, names: Sequence[str]) -> Expression:
        """By `instr`."""
        return or_(*(_is_gathered(column, name) for name in sorted(names)))

    def _some_name(
        self, column: Expression, test: Callable[[Expression], Expression]
    ) -> Expression:
        each = self.each_name(column)
        return select(each.c.value).where(test(each.c.value)).correlate_except(each).exists()

    def member(self, value: Expression, values: Expression) -> Expression:
        """Through `json_each` of a bound array."""
        each = func.json_each(values).table_valued("value", name="bound")
        return value.in_(select(each.c.value))

    def contains(self, text: Expression, part: Expression) -> Expression:
        """`instr`."""
        return func.instr(text, part) > number(0)

    def starts_with(self, text: Expression, part: Expression) -> Expression:
        """By its first characters."""
        return func.substr(text, number(1), func.length(part)) == part

    def list_of(self, kind: TypeEngine[Any]) -> TypeEngine[Any]:
        """JSON text."""
        return JsonList()

    def hmac_hex(self, text: Expression, inner: Expression, outer: Expression) -> Expression:
        """A deterministic function of ours: `FUNCTIONS`."""
        return func.hmac_hex(text, inner, outer)

    def after_last_at(self, text: Expression) -> Expression:
        """A deterministic function of ours."""
        return func.after_last_at(text)

    def base64url(self, text: Expression) -> Expression:
        """A deterministic function of ours."""
        return func.base64url(text)

    def quoted(self, value: Expression) -> Expression:
        """`json_quote`."""
        return func.json_quote(value)

    def joined(self, text: Expression, separator: str) -> Expression:
        """`group_concat`."""
        return func.group_concat(text, constant(separator))


DIALECTS: Final[dict[str, Dialect]] = {"postgresql": Postgres(), "sqlite": Sqlite()}
"""By the name that an engine has for it."""
