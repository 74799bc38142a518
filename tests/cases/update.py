"""Rewrite golden files on purpose: python -m tests.cases.update [part of a case's name …]

Read the difference line by line before it is committed. Refuses to run where CI is set.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from governance.database.migrations import upgrade
from tests.cases.case import Case, all_cases
from tests.cases.stage import Theatre
from tests.conftest import PostgreSQL


def main(parts: Sequence[str]) -> int:
    """Renew the golden files of the cases whose name has one of the parts; of all without any."""
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        print("golden files are never rewritten in CI", file=sys.stderr)
        return 1
    cases = [case for case in all_cases() if not parts or any(part in case.name for part in parts)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="governance-golden-")))
        server = PostgreSQL(folder / "pg")
        stack.callback(server.server.cleanup)
        changed = asyncio.run(_renew(cases, _databases(folder, server)))
    for name in changed:
        print(name)
    print(f"{len(changed)} of {len(cases)} cases changed", file=sys.stderr)
    return 0


def _databases(folder: Path, server: PostgreSQL) -> Callable[[str], str]:
    template = folder / "template.db"
    asyncio.run(upgrade(f"sqlite:///{template}"))
    numbers = iter(range(1_000_000))

    def create(dialect: str) -> str:
        if dialect == "postgresql":
            return server.create()
        path = folder / f"{next(numbers)}.db"
        shutil.copy(template, path)
        return f"sqlite:///{path}"

    return create


async def _renew(cases: Sequence[Case], new_database: Callable[[str], str]) -> list[str]:
    theatre, changed = Theatre(new_database), []
    for case in cases:
        files = await theatre.golden(case)
        if files != case.golden():
            case.renew(files)
            changed.append(case.name)
    await theatre.close()
    return changed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
