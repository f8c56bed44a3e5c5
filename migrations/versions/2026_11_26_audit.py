"""The audit log of people.

Revision 20261126_audit, after the desk's editing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_audit"
down_revision = "20261126_hangs_on"

ACTIONS = ("officer_added", "officer_changed", "password_set", "signed_out", "assigned", "unassigned")


def upgrade():
    listed = ", ".join(repr(word) for word in ACTIONS)
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("detail", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.CheckConstraint(f"action IN ({listed})", name=op.f("ck_audit_entry_action")),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_audit_entry_division_code_form")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["officer.id"], name=op.f("fk_audit_entry_actor_id_officer"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_audit_entry_officer_id_officer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_division_code_id", "audit_entry", ["division_code", "id"])
    op.create_index("ix_audit_entry_officer_id", "audit_entry", ["officer_id"])


def downgrade():
    op.drop_table("audit_entry")
