"""`governance user …`: the people of organizations, by their ids."""

from typing import Annotated

import typer

from governance.cli.acting import acting
from governance.cli.run import (
    AsJson,
    active_policy,
    finish,
    group,
    instant,
    now,
    settings,
    show_row,
    show_rows,
    the_database,
)
from governance.services import organizations
from governance.tables import User

user_commands = group("The people who work for organizations.", "governance user list")
Row = dict[str, object]


@user_commands.command(
    "add",
    epilog="Example:  governance user add ada@northwind.example --name 'Ada Brown' "
    "--role site_owner --organization Northwind",
)
def add_user(
    email: Annotated[str, typer.Argument(help="Their e-mail address; no two have the same.")],
    name: Annotated[str, typer.Option(help="Their name.", show_default=False)],
    role: Annotated[str, typer.Option(help="What they act as.", show_default=False)],
    organization: Annotated[
        str, typer.Option(help="Whom they work for: id or name.", show_default=False)
    ],
    as_json: AsJson = False,
) -> None:
    """Add a person and print their id, for `token issue --user`."""

    async def work() -> User:
        async with acting(settings(), "user add") as work:
            owner = await organizations.find_organization(work, organization)
            roles = (await active_policy(work)).roles
            return await organizations.create_user(
                work, owner, name, email, role, now=now(), known_roles=roles
            )

    show_row(_row(finish(work())), as_json)


@user_commands.command(
    "disable", epilog="Example:  governance user disable usr_01m8149n52e2es08kwphkz5jxr"
)
def disable_user(
    user_id: Annotated[str, typer.Argument(metavar="ID", help="The person's id.")],
    as_json: AsJson = False,
) -> None:
    """Disable a person; their tokens are refused at the next read."""

    async def work() -> User:
        async with acting(settings(), "user disable") as work:
            return await organizations.disable_user(work, user_id, now=now())

    show_row(_row(finish(work())), as_json)


@user_commands.command("list", epilog="Example:  governance user list --json")
def list_users(as_json: AsJson = False) -> None:
    """List the people, by id and without names.

    Names and addresses are governed values: the API tells them to a token that may read them.
    """

    async def work() -> list[User]:
        async with the_database(settings().database_url) as database, database.reading() as work:
            return list(await organizations.all_users(work))

    show_rows([_row(row) for row in finish(work())], as_json)


def _row(row: User) -> Row:
    return {
        "id": row.id,
        "role": row.role,
        "organization": row.organization_id,
        "createdAt": instant(row.created_at),
        "disabledAt": instant(row.disabled_at),
    }
