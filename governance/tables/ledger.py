"""The disclosure ledger: one row for every governed read that was executed."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from governance.database.types import Instant, PlainText


class Disclosure(SQLModel, table=True):
    """What was shown to whom, for which purpose; never a value, never a literal."""

    __table_args__ = (Index("ix_disclosure_recipient", "recipient_id", "at"),)

    id: str = Field(primary_key=True, sa_type=PlainText)
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(sa_type=PlainText)
    """The access token's id, or `operator:<os user>`."""
    recipient_id: str = Field(sa_type=PlainText)
    role: str = Field(sa_type=PlainText)
    purpose: str = Field(sa_type=PlainText)
    policy_revision: str = Field(sa_type=PlainText)
    operation: str | None = Field(default=None, sa_type=PlainText)
    document_hash: str = Field(sa_type=PlainText)
    variables_hmac: str = Field(sa_type=PlainText)
    coordinates: str = Field(sa_type=PlainText)
    """JSON: {"read": [coordinate], "shown": {coordinate: [form]}, "used": [coordinate],
    "signed": [[coordinate]]}: roots and relations followed, values and the forms they may have,
    what filters and orders use, and for each root what the digits of its signatures stand for."""
    signatures: str = Field(sa_type=PlainText)
    """JSON, for each root null or a list: [[signature, id suffixes of 26 characters, joined]]."""
    changes: str | None = Field(default=None, sa_type=PlainText)
    """JSON of a write: [[coordinate, hash before, hash after]], hexadecimal HMAC-SHA256 under the
    key of the visitor, or of the deployment where it is no visitor's; null where nothing was."""
    visitor_count: int
