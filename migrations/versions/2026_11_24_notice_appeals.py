"""Appeals against assessments are told as well.

Revision 20261124_notice_appeals, after 20261124_assessments.
"""

from alembic import op

revision = "20261124_notice_appeals"
down_revision = "20261124_assessments"

KINDS = (
    "assigned",
    "returned",
    "extension",
    "supervised",
    "submitted",
    "closed",
    "rejected",
    "reported",
    "public_report",
    "due",
    "overdue",
    "escalated",
    "duty_behind",
    "patrol_flagged",
    "patrol_rejected",
    "patrol_reviewed",
    "digest",
)
SUBJECTS = ("issue", "patrol", "duty", "day")


def _allow(column: str, words: tuple[str, ...]) -> None:
    name = op.f(f"ck_notice_{column}")
    op.drop_constraint(name, "notice")
    op.create_check_constraint(name, "notice", f"{column} IN ({', '.join(repr(word) for word in words)})")


def upgrade() -> None:
    """One kind and one subject more."""
    _allow("kind", (*KINDS, "appeal"))
    _allow("subject_kind", (*SUBJECTS, "assessment"))


def downgrade() -> None:
    """What was told of appeals goes."""
    op.execute("DELETE FROM notice WHERE kind = 'appeal'")
    _allow("kind", KINDS)
    _allow("subject_kind", SUBJECTS)
