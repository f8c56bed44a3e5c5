"""Tokens of public screens: they show figures of one division and open nothing else.

Revision 20261126_screens, after 20261126_spots.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_screens"
down_revision = "20261126_spots"


def upgrade():
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("token", sa.Column("screen_code", sa.String(length=12, collation="C"), nullable=True))
    op.create_check_constraint(op.f("ck_token_screen_code_form"), "token", "screen_code ~ '^[0-9]{12}$'")


def downgrade():
    op.drop_column("token", "screen_code")
