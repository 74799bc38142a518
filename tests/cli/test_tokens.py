"""Tokens on the command line: shown once, never taken as an argument."""

import json

import pytest

from tests.cli.conftest import Command, Outcome

ISSUE = ("token", "issue", "--organization", "Overlay Works")
SUPPORT = ("--role", "support", "--purpose", "essential.service.operations.support")


def test_a_token_is_issued_listed_rotated_and_revoked(deployment: Command) -> None:
    first = json.loads(deployment(*ISSUE, *SUPPORT, "--all-sites", "--label", "CI", "--json").out)
    assert first["expiresAt"] is not None
    assert first["sites"] is None
    second = json.loads(deployment("token", "rotate", first["id"], "--overlap", "0", "--json").out)
    assert second["token"] != first["token"]
    assert second["label"] == "CI"
    revoked = json.loads(deployment("token", "revoke", second["id"], "--json").out)
    assert revoked["revokedAt"] is not None
    listed = {row["id"]: row for row in json.loads(deployment("token", "list", "--json").out)}
    assert listed[first["id"]]["revokedAt"] is not None
    assert not any("token" in row for row in listed.values())


def test_a_token_is_held_to_sites_by_domain(deployment: Command) -> None:
    out = deployment(*ISSUE, *SUPPORT, "--site", "www.overlay.example", "--json").out
    (site,) = json.loads(deployment("site", "list", "--json").out)
    assert json.loads(out)["sites"] == [site["id"]]


def test_a_token_that_never_ends_is_asked_for_by_name(deployment: Command) -> None:
    out = deployment(*ISSUE, *SUPPORT, "--all-sites", "--expires", "never", "--json").out
    assert json.loads(out)["expiresAt"] is None


def test_the_policys_own_purposes_are_known(deployment: Command) -> None:
    arguments = ("--role", "privacy_officer", "--purpose", "data_quality", "--all-sites")
    assert deployment(*ISSUE, *arguments).status == 0


def test_a_token_held_to_no_site_is_listed_as_of_all(deployment: Command) -> None:
    header, row = deployment("token", "list").out.splitlines()
    at = header.index("sites")
    assert row[at : at + 4] == "all "


def test_a_site_owner_is_not_held_to_anothers_site(deployment: Command) -> None:
    deployment("organization", "add", "Northwind", "--kind", "customer")
    owner = ("--role", "site_owner", "--purpose", "analytics.reporting", "--organization")
    site = ("--site", "www.overlay.example")
    status, out, err = deployment("token", "issue", *owner, "Northwind", *site)
    assert (status, out) == (2, "")
    assert err == (
        "error: the role `site_owner` sees its own organization's sites, and "
        "`www.overlay.example` is another's; name the site's owner as the organization\n"
    )
    assert deployment("token", "issue", *owner, "Overlay Works", *site).status == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((*SUPPORT,), "give --site"),
        ((*SUPPORT, "--all-sites", "--site", "www.overlay.example"), "give --site"),
        ((*SUPPORT, "--site", "other.example"), "no site `other.example`"),
        ((*SUPPORT, "--all-sites", "--expires", "soon"), "`soon` is not a length of time"),
        ((*SUPPORT, "--all-sites", "--expires", "0"), "`expiresAt` is not in the future"),
        (("--role", "suport", "--purpose", "analytics", "--all-sites"), "did you mean `support`"),
        (("--role", "support", "--purpose", "analytic", "--all-sites"), "did you mean `analytics`"),
        (("--role", "visitor", "--purpose", "subject_access", "--all-sites"), "bound to one"),
        (("--role", "partner", "--purpose", "analytics", "--all-sites"), "is of BUSINESS_PARTNER"),
        ((*SUPPORT, "--all-sites", "--visitor", "vis_x"), "exactly one --site"),
    ],
)
def test_wrong_rights_are_refused(
    deployment: Command, arguments: tuple[str, ...], message: str
) -> None:
    status, out, err = deployment(*ISSUE, *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_a_tokens_text_is_not_taken_as_its_id(deployment: Command) -> None:
    token = json.loads(deployment(*ISSUE, *SUPPORT, "--all-sites", "--json").out)["token"]
    for verb in ("revoke", "rotate"):
        outcome: Outcome = deployment("token", verb, token)
        assert outcome.status == 2
        assert token not in outcome.err


def test_an_unknown_token_is_named_as_such(deployment: Command) -> None:
    assert deployment("token", "revoke", "tok_x") == (2, "", "error: no token of that id\n")
