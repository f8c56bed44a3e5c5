"""Signboards: what officers publish, reports from the public, and reporters' telephones apart from them.

Revision 20261124_signboards, after 20261124_honesty.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_signboards"
down_revision = "20261124_honesty"


def upgrade():
    for column in ("office_title", "office_phone"):
        op.add_column("officer", sa.Column(column, sa.String(), nullable=True))
    # Photos of the public have nobody's name.
    op.alter_column("photo", "stored_by", existing_type=sa.Integer(), nullable=True)
    op.create_table(
        "public_report",
        sa.Column("issue_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("place", sa.String(), server_default="", nullable=False),
        sa.Column("positioned", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_public_report_issue_id_issue")),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_public_report")),
        sa.UniqueConstraint("token", name=op.f("uq_public_report_token")),
    )
    op.create_table(
        "public_reporter",
        sa.Column("issue_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["public_report.issue_id"], name=op.f("fk_public_reporter_issue_id_public_report")
        ),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_public_reporter")),
    )


def downgrade():
    op.drop_table("public_reporter")
    op.drop_table("public_report")
    # They are part of histories, which nobody may shorten: they get somebody's name.
    op.execute("UPDATE photo SET stored_by = (SELECT min(id) FROM officer) WHERE stored_by IS NULL")
    op.alter_column("photo", "stored_by", existing_type=sa.Integer(), nullable=False)
    for column in ("office_title", "office_phone"):
        op.drop_column("officer", column)
