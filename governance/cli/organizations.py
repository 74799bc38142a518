"""`governance organization …` and `governance site …`."""

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
from governance.cli.site_keys import key_commands
from governance.services import organizations
from governance.tables import Organization, Site

organization_commands = group(
    "Customers, subsidiaries, partners and authorities.",
    "governance organization list",
)
site_commands = group("Websites whose visitors are held.", "governance site list")
site_commands.add_typer(key_commands, name="key")


@organization_commands.command(
    "add", epilog="Example:  governance organization add 'Northwind' --kind customer --country US"
)
def add_organization(
    name: Annotated[str, typer.Argument(help="Its name; no two have the same.")],
    kind: Annotated[
        str,
        typer.Option(
            help="customer, subsidiary, hosting_provider, business_partner, data_provider, "
            "public_authority or acquirer.",
            show_default=False,
        ),
    ],
    country: Annotated[str | None, typer.Option(help="ISO 3166-1, such as US.")] = None,
    contact: Annotated[str | None, typer.Option(help="Where to write to.")] = None,
    as_json: AsJson = False,
) -> None:
    """Add an organization and print its id."""

    async def work() -> Organization:
        async with acting(settings(), "organization add") as work:
            return await organizations.create_organization(
                work, name, kind.upper(), now=now(), country=country, contact=contact
            )

    show_row(_organization(finish(work())), as_json)


@organization_commands.command("list", epilog="Example:  governance organization list --json")
def list_organizations(as_json: AsJson = False) -> None:
    """List the organizations."""

    show_rows([_organization(row) for row in listed(organizations.all_organizations)], as_json)


@site_commands.command(
    "add", epilog="Example:  governance site add www.northwind.example --organization Northwind"
)
def add_site(
    domain: Annotated[str, typer.Argument(help="Its host name.")],
    organization: Annotated[str, typer.Option(help="Its owner: id or name.", show_default=False)],
    name: Annotated[str | None, typer.Option(help="What people call it.")] = None,
    jurisdiction: Annotated[
        str | None, typer.Option(help="Whose law it is under, such as US or US-CA.")
    ] = None,
    notice_days: Annotated[
        int, typer.Option(help="Days until a changed notice binds existing visitors.")
    ] = 30,
    as_json: AsJson = False,
) -> None:
    """Add a site and print its id."""

    async def work() -> Site:
        async with acting(settings(), "site add") as work:
            owner = await organizations.find_organization(work, organization)
            return await organizations.create_site(
                work,
                owner.id,
                domain,
                now=now(),
                name=name,
                jurisdiction=jurisdiction,
                notice_days=notice_days,
            )

    show_row(_site(finish(work())), as_json)


@site_commands.command("list", epilog="Example:  governance site list --json")
def list_sites(as_json: AsJson = False) -> None:
    """List the sites."""

    show_rows([_site(row) for row in listed(organizations.all_sites)], as_json)


def _organization(row: Organization) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "country": row.country,
        "createdAt": instant(row.created_at),
    }


def _site(row: Site) -> dict[str, object]:
    return {
        "id": row.id,
        "domain": row.domain,
        "name": row.name,
        "organization": row.organization_id,
        "jurisdiction": row.jurisdiction,
        "noticeDays": row.notice_days,
        "createdAt": instant(row.created_at),
    }
