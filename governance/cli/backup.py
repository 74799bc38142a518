"""`governance backup` and `governance restore`: a deployment's data, all of it, in one file."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from governance.authz.policy import load_policy
from governance.cli.acting import acting, this_operator
from governance.cli.run import (
    USAGE,
    AsJson,
    CommandError,
    finish,
    now,
    settings,
    show_row,
    the_database,
    the_keys,
)
from governance.database.engine import dialect_of, sqlite_path
from governance.database.migrations import head
from governance.database.unit_of_work import UnitOfWork
from governance.schema.binding import datamap
from governance.services import policies
from governance.services.acts import record_act
from governance.services.backups import (
    KEY_REMEDY,
    Advance,
    Backup,
    BackupUnreadable,
    Manifest,
    count_rows,
    write_backup,
)
from governance.services.deployment import check_key
from governance.services.keys import Keys, KeyUnavailable, load_keys
from governance.settings import Settings


def backup(
    file: Annotated[Path, typer.Argument(help="The file to make.", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write all data into one file, also while it is served.

    The secret key is not in it: keep a copy of it elsewhere, for without it no token is known.
    """
    if file.exists() and (file.is_dir() or not force):
        remedy = "" if file.is_dir() else "; replace it by --force, or name another"
        raise CommandError(f"{file} is there already{remedy}", USAGE)
    if not file.parent.is_dir():
        raise CommandError(f"no folder {file.parent} to write into", USAGE)
    manifest = finish(_backup(settings(), file))
    show_row(_about(file, manifest), as_json)


async def _backup(chosen: Settings, file: Path) -> Manifest:
    """The act is durable before the first byte is out; the file is there whole or not at all."""
    async with the_database(chosen.database_url) as database:
        with _replacing(file) as part, part.open("w+b") as opened:
            async with database.reading() as work:
                key = (await the_keys(work, chosen)).backups
                rows = await count_rows(work)
                async with database.unit_of_work() as beside:  # states what the snapshot holds
                    actor, visitors = this_operator(), rows["visitor"]
                    await record_act(beside, actor, "backup", now=now(), visitors=visitors)
                total = sum(rows.values())
                with _progress("writing", total) as advance:
                    manifest = await write_backup(
                        work, opened, key, schema=head(), now=now(), advance=advance
                    )
            opened.flush()
            os.fsync(opened.fileno())
            with _progress("verifying", total) as advance:
                Backup(opened, key).check(advance)
    return manifest


def restore(
    file: Annotated[Path, typer.Argument(help="A file of `governance backup`.")],
    as_json: AsJson = False,
) -> None:
    """Read a backup into a database without data.

    It needs the secret key that the backup was made with.
    `governance migrate` makes one. A backup of SQLite can be read into PostgreSQL, and the reverse.
    """
    chosen = settings()
    url = chosen.database_url
    if dialect_of(url) == "sqlite" and not sqlite_path(url).exists():
        remedy = "`governance migrate` makes an empty one"
        raise CommandError(f"no database at {sqlite_path(url)}; {remedy}")
    try:
        with file.open("rb") as opened:
            keys = load_keys(chosen)
            manifest = finish(_restore(chosen, Backup(opened, keys.backups), keys))
    except KeyUnavailable:
        reason = "no secret key is there that can be used"
        raise CommandError(f"cannot restore {file}: {reason}; {KEY_REMEDY}") from None
    except BackupUnreadable as error:
        raise CommandError(f"cannot restore {file}: {error}", USAGE) from None
    except (FileNotFoundError, IsADirectoryError) as error:
        reason = (error.strerror or "").lower()
        raise CommandError(f"cannot read {file}: {reason}", USAGE) from None
    show_row(_about(file, manifest), as_json)


async def _restore(chosen: Settings, source: Backup, keys: Keys) -> Manifest:
    manifest = source.manifest
    if manifest.schema != head():
        raise BackupUnreadable(
            f"it is of the schema {manifest.schema}, and this version's is {head()}; restore it "
            "with the version that made it, then `governance migrate`"
        )
    async with acting(chosen, "restore") as work:
        with _progress("restoring", sum(manifest.rows.values())) as advance:
            await source.restore(work, advance)
        await check_key(work, keys)
        await _check_policy(work, manifest)
    return manifest


async def _check_policy(work: UnitOfWork, manifest: Manifest) -> None:
    """Refuse what is not one deployment under a policy that is what its revision says."""
    active = await policies.active(work)
    if manifest.rows["deployment"] != 1 or active is None:
        raise BackupUnreadable("it is not of one deployment with a policy in force")
    if load_policy(active.rules, active.clauses, datamap()).revision != active.revision:
        raise BackupUnreadable("its policy is another than its revision says")


def _about(file: Path, manifest: Manifest) -> dict[str, object]:
    rows = manifest.rows
    return {
        "file": str(file),
        "at": manifest.at,
        "schema": manifest.schema,
        "rows": sum(rows.values()),
        "visitors": rows.get("visitor", 0),
    }


@contextmanager
def _replacing(file: Path) -> Iterator[Path]:
    """A file for its owner alone beside the one that it becomes, or gone after an error."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError:
        raise CommandError(f"no file can be made in the folder {file.parent}", USAGE) from None
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _progress(doing: str, total: int) -> Iterator[Advance]:
    """A bar on a terminal; elsewhere nothing."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(doing, total=total)
        yield lambda rows: progress.advance(task, rows)
