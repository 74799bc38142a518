"""Who a command that shows governed values asks as: a token from the environment or a file."""

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from governance.authz.actor import Actor
from governance.cli.run import USAGE, CommandError
from governance.engine.house import House
from governance.errors import Code, GovernanceError
from governance.web.authenticate import Authenticator

VARIABLE: Final = "GOVERNANCE_TOKEN"

TokenFile = Annotated[
    Path | None, typer.Option(help=f"A file that holds your token; else {VARIABLE} does.")
]


def token_text(token_file: Path | None) -> str:
    """The token as it was given. Raises CommandError without one."""
    try:
        text = os.environ.get(VARIABLE, "") if token_file is None else token_file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"cannot read a token from {token_file}", USAGE) from None
    if not text.strip():
        raise CommandError(
            f"this shows what is held of a visitor: set {VARIABLE} or give --token-file", USAGE
        )
    return text.strip()


async def the_asker(house: House, token: str) -> Actor:
    """The actor of a token. Raises UNAUTHENTICATED."""
    authenticator = Authenticator(house.database, house.keys, house.settings.token_cache_seconds)
    actor = await authenticator.authenticate(f"Bearer {token}")
    if actor is None:
        raise GovernanceError(Code.UNAUTHENTICATED, "that access token is not known")
    return actor
