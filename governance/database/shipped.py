"""Files that travel with the package: at the root of a checkout, under `_data` in a wheel."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]


def shipped(name: str) -> Path:
    """Where a shipped file or folder lies, such as `policies.csv` or `alembic`.

    The wheel's copy comes first: beside an installed package, `alembic` is the library of that
    name. Raises FileNotFoundError, naming the place, when the installation lacks it.
    """
    for folder in (_PACKAGE / "_data", _PACKAGE.parent):
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(f"this installation lacks `{name}` (looked in {_PACKAGE.parent})")
