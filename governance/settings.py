"""Settings of the process, from the environment (`GOVERNANCE_*`). Each is in docs/settings.md."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a deployment chooses; every field is read from `GOVERNANCE_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="GOVERNANCE_", extra="ignore", frozen=True)

    database_url: str = "sqlite:///var/governance.db"
    """`sqlite:///PATH` or `postgresql://…`."""
    secret_key: SecretStr | None = None
    """64 hexadecimal characters; tokens, pseudonyms and cursors derive their keys from it."""
    secret_key_file: Path = Path("var/secret.key")
    """Where the key lies when `secret_key` is not given."""
    pool_size: int = 8
    """Read connections to PostgreSQL, or reader threads on SQLite (at most 4 there)."""
    ledger_queue: int = 4096
    """Disclosures that may wait for the ledger; one more is refused."""
    ledger_timeout_seconds: float = 2.0
    """How long an answer waits for its ledger entry."""
    statement_timeout_seconds: float = 10.0
    """How long one read may take before `TIMEOUT`."""
    max_body_bytes: int = 1_048_576
    max_tokens: int = 4000
    """Lexical tokens of a document."""
    max_depth: int = 16
    max_fields: int = 4000
    """Fields of a document after its fragments are expanded."""
    max_cost: int = 50_000
    """Rows that an operation may reach, and what it costs to count them."""
    plan_cache_size: int = 500
    document_cache_size: int = 1000
    token_cache_seconds: float = 30.0
    """How long the verdict on a token's secret is kept; revocation is checked at each read."""
