"""`governance token …`: issue, list, revoke and rotate. A new token is printed once."""

from typing import Annotated

import typer

from governance.cli.acting import acting
from governance.cli.run import (
    USAGE,
    AsJson,
    CommandError,
    active_policy,
    duration,
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
from governance.services import tokens
from governance.services.organizations import find_organization, find_site
from governance.services.tokens import Rights
from governance.settings import Settings
from governance.tables import AccessToken

token_commands = group(
    "Access tokens: who may ask, as what, for which purposes.", "governance token list"
)
Row = dict[str, object]


@token_commands.command(
    "issue",
    epilog="Example:  governance token issue --role subsidiary --organization 'Overlay Insight' "
    "--purpose analytics.reporting --all-sites --expires 30d",
)
def issue(
    role: Annotated[str, typer.Option(help="What it acts as.", show_default=False)],
    organization: Annotated[str, typer.Option(help="Whose: id or name.", show_default=False)],
    purpose: Annotated[
        list[str], typer.Option(help="A purpose it may name; repeatable.", show_default=False)
    ],
    site: Annotated[
        list[str] | None, typer.Option(help="A site it is held to: id or domain; repeatable.")
    ] = None,
    all_sites: Annotated[
        bool, typer.Option("--all-sites", help="Hold it to no site: all that its role may see.")
    ] = False,
    visitor: Annotated[
        str | None, typer.Option(help="For the role visitor: who was verified, on the one --site.")
    ] = None,
    user: Annotated[
        str | None, typer.Option(help="The id of the person it is for, who has the role.")
    ] = None,
    expires: Annotated[str, typer.Option(help="When it ends, such as 90d; `never`.")] = "90d",
    label: Annotated[str | None, typer.Option(help="A note for the list.")] = None,
    as_json: AsJson = False,
) -> None:
    """Issue a token and print it, this once."""
    sites = site or []
    if bool(sites) == all_sites:
        raise CommandError("give --site, once or more, or --all-sites", USAGE)
    if visitor is not None and len(sites) != 1:
        raise CommandError("--visitor needs exactly one --site", USAGE)
    life = None if expires == "never" else duration(expires)

    async def work(chosen: Settings) -> Row:
        moment = now()
        async with acting(chosen, "token issue") as work:
            keys = await the_keys(work, chosen)
            policy = await active_policy(work)
            owner = await find_organization(work, organization)
            held = [(await find_site(work, one)).id for one in sites] or None
            bound = (held[0], visitor) if held and visitor is not None else None
            rights = Rights(role, owner.id, purpose, held, user, bound)
            row, text = await tokens.issue(
                work,
                keys,
                rights,
                now=moment,
                expires_at=None if life is None else moment + life,
                label=label,
                known_roles=policy.roles,
                known_purposes=policy.purposes,
            )
            return {**_row(row, as_json), "token": text}

    show_row(finish(work(settings())), as_json)


@token_commands.command("list", epilog="Example:  governance token list --json")
def list_tokens(as_json: AsJson = False) -> None:
    """List the tokens; their secrets are not kept."""

    show_rows([_row(row, as_json) for row in listed(tokens.all_tokens)], as_json)


@token_commands.command(
    "revoke", epilog="Example:  governance token revoke tok_01m8149n52e2es08kwphkz5jxr"
)
def revoke(
    token_id: Annotated[str, typer.Argument(metavar="ID", help="The token's id, not its text.")],
    as_json: AsJson = False,
) -> None:
    """End a token at once: the next read is refused."""
    _no_token_text(token_id)

    async def work() -> Row:
        async with acting(settings(), "token revoke") as work:
            return _row(await tokens.revoke(work, token_id, now=now()), as_json)

    show_row(finish(work()), as_json)


@token_commands.command(
    "rotate",
    epilog="Example:  governance token rotate tok_01m8149n52e2es08kwphkz5jxr --overlap 1h",
)
def rotate(
    token_id: Annotated[str, typer.Argument(metavar="ID", help="The token's id, not its text.")],
    overlap: Annotated[
        str, typer.Option(help="How long the old one lives on; 0 ends it at once.")
    ] = "24h",
    as_json: AsJson = False,
) -> None:
    """Issue a token with the rights of another, which ends.

    The new one is printed this once.
    """
    _no_token_text(token_id)
    length = duration(overlap)

    async def work(chosen: Settings) -> Row:
        async with acting(chosen, "token rotate") as work:
            keys = await the_keys(work, chosen)
            row, text = await tokens.rotate(work, keys, token_id, now=now(), overlap=length)
            return {**_row(row, as_json), "token": text}

    show_row(finish(work(settings())), as_json)


def _no_token_text(argument: str) -> None:
    """A token on the command line is in the history by now."""
    if argument.startswith("gov_"):
        raise CommandError(
            "that is a token, and others can read it there; give its id, `tok_` and the 26 "
            "characters after `gov_`, and revoke it",
            USAGE,
        )


def _row(row: AccessToken, as_json: bool) -> Row:
    return {
        "id": row.id,
        "role": row.role,
        "organization": row.organization_id,
        "purposes": row.purposes,
        "user": row.user_id,
        "sites": row.sites if as_json else row.sites or "all",
        "visitor": row.visitor_id,
        "label": row.label,
        "issuedAt": instant(row.issued_at),
        "expiresAt": instant(row.expires_at),
        "revokedAt": instant(row.revoked_at),
    }
