"""Forms as SQL: from clear to pseudonym, on both dialects. A null value is null in every form."""

from sqlalchemy import func

from governance.database.dialect import Dialect, Expression, constant, number


def render(
    form: str,
    value: Expression,
    dialect: Dialect,
    pads: tuple[Expression, Expression] | None,
) -> Expression:
    """The form of a clear value that has no column of its own.

    `year` of a moment is the first moment of its year, already as text; `band` of a year is the
    first year of its decade; `country` is the head of an ISO 3166-2 code; `domain` follows the
    last `@`; `initials` is the first character and a point; `pseudonym` is an HMAC by `pads`.
    """
    match form:
        case "clear":
            return value
        case "year":
            return dialect.year_start(value)
        case "band":
            return value - value.op("%")(number(10))
        case "country":
            return func.nullif(func.substr(value, number(1), number(2)), constant(""))
        case "domain":
            return dialect.after_last_at(value)
        case "initials":
            return func.nullif(func.substr(value, number(1), number(1)), constant("")).op("||")(
                constant(".")
            )
        case "pseudonym":
            assert pads is not None
            return dialect.hmac_hex(value, *pads)
    raise LookupError(form)
