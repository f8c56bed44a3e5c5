"""The audit log keeps that a leave got another substitute.

Revision 20261127_leave_substituted, after 20261127_periods.
"""

from alembic import op

revision = "20261127_leave_substituted"
down_revision = "20261127_periods"
branch_labels = None
depends_on = None

BEFORE = (
    "officer_added",
    "officer_changed",
    "password_set",
    "signed_out",
    "assigned",
    "unassigned",
    "duty_taken_back",
    "duty_goes_on",
    "own_password_set",
    "rule_added",
    "rule_ended",
    "rule_goes_on",
    "rule_revoked",
    "target_set",
    "category_set",
    "deadline_set",
    "scheme_opened",
    "scheme_closed",
    "acceptance_scheme_set",
    "template_set",
    "template_reset",
)


def _allow(actions: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_audit_entry_action"), "audit_entry")
    listed = ", ".join(repr(word) for word in actions)
    op.create_check_constraint(op.f("ck_audit_entry_action"), "audit_entry", f"action IN ({listed})")


def upgrade() -> None:
    """One more action."""
    _allow((*BEFORE, "leave_substituted"))


def downgrade() -> None:
    """As it was: what the older log has no word for goes."""
    op.execute("DELETE FROM audit_entry WHERE action = 'leave_substituted'")
    _allow(BEFORE)
