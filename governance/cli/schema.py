"""`governance schema`: the GraphQL schema, whole or as a role finds it."""

from typing import Annotated

import typer

from governance.authz.decision import Decisions
from governance.cli.run import active_policy, finish, settings, the_database
from governance.database.shipped import shipped
from governance.schema.binding import binding
from governance.schema.opened import opened_sdl


def schema(
    role: Annotated[
        str | None, typer.Option(help="Only what the active policy opens to this role.")
    ] = None,
    purpose: Annotated[
        list[str] | None, typer.Option(help="With --role: for this purpose; repeatable.")
    ] = None,
) -> None:
    """Print the GraphQL schema, whole or as a role finds it."""
    if role is None:
        print(shipped("schema.graphql").read_text(encoding="utf-8"), end="")
    else:
        print(finish(_opened(role, purpose)), end="")


async def _opened(role: str, purposes: list[str] | None) -> str:
    async with the_database(settings().database_url) as database, database.reading() as work:
        policy = await active_policy(work)
    policy.check_role(role)
    for purpose in purposes or ():
        policy.check_purpose(purpose)
    covered = policy.purposes_covered(policy.purposes if purposes is None else purposes)
    found = binding()
    return opened_sdl(found, [Decisions(policy, found.datamap, role, one) for one in covered])
