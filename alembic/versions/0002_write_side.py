"""The write side: what mutations keep beside what they write.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

from governance.database.types import Instant, Names, PlainText

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what this revision adds."""
    op.create_table(
        "cookie_block",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("kind", PlainText, nullable=False),
        sa.Column("key", PlainText, nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "kind", "key"),
    )
    op.create_table(
        "signing_key",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", PlainText, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "site_key",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("origins", Names, nullable=False),
        sa.Column("permission_basis", PlainText, nullable=True),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("revoked_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("site_key", schema=None) as batch_op:
        batch_op.create_index("ix_site_key_site", ["site_id"], unique=False)

    op.create_table(
        "correction",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("id", PlainText, nullable=False),
        sa.Column("visitor_id", PlainText, nullable=False),
        sa.Column("coordinate", PlainText, nullable=False),
        sa.Column("before_hmac", PlainText, nullable=True),
        sa.Column("corrected_by", PlainText, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id", "visitor_id"],
            ["visitor.site_id", "visitor.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "id"),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(
            "ix_correction_visitor", ["site_id", "visitor_id", "recorded_at"], unique=False
        )

    op.create_table(
        "idempotency",
        sa.Column("token_id", PlainText, nullable=False),
        sa.Column("mutation", PlainText, nullable=False),
        sa.Column("key", PlainText, nullable=False),
        sa.Column("input_hmac", PlainText, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("written_id", PlainText, nullable=False),
        sa.Column("told", PlainText, nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"],
            ["access_token.id"],
        ),
        sa.PrimaryKeyConstraint("token_id", "mutation", "key"),
    )
    with op.batch_alter_table("idempotency", schema=None) as batch_op:
        batch_op.create_index("ix_idempotency_recorded", ["token_id", "recorded_at"], unique=False)

    op.create_index(
        "ix_access_token_visitor_expires",
        "access_token",
        ["expires_at"],
        sqlite_where=sa.text("visitor_id IS NOT NULL"),
        postgresql_where=sa.text("visitor_id IS NOT NULL"),
    )

    with op.batch_alter_table("acquisition", schema=None) as batch_op:
        batch_op.add_column(sa.Column("abandoned_at", Instant, nullable=True))
        batch_op.add_column(sa.Column("abandoned_by", PlainText, nullable=True))

    with op.batch_alter_table("app_user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("password_hash", PlainText, nullable=True))
        batch_op.add_column(sa.Column("totp_secret", PlainText, nullable=True))
        batch_op.add_column(sa.Column("totp_step", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("locked_until", Instant, nullable=True))

    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("receipt", PlainText, nullable=True))

    with op.batch_alter_table("consent_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("legal_basis", PlainText, nullable=True))
        batch_op.add_column(sa.Column("recipients", Names, nullable=True))
        batch_op.add_column(sa.Column("notice_id", PlainText, nullable=True))
        batch_op.add_column(sa.Column("jurisdiction", PlainText, nullable=True))
        batch_op.add_column(sa.Column("language", PlainText, nullable=True))
        batch_op.add_column(sa.Column("expires_at", Instant, nullable=True))
        batch_op.add_column(sa.Column("evidence", PlainText, nullable=True))
        batch_op.add_column(sa.Column("conflicts_with", PlainText, nullable=True))

    with op.batch_alter_table("cookie_observation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("allowed", sa.Boolean(), nullable=True))

    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changes", PlainText, nullable=True))

    with op.batch_alter_table("legal_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("categories", Names, nullable=True))
        batch_op.add_column(sa.Column("opened_by", PlainText, nullable=True))
        batch_op.add_column(sa.Column("closed_at", Instant, nullable=True))

    with op.batch_alter_table("sharing_grant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("approved_at", Instant, nullable=True))
        batch_op.add_column(sa.Column("ended_at", Instant, nullable=True))

    with op.batch_alter_table("visitor", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hash_key", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("visitor", schema=None) as batch_op:
        batch_op.drop_column("hash_key")

    with op.batch_alter_table("sharing_grant", schema=None) as batch_op:
        batch_op.drop_column("ended_at")
        batch_op.drop_column("approved_at")

    with op.batch_alter_table("legal_request", schema=None) as batch_op:
        batch_op.drop_column("closed_at")
        batch_op.drop_column("opened_by")
        batch_op.drop_column("categories")

    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.drop_column("changes")

    with op.batch_alter_table("cookie_observation", schema=None) as batch_op:
        batch_op.drop_column("allowed")

    with op.batch_alter_table("consent_event", schema=None) as batch_op:
        batch_op.drop_column("conflicts_with")
        batch_op.drop_column("evidence")
        batch_op.drop_column("expires_at")
        batch_op.drop_column("language")
        batch_op.drop_column("jurisdiction")
        batch_op.drop_column("notice_id")
        batch_op.drop_column("recipients")
        batch_op.drop_column("legal_basis")

    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_column("receipt")

    with op.batch_alter_table("app_user", schema=None) as batch_op:
        batch_op.drop_column("locked_until")
        batch_op.drop_column("failures")
        batch_op.drop_column("totp_step")
        batch_op.drop_column("totp_secret")
        batch_op.drop_column("password_hash")

    with op.batch_alter_table("acquisition", schema=None) as batch_op:
        batch_op.drop_column("abandoned_by")
        batch_op.drop_column("abandoned_at")

    op.drop_index("ix_access_token_visitor_expires", "access_token")
    with op.batch_alter_table("idempotency", schema=None) as batch_op:
        batch_op.drop_index("ix_idempotency_recorded")

    op.drop_table("idempotency")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index("ix_correction_visitor")

    op.drop_table("correction")
    with op.batch_alter_table("site_key", schema=None) as batch_op:
        batch_op.drop_index("ix_site_key_site")

    op.drop_table("site_key")
    op.drop_table("signing_key")
    op.drop_table("cookie_block")
