"""`governance import …`: take in what was collected elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from governance.cli.acting import this_operator
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
from governance.services.acts import record_act
from governance.services.imports import consents, cookies, visitors, weblog
from governance.services.imports.files import ImportFile, RejectFile, Unreadable, Unwritable
from governance.services.imports.occurrences import Occurrences
from governance.services.imports.run import Import, Intake, Kind, Summary, TooManyRejects
from governance.services.organizations import find_site
from governance.settings import Settings
from governance.vocabulary import LegalBasis, nearest

import_commands = group(
    "Import files; importing one twice writes nothing twice.",
    "governance import weblog access.log --site www.northwind.example",
)

File = Annotated[str | None, typer.Argument(help="The file; - for stdin, or .gz.", metavar="FILE")]
OfSite = Annotated[str | None, typer.Option(help="Of which site: id or domain.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check and count all, write nothing.")]
MaxRejects = Annotated[
    int | None, typer.Option(min=0, help="Stop with exit 1 when more lines are rejected.")
]
Template = Annotated[bool, typer.Option("--template", help="Print an example file and exit.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """What every import command is asked."""

    kind: str
    file: str | None
    site: str | None
    dry_run: bool
    max_rejects: int | None
    template: bool
    as_json: bool


@import_commands.command(
    "weblog",
    epilog="Example:  governance import weblog access.log.gz --site www.northwind.example",
)
def import_weblog(
    file: File = None,
    site: OfSite = None,
    dry_run: DryRun = False,
    max_rejects: MaxRejects = None,
    permission_basis: Annotated[
        str, typer.Option(help="The legal basis by which these visitors are held (C6).")
    ] = "LEGITIMATE_INTEREST",
    template: Template = False,
    as_json: AsJson = False,
) -> None:
    """Import the visits of a web server's log.

    A visitor is a distinct address and user agent.
    """
    asked = Asked("weblog", file, site, dry_run, max_rejects, template, as_json)
    basis = _basis(permission_basis)
    _import(lambda intake: weblog.Weblog(intake, basis), weblog.TEMPLATE, asked)


@import_commands.command(
    "cookies",
    epilog="Example:  governance import cookies open-cookie-database.csv"
    " --site www.northwind.example",
)
def import_cookies(
    file: File = None,
    site: OfSite = None,
    dry_run: DryRun = False,
    max_rejects: MaxRejects = None,
    template: Template = False,
    as_json: AsJson = False,
) -> None:
    """Import a site's cookies from CSV.

    The columns are those of the schema, or of the Open Cookie Database.
    """
    asked = Asked("cookies", file, site, dry_run, max_rejects, template, as_json)
    _import(cookies.Cookies, cookies.TEMPLATE, asked)


@import_commands.command(
    "visitors",
    epilog="Example:  governance import visitors crm.csv --site www.northwind.example"
    " --permission-basis CONSENT",
)
def import_visitors(
    file: File = None,
    site: OfSite = None,
    dry_run: DryRun = False,
    max_rejects: MaxRejects = None,
    permission_basis: Annotated[
        str | None,
        typer.Option(help="The legal basis by which visitors are held whose line has none (C6)."),
    ] = None,
    template: Template = False,
    as_json: AsJson = False,
) -> None:
    """Import visitors from CSV.

    The columns have the schema's names; a visitor is known again by `externalId`.
    """
    asked = Asked("visitors", file, site, dry_run, max_rejects, template, as_json)
    basis = None if permission_basis is None else _basis(permission_basis)
    declared = settings().declared_preferences
    _import(lambda intake: visitors.Visitors(intake, basis, declared), visitors.TEMPLATE, asked)


@import_commands.command(
    "consents",
    epilog="Example:  governance import consents choices.csv --site www.northwind.example",
)
def import_consents(
    file: File = None,
    site: OfSite = None,
    dry_run: DryRun = False,
    max_rejects: MaxRejects = None,
    template: Template = False,
    as_json: AsJson = False,
) -> None:
    """Import consents from CSV.

    Each line is an event, in the order in which it was said.
    """
    asked = Asked("consents", file, site, dry_run, max_rejects, template, as_json)
    _import(consents.Consents, consents.TEMPLATE, asked)


def _basis(name: str) -> str:
    bases = [basis.value for basis in LegalBasis]
    if name.upper() not in bases:
        raise CommandError(f"`{name}` is not a legal basis{nearest(name.upper(), bases)}", USAGE)
    return name.upper()


def _import(kind: Callable[[Intake], Kind[Any]], template: str, asked: Asked) -> None:
    if asked.template:
        print(template, end="")
        return
    if asked.file is None or asked.site is None:
        missing = "FILE" if asked.file is None else "--site"
        raise CommandError(f"{missing} is missing; `--template` prints an example file", USAGE)
    summary = Summary()
    try:
        with ImportFile(asked.file) as source, closing(RejectFile(asked.file)) as rejects:
            stopped = finish(_run(settings(), kind, source, rejects, asked.site, asked, summary))
    except Unreadable as error:
        told = f"cannot read {asked.file}: {error}{_so_far(summary, asked)}"
        raise CommandError(told, USAGE) from None
    except Unwritable as error:
        raise CommandError(f"{error}{_so_far(summary, asked)}") from None
    _show(summary, rejects, asked)
    if stopped:
        raise CommandError(f"more than {asked.max_rejects} lines were rejected; see {rejects.path}")


def _so_far(summary: Summary, asked: Asked) -> str:
    """What an import that cannot go on has done."""
    if asked.dry_run or not summary.written:
        return ""
    return f"; {summary.written:,} lines are written and stay"


def _show(summary: Summary, rejects: RejectFile, asked: Asked) -> None:
    counts = summary.counts()
    if asked.as_json:
        show_json(counts | {"dryRun": asked.dry_run})
        return
    words = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    print(words + (" (dry run: nothing was written)" if asked.dry_run else ""))
    if summary.rejected:
        print(f"rejected lines: {rejects.path}", file=sys.stderr)


async def _run(
    chosen: Settings,
    kind: Callable[[Intake], Kind[Any]],
    source: ImportFile,
    rejects: RejectFile,
    site: str,
    asked: Asked,
    summary: Summary,
) -> bool:
    """Import, counting in the summary; whether it stopped over too many rejects."""
    async with the_database(chosen.database_url) as database:
        async with database.reading() as work:
            keys = await the_keys(work, chosen)
            site_id = (await find_site(work, site)).id
        rejects.begin()
        if not asked.dry_run:
            async with database.unit_of_work() as work:
                await record_act(work, this_operator(), f"import {asked.kind}", now=now())
        with closing(Occurrences()) as seen, _progress(source, summary) as advance:
            run = Import(
                database,
                kind(Intake(site_id, keys.import_keys, now(), seen)),
                summary,
                dry_run=asked.dry_run,
                max_rejects=asked.max_rejects,
                on_reject=rejects.add,
                on_batch=advance,
            )
            try:
                await run.run(source.lines())
            except TooManyRejects:
                return True
    return False


@contextmanager
def _progress(source: ImportFile, summary: Summary) -> Iterator[Callable[[], None]]:
    """A bar on a terminal; elsewhere nothing."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    lines = TextColumn("{task.fields[lines]:,} lines")
    columns = (TextColumn("importing"), BarColumn(), lines, TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=source.size, lines=0)
        yield lambda: progress.update(task, completed=source.read_bytes, lines=summary.read)
