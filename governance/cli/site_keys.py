"""`governance site key …`: publishable keys, by which a site's pages ask for visitors' tokens."""

from typing import Annotated

import typer

from governance.cli.acting import acting
from governance.cli.run import (
    AsJson,
    finish,
    group,
    instant,
    listed,
    now,
    settings,
    show_row,
    show_rows,
)
from governance.services import site_keys
from governance.services.organizations import find_site
from governance.tables import SiteKey

key_commands = group(
    "Publishable keys, by which a site's pages ask for visitors' tokens.",
    "governance site key list",
)


@key_commands.command(
    "issue",
    epilog="Example:  governance site key issue www.northwind.example "
    "--origin https://www.northwind.example --permission-basis CONSENT",
)
def issue(
    site: Annotated[str, typer.Argument(help="The site: id or domain.")],
    origin: Annotated[
        list[str],
        typer.Option(help="An origin whose pages may use it; repeatable.", show_default=False),
    ],
    permission_basis: Annotated[
        str | None,
        typer.Option(help="The legal basis that the site states for visitors who come by it."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Issue a key for a site's pages and print it; it is no secret.

    Without a basis nobody may use the rows of the visitors who come by it.
    """

    async def work() -> SiteKey:
        async with acting(settings(), "site key issue") as work:
            of = await find_site(work, site)
            return await site_keys.issue(
                work, of, origin, now=now(), permission_basis=permission_basis
            )

    show_row(_row(finish(work())), as_json)


@key_commands.command("list", epilog="Example:  governance site key list --json")
def list_keys(as_json: AsJson = False) -> None:
    """List the keys of all sites."""

    show_rows([_row(row) for row in listed(site_keys.all_keys)], as_json)


@key_commands.command(
    "revoke", epilog="Example:  governance site key revoke gov_pk_5z7ygvg0tm9sktr6ccjm0mxkv0"
)
def revoke(
    key: Annotated[str, typer.Argument(help="The key itself.")], as_json: AsJson = False
) -> None:
    """End a key and the tokens that browsers have by it: the next request is refused."""

    async def work() -> SiteKey:
        async with acting(settings(), "site key revoke") as work:
            return await site_keys.revoke(work, key, now=now())

    show_row(_row(finish(work())), as_json)


def _row(row: SiteKey) -> dict[str, object]:
    return {
        "key": row.id,
        "site": row.site_id,
        "origins": row.origins,
        "permissionBasis": row.permission_basis,
        "createdAt": instant(row.created_at),
        "revokedAt": instant(row.revoked_at),
    }
