"""What lists of patrols over a year are found and sorted by: when they began, how good their fixes are, what is flagged.

Revision 20261126_patrol_lists.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_patrol_lists"
down_revision = "20261126_issue_content"

MEAN = """
CREATE FUNCTION mean_accuracy(metres smallint[]) RETURNS float8 LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT avg(each::float8) FROM unnest(metres) each $$
"""
FLAGGED = sa.text("severity > 0")


def upgrade() -> None:
    """Read once and kept: a year has a hundred million fixes."""
    op.execute(MEAN)
    mean = sa.Computed("mean_accuracy(accuracy_m)", persisted=True)
    op.add_column("patrol", sa.Column("mean_accuracy_m", sa.Double(), mean, nullable=True))
    op.execute("ANALYZE patrol (mean_accuracy_m)")
    op.create_index("ix_patrol_mean_accuracy_m", "patrol", ["mean_accuracy_m", "patrolled_on", "division_code"])
    op.create_index("ix_patrol_flagged", "patrol", ["patrolled_on", "division_code"], postgresql_where=FLAGGED)
    op.create_index("ix_patrol_started_at", "patrol", ["started_at"])


def downgrade() -> None:
    """Without them."""
    for index in ("started_at", "flagged", "mean_accuracy_m"):
        op.drop_index(f"ix_patrol_{index}", "patrol")
    op.drop_column("patrol", "mean_accuracy_m")
    op.execute("DROP FUNCTION mean_accuracy")
