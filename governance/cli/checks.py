"""The checks of `governance doctor`, in the order in which one needs the other.

None of them leaves anything behind: a SQLite file is looked at before it is opened, and the trial
entry of the ledger is rolled back. A check that cannot be made says which other it waits for.
"""

import os
import shutil
import stat
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from governance.authz.lint import lint
from governance.authz.policy import load_policy
from governance.authz.rules import Policy
from governance.cli.acting import this_operator
from governance.cli.run import CommandError, failure_of, instant, settings
from governance.database.engine import (
    Database,
    DatabaseUnavailable,
    dialect_of,
    open_database,
    shown_url,
    sqlite_path,
)
from governance.database.migrations import current, pending, revisions
from governance.errors import GovernanceError, PolicyError
from governance.schema.binding import datamap
from governance.services import policies, tokens
from governance.services.acts import record_act
from governance.services.deployment import knows_key
from governance.services.keys import KeyUnavailable, load_keys
from governance.services.signing import signers
from governance.settings import Settings, secret_files, unknown_settings
from governance.tables import Disclosure, table_of

OK, WARN, FAIL = "ok", "warn", "fail"
LEAST_FREE: Final = 100 * 2**20
"""Bytes of disk below which a database is about to stop."""
LEAST_POSTGRESQL: Final = 15
CLOCKS_DIFFER: Final = timedelta(seconds=5)
_SQLITE: Final = b"SQLite format 3\0"
_DISCLOSURE: Final = table_of(Disclosure)


@dataclass(frozen=True, slots=True)
class Check:
    """What was found: `ok`, `warn` or `fail`, in one line, and what to do about it."""

    name: str
    status: str
    message: str
    remedy: str | None = None


async def examine(environment: Mapping[str, str], now: datetime) -> list[Check]:
    """Every check, whatever the others find."""
    try:
        chosen = settings()
    except CommandError as error:
        rest = ("database", "schema", "keys", "policy", "ledger", "clock")
        failed = Check("settings", FAIL, str(error), "see docs/settings.md")
        return [failed, *(_waiting(name, "settings") for name in rest)]
    reached, database = await _reach(chosen.database_url)
    try:
        found = [_settings(environment), reached]
        schema = _waiting("schema", "database")
        if database is not None:
            schema = await _guarded("schema", _schema(chosen.database_url))
        ready = database if schema.status != FAIL else None
        found += [schema, await _guarded("keys", _keys(chosen, ready))]
        if ready is None:
            found += [_waiting(name, "schema") for name in ("policy", "ledger", "clock")]
        else:
            found.append(await _guarded("policy", _policy(ready, now)))
            found.append(await _guarded("ledger", _ledger(ready, chosen, now)))
            found.append(await _guarded("clock", _clock(ready, now)))
    finally:
        if database is not None:
            await database.close()
    if dialect_of(chosen.database_url) == "sqlite":
        found.append(_disk(sqlite_path(chosen.database_url)))
    return found


def _waiting(name: str, other: str) -> Check:
    return Check(name, FAIL, f"cannot be checked before `{other}` is mended")


async def _guarded(name: str, check: Awaitable[Check]) -> Check:
    """A check that breaks has failed; the text of what broke it may hold values."""
    try:
        return await check
    except (DatabaseUnavailable, KeyUnavailable, PolicyError) as error:
        return Check(name, FAIL, str(error))
    except GovernanceError as error:
        return Check(name, FAIL, error.message)
    except Exception as error:
        return Check(name, FAIL, failure_of(error))


def _settings(environment: Mapping[str, str]) -> Check:
    unknown = unknown_settings([*environment, *secret_files()])
    if unknown:
        return Check("settings", WARN, "; ".join(unknown), "`governance settings` shows them all")
    return Check("settings", OK, "every GOVERNANCE_* name is known")


async def _reach(url: str) -> tuple[Check, Database | None]:
    database: Database | None = None
    try:
        if dialect_of(url) == "sqlite":
            _look_at(sqlite_path(url))
        database = open_database(url)
        await database.reach()
    except DatabaseUnavailable as error:
        if database is not None:
            await database.close()
        return Check("database", FAIL, str(error)), None
    make = _sqlite if database.dialect == "sqlite" else _postgresql
    return await _guarded("database", make(database)), database


def _look_at(path: Path) -> None:
    """Refuse what opening would turn into a database, or cannot be one."""
    try:
        if not path.is_file():
            return
        with path.open("rb") as file:
            start = file.read(len(_SQLITE))
    except OSError as error:
        raise DatabaseUnavailable(f"{path} cannot be read: {_reason(error)}") from error
    if not start:
        raise DatabaseUnavailable(f"{path} is empty; `governance migrate` makes its tables")
    if start != _SQLITE:
        raise DatabaseUnavailable(f"{path} is no SQLite database")
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise DatabaseUnavailable(
            f"this user cannot write {path} or its folder, and SQLite writes beside its file"
        )


async def _sqlite(database: Database) -> Check:
    path = sqlite_path(database.url)
    async with database.unit_of_work() as work:  # takes the write lock, and gives it back
        (mode,) = (await work.connection.exec_driver_sql("PRAGMA journal_mode")).one()
    if mode != "wal":
        return Check("database", FAIL, f"{path} is in the journal mode `{mode}`, not `wal`")
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Check("database", WARN, f"others may open {path}", f"chmod 600 {path}")
    return Check("database", OK, f"{path} is writable, in WAL mode")


