"""What a database knows of the deployment it belongs to."""

from sqlmodel import Field, SQLModel

from governance.database.types import PlainText


class Deployment(SQLModel, table=True):
    """One row at most: which secret key the database was set up with."""

    key_fingerprint: str = Field(primary_key=True, sa_type=PlainText)
    """Hexadecimal HMAC by a derived key: it tells a key again, and tells nothing of it."""
