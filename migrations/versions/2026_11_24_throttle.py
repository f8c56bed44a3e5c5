"""Tries to sign in are counted by address too; user names are the same in any case.

Revision 20261124_throttle, after 20261123_casework.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_throttle"
down_revision = "20261123_casework"


def upgrade() -> None:
    """Count tries apart from officers, so that nobody can lock another's account by guessing."""
    op.create_table(
        "throttle",
        sa.Column("key", sa.LargeBinary(), primary_key=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waits_until", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_throttle_last_at", "throttle", ["last_at"])
    op.drop_column("officer", "failed_sign_ins")
    op.drop_column("officer", "locked_until")
    op.create_index("uq_officer_username_any_case", "officer", [sa.text("lower(username)")], unique=True)


def downgrade() -> None:
    """Count on the officer's row again, from nothing."""
    op.drop_index("uq_officer_username_any_case", "officer")
    op.add_column("officer", sa.Column("locked_until", sa.DateTime(timezone=True)))
    op.add_column("officer", sa.Column("failed_sign_ins", sa.Integer(), server_default="0", nullable=False))
    op.drop_table("throttle")
