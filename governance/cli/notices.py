"""`governance notice …`: what takes longer than one request about notices."""

from typing import Annotated

import typer

from governance.cli.acting import this_operator
from governance.cli.run import AsJson, finish, group, now, settings, show_row, the_database
from governance.services.acts import record_act
from governance.services.asking_again import ask_again
from governance.services.organizations import find_site

notice_commands = group(
    "Notices of sites.", "governance notice ask-again --site www.northwind.example"
)


@notice_commands.command(
    "ask-again", epilog="Example:  governance notice ask-again --site www.northwind.example"
)
def ask_all_again(
    site: Annotated[str, typer.Option(help="Its id or domain.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Record that a site's newest material notice asks again, for all who consented before it.

    In transactions of 1,000; stopped and run again, it goes on.
    """
    show_row({"asked": finish(_ask(site))}, as_json)


async def _ask(site: str) -> int:
    asked, after = 0, ""
    async with the_database(settings().database_url) as database:
        while True:
            async with database.unit_of_work() as work:
                site_id = (await find_site(work, site)).id
                found = await ask_again(work, site_id, now=now(), after=after)
                await record_act(work, this_operator(), "notice ask-again", now=now())
            asked += found.events
            if found.then is None:
                return asked
            after = found.then
