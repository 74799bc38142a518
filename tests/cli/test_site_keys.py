"""Publishable keys on the command line: issued for a site and origins, listed, revoked."""

import json

import pytest

from tests.cli.conftest import SITE, Command

ORIGIN = "https://www.overlay.example"


def test_a_key_is_issued_listed_and_revoked(deployed: Command) -> None:
    issue = ("site", "key", "issue", SITE, "--origin", ORIGIN, "--permission-basis", "CONSENT")
    issued = json.loads(deployed(*issue, "--json").out)
    assert issued["key"].startswith("gov_pk_")
    assert (issued["origins"], issued["permissionBasis"]) == ([ORIGIN], "CONSENT")
    assert json.loads(deployed("site", "key", "list", "--json").out) == [issued]
    revoked = json.loads(deployed("site", "key", "revoke", issued["key"], "--json").out)
    assert revoked["revokedAt"] is not None
    assert issued | {"revokedAt": None} == revoked | {"revokedAt": None}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("issue", "nowhere.example", "--origin", ORIGIN), "no site `nowhere.example`"),
        (("issue", SITE, "--origin", "*"), "an origin is such as `https://www.example.com`"),
        (("issue", SITE), "--origin"),
        (("issue", SITE, "--origin", ORIGIN, "--permission-basis", "X"), "is not a legal basis"),
        (("revoke", "gov_pk_" + "0" * 26), "no site key of that id"),
    ],
)
def test_a_key_that_cannot_be_is_refused(
    deployment: Command, arguments: tuple[str, ...], message: str
) -> None:
    outcome = deployment("site", "key", *arguments)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert message in outcome.err
