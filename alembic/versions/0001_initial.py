"""Every table of the first version.

Revision 0001, after nothing.
"""

import sqlalchemy as sa
from alembic import op

from governance.database.types import Instant, Names, PlainText

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what this revision adds."""
    op.create_table(
        "deployment",
        sa.Column("key_fingerprint", PlainText, nullable=False),
        sa.PrimaryKeyConstraint("key_fingerprint"),
    )
    op.create_table(
        "disclosure",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("actor", PlainText, nullable=False),
        sa.Column("recipient_id", PlainText, nullable=False),
        sa.Column("role", PlainText, nullable=False),
        sa.Column("purpose", PlainText, nullable=False),
        sa.Column("policy_revision", PlainText, nullable=False),
        sa.Column("operation", PlainText, nullable=True),
        sa.Column("document_hash", PlainText, nullable=False),
        sa.Column("variables_hmac", PlainText, nullable=False),
        sa.Column("coordinates", PlainText, nullable=False),
        sa.Column("signatures", PlainText, nullable=False),
        sa.Column("visitor_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.create_index("ix_disclosure_recipient", ["recipient_id", "at"], unique=False)

    op.create_table(
        "organization",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("name", PlainText, nullable=False),
        sa.Column("kind", PlainText, nullable=False),
        sa.Column("country", PlainText, nullable=True),
        sa.Column("contact", PlainText, nullable=True),
        sa.Column("disabled_at", Instant, nullable=True),
        sa.Column("created_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "policy_revision",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("revision", PlainText, nullable=False),
        sa.Column("rules", PlainText, nullable=False),
        sa.Column("clauses", PlainText, nullable=False),
        sa.Column("author", PlainText, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("activated_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("revision"),
    )
    with op.batch_alter_table("policy_revision", schema=None) as batch_op:
        batch_op.create_index(
            "ix_policy_revision_active",
            ["active"],
            unique=True,
            sqlite_where=sa.text("active"),
            postgresql_where=sa.text("active"),
        )

    op.create_table(
        "acquisition",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("acquirer_id", PlainText, nullable=False),
        sa.Column("kind", PlainText, nullable=False),
        sa.Column("status", PlainText, nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        sa.Column("opened_by", PlainText, nullable=True),
        sa.Column("closed_at", Instant, nullable=True),
        sa.Column("closed_by", PlainText, nullable=True),
        sa.Column("seconded_by", PlainText, nullable=True),
        sa.ForeignKeyConstraint(
            ["acquirer_id"],
            ["organization.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("acquisition", schema=None) as batch_op:
        batch_op.create_index("ix_acquisition_acquirer", ["acquirer_id", "status"], unique=False)

    op.create_table(
        "app_user",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("organization_id", PlainText, nullable=False),
        sa.Column("name", PlainText, nullable=False),
        sa.Column("email", PlainText, nullable=False),
        sa.Column("role", PlainText, nullable=False),
        sa.Column("disabled_at", Instant, nullable=True),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
    )
    op.create_table(
        "legal_request",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("authority_id", PlainText, nullable=False),
        sa.Column("reference", PlainText, nullable=False),
        sa.Column("instrument", PlainText, nullable=False),
        sa.Column("matter", PlainText, nullable=False),
        sa.Column("jurisdiction", PlainText, nullable=False),
        sa.Column("status", PlainText, nullable=False),
        sa.Column("verified_by", PlainText, nullable=True),
        sa.Column("seconded_by", PlainText, nullable=True),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("sealed_until", Instant, nullable=True),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"],
            ["organization.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("legal_request", schema=None) as batch_op:
        batch_op.create_index(
            "ix_legal_request_authority", ["authority_id", "status"], unique=False
        )

    op.create_table(
        "site",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("organization_id", PlainText, nullable=False),
        sa.Column("domain", PlainText, nullable=False),
        sa.Column("name", PlainText, nullable=False),
        sa.Column("jurisdiction", PlainText, nullable=True),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("domain"),
    )
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.create_index("ix_site_organization", ["organization_id"], unique=False)

    op.create_table(
        "access_token",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("organization_id", PlainText, nullable=False),
        sa.Column("user_id", PlainText, nullable=True),
        sa.Column("role", PlainText, nullable=False),
        sa.Column("purposes", Names, nullable=False),
        sa.Column("sites", Names, nullable=True),
        sa.Column("visitor_site_id", PlainText, nullable=True),
        sa.Column("visitor_id", PlainText, nullable=True),
        sa.Column("secret_hash", PlainText, nullable=False),
        sa.Column("label", PlainText, nullable=True),
        sa.Column("issued_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=True),
        sa.Column("revoked_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["app_user.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "acquisition_site",
        sa.Column("acquisition_id", PlainText, nullable=False),
        sa.Column("site_id", PlainText, nullable=False),
        sa.ForeignKeyConstraint(
            ["acquisition_id"],
            ["acquisition.id"],
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
        ),
        sa.PrimaryKeyConstraint("acquisition_id", "site_id"),
    )
    op.create_table(
        "cookie",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("id", PlainText, nullable=False),
        sa.Column("name", PlainText, nullable=False),
        sa.Column("is_pattern", sa.Boolean(), nullable=False),
        sa.Column("domain", PlainText, nullable=True),
        sa.Column("category", PlainText, nullable=False),
        sa.Column("provider", PlainText, nullable=True),
        sa.Column("description", PlainText, nullable=True),
        sa.Column("retention", PlainText, nullable=True),
        sa.Column("retention_seconds", sa.BigInteger(), nullable=True),
        sa.Column("third_party", sa.Boolean(), nullable=False),
        sa.Column("source_key", PlainText, nullable=True),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "id"),
    )
    with op.batch_alter_table("cookie", schema=None) as batch_op:
        batch_op.create_index("ix_cookie_id", ["id"], unique=False)
        batch_op.create_index("ix_cookie_name", ["site_id", "name"], unique=False)
        batch_op.create_index("ix_cookie_source", ["site_id", "source_key"], unique=True)

    op.create_table(
        "notice",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("id", PlainText, nullable=False),
        sa.Column("version", PlainText, nullable=False),
        sa.Column("language", PlainText, nullable=False),
        sa.Column("url", PlainText, nullable=True),
        sa.Column("content_hash", PlainText, nullable=False),
        sa.Column("material", sa.Boolean(), nullable=False),
        sa.Column("posted_at", Instant, nullable=False),
        sa.Column("binds_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "id"),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_id", ["id"], unique=False)
        batch_op.create_index(
            "ix_notice_posted", ["site_id", "posted_at", "id", "binds_at"], unique=False
        )

    op.create_table(
        "opt_out",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("site_id", PlainText, nullable=True),
        sa.Column("kind", PlainText, nullable=False),
        sa.Column("key", PlainText, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("opt_out", schema=None) as batch_op:
        batch_op.create_index("ix_opt_out_key", ["key"], unique=False)

    op.create_table(
        "sharing_grant",
        sa.Column("id", PlainText, nullable=False),
        sa.Column("grantor_id", PlainText, nullable=False),
        sa.Column("recipient_id", PlainText, nullable=False),
        sa.Column("site_id", PlainText, nullable=True),
        sa.Column("purposes", Names, nullable=False),
        sa.Column("categories", Names, nullable=False),
        sa.Column("legal_basis", PlainText, nullable=False),
        sa.Column("agreement", PlainText, nullable=True),
        sa.Column("status", PlainText, nullable=False),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=True),
        sa.Column("proposed_by", PlainText, nullable=True),
        sa.Column("approved_by", PlainText, nullable=True),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["grantor_id"],
            ["organization.id"],
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"],
            ["organization.id"],
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("sharing_grant", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sharing_grant_recipient", ["recipient_id", "status"], unique=False
        )

    op.create_table(
        "visitor",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("id", PlainText, nullable=False),
        sa.Column("external_id", PlainText, nullable=True),
        sa.Column("source_key", PlainText, nullable=True),
        sa.Column("email", PlainText, nullable=True),
        sa.Column("email_match", PlainText, nullable=True),
        sa.Column("email_sha256", PlainText, nullable=True),
        sa.Column("first_name", PlainText, nullable=True),
        sa.Column("last_name", PlainText, nullable=True),
        sa.Column("phone", PlainText, nullable=True),
        sa.Column("street_address", PlainText, nullable=True),
        sa.Column("city", PlainText, nullable=True),
        sa.Column("region", PlainText, nullable=True),
        sa.Column("postal_code", PlainText, nullable=True),
        sa.Column("country", PlainText, nullable=True),
        sa.Column("social_network", PlainText, nullable=True),
        sa.Column("social_handle", PlainText, nullable=True),
        sa.Column("ip_address", PlainText, nullable=True),
        sa.Column("ip_network", PlainText, nullable=True),
        sa.Column("device_type", PlainText, nullable=True),
        sa.Column("hardware", PlainText, nullable=True),
        sa.Column("os", PlainText, nullable=True),
        sa.Column("browser", PlainText, nullable=True),
        sa.Column("device_id", PlainText, nullable=True),
        sa.Column("mac_address", PlainText, nullable=True),
        sa.Column("geo_country", PlainText, nullable=True),
        sa.Column("geo_region", PlainText, nullable=True),
        sa.Column("geo_city", PlainText, nullable=True),
        sa.Column("latitude_e6", sa.Integer(), nullable=True),
        sa.Column("longitude_e6", sa.Integer(), nullable=True),
        sa.Column("gender", PlainText, nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("preferences", PlainText, nullable=True),
        sa.Column("permission_basis", PlainText, nullable=True),
        sa.Column("restricted_at", Instant, nullable=True),
        sa.Column("first_seen_at", Instant, nullable=True),
        sa.Column("last_seen_at", Instant, nullable=True),
        sa.Column("visit_count", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("updated_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "id"),
    )
    with op.batch_alter_table("visitor", schema=None) as batch_op:
        batch_op.create_index("ix_visitor_created", ["site_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_visitor_email", ["site_id", "email_match"], unique=False)
        batch_op.create_index("ix_visitor_external", ["site_id", "external_id"], unique=False)
        batch_op.create_index("ix_visitor_id", ["id"], unique=False)
        batch_op.create_index(
            "ix_visitor_last_seen", ["site_id", "last_seen_at", "id"], unique=False
        )
        batch_op.create_index("ix_visitor_source", ["site_id", "source_key"], unique=True)

    op.create_table(
        "consent",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("id", PlainText, nullable=False),
        sa.Column("visitor_id", PlainText, nullable=False),
        sa.Column("purpose", PlainText, nullable=False),
        sa.Column("regime", PlainText, nullable=False),
        sa.Column("status", PlainText, nullable=False),
        sa.Column("legal_basis", PlainText, nullable=False),
        sa.Column("recipients", Names, nullable=False),
        sa.Column("notice_id", PlainText, nullable=True),
        sa.Column("method", PlainText, nullable=False),
        sa.Column("jurisdiction", PlainText, nullable=True),
        sa.Column("language", PlainText, nullable=True),
        sa.Column("given_at", Instant, nullable=True),
        sa.Column("withdrawn_at", Instant, nullable=True),
        sa.Column("expires_at", Instant, nullable=True),
        sa.Column("source", PlainText, nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id", "visitor_id"],
            ["visitor.site_id", "visitor.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "id"),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index("ix_consent_id", ["id"], unique=False)
        batch_op.create_index(
            "ix_consent_standing", ["site_id", "visitor_id", "purpose", "regime"], unique=True
        )

    op.create_table(
        "cookie_observation",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("id", PlainText, nullable=False),
        sa.Column("visitor_id", PlainText, nullable=False),
        sa.Column("cookie_id", PlainText, nullable=True),
        sa.Column("name", PlainText, nullable=False),
        sa.Column("first_seen_at", Instant, nullable=False),
        sa.Column("last_seen_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id", "cookie_id"],
            ["cookie.site_id", "cookie.id"],
        ),
        sa.ForeignKeyConstraint(
            ["site_id", "visitor_id"],
            ["visitor.site_id", "visitor.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "id"),
    )
    with op.batch_alter_table("cookie_observation", schema=None) as batch_op:
        batch_op.create_index("ix_cookie_observation_id", ["id"], unique=False)
        batch_op.create_index(
            "ix_cookie_observation_visitor", ["site_id", "visitor_id", "name"], unique=True
        )

    op.create_table(
        "legal_request_visitor",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("visitor_id", PlainText, nullable=False),
        sa.Column("legal_request_id", PlainText, nullable=False),
        sa.ForeignKeyConstraint(
            ["legal_request_id"],
            ["legal_request.id"],
        ),
        sa.ForeignKeyConstraint(
            ["site_id", "visitor_id"],
            ["visitor.site_id", "visitor.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "visitor_id", "legal_request_id"),
    )
    op.create_table(
        "notice_use",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("notice_id", PlainText, nullable=False),
        sa.Column("recipient_kind", PlainText, nullable=False),
        sa.Column("purpose", PlainText, nullable=False),
        sa.Column("category", PlainText, nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id", "notice_id"],
            ["notice.site_id", "notice.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "notice_id", "recipient_kind", "purpose", "category"),
    )
    op.create_table(
        "visit",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("id", PlainText, nullable=False),
        sa.Column("visitor_id", PlainText, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("path", PlainText, nullable=True),
        sa.Column("referrer", PlainText, nullable=True),
        sa.Column("referrer_host", PlainText, nullable=True),
        sa.Column("ip_address", PlainText, nullable=True),
        sa.Column("ip_network", PlainText, nullable=True),
        sa.Column("user_agent", PlainText, nullable=True),
        sa.Column("os", PlainText, nullable=True),
        sa.Column("browser", PlainText, nullable=True),
        sa.Column("pages_viewed", sa.Integer(), nullable=True),
        sa.Column("seconds_spent", sa.Integer(), nullable=True),
        sa.Column("line_key", PlainText, nullable=True),
        sa.ForeignKeyConstraint(
            ["site_id", "visitor_id"],
            ["visitor.site_id", "visitor.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "id"),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_at", ["site_id", "at", "id"], unique=False)
        batch_op.create_index("ix_visit_id", ["id"], unique=False)
        batch_op.create_index("ix_visit_line", ["site_id", "line_key"], unique=True)
        batch_op.create_index("ix_visit_visitor", ["site_id", "visitor_id", "at"], unique=False)

    op.create_table(
        "visitor_alias",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("kind", PlainText, nullable=False),
        sa.Column("value", PlainText, nullable=False),
        sa.Column("visitor_id", PlainText, nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id", "visitor_id"],
            ["visitor.site_id", "visitor.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "kind", "value"),
    )
    with op.batch_alter_table("visitor_alias", schema=None) as batch_op:
        batch_op.create_index("ix_visitor_alias_visitor", ["site_id", "visitor_id"], unique=False)

    op.create_table(
        "consent_event",
        sa.Column("site_id", PlainText, nullable=False),
        sa.Column("id", PlainText, nullable=False),
        sa.Column("consent_id", PlainText, nullable=False),
        sa.Column("visitor_id", PlainText, nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("status", PlainText, nullable=False),
        sa.Column("method", PlainText, nullable=False),
        sa.Column("source", PlainText, nullable=True),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("line_key", PlainText, nullable=True),
        sa.ForeignKeyConstraint(
            ["site_id", "consent_id"],
            ["consent.site_id", "consent.id"],
        ),
        sa.PrimaryKeyConstraint("site_id", "id"),
    )
    with op.batch_alter_table("consent_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_consent_event_consent", ["site_id", "consent_id", "sequence"], unique=True
        )
        batch_op.create_index("ix_consent_event_line", ["site_id", "line_key"], unique=True)


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("consent_event", schema=None) as batch_op:
        batch_op.drop_index("ix_consent_event_line")
        batch_op.drop_index("ix_consent_event_consent")

    op.drop_table("consent_event")
    with op.batch_alter_table("visitor_alias", schema=None) as batch_op:
        batch_op.drop_index("ix_visitor_alias_visitor")

    op.drop_table("visitor_alias")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index("ix_visit_visitor")
        batch_op.drop_index("ix_visit_line")
        batch_op.drop_index("ix_visit_id")
        batch_op.drop_index("ix_visit_at")

    op.drop_table("visit")
    op.drop_table("notice_use")
    op.drop_table("legal_request_visitor")
    with op.batch_alter_table("cookie_observation", schema=None) as batch_op:
        batch_op.drop_index("ix_cookie_observation_visitor")
        batch_op.drop_index("ix_cookie_observation_id")

    op.drop_table("cookie_observation")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index("ix_consent_standing")
        batch_op.drop_index("ix_consent_id")

    op.drop_table("consent")
    with op.batch_alter_table("visitor", schema=None) as batch_op:
        batch_op.drop_index("ix_visitor_source")
        batch_op.drop_index("ix_visitor_last_seen")
        batch_op.drop_index("ix_visitor_id")
        batch_op.drop_index("ix_visitor_external")
        batch_op.drop_index("ix_visitor_email")
        batch_op.drop_index("ix_visitor_created")

    op.drop_table("visitor")
    with op.batch_alter_table("sharing_grant", schema=None) as batch_op:
        batch_op.drop_index("ix_sharing_grant_recipient")

    op.drop_table("sharing_grant")
    with op.batch_alter_table("opt_out", schema=None) as batch_op:
        batch_op.drop_index("ix_opt_out_key")

    op.drop_table("opt_out")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index("ix_notice_posted")
        batch_op.drop_index("ix_notice_id")

    op.drop_table("notice")
    with op.batch_alter_table("cookie", schema=None) as batch_op:
        batch_op.drop_index("ix_cookie_source")
        batch_op.drop_index("ix_cookie_name")
        batch_op.drop_index("ix_cookie_id")

    op.drop_table("cookie")
    op.drop_table("acquisition_site")
    op.drop_table("access_token")
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_index("ix_site_organization")

    op.drop_table("site")
    with op.batch_alter_table("legal_request", schema=None) as batch_op:
        batch_op.drop_index("ix_legal_request_authority")

    op.drop_table("legal_request")
    op.drop_table("app_user")
    with op.batch_alter_table("acquisition", schema=None) as batch_op:
        batch_op.drop_index("ix_acquisition_acquirer")

    op.drop_table("acquisition")
    with op.batch_alter_table("policy_revision", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_policy_revision_active",
            sqlite_where=sa.text("active"),
            postgresql_where=sa.text("active"),
        )

    op.drop_table("policy_revision")
    op.drop_table("organization")
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.drop_index("ix_disclosure_recipient")

    op.drop_table("disclosure")
    op.drop_table("deployment")
