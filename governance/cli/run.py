"""What every command shares: settings, the open database, answers, and errors of one line."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, TypeVar

import typer
from pydantic import ValidationError

from governance.authz.policy import load_policy
from governance.authz.rules import Policy
from governance.database.engine import Database, DatabaseUnavailable, dialect_of, open_database
from governance.database.migrations import pending
from governance.database.types import to_rfc3339
from governance.database.unit_of_work import UnitOfWork
from governance.schema.binding import datamap
from governance.services import policies
from governance.services.deployment import check_key
from governance.services.keys import Keys, KeyUnavailable, derive, load_keys
from governance.settings import Settings

T = TypeVar("T")

USAGE: Final = 2
FAILURE: Final = 1

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for programs.")]


class CommandError(Exception):
    """A command that cannot go on: one line for people, and the exit status."""

    def __init__(self, message: str, exit_status: int = FAILURE) -> None:
        super().__init__(message)
        self.exit_status = exit_status


def failure_of(error: Exception) -> str:
    """What failed: a file's name or the kind, for the text may hold values or addresses."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"cannot open {error.filename}: {(error.strerror or 'it failed').lower()}"
    if isinstance(error, FileNotFoundError):
        return str(error)
    if "readonly" in str(getattr(error, "orig", "")):
        return "the database cannot be written: let this user write its file and its folder"
    return f"the database or a file failed ({type(error).__name__})"


def group(about: str, example: str) -> typer.Typer:
    """A group of commands, with an example of one."""
    return typer.Typer(
        help=about,
        epilog=f"Example:  {example}",
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        add_completion=False,
        rich_markup_mode=None,
    )


def settings() -> Settings:
    """The settings of the environment."""
    try:
        chosen = Settings()
        dialect_of(chosen.database_url)
        if chosen.secret_key is not None:
            derive(chosen.secret_key.get_secret_value())
        return chosen
    except DatabaseUnavailable as error:
        raise CommandError(f"GOVERNANCE_DATABASE_URL: {error}", USAGE) from None
    except KeyUnavailable as error:
        raise CommandError(f"GOVERNANCE_SECRET_KEY: {error}", USAGE) from None
    except ValidationError as error:
        first = error.errors()[0]
        name = "GOVERNANCE_" + "_".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"][:1].lower() + first["msg"][1:]
        raise CommandError(f"{name}: {reason}", USAGE) from None


def now() -> datetime:
    """The moment of the command."""
    return datetime.now(UTC)


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run a command's work to its end."""
    return asyncio.run(work)


def listed(ask: Callable[[UnitOfWork], Awaitable[T]]) -> T:
    """What administration lists, in one snapshot of the database."""

    async def work() -> T:
        async with the_database(settings().database_url) as database, database.reading() as work:
            return await ask(work)

    return finish(work())


@asynccontextmanager
async def the_database(url: str) -> AsyncIterator[Database]:
    """The migrated database of an address. Makes none, and refuses one that is behind."""
    database = open_database(url)
    try:
        await database.reach()
        if await pending(url):
            raise CommandError("the database is behind this version; run `governance migrate`")
        yield database
    finally:
        await database.close()


async def the_keys(work: UnitOfWork, chosen: Settings) -> Keys:
    """The keys that the database was set up with. Raises KeyUnavailable."""
    keys = load_keys(chosen)
    await check_key(work, keys)
    return keys


async def active_policy(work: UnitOfWork) -> Policy:
    """The policy in force, loaded."""
    revision = await policies.active(work)
    if revision is None:
        raise CommandError("no policy is active; `governance init` activates the shipped one")
    return load_policy(revision.rules, revision.clauses, datamap())


async def activate_shipped(work: UnitOfWork, *, author: str, moment: datetime) -> str:
    """Put the shipped policy in force; its revision."""
    rules, clauses = policies.shipped_policy()
    policy = load_policy(rules, clauses, datamap())
    await policies.activate(work, policy, rules, clauses, author=author, now=moment)
    return policy.revision


_DURATION: Final = re.compile(r"(\d{1,6})([smhdw])")
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def duration(text: str) -> timedelta:
    """`90d`, `24h`, `30m`, `10s`, `2w` or `0`. Raises CommandError."""
    if text == "0":
        return timedelta()
    match = _DURATION.fullmatch(text)
    if match is None:
        raise CommandError(f"`{text}` is not a length of time such as 90d, 24h or 30m", USAGE)
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def instant(moment: datetime | None) -> str | None:
    """RFC 3339, or None."""
    return None if moment is None else to_rfc3339(moment)


def show_json(value: object) -> None:
    """One line of JSON on stdout, at once."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def show_rows(rows: Sequence[Mapping[str, object]], as_json: bool) -> None:
    """Rows as JSON, or as lines of columns that fit."""
    if as_json:
        show_json(list(rows))
        return
    if not rows:
        print("none")
        return
    cells = [tuple(rows[0]), *(tuple(_cell(value) for value in row.values()) for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(cells[0]))]
    for line in cells:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())


def show_row(row: Mapping[str, object], as_json: bool) -> None:
    """One row as JSON, or as lines of name and value."""
    if as_json:
        show_json(row)
        return
    width = max(map(len, row))
    for name, value in row.items():
        print(f"{name.ljust(width)}  {_cell(value)}")


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
