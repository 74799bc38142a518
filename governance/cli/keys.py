"""`governance keys …`: list and rotate what signs receipts; a private part is never shown."""

from governance.cli.acting import acting
from governance.cli.run import (
    AsJson,
    finish,
    group,
    instant,
    now,
    settings,
    show_row,
    show_rows,
    the_database,
    the_keys,
)
from governance.services import signing
from governance.services.signing import Signer
from governance.settings import Settings

key_commands = group("Signing keys: what consent receipts are signed with.", "governance keys list")
Row = dict[str, object]


@key_commands.command("list", epilog="Example:  governance keys list --json")
def list_keys(as_json: AsJson = False) -> None:
    """List the signing keys, the one that signs last."""

    async def work(chosen: Settings) -> list[Signer]:
        async with the_database(chosen.database_url) as database, database.reading() as work:
            return await signing.signers(work, await the_keys(work, chosen))

    show_rows([_row(one) for one in finish(work(settings()))], as_json)


@key_commands.command("rotate", epilog="Example:  governance keys rotate")
def rotate(as_json: AsJson = False) -> None:
    """Make a key that signs from now on.

    The public halves of the others stay, so that what they signed verifies.
    """

    async def work(chosen: Settings) -> Signer:
        async with acting(chosen, "keys rotate") as work:
            return await signing.rotate(work, await the_keys(work, chosen), now=now())

    show_row(_row(finish(work(settings()))), as_json)


def _row(one: Signer) -> Row:
    return {
        "kid": one.kid,
        "status": "active" if one.retired_at is None else "retired",
        "createdAt": instant(one.created_at),
        "retiredAt": instant(one.retired_at),
    }
