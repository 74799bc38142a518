"""The command line in this process, with an environment of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from governance.cli.main import status_of

SITE = "www.overlay.example"


class Outcome(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Command:
    """Run `governance …`; the database and the key lie in a folder of the test's own."""
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", f"sqlite:///{tmp_path / 'governance.db'}")
    monkeypatch.setenv("GOVERNANCE_SECRET_KEY_FILE", str(tmp_path / "secret.key"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Outcome:
        capfd.readouterr()
        status = status_of(list(arguments))
        out, err = capfd.readouterr()
        return Outcome(status, out, err)

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after `governance init`, made once."""
    folder = tmp_path_factory.mktemp("deployment")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVERNANCE_DATABASE_URL", f"sqlite:///{folder / 'governance.db'}")
        patch.setenv("GOVERNANCE_SECRET_KEY_FILE", str(folder / "secret.key"))
        assert status_of(["init", "--organization", "Overlay Works", "--site", SITE]) == 0
    return folder


@pytest.fixture
def deployment(command: Command, made: Path, tmp_path: Path) -> Command:
    """The same, after `governance init`."""
    for file in made.iterdir():
        shutil.copy(file, tmp_path)
    return command


@pytest.fixture
def deployed(command: Command, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A deployment on each of the two databases."""
    monkeypatch.setenv("GOVERNANCE_DATABASE_URL", database_url)
    assert command("init", "--organization", "Overlay Works", "--site", SITE).status == 0
    return command
