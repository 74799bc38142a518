"""`governance import …`: take in what was collected elsewhere."""

import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from governance.cli.run import (
    USAGE,
    AsJson,
    CommandError,
    finish,
    group,
    now,
    settings,
    show_json,
    the_database,
    the_keys,
)
from governance.services.import_files import ImportFile, RejectFile
from governance.services.organizations import find_site
from governance.services.weblog import LogImport, TooManyRejects
from governance.settings import Settings
from governance.vocabulary import LegalBasis, nearest

import_commands = group(
    "Import files; importing one twice writes nothing twice.",
    "governance import weblog access.log --site www.northwind.example",
)


@import_commands.callback()
def _several() -> None:
    """Import files; importing one twice writes nothing twice."""  # so that `weblog` keeps its name


@import_commands.command(
    "weblog",
    epilog="Example:  governance import weblog access.log.gz --site www.northwind.example",
)
def import_weblog(
    file: Annotated[str, typer.Argument(help="A log in the combined format; - for stdin, or .gz.")],
    site: Annotated[str, typer.Option(help="Whose visits: id or domain.", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read all, write nothing.")] = False,
    max_rejects: Annotated[
        int | None, typer.Option(min=0, help="Stop with exit 1 when more lines are rejected.")
    ] = None,
    permission_basis: Annotated[
        str, typer.Option(help="The legal basis by which these visitors are held (C6).")
    ] = "LEGITIMATE_INTEREST",
    as_json: AsJson = False,
) -> None:
    """Import the visits of a web server's log.

    A visitor is a distinct address and user agent.
    """
    bases = [basis.value for basis in LegalBasis]
    if permission_basis not in bases:
        hint = nearest(permission_basis.upper(), bases)
        raise CommandError(f"`{permission_basis}` is not a legal basis{hint}", USAGE)
    try:
        with ImportFile(file) as source:
            rejects = RejectFile(file)
            summary, stopped = finish(
                _run(settings(), source, rejects, site, dry_run, max_rejects, permission_basis)
            )
    except (EOFError, zlib.error, OSError) as error:
        reason = getattr(error, "strerror", None) or "damaged"
        raise CommandError(f"cannot read or write for {file}: {reason.lower()}", USAGE) from None
    if as_json:
        show_json(summary)
    else:
        words = ", ".join(f"{count:,} {name}" for name, count in summary.items())
        print(words + (" (dry run: nothing was written)" if dry_run else ""))
    if summary["rejected"] and not as_json:
        print(f"rejected lines: {rejects.path}", file=sys.stderr)
    if stopped:
        raise CommandError(f"more than {max_rejects} lines were rejected; see {rejects.path}")


async def _run(
    chosen: Settings,
    source: ImportFile,
    rejects: RejectFile,
    site: str,
    dry_run: bool,
    max_rejects: int | None,
    permission_basis: str,
) -> tuple[dict[str, int], bool]:
    async with the_database(chosen.database_url) as database:
        async with database.reading() as work:
            keys = await the_keys(work, chosen)
            site_id = (await find_site(work, site)).id
        with _progress(source) as advance:
            run = LogImport(
                database,
                keys,
                site_id,
                now=now(),
                permission_basis=permission_basis,
                dry_run=dry_run,
                max_rejects=max_rejects,
                on_reject=rejects.add,
                on_batch=advance,
            )
            try:
                await run.run(source.lines())
                return asdict(run.summary), False
            except TooManyRejects:
                return asdict(run.summary), True
            finally:
                rejects.close()


@contextmanager
def _progress(source: ImportFile) -> Iterator[Callable[[], None]]:
    """A bar on a terminal; elsewhere nothing."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("importing", total=source.size)
        yield lambda: progress.update(task, completed=source.read_bytes)
