"""Papers of issues with their numbers, the office's profile and its own templates.

Revision 20261124_papers, after 20261124_jobs.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_papers"
down_revision = "20261124_jobs"

KINDS = (
    "supervision_letter",
    "rectification_notice",
    "transfer_letter",
    "transfer_receipt",
    "filing_notice",
    "closing_form",
)


def division_code():
    return sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False)


def kind():
    return sa.Column("kind", sa.String(), nullable=False)


def text(name, nullable=False):
    return sa.Column(name, sa.String(), nullable=nullable)


def whole(name):
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=name == "id")


def checks(table, with_kind=True):
    yield sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f(f"ck_{table}_division_code_form"))
    if with_kind:
        listed = ", ".join(repr(name) for name in KINDS)
        yield sa.CheckConstraint(f"kind IN ({listed})", name=op.f(f"ck_{table}_kind"))


def refers(table, column, other):
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade():
    op.create_table(
        "office_profile",
        division_code(),
        text("name"),
        text("document_prefix"),
        text("supervising_phone", nullable=True),
        text("river_duties", nullable=True),
        text("river_goals", nullable=True),
        text("forest_duties", nullable=True),
        text("forest_goals", nullable=True),
        *checks("office_profile", with_kind=False),
        sa.PrimaryKeyConstraint("division_code", name=op.f("pk_office_profile")),
    )
    op.create_table(
        "paper_number",
        division_code(),
        kind(),
        whole("year"),
        whole("last"),
        *checks("paper_number"),
        sa.PrimaryKeyConstraint("division_code", "kind", "year", name=op.f("pk_paper_number")),
    )
    make_papers()
    op.create_table(
        "paper_template",
        whole("id"),
        division_code(),
        kind(),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        whole("entered_by"),
        sa.Column("entered_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        *checks("paper_template"),
        refers("paper_template", "entered_by", "officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_template")),
    )
    op.create_index("ix_paper_template_kind", "paper_template", ["division_code", "kind"])


def make_papers():
    op.create_table(
        "issue_paper",
        whole("id"),
        whole("issue_id"),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        kind(),
        division_code(),
        whole("year"),
        whole("serial"),
        text("number"),
        text("sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        whole("issued_by"),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        *checks("issue_paper"),
        sa.CheckConstraint("serial > 0", name=op.f("ck_issue_paper_serial")),
        refers("issue_paper", "issue_id", "issue"),
        refers("issue_paper", "event_id", "issue_event"),
        refers("issue_paper", "issued_by", "officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_paper")),
        sa.UniqueConstraint("event_id", "kind", name=op.f("uq_issue_paper_event_id_kind")),
        sa.UniqueConstraint(
            "division_code", "kind", "year", "serial", name=op.f("uq_issue_paper_division_code_kind_year_serial")
        ),
    )
    op.create_index("ix_issue_paper_issue_id", "issue_paper", ["issue_id"])
    op.execute(
        "CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON issue_paper"
        " FOR EACH STATEMENT EXECUTE FUNCTION keep_history()"
    )


def downgrade():
    for table in ("paper_template", "issue_paper", "paper_number", "office_profile"):
        op.drop_table(table)
