"""`governance doctor`: what is wrong with a deployment, and the remedy. It creates nothing."""

import os
from dataclasses import asdict

import typer

from governance.cli.checks import FAIL, examine
from governance.cli.run import AsJson, finish, now, show_json


def doctor(as_json: AsJson = False) -> None:
    """Say what is wrong with a deployment, and what to do.

    Checks settings, database, schema, keys, policy, ledger, clock and disk, one line each: ok, warn
    or fail, what was found, and the remedy. None stops the others. Exit 1 if one fails.
    """
    found = finish(examine(os.environ, now()))
    failed = any(check.status == FAIL for check in found)
    if as_json:
        show_json({"ok": not failed, "checks": [asdict(check) for check in found]})
    else:
        for check in found:
            remedy = f"; {check.remedy}" if check.remedy else ""
            print(f"{check.status.ljust(4)}  {check.name.ljust(8)}  {check.message}{remedy}")
    if failed:
        raise typer.Exit(1)
