"""Assessment: schemes as dated data, entries by hand, issued tables, appeals and what was decided on them.

Revision 20261124_assessments, after 20261124_notices.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_assessments"
down_revision = "20261124_notices"

HISTORY = ("assessment_entry", "issued_assessment", "issued_score", "assessment_appeal", "appeal_decision")
POSTS = (
    "ranger",
    "patroller",
    "village_chief",
    "township_chief",
    "county_chief",
    "supervision",
    "office",
    "gis",
    "supervisor",
    "auditor",
    "admin",
)
EXACT = sa.Numeric(18, 4)


def text(name, **kwargs):
    return sa.Column(name, sa.String(), **({"nullable": False} | kwargs))


def moment(name):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def identity():
    return sa.Column("id", sa.Integer(), nullable=False)


def division_code():
    return sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False)


def officer(table, column, *, nullable=True, **kwargs):
    key = sa.ForeignKeyConstraint([column], ["officer.id"], name=op.f(f"fk_{table}_{column}_officer"), **kwargs)
    return sa.Column(column, sa.Integer(), nullable=nullable), key


def refers(table, column, target):
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.Column(column, sa.Integer(), nullable=False), sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=name
    )


def check(table, name, condition):
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def one_of(table, column, choices):
    return check(table, column, f"{column} IN ({', '.join(repr(choice) for choice in choices)})")


def placed(table):
    return division_code(), check(table, "division_code_form", "division_code ~ '^[0-9]{12}$'")


def of_subject(table):
    return (
        text("subject"),
        text("post", nullable=True),
        one_of(table, "subject", ("township", "officer")),
        one_of(table, "post", POSTS),
        check(table, "post_of_officers", "(subject = 'officer') = (post IS NOT NULL)"),
    )


def make(table, *columns, key=("id",)):
    op.create_table(table, *columns, sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")))


def once(name, table, columns):
    op.create_index(name, table, columns, unique=True, postgresql_nulls_not_distinct=True)


def upgrade():
    make_schemes()
    make_entries()
    make_issued()
    make_appeals()
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION keep_history()"
        )


def make_schemes():
    table = "assessment_scheme"
    make(
        table,
        identity(),
        *placed(table),
        *of_subject(table),
        text("name"),
        sa.Column("full_score", sa.Float(), nullable=False),
        sa.Column("indicators", postgresql.JSONB(), nullable=False),
        sa.Column("least_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("appeal_days", sa.Integer(), server_default="7", nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        text("source"),
        *officer(table, "entered_by", ondelete="SET NULL"),
        sa.Column("entered_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        check(table, "full_score", "full_score > 0 AND full_score < 'Infinity'"),
        check(table, "days", "least_days BETWEEN 0 AND 366 AND appeal_days BETWEEN 0 AND 366"),
        check(table, "validity", "valid_to IS NULL OR valid_to >= valid_from"),
    )
    once("uq_assessment_scheme_start", table, ["division_code", "subject", "post", "valid_from"])


def make_entries():
    table = "assessment_entry"
    make(
        table,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        *placed(table),
        text("period"),
        text("subject"),
        text("subject_key"),
        text("kind"),
        sa.Column("numerator", EXACT, nullable=False),
        sa.Column("denominator", EXACT, server_default="0", nullable=False),
        text("reason"),
        *officer(table, "entered_by"),
        moment("entered_at"),
        one_of(table, "subject", ("township", "officer")),
        one_of(table, "kind", ("points", "survey")),
        check(table, "survey", "kind = 'points' OR (numerator >= 0 AND denominator >= numerator)"),
    )
    op.create_index("ix_assessment_entry_division_code_period", table, ["division_code", "period"])


def make_issued():
    table = "issued_assessment"
    make(
        table,
        identity(),
        *placed(table),
        text("period"),
        *of_subject(table),
        sa.Column("scheme", postgresql.JSONB(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        moment("data_at"),
        sa.Column("appeal_until", sa.Date(), nullable=False),
        *officer(table, "issued_by"),
    )
    once("uq_issued_assessment_table", table, ["division_code", "period", "subject", "post"])
    table = "issued_score"
    make(
        table,
        *refers(table, "issued_id", "issued_assessment"),
        text("key"),
        *officer(table, "officer_id"),
        text("name"),
        *placed(table),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("leave_days", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("score", EXACT, nullable=True),
        sa.Column("lines", postgresql.JSONB(), nullable=False),
        key=("issued_id", "key"),
    )
    op.create_index("ix_issued_score_division_code", table, ["division_code"])


def make_appeals():
    table = "assessment_appeal"
    make(
        table,
        identity(),
        *refers(table, "issued_id", "issued_assessment"),
        text("key"),
        text("indicator"),
        text("words"),
        *officer(table, "appealed_by", nullable=False),
        moment("appealed_at"),
    )
    op.create_index("uq_assessment_appeal_indicator", table, ["issued_id", "key", "indicator"], unique=True)
    table = "appeal_decision"
    make(
        table,
        *refers(table, "appeal_id", "assessment_appeal"),
        text("decision"),
        text("words"),
        sa.Column("points_before", EXACT, nullable=False),
        sa.Column("points_after", EXACT, nullable=False),
        *officer(table, "decided_by"),
        moment("decided_at"),
        one_of(table, "decision", ("upheld", "dismissed")),
        check(table, "dismissed", "decision = 'upheld' OR points_after = points_before"),
        key=("appeal_id",),
    )


def downgrade():
    for table in (*reversed(HISTORY), "assessment_scheme"):
        op.drop_table(table)
