"""What the errors of both databases mean to who reads; any other is our own mistake."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import asyncpg

_AWAY: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    }
)
"""SQLite's codes for when the file, not the statement, is at fault."""

_TOO_MUCH: Final = ("parser stack overflow", "too large", "too many", "at most")
"""What SQLite says of a statement that is deeper or wider than it takes; no code tells it."""


class ReadTooComplex(Exception):
    """The statement is deeper or wider than the database takes."""


class ReadTimeout(Exception):
    """The statement took longer than it may."""


class ReadUnavailable(Exception):
    """The database could not be asked."""


@contextmanager
def postgres_errors() -> Iterator[None]:
    """What an error of PostgreSQL means to who reads; any other is our own mistake."""
    try:
        yield
    except asyncpg.QueryCanceledError as error:
        raise ReadTimeout from error
    except asyncpg.ProgramLimitExceededError as error:
        raise ReadTooComplex from error
    except (
        asyncpg.PostgresConnectionError,
        asyncpg.OperatorInterventionError,
        asyncpg.InsufficientResourcesError,
        asyncpg.InvalidAuthorizationSpecificationError,
        asyncpg.InvalidCatalogNameError,
        OSError,
    ) as error:
        raise ReadUnavailable from error


@contextmanager
def sqlite_errors() -> Iterator[None]:
    """The same of SQLite."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = _told_by(error)
        if told is None:
            raise
        raise told from error


def _told_by(error: sqlite3.DatabaseError) -> Exception | None:
    """What an error of SQLite means to who reads; None where the statement itself is wrong."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # extended ones too
    if code == sqlite3.SQLITE_INTERRUPT:
        return ReadTimeout()
    if code in _AWAY:
        return ReadUnavailable()
    if code == sqlite3.SQLITE_TOOBIG or any(reason in str(error) for reason in _TOO_MUCH):
        return ReadTooComplex()
    return None
