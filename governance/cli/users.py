"""`governance user …`: the people of organizations, by their ids."""

import sys
from typing import Annotated

import typer

from governance.cli.acting import acting
from governance.cli.run import (
    USAGE,
    AsJson,
    CommandError,
    active_policy,
    finish,
    group,
    instant,
    listed,
    now,
    settings,
    show_row,
    show_rows,
    the_keys,
)
from governance.services import organizations, people
from governance.settings import Settings
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
    show_rows([_row(row) for row in listed(organizations.all_users)], as_json)


@user_commands.command(
    "password",
    epilog="Example:  governance user password ada@northwind.example",
)
def set_password(
    user: Annotated[str, typer.Argument(help="The person: id or e-mail address.")],
    as_json: AsJson = False,
) -> None:
    """Set a person's password, read from standard input.

    On a terminal it is asked for twice. What they signed in to before ends, and so does a lock.
    """
    password = _password()

    async def work() -> User:
        async with acting(settings(), "user password") as work:
            person = await people.find_user(work, user)
            return await people.set_password(work, person.id, password, now=now())

    show_row(_row(finish(work())), as_json)


@user_commands.command("totp", epilog="Example:  governance user totp ada@northwind.example")
def set_totp(
    user: Annotated[str, typer.Argument(help="The person: id or e-mail address.")],
    remove: Annotated[
        bool, typer.Option("--remove", help="Take the second factor away instead.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Give a person a second factor, and print its address.

    From then on they sign in with a code too; an earlier factor ends.
    """

    async def work(chosen: Settings) -> Row:
        async with acting(chosen, "user totp") as work:
            person = await people.find_user(work, user)
            if remove:
                return _row(await people.remove_totp(work, person.id))
            keys = await the_keys(work, chosen)
            return {**_row(person), "totp": await people.enroll_totp(work, keys, person.id)}

    show_row(finish(work(settings())), as_json)


def _password() -> str:
    """A line of standard input; never an argument, which others can see."""
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    try:
        return sys.stdin.readline().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise CommandError("standard input is not text in UTF-8", USAGE) from error


def _row(row: User) -> Row:
    return {
        "id": row.id,
        "role": row.role,
        "organization": row.organization_id,
        "createdAt": instant(row.created_at),
        "disabledAt": instant(row.disabled_at),
    }
