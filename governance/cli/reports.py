"""`governance report …`: what a deployment tells of itself, counted, without anybody's data."""

from collections.abc import Sequence

from governance.cli.acting import acting
from governance.cli.run import AsJson, finish, group, settings, show_rows
from governance.services import legal_requests
from governance.services.legal_requests import Counted

report_commands = group(
    "What is told to the public and to authorities.", "governance report transparency"
)


@report_commands.callback()
def _reports() -> None:
    """What is told to the public and to authorities."""


@report_commands.command("transparency", epilog="Example:  governance report transparency --json")
def report_transparency(as_json: AsJson = False) -> None:
    """Count the legal requests, and the visitors whom they name."""

    async def work() -> Sequence[Counted]:
        async with acting(settings(), "report transparency") as work:
            return await legal_requests.transparency(work)

    show_rows([one._asdict() for one in finish(work())], as_json)
