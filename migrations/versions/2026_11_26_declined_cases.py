"""A case that the police declined can be reconsidered, or go to the procuratorate, with papers and clocks of its own.

Revision 20261126_declined, after 20261126_patrol_lists.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_declined"
down_revision = "20261126_patrol_lists"

EVERYWHERE = "000000000000"
ORDER_310 = "国务院令第310号（2020年修订）第九条"
PROCURATORATE = "检察机关要求公安机关说明不立案理由的期限，各地可另定"
BEFORE = ("found", "reported", "accepted", "assigned", "rectifying", "reviewing")
HANDOVER = ("handover_proposed", "handover_approved", "handed_over")
ENDS = ("case_filed", "closed", "invalid", "merged")
DECLINED = ("declined", "reconsidering", "decline_upheld", "filing_supervised")
CLOCKS = (
    ("declined", 3, ORDER_310),
    ("reconsidering", 3, ORDER_310),
    ("decline_upheld", 3, ORDER_310),
    ("filing_supervised", 7, PROCURATORATE),
)
KINDS = ("supervision_letter", "rectification_notice", "transfer_letter", "transfer_receipt", "filing_notice")
ASKED = ("reconsideration_request", "filing_supervision_letter")
WITH_STATE = ("issue", "issue_event", "issue_escalation", "step_clock")
WITH_KIND = ("issue_paper", "paper_number", "paper_template")


def let(tables, column, choices):
    """Let a column of these tables hold one of these words."""
    for table in tables:
        op.drop_constraint(op.f(f"ck_{table}_{column}"), table)
        listed = ", ".join(repr(choice) for choice in choices)
        op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, f"{column} IN ({listed})")


def upgrade():
    let(WITH_STATE, "state", (*BEFORE, *HANDOVER, *DECLINED, *ENDS))
    let(WITH_KIND, "kind", (*KINDS, *ASKED, "closing_form"))
    clock = sa.table(
        "step_clock",
        *(sa.column(name) for name in ("division_code", "state", "severity", "amount", "unit", "source")),
        sa.column("valid_from", sa.Date()),
    )
    rest = {
        "division_code": EVERYWHERE,
        "severity": "",
        "unit": "days",
        "valid_from": sa.func.to_date("1950-01-01", "YYYY-MM-DD"),
    }
    for state, amount, source in CLOCKS:
        op.execute(sa.insert(clock).values(state=state, amount=amount, source=source, **rest))


def downgrade():
    listed = ", ".join(repr(state) for state in DECLINED)
    op.execute(f"DELETE FROM step_clock WHERE state IN ({listed})")
    let(WITH_KIND, "kind", (*KINDS, "closing_form"))
    let(WITH_STATE, "state", (*BEFORE, *HANDOVER, *ENDS))
