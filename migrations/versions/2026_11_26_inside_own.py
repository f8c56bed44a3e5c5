"""Rules may ask that metres and minutes are walked inside one's own segments or plots.

Revision 20261126_inside_own, after 20261126_administration.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_inside_own"
down_revision = "20261126_administration"


def upgrade():
    op.add_column("patrol_rule", sa.Column("inside_own", sa.Boolean(), server_default="false", nullable=False))
    for name in ("own_distance_m", "own_duration_s"):
        op.add_column("patrol", sa.Column(name, sa.Float(), nullable=True))


def downgrade():
    for name in ("own_distance_m", "own_duration_s"):
        op.drop_column("patrol", name)
    op.drop_column("patrol_rule", "inside_own")
