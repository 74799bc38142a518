"""`governance keys`: what signs is listed and rotated, in force at once, and never shown."""

import json
import re

from governance.services.keys import derive, load_keys
from governance.services.signing import signing_key
from governance.settings import Settings
from tests.cli.conftest import Command

KID = re.compile(r"[A-Za-z0-9_-]{43}")


def listed(run: Command) -> list[dict[str, str | None]]:
    outcome = run("keys", "list", "--json")
    assert (outcome.status, outcome.err) == (0, "")
    found: list[dict[str, str | None]] = json.loads(outcome.out)
    return found


def test_a_deployment_has_a_key_from_its_first_day(deployed: Command) -> None:
    (only,) = listed(deployed)
    assert KID.fullmatch(only["kid"] or "")
    assert (only["status"], only["retiredAt"]) == ("active", None)
    assert only["createdAt"]


def test_a_rotation_retires_the_key_that_signed(deployed: Command) -> None:
    (first,) = listed(deployed)
    made = json.loads(deployed("keys", "rotate", "--json").out)
    assert deployed("keys", "rotate").out.splitlines()[1].split() == ["status", "active"]
    found = listed(deployed)
    assert [one["status"] for one in found] == ["retired", "retired", "active"]
    assert [one["kid"] for one in found[:2]] == [first["kid"], made["kid"]]
    assert found[0]["retiredAt"] == found[1]["createdAt"]
    assert len({one["kid"] for one in found}) == 3


def test_no_private_part_is_shown(deployment: Command) -> None:
    shown = deployment("keys", "rotate").out + deployment("keys", "list").out
    keys = load_keys(Settings())
    private = str(signing_key(keys, "").as_dict(private=True)["d"])
    assert private not in shown + deployment("keys", "list", "--json").out


def test_the_keys_of_another_secret_key_are_not_told(deployment: Command) -> None:
    Settings().secret_key_file.write_text("f" * 64)
    outcome = deployment("keys", "list")
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert "is not the one that this database was set up with" in outcome.err
    assert derive("f" * 64) == load_keys(Settings())


def test_doctor_names_the_key_that_signs(deployment: Command) -> None:
    made = json.loads(deployment("keys", "rotate", "--json").out)
    checks = {one["name"]: one for one in json.loads(deployment("doctor", "--json").out)["checks"]}
    assert checks["keys"]["status"] == "ok"
    assert checks["keys"]["message"].endswith(f"receipts are signed by {made['kid']}")