async def _postgresql(database: Database) -> Check:
    names = ("server_version", "server_version_num", "server_encoding", "transaction_read_only")
    asked = select(*(func.current_setting(name) for name in names))
    async with database.unit_of_work() as work:
        version, number, encoding, read_only = (await work.connection.execute(asked)).one()
    where = shown_url(database.url)
    if encoding != "UTF8":
        remedy = "create the database anew with the encoding UTF8"
        return Check("database", FAIL, f"{where} has the encoding {encoding}", remedy)
    if read_only == "on":
        remedy = "name the primary in GOVERNANCE_DATABASE_URL"
        return Check("database", FAIL, f"{where} takes no writes", remedy)
    if int(number) // 10_000 < LEAST_POSTGRESQL:
        remedy = f"upgrade it to {LEAST_POSTGRESQL} or later"
        return Check("database", WARN, f"{where} is PostgreSQL {version}", remedy)
    return Check("database", OK, f"{where} is writable, PostgreSQL {version}")


async def _schema(url: str) -> Check:
    revision, missing, known = await current(url), await pending(url), revisions()
    if revision is not None and revision not in known:
        message = f"at {revision}, which this version does not know"
        return Check("schema", FAIL, message, "upgrade this installation")
    if missing:
        return Check("schema", FAIL, "pending: " + ", ".join(missing), "run `governance migrate`")
    return Check("schema", OK, f"at {revision}, the revision of this version")


async def _keys(chosen: Settings, database: Database | None) -> Check:
    keys = load_keys(chosen)
    path = None if chosen.secret_key is not None else chosen.secret_key_file
    if database is not None:
        async with database.reading() as work:
            if not await knows_key(work, keys):
                remedy = "run `governance init`"
                return Check("keys", WARN, "the database was not set up with a key", remedy)
            signs = (await signers(work, keys))[-1].kid
    if path is not None and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Check("keys", WARN, f"others may read {path}", f"chmod 600 {path}")
    place = "GOVERNANCE_SECRET_KEY" if path is None else path
    known = "the database was not asked"
    if database is not None:
        known = f"the database's own; receipts are signed by {signs}"
    return Check("keys", OK, f"the secret key in {place}: {known}")


async def _policy(database: Database, now: datetime) -> Check:
    async with database.reading() as work:
        active, issued = await policies.active(work), await tokens.all_tokens(work)
    if active is None:
        return Check("policy", FAIL, "no policy is active", "run `governance init`")
    policy = load_policy(active.rules, active.clauses, datamap())
    findings = lint(policy)
    if findings:
        first = f"line {findings[0].line}: {findings[0].message}"
        more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
        return Check("policy", WARN, first + more, findings[0].remedy)
    lost = [
        token.id
        for token in issued
        if token.revoked_at is None
        and (token.expires_at is None or token.expires_at > now)
        and not _knows(policy, token.role, token.purposes)
    ]
    if lost:
        message = f"{len(lost)} tokens have a role or purpose that the policy lacks: {lost[0]}"
        more = " …" if len(lost) > 1 else ""
        return Check("policy", WARN, message + more, f"`governance token revoke {lost[0]}`")
    shipped = (active.rules, active.clauses) == policies.shipped_policy()
    origin = "the shipped one of this version" if shipped else "another than the shipped one"
    return Check("policy", OK, f"{active.revision[:12]} is active, {origin}")


def _knows(policy: Policy, role: str, purposes: list[str]) -> bool:
    return role in policy.roles and set(purposes) <= set(policy.purposes)


async def _ledger(database: Database, chosen: Settings, now: datetime) -> Check:
    async with database.trial() as work:
        await record_act(work, this_operator(), "doctor", now=now)
    async with database.reading() as work:
        counted = select(func.count(), func.max(_DISCLOSURE.c.at)).select_from(_DISCLOSURE)
        number, last = (await work.connection.execute(counted)).one()
    ended = f", the last of {instant(last)}" if last is not None else ""
    queue = f"{chosen.ledger_queue:,} may wait"
    return Check("ledger", OK, f"takes entries; it holds {number:,}{ended}; {queue}")


async def _clock(database: Database, now: datetime) -> Check:
    async with database.reading() as work:
        latest = select(func.max(_DISCLOSURE.c.at))
        last: datetime | None = (await work.connection.execute(latest)).scalar_one()
        if database.dialect == "postgresql":
            theirs: datetime = (await work.connection.execute(select(func.now()))).scalar_one()
        else:
            theirs = now
    remedy = "set the clock, and keep it by NTP"
    if last is not None and now < last - CLOCKS_DIFFER:
        message = f"it is {instant(now)} here, before the last entry of the ledger, {instant(last)}"
        return Check("clock", FAIL, message, remedy)
    if abs(theirs - now) > CLOCKS_DIFFER:
        message = f"it is {instant(now)} here, and {instant(theirs)} at the database"
        return Check("clock", WARN, message, remedy)
    return Check("clock", OK, f"it is {instant(now)}")


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _disk(path: Path) -> Check:
    try:
        folder = next(one for one in path.absolute().parents if one.is_dir())
        free = shutil.disk_usage(folder).free
        size = path.stat().st_size if path.is_file() else 0
    except OSError as error:
        return Check("disk", FAIL, f"{path} cannot be looked at: {_reason(error)}")
    if free < LEAST_FREE:
        message = f"{free / 2**20:.0f} MiB are free at {folder}"
        return Check("disk", FAIL, message, "make room, or move the database")
    if free < size:
        message = f"{free / 2**30:.1f} GiB are free at {folder}, less than the database takes"
        return Check("disk", WARN, message, "make room before you migrate")
    return Check("disk", OK, f"{free / 2**30:.1f} GiB are free at {folder}")
