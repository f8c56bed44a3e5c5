"""What ODK Collect sent is kept word for word, and the files that it names until they have all arrived.

Revision 20261124_collect, after 20261124_papers.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_collect"
down_revision = "20261124_papers"


def upgrade():
    op.create_table(
        "collect_submission",
        sa.Column("patrol_id", sa.Uuid(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_collect_submission_division_code_form")),
        sa.ForeignKeyConstraint(
            ["patrol_id"],
            ["submission.id"],
            name=op.f("fk_collect_submission_patrol_id_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("patrol_id", name=op.f("pk_collect_submission")),
    )
    op.create_index(
        "ix_collect_submission_division_code_received_at", "collect_submission", ["division_code", "received_at"]
    )
    op.create_table(
        "collect_file",
        sa.Column("patrol_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_collect_file_sha256_form")),
        sa.ForeignKeyConstraint(
            ["patrol_id"],
            ["collect_submission.patrol_id"],
            name=op.f("fk_collect_file_patrol_id_collect_submission"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("patrol_id", "name", name=op.f("pk_collect_file")),
    )


def downgrade():
    op.drop_table("collect_file")
    op.drop_table("collect_submission")
