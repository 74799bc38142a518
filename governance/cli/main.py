"""The command `governance`. Errors are one line on stderr; exit 2 for usage or input, else 1."""

import asyncio
import os
import signal
import sys
from importlib.metadata import version
from types import FrameType
from typing import Annotated, Final

import typer
from sqlalchemy.exc import SQLAlchemyError
from typer.exceptions import TyperException

from governance.cli import serve, setup
from governance.cli.backup import backup, restore
from governance.cli.completion import completion
from governance.cli.configuration import show_settings
from governance.cli.doctor import doctor
from governance.cli.imports import import_commands
from governance.cli.keys import key_commands
from governance.cli.notices import notice_commands
from governance.cli.organizations import organization_commands, site_commands
from governance.cli.receipts import receipt_commands
from governance.cli.reports import report_commands
from governance.cli.run import FAILURE, USAGE, CommandError, failure_of, group
from governance.cli.schema import schema
from governance.cli.tokens import token_commands
from governance.cli.users import user_commands
from governance.cli.why import explain_why
from governance.database.engine import DatabaseUnavailable
from governance.errors import Code, GovernanceError, PolicyError, traced
from governance.services.keys import KeyUnavailable
from governance.web.logs import take_over

TERMINATED: Final = 128 + signal.SIGTERM

app = group(
    "One GraphQL API over visitors, with the privacy policy compiled into every query.",
    "governance demo",
)


def _version(wanted: bool) -> None:
    if wanted:
        print(version("purpose-bound-governance"))
        raise typer.Exit


@app.callback()
def _governance(
    wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it and exit.")
    ] = False,
) -> None:
    """One GraphQL API over visitors, with the privacy policy compiled into every query."""


app.command(
    epilog="Example:  governance init --organization 'Overlay Works' --site www.overlay.example"
)(setup.init)
app.command(epilog="Example:  governance demo --port 8000")(serve.demo)
app.command(epilog="Example:  governance serve --host 0.0.0.0 --port 8000")(serve.serve)
app.command(epilog="Example:  governance migrate --check")(setup.migrate)
app.command(epilog="Example:  governance schema --role partner > partner.graphql")(schema)
app.command(
    "why",
    epilog="Example:  governance why vis_003g7zc5w39kyvtsd3k4qnmpbt Visitor.email "
    "--role subsidiary --organization 'Overlay Insight' --purpose analytics.reporting "
    "--own-purpose essential.legal_obligation",
)(explain_why)
app.command(epilog="Example:  governance doctor")(doctor)
app.command(epilog="Example:  governance backup /backups/2026-03-01.zip")(backup)
app.command(epilog="Example:  governance restore /backups/2026-03-01.zip")(restore)
app.command("settings", epilog="Example:  governance settings --json")(show_settings)
app.command(epilog="Example:  governance completion bash > ~/.governance-completion.bash")(
    completion
)
app.add_typer(organization_commands, name="organization")
app.add_typer(site_commands, name="site")
app.add_typer(notice_commands, name="notice")
app.add_typer(user_commands, name="user")
app.add_typer(token_commands, name="token")
app.add_typer(import_commands, name="import")
app.add_typer(report_commands, name="report")
app.add_typer(key_commands, name="keys")
app.add_typer(receipt_commands, name="receipt")


def main(arguments: Annotated[list[str] | None, "for tests"] = None) -> None:
    """Run the command line and exit. SIGTERM ends it as 143, once what it began is taken back."""
    signal.signal(signal.SIGTERM, _terminated)  # `serve` and `demo` put their own in its place
    take_over()
    sys.exit(status_of(sys.argv[1:] if arguments is None else arguments))


def _terminated(_number: int, _frame: FrameType | None) -> None:
    """An exception, so that every `finally` runs; another signal does not disturb it."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(TERMINATED)


def status_of(arguments: list[str]) -> int:
    """Run a command line; its exit status."""
    try:
        result = app(arguments, prog_name="governance", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILURE
    except (KeyboardInterrupt, asyncio.CancelledError, typer.Abort):
        return 130
    except TyperException as error:
        return _refuse(error.format_message(), error.exit_code)
    except CommandError as error:
        return _refuse(str(error), error.exit_status)
    except PolicyError as error:
        return _refuse(str(error), USAGE)
    except GovernanceError as error:
        of_input = error.code in (Code.BAD_USER_INPUT, Code.NOT_FOUND)
        return _refuse(error.message, USAGE if of_input else FAILURE)
    except (DatabaseUnavailable, KeyUnavailable) as error:
        return _refuse(str(error), FAILURE)
    except (SQLAlchemyError, OSError) as error:
        return _refuse(failure_of(error), FAILURE)
    except Exception as error:
        told = traced(error)
        return _refuse(f"a defect: {told['reason']} at {told['trace'][-1]}", FAILURE)


def _refuse(message: str, status: int) -> int:
    first, _, more = message.strip().partition("\n")
    if first.startswith("Usage:"):  # a group without a command: its help
        print(f"{first}\n{more}", file=sys.stderr)
    else:
        told = first if first[:2].isupper() else first[:1].lower() + first[1:]
        print(f"error: {told}", file=sys.stderr)
    return status


if __name__ == "__main__":
    main()
