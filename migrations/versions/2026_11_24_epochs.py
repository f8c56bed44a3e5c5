"""The database names its present life, so that phones notice when it was put back to an earlier state.

Revision 20261124_epochs, after 20261124_forestry.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_epochs"
down_revision = "20261124_forestry"


def upgrade():
    op.create_table(
        "database_epoch",
        sa.Column("single", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("name", sa.Uuid(), server_default=sa.func.gen_random_uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("single", name="one_row"),
        sa.PrimaryKeyConstraint("single", name="pk_database_epoch"),
    )
    op.execute("INSERT INTO database_epoch DEFAULT VALUES")


def downgrade():
    op.drop_table("database_epoch")
