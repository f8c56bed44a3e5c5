"""The last day until another on which somebody came, as a function: where the day that is kept answers, and that is
nearly always, nothing is planned for each month that there is.

Revision 20261126_visited_until.
"""

from alembic import op

revision = "20261126_visited_until"
down_revision = "20261126_screens"

FUNCTION = """
CREATE FUNCTION {thing}_visited_until(object_id int, day date, only_effective boolean) RETURNS date
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  RETURN (SELECT v.patrolled_on FROM {thing}_visit v
          WHERE v.{thing}_id = object_id AND v.patrolled_on <= day AND (v.effective OR NOT only_effective)
          ORDER BY v.patrolled_on DESC LIMIT 1);
END $$
"""


def upgrade() -> None:
    """One for segments, one for plots."""
    for thing in ("segment", "plot"):
        op.execute(FUNCTION.format(thing=thing))


def downgrade() -> None:
    """They hold nothing."""
    for thing in ("segment", "plot"):
        op.execute(f"DROP FUNCTION {thing}_visited_until")
