"""An index to find what came in today.

Revision 20261126_boards, after 20261126_audit.
"""

from alembic import op

revision = "20261126_boards"
down_revision = "20261126_audit"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Patrols by the moment they came in."""
    op.create_index("ix_patrol_received_at", "patrol", ["received_at"])


def downgrade() -> None:
    """As it was."""
    op.drop_index("ix_patrol_received_at", "patrol")
