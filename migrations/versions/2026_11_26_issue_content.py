"""What an issue was opened with, as a fingerprint: the same id with other content is told apart from the same again.

Issues from before have none; what comes again under their ids is answered as it was.

Revision 20261126_issue_content.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_issue_content"
down_revision = "20261126_visited_until"


def upgrade() -> None:
    """A column that may be empty."""
    op.add_column("issue", sa.Column("content_sha256", sa.LargeBinary()))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("issue", "content_sha256")
