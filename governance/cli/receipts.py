"""`governance receipt verify`: whether a consent receipt is what a deployment signed."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from governance.cli.run import (
    USAGE,
    AsJson,
    CommandError,
    finish,
    group,
    settings,
    show_json,
    show_row,
    the_database,
    the_keys,
)
from governance.services.receipts import KIND
from governance.services.signing import SignatureRefused, public_keys, signers, verify
from governance.settings import Settings

receipt_commands = group(
    "Consent receipts: signed, and verified without a server.",
    "governance receipt verify receipt.jws",
)


@receipt_commands.command(
    "verify", epilog="Example:  governance receipt verify receipt.jws --jwks jwks.json"
)
def verify_receipt(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The receipt: a file, or - for standard input.")
    ],
    jwks: Annotated[
        str | None,
        typer.Option(help="A JWK set to verify by: a file, or -; this deployment's if not given."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say whether a receipt is genuine, and what it says.

    Exit 1 if it was altered, or signed by a key that is not known.
    """
    if file == jwks == "-":
        raise CommandError("only one of FILE and --jwks can be standard input", USAGE)
    text = _read(file).strip()
    known = finish(_own(settings())) if jwks is None else _key_set(jwks)
    try:
        kid, receipt = verify(text, KIND, known)
    except SignatureRefused as error:
        raise CommandError(f"the receipt is not genuine: {error}") from None
    if as_json:
        show_json({"kid": kid, "receipt": receipt})
        return
    try:
        show_row(_told(kid, receipt), as_json)
    except (LookupError, ValueError, TypeError, AttributeError):
        raise CommandError("the receipt is genuine, but this version cannot read it") from None


async def _own(chosen: Settings) -> dict[str, Any]:
    async with the_database(chosen.database_url) as database, database.reading() as work:
        return public_keys(await signers(work, await the_keys(work, chosen)))


def _read(place: str) -> str:
    """The text of a file or of standard input. Raises CommandError."""
    try:
        return sys.stdin.read() if place == "-" else Path(place).read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise CommandError(f"cannot read {place}: {reason}", USAGE) from None
    except UnicodeDecodeError:
        raise CommandError(f"{place} is not text in UTF-8", USAGE) from None


def _key_set(place: str) -> dict[str, Any]:
    try:
        found = json.loads(_read(place))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise CommandError(f"{place} is no JWK set", USAGE)
    return found


def _told(kid: str, receipt: dict[str, Any]) -> dict[str, object]:
    """Who, what, when and which status, in a person's words."""
    record = receipt["record"]
    (processing,), (event,), (party,) = (
        record[part] for part in ("processing", "events", "parties")
    )
    return {
        "genuine": "yes",
        "kid": kid,
        "receipt": receipt["receipt_id"],
        "consent": record["record_id"],
        "visitor": record["pii_principal_id"],
        "at": event["event_time"],
        "status": event["event_state"].rpartition("#")[2],
        "purpose": processing["purpose"],
        "recipients": [one["party_type"] for one in processing["recipient_third_parties"]] or None,
        "controller": party["party_name"],
        "site": processing["service"],
        "validity": event["validity_duration"].rpartition("#")[2],
    }
