"""The audit log keeps bulletins issued, patrols judged, and addresses of public screens made and ended.

Revision 20261127_acts_of_judging, after 20261127_leave_substituted.
"""

from alembic import op

revision = "20261127_acts_of_judging"
down_revision = "20261127_leave_substituted"
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
    "leave_substituted",
)
MORE = (
    "bulletin_issued",
    "patrol_accepted",
    "patrol_rejected",
    "patrol_reopened",
    "screen_opened",
    "screen_ended",
)


def _listed(actions: tuple[str, ...]) -> str:
    return ", ".join(repr(word) for word in actions)


def _allow(actions: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_audit_entry_action"), "audit_entry")
    op.create_check_constraint(op.f("ck_audit_entry_action"), "audit_entry", f"action IN ({_listed(actions)})")


def upgrade() -> None:
    """Six more actions."""
    _allow((*BEFORE, *MORE))


def downgrade() -> None:
    """As it was: what the older log has no word for goes."""
    op.execute(f"DELETE FROM audit_entry WHERE action IN ({_listed(MORE)})")
    _allow(BEFORE)
