"""The files for containers name what is there: sources, settings, commands; and no secret.

No container engine is needed: the files are read as text.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any, Final

import pytest
import yaml
from typer.exceptions import TyperException
from typer.main import get_command

from governance.cli.main import app
from governance.settings import SECRETS, Settings

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs" / "containers.md").read_text(encoding="utf-8")
DOCKERFILE: Final = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: Final[dict[str, Any]] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: Final[dict[str, Any]] = COMPOSE["services"]
SETTINGS: Final = {"governance_" + name for name in Settings.model_fields}
RUN: Final = re.compile(r"docker compose run --rm (?:-T )?(\w+) ([^`<\n]+)")


def instructions(name: str) -> list[str]:
    """What follows each instruction of that name in the Dockerfile, in order."""
    lines = re.sub(r"\\\n\s*", "", DOCKERFILE).splitlines()
    return [line.partition(" ")[2].strip() for line in lines if line.startswith(name + " ")]


def copied() -> list[str]:
    """What is copied from the repository."""
    given = [line.split() for line in instructions("COPY") if not line.startswith("--from")]
    return [source for words in given for source in words[:-1]]


def ignored(path: str) -> bool:
    """Whether .dockerignore keeps a path out: the last line that matches it or a parent decides."""
    out = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        if pattern and not line.startswith("#"):
            parts = [path, *map(str, PurePosixPath(path).parents)][:-1]
            names = PurePosixPath(path).parts if "**/" in line else parts
            if any(fnmatch(one, pattern) for one in names):
                out = not line.startswith("!")
    return out


def test_what_is_copied_is_there_and_not_ignored() -> None:
    assert copied()
    for source in copied():
        assert (ROOT / source).exists(), source
        assert not ignored(source), source


@pytest.mark.parametrize(
    "path",
    [".env", ".git/config", "secrets/governance_secret_key", "var/secret.key", "tests/conftest.py",
     "governance.db", "governance/__pycache__/errors.pyc"],
)  # fmt: skip
def test_what_is_no_source_stays_outside(path: str) -> None:
    assert ignored(path)
    assert not ignored("governance/errors.py")


def test_what_is_copied_makes_a_whole_package(tmp_path: Path) -> None:
    for source in copied():
        place = tmp_path / "src" / source
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, place)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(tmp_path / "src")], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for one in ("policies.csv", "clauses.csv", "schema.graphql", "alembic/env.py"):
        assert f"governance/_data/{one}" in names


def test_nobody_is_root_and_nothing_is_privileged() -> None:
    user = instructions("USER")[-1]
    assert user.isdigit()
    assert int(user) > 0
    for name, service in SERVICES.items():
        assert not {"user", "privileged", "cap_add", "network_mode"} & service.keys(), name
        if name != "database":
            assert service["read_only"]
            assert service["cap_drop"] == ["ALL"]


def test_every_image_is_of_a_named_minor_version() -> None:
    bases = [line.split()[0] for line in instructions("FROM")]
    images = [one["image"] for one in SERVICES.values() if "build" not in one]
    assert len(bases) == 2
    assert images
    for image in (*bases, *images):
        assert re.fullmatch(r"[a-z]+:\d+\.\d+(-[a-z-]+)?", image), image


def test_every_setting_that_is_named_is_one() -> None:
    text = "\n".join((DOCKERFILE, (ROOT / "compose.yaml").read_text("utf-8"), PAGE))
    named = {one.lower() for one in re.findall(r"GOVERNANCE_[A-Z_]+", text)}
    files = {name for name in COMPOSE["secrets"] if name.startswith("governance_")}
    assert named
    assert files
    assert named | files <= SETTINGS


def test_every_secret_is_a_file_that_the_page_makes() -> None:
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"secrets/{name}"}
        assert f"> secrets/{name}\n" in PAGE
    for service in SERVICES.values():
        assert set(service["secrets"]) <= COMPOSE["secrets"].keys()
        for name, value in service.get("environment", {}).items():
            assert not re.search("PASSWORD|SECRET|URL", name) or value.startswith(f"{SECRETS}/")


def test_a_setting_is_read_from_the_file_of_its_secret(tmp_path: Path) -> None:
    for name, value in (("database_url", "postgresql://u:p@h/d"), ("secret_key", "ab" * 32)):
        (tmp_path / f"governance_{name}").write_text(value + "\n")
    read = Settings(_secrets_dir=tmp_path)  # type: ignore[call-arg]
    assert read.database_url == "postgresql://u:p@h/d"
    assert read.secret_key is not None
    assert read.secret_key.get_secret_value() == "ab" * 32


def test_ports_are_open_on_this_machine_alone() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def command_lines() -> Iterator[list[str]]:
    """Every command line of `governance` in the files and on the page."""
    (entry,), (command,) = instructions("ENTRYPOINT"), instructions("CMD")
    assert json.loads(entry) == ["governance"]
    yield json.loads(command)
    yield from (one["command"] for one in SERVICES.values() if "command" in one)
    for service, words in RUN.findall(PAGE):
        assert service in SERVICES
        yield shlex.split(words)


def parse(words: Sequence[str]) -> None:
    """Let the command line read these words, and do nothing."""
    command: Any = get_command(app)
    for place, word in enumerate(words):
        if word not in getattr(command, "commands", {}):
            command.make_context(command.name, list(words[place:]))
            return
        command = command.commands[word]
    command.make_context(command.name, [])


def test_every_command_line_is_understood() -> None:
    lines = list(command_lines())
    assert len(lines) >= 7
    for words in lines:
        parse(words)


@pytest.mark.parametrize("words", [["serve", "--hosts", "x"], ["migrate", "now"], ["site", "add"]])
def test_a_wrong_command_line_is_found(words: list[str]) -> None:
    with pytest.raises(TyperException):
        parse(words)


def test_a_container_is_well_when_it_is_ready() -> None:
    (check,) = re.findall(r"CMD (\[\"python\".*\])", DOCKERFILE)
    program = json.loads(check)
    assert program[:2] == ["python", "-c"]
    compile(program[2], "healthcheck", "exec")
    assert "/readyz" in program[2]
