"""Who was made inactive before goes on owing nothing: their duties end with today, those to come are taken back.

What was owed until today stays as it was told. From now on the act itself ends them.

Revision 20261126_left.
"""

from alembic import op

revision = "20261126_left"
down_revision = "20261126_covered"

LEFT = "officer_id IN (SELECT id FROM officer WHERE NOT active)"


def upgrade() -> None:
    """End what still runs."""
    op.execute(f"DELETE FROM assignment WHERE valid_from > county_today() AND {LEFT}")
    op.execute(
        "UPDATE assignment SET valid_to = county_today()"
        f" WHERE (valid_to IS NULL OR valid_to > county_today()) AND {LEFT}"
    )


def downgrade() -> None:
    """An end stays an end."""
