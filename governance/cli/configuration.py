"""`governance settings`: what is set, and where it comes from; secrets are never shown."""

import os
import sys
from typing import Any

from pydantic import SecretStr

from governance.cli.run import AsJson, settings, show_rows
from governance.database.engine import shown_url
from governance.settings import Settings, secret_files, setting_names, unknown_settings


def show_settings(as_json: AsJson = False) -> None:
    """Show each setting, its default, and who sets it."""
    chosen = settings()
    show_rows([_row(chosen, name, field) for name, field in setting_names().items()], as_json)
    for unknown in unknown_settings([*os.environ, *secret_files()]):
        print(f"warning: {unknown}", file=sys.stderr)


def _row(chosen: Settings, name: str, field: str) -> dict[str, object]:
    return {
        "setting": name,
        "value": _shown(field, getattr(chosen, field)),
        "default": _shown(field, Settings.model_fields[field].default),
        "source": _source(chosen, name, field),
    }


def _source(chosen: Settings, name: str, field: str) -> str:
    if field not in chosen.model_fields_set:
        return "default"
    return "environment" if name in map(str.upper, os.environ) else "secret file"


def _shown(field: str, value: Any) -> object:
    if field == "secret_key":
        return "set" if isinstance(value, SecretStr) else "not set"
    if field == "database_url":
        return shown_url(value)
    return value if value is None or isinstance(value, int | float) else str(value)
