"""Settings of the process, from the environment (`GOVERNANCE_*`). Each is in docs/settings.md."""

import os
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from governance.vocabulary import JURISDICTION, nearest

PREFIX: Final = "GOVERNANCE_"
BESIDES: Final = frozenset({"GOVERNANCE_TOKEN"})
"""Names of the environment that commands read and that are no settings."""

Count = Annotated[int, Field(ge=1)]
LogLevel = Literal["debug", "info", "warning", "error"]


def networks_of(text: str | None) -> tuple[IPv4Network | IPv6Network, ...]:
    """The networks of a list such as `10.0.0.0/8, ::1`. Raises ValueError."""
    given = [] if text is None else [one.strip() for one in text.split(",")]
    return tuple(ip_network(one) for one in given if one)


def _known_networks(text: str | None) -> str | None:
    networks_of(text)
    return text


Networks = Annotated[str | None, AfterValidator(_known_networks)]
Places = Annotated[str, Field(pattern=f"^{JURISDICTION}(,{JURISDICTION})*$")]
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]

SECRETS: Final = Path("/run/secrets")
"""Where containers are given secrets, each in a file of its setting's name."""

_PREFERENCE_KEYS: Final = "channel format frequency language newsletter theme topics weekly"
PREFERENCE_KEYS: Final = frozenset(_PREFERENCE_KEYS.split())
"""Keys of preferences that a deployment declares that says nothing of them."""


class Settings(BaseSettings):
    """What a deployment chooses; every field is read from `GOVERNANCE_<FIELD>`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        extra="ignore",
        frozen=True,
        secrets_dir=SECRETS if os.access(SECRETS, os.R_OK | os.X_OK) else None,
    )

    database_url: str = "sqlite:///var/governance.db"
    """`sqlite:///PATH` or `postgresql://…`."""
    secret_key: SecretStr | None = None
    """64 hexadecimal characters; tokens, pseudonyms and cursors derive their keys from it."""
    secret_key_file: Path = Path("var/secret.key")
    """Where the key lies when `secret_key` is not given."""
    pool_size: Count = 8
    """Read connections to PostgreSQL, or reader threads on SQLite (at most 4 there)."""
    ledger_queue: Count = 4096
    """Disclosures that may wait for the ledger; one more is refused."""
    ledger_timeout_seconds: Seconds = 2.0
    """How long an answer waits for its ledger entry."""
    statement_timeout_seconds: Seconds = 10.0
    """How long one read may take before `TIMEOUT`."""
    preference_keys: str = _PREFERENCE_KEYS
    """Keys that preferences of visitors may have, parted by blanks or commas (C2, C8)."""
    max_body_bytes: Count = 1_048_576
    max_tokens: Count = 4000
    """Lexical tokens of a document."""
    max_depth: Count = 16
    max_fields: Count = 4000
    """Fields of a document after its fragments are expanded."""
    max_cost: Count = 50_000
    """Rows that an operation may reach, and what it costs to count them."""
    plan_cache_size: Count = 500
    document_cache_size: Count = 1000
    log_level: LogLevel = "info"
    """The least that is logged; `debug` has a line for every request."""
    sign_ins_per_minute: Count = 10
    """Sign-ins that are tried from one client, and for one address."""
    browser_tokens_per_minute: Count = 60
    """Tokens that browsers get from one client."""
    visitor_requests_per_minute: Count = 600
    """Requests by visitors' tokens from one client."""
    trusted_proxies: Networks = None
    """Networks, parted by commas, of proxies whose `X-Forwarded-For` is believed."""
    token_cache_seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 30.0
    """How long the verdict on a token's secret is kept, 0 for not at all; revocation is checked at
    each read."""
    receipt_storage_locations: Places | None = None
    """Where the data lies, as consent receipts say: ISO 3166 codes, by commas."""
    receipt_retention_period: Annotated[str, Field(pattern=r"^P(\d+[YMWD])+$")] | None = None
    """How long it is kept, as consent receipts say: an ISO 8601 duration such as `P2Y`."""

    @property
    def declared_preferences(self) -> frozenset[str]:
        """The keys of `preference_keys`."""
        return frozenset(self.preference_keys.replace(",", " ").split())


def setting_names() -> dict[str, str]:
    """The name in the environment of each setting, and its field."""
    return {PREFIX + name.upper(): name for name in Settings.model_fields}


def secret_files() -> list[str]:
    """The names of what lies where secrets are read from."""
    folder = Settings.model_config.get("secrets_dir")
    return os.listdir(folder) if isinstance(folder, Path) else []


def unknown_settings(environment: Iterable[str]) -> list[str]:
    """One line for each `GOVERNANCE_*` name that is no setting, with the nearest one."""
    known = {*setting_names(), *BESIDES}
    given = {name for name in environment if name.upper().startswith(PREFIX)}
    return [
        f"`{name}` is not a setting{nearest(name.upper(), known)}"
        for name in sorted(given)
        if name.upper() not in known
    ]
