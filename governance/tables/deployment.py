"""What a database knows of the deployment it belongs to: its secret key, and its signing keys."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from governance.database.types import Instant, PlainText


class Deployment(SQLModel, table=True):
    """One row at most: which secret key the database was set up with."""

    key_fingerprint: str = Field(primary_key=True, sa_type=PlainText)
    """Hexadecimal HMAC by a derived key: it tells a key again, and tells nothing of it."""


class SigningKey(SQLModel, table=True):
    """A signing key after the first, which needs no row; the one of the highest number signs."""

    __tablename__ = "signing_key"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """From 1."""
    salt: str = Field(sa_type=PlainText)
    """Hexadecimal, 32 random bytes: with the secret key they make the key, alone nothing."""
    created_at: datetime = Field(sa_type=Instant)
