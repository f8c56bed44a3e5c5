"""The audit log keeps what was done to rules, targets, catalogues, schemes and templates too.

Revision 20261126_administration, after 20261126_slots.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_administration"
down_revision = "20261126_slots"
branch_labels = None
depends_on = None

OF_PEOPLE = ("officer_added", "officer_changed", "password_set", "signed_out", "assigned", "unassigned")
ACTIONS = (
    *OF_PEOPLE,
    "duty_taken_back",
    "duty_goes_on",
    "own_password_set",
    "rule_added",
    "rule_ended",
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
    """More actions, and those that touch no officer. A template may be the system's own again."""
    op.alter_column("audit_entry", "officer_id", existing_type=sa.Integer(), nullable=True)
    _allow(ACTIONS)
    for table in ("paper_template", "bulletin_template"):
        op.alter_column(table, "content", existing_type=sa.LargeBinary(), nullable=True)


def downgrade() -> None:
    """As it was: what the older log has no word for goes."""
    listed = ", ".join(repr(word) for word in OF_PEOPLE)
    op.execute(f"DELETE FROM audit_entry WHERE officer_id IS NULL OR action NOT IN ({listed})")
    _allow(OF_PEOPLE)
    op.alter_column("audit_entry", "officer_id", existing_type=sa.Integer(), nullable=False)
    for table in ("paper_template", "bulletin_template"):
        op.execute(f"DELETE FROM {table} WHERE content IS NULL")
        op.alter_column(table, "content", existing_type=sa.LargeBinary(), nullable=False)
