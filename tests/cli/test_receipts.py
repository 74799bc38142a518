"""`governance receipt verify`: a receipt is genuine or it is refused, in one line and offline."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from governance.database.engine import open_database
from governance.identity import new_id
from governance.services.keys import load_keys
from governance.services.receipts import KIND, Issuer
from governance.services.signing import public_keys, sign, signers, signing_key
from governance.settings import Settings
from governance.tables import Consent, ConsentEvent, Site
from tests.cli.conftest import Command

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def in_database(do: Callable[[Any], Any]) -> Any:
    async def run() -> Any:
        database = open_database(Settings().database_url)
        try:
            async with database.reading() as work:
                return await do(work)
        finally:
            await database.close()

    return asyncio.run(run())


def a_receipt() -> str:
    """A receipt of a consent on the operator's own site."""

    async def do(work: Any) -> str:
        site = (await work.session.scalars(select(Site))).one()
        same = {"site_id": site.id, "visitor_id": new_id("Visitor"), "sequence": 1}
        said = {"status": "WITHDRAWN", "method": "FORM", **same}
        consent = Consent(
            id="con_1",
            purpose="analytics.reporting",
            legal_basis="CONSENT",
            recipients=["SUBSIDIARY"],
            **said,
        )
        event = ConsentEvent(id="cev_1", consent_id="con_1", recorded_at=NOW, **said)
        return await Issuer(load_keys(Settings()), Settings()).issue(work, consent, event)

    text: str = in_database(do)
    return text


def the_key_set() -> dict[str, Any]:
    async def do(work: Any) -> dict[str, Any]:
        return public_keys(await signers(work, load_keys(Settings())))

    found: dict[str, Any] = in_database(do)
    return found


@pytest.fixture
def receipt(deployment: Command, tmp_path: Path) -> str:
    text = a_receipt()
    (tmp_path / "receipt.jws").write_text(text + "\n")
    return text


def test_a_receipt_tells_who_what_when_and_which_status(deployment: Command, receipt: str) -> None:
    status, out, err = deployment("receipt", "verify", "receipt.jws")
    told = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert (status, err, told["genuine"]) == (0, "", "yes")
    assert told["visitor"].startswith("vis_")
    assert told["at"] == "2026-03-01T12:00:00.000Z"
    assert (told["status"], told["purpose"]) == ("ConsentWithdrawn", "analytics.reporting")
    assert (told["controller"], told["site"]) == ("Overlay Works", "www.overlay.example")
    assert told["kid"] == the_key_set()["keys"][0]["kid"]


def test_the_whole_receipt_is_told_to_programs(deployment: Command, receipt: str) -> None:
    told = json.loads(deployment("receipt", "verify", "receipt.jws", "--json").out)
    assert told["receipt"]["record"]["record_id"] == "con_1"


def test_an_old_receipt_verifies_after_two_rotations(deployment: Command, receipt: str) -> None:
    assert deployment("keys", "rotate").status == deployment("keys", "rotate").status == 0
    assert deployment("receipt", "verify", "receipt.jws").status == 0


def test_without_a_database_a_key_set_verifies(
    deployment: Command, receipt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jwks.json").write_text(json.dumps(the_key_set()))
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", f"sqlite:///{tmp_path / 'gone.db'}")
    monkeypatch.setenv("GOVERNANCE_SECRET_KEY_FILE", str(tmp_path / "gone.key"))
    assert deployment("receipt", "verify", "receipt.jws", "--jwks", "jwks.json").status == 0
    assert deployment("receipt", "verify", "receipt.jws").status == 1


def test_either_may_come_by_standard_input(
    deployment: Command, receipt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(the_key_set()))
    for arguments, text in (
        (("-",), receipt),
        (("-", "--jwks", "jwks.json"), receipt),
        (("receipt.jws", "--jwks", "-"), jwks.read_text()),
    ):
        (tmp_path / "given").write_text(text)
        with (tmp_path / "given").open() as given:
            monkeypatch.setattr("sys.stdin", given)
            assert deployment("receipt", "verify", *arguments).status == 0


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_flip_in_any_part_is_refused(
    deployment: Command, receipt: str, part: int, tmp_path: Path
) -> None:
    parts = receipt.split(".")
    was = parts[part][20]
    parts[part] = parts[part][:20] + ("A" if was != "A" else "B") + parts[part][21:]
    (tmp_path / "receipt.jws").write_text(".".join(parts))
    status, out, err = deployment("receipt", "verify", "receipt.jws")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("error: the receipt is not genuine: ")


def test_the_receipt_of_another_deployment_is_refused(
    deployment: Command, receipt: str, tmp_path: Path
) -> None:
    other = signing_key(load_keys(Settings(secret_key="f" * 64)), "")  # type: ignore[arg-type]
    (tmp_path / "receipt.jws").write_text(sign({"receipt_id": "cev_1"}, KIND, other))
    refused = deployment("receipt", "verify", "receipt.jws")
    assert refused == (1, "", "error: the receipt is not genuine: none of the keys has its `kid`\n")


def test_what_is_signed_and_no_receipt_is_told_apart(deployment: Command, tmp_path: Path) -> None:
    own = signing_key(load_keys(Settings()), "")
    (tmp_path / "receipt.jws").write_text(sign({"receipt_id": "cev_1"}, KIND, own))
    outcome = deployment("receipt", "verify", "receipt.jws")
    assert outcome == (1, "", "error: the receipt is genuine, but this version cannot read it\n")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere.jws"], "cannot read nowhere.jws: no such file or directory"),
        (["."], "cannot read .: is a directory"),
        (["secret.jws"], "secret.jws is not text in UTF-8"),
        (["receipt.jws", "--jwks", "receipt.jws"], "receipt.jws is no JWK set"),
        (["-", "--jwks", "-"], "only one of FILE and --jwks can be standard input"),
    ],
)
def test_what_cannot_be_read_is_wrong_input(
    deployment: Command, receipt: str, arguments: list[str], reason: str, tmp_path: Path
) -> None:
    (tmp_path / "secret.jws").write_bytes(b"\xff\xfe")
    assert deployment("receipt", "verify", *arguments) == (2, "", f"error: {reason}\n")
