"""Uploads that come in pieces over bad networks, until they are whole and taken in.

Revision 20261124_uploads, after 20261124_collect.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_uploads"
down_revision = "20261124_collect"

UNFINISHED = "finished_at IS NULL AND refused_at IS NULL"


def upgrade():
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "upload",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("length_bytes", sa.BigInteger(), nullable=False),
        sa.Column("offset_bytes", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("described", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('photo', 'patrol')", name="kind"),
        sa.CheckConstraint("length_bytes > 0 AND offset_bytes BETWEEN 0 AND length_bytes", name="size"),
        sa.CheckConstraint("(offset_bytes = length_bytes) = (finished_at IS NOT NULL)", name="finished"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_upload_officer_id_officer", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
    )
    op.create_index("ix_upload_expires_at", "upload", ["expires_at"])
    op.create_index(
        "uq_upload_unfinished",
        "upload",
        ["officer_id", "kind", "record_id"],
        unique=True,
        postgresql_where=sa.text(UNFINISHED),
    )


def downgrade():
    op.drop_table("upload")
