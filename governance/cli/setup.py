"""`governance init` and `governance migrate`: the commands that make a database."""

from datetime import timedelta
from typing import Annotated, Any

import typer

from governance.cli.acting import this_operator
from governance.cli.run import (
    AsJson,
    CommandError,
    activate_shipped,
    finish,
    now,
    settings,
    show_json,
    show_row,
    the_database,
)
from governance.database.engine import dialect_of, sqlite_path
from governance.database.migrations import current, head, pending, upgrade
from governance.services import tokens
from governance.services.acts import record_act
from governance.services.deployment import bind_key
from governance.services.keys import load_or_make_keys
from governance.services.organizations import (
    canonical_domain,
    create_organization,
    create_site,
    create_user,
    find_operator,
)
from governance.services.tokens import Rights
from governance.settings import Settings

FIRST_PURPOSES = ("essential.legal_obligation", "subject_access", "data_quality")
FIRST_LIFE = timedelta(days=90)


def init(
    organization: Annotated[str, typer.Option(help="The operator's name.", show_default=False)],
    site: Annotated[str, typer.Option(help="The operator's domain.", show_default=False)],
    owner: Annotated[
        str | None, typer.Option(help="The privacy officer's address, to make their user.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Set up a deployment, and print its first token.

    Makes the database, the secret key and the operator, and activates the shipped policy.
    """
    answer = finish(_init(settings(), organization, site, owner))
    show_row(answer, as_json)
    if not as_json:
        ends = f"ends in {FIRST_LIFE.days} days"
        print(f"The token is shown this once. It is a privacy officer's and {ends}.")


async def _init(
    chosen: Settings, organization: str, site: str, owner: str | None
) -> dict[str, Any]:
    canonical_domain(site)  # before anything is made
    await upgrade(chosen.database_url)
    moment = now()
    async with (
        the_database(chosen.database_url) as database,
        database.unit_of_work() as work,
    ):
        if await find_operator(work) is not None:
            raise CommandError(
                "this database is set up already; see `governance organization list`"
            )
        operator = await create_organization(work, organization, "OPERATOR", now=moment)
        made = await create_site(work, operator.id, site, now=moment)
        keys = load_or_make_keys(chosen)
        await bind_key(work, keys)
        user_id = None
        if owner is not None:
            user = await create_user(work, operator, owner, owner, "privacy_officer", now=moment)
            user_id = user.id
        revision = await activate_shipped(work, author=this_operator(), moment=moment)
        rights = Rights("privacy_officer", operator.id, FIRST_PURPOSES, None, user_id=user_id)
        _, token = await tokens.issue(
            work, keys, rights, now=moment, expires_at=moment + FIRST_LIFE, label="init"
        )
        await record_act(work, this_operator(), "init", now=moment)
    return {
        "organization": operator.id,
        "site": made.id,
        "user": user_id,
        "policyRevision": revision,
        "purposes": list(FIRST_PURPOSES),
        "token": token,
    }


def migrate(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if something is pending.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the database to the schema of this version.

    Makes the database if there is none.
    """
    url = settings().database_url
    before = finish(_pending(url, check))
    if not check and before:
        finish(upgrade(url))
    if as_json:
        show_json({"revision": finish(current(url)), "pending" if check else "applied": before})
    elif not before:
        print(f"up to date at {head()}")
    else:
        print(("pending: " if check else "applied: ") + ", ".join(before))
    if check and before:
        raise typer.Exit(1)


async def _pending(url: str, check: bool) -> list[str]:
    """What is missing; all of it where a SQLite file is to be made."""
    if not check and dialect_of(url) == "sqlite" and not sqlite_path(url).exists():
        await upgrade(url, "base")
    return await pending(url)
