"""Bulletins in versions with their files, the office's templates of them, and schedules.

Revision 20261126_bulletins, after 20261126_layer_changes.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_bulletins"
down_revision = "20261126_layer_changes"

KINDS = ("bulletin", "forestry_statement", "rectification_list", "chief_record")
# What has been issued stays as it is, with its files: only the issuing itself is written to it, once.
KEEP = """
CREATE FUNCTION keep_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'bulletin_file' THEN
    IF EXISTS (SELECT FROM bulletin WHERE id = OLD.bulletin_id AND issued_at IS NOT NULL) THEN
      RAISE EXCEPTION 'a file of an issued bulletin is never changed' USING ERRCODE = 'restrict_violation';
    END IF;
  ELSIF OLD.issued_at IS NOT NULL THEN
    RAISE EXCEPTION 'an issued bulletin is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$
"""


def division():
    return sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False)


def text(name, nullable=False, **how):
    return sa.Column(name, sa.String(), nullable=nullable, **how)


def number(name, nullable=False, **how):
    return sa.Column(name, sa.Integer(), nullable=nullable, **how)


def moment(name, nullable=False, **how):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, **how)


def one_of(table, column, words):
    listed = ", ".join(repr(word) for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}"))


def in_division(table):
    return sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f(f"ck_{table}_division_code_form"))


def check(table, name, condition):
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def refers(table, column, other, **how):
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), **how)


def make_bulletins():
    op.create_table(
        "bulletin",
        number("id", autoincrement=True),
        text("kind"),
        division(),
        text("period"),
        number("officer_id", nullable=True),
        number("version"),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        text("state", server_default="waiting"),
        text("failure", nullable=True),
        text("title", nullable=True),
        moment("data_at", nullable=True),
        sa.Column("basis", postgresql.JSONB(), nullable=True),
        sa.Column("figures", postgresql.JSONB(), nullable=True),
        number("asked_by", nullable=True),
        moment("asked_at", server_default=sa.func.now()),
        number("issued_by", nullable=True),
        moment("issued_at", nullable=True),
        one_of("bulletin", "kind", KINDS),
        one_of("bulletin", "state", ("waiting", "ready", "failed")),
        check("bulletin", "ready", "(state = 'ready') = (data_at IS NOT NULL AND figures IS NOT NULL)"),
        check("bulletin", "issued", "issued_at IS NULL OR state = 'ready'"),
        check("bulletin", "period", "last_on >= first_on AND version > 0"),
        in_division("bulletin"),
        refers("bulletin", "officer_id", "officer"),
        refers("bulletin", "asked_by", "officer"),
        refers("bulletin", "issued_by", "officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin")),
    )
    op.create_index(
        "uq_bulletin_version",
        "bulletin",
        ["division_code", "kind", "period", "officer_id", "version"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "bulletin_file",
        number("bulletin_id", autoincrement=False),
        text("format"),
        text("sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        one_of("bulletin_file", "format", ("docx", "pdf", "xlsx")),
        refers("bulletin_file", "bulletin_id", "bulletin", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("bulletin_id", "format", name=op.f("pk_bulletin_file")),
    )


def upgrade():
    make_bulletins()
    op.create_table(
        "bulletin_template",
        number("id", autoincrement=True),
        division(),
        text("kind"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        number("entered_by"),
        moment("entered_at", server_default=sa.func.now()),
        one_of("bulletin_template", "kind", KINDS),
        in_division("bulletin_template"),
        refers("bulletin_template", "entered_by", "officer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin_template")),
    )
    op.create_index("ix_bulletin_template_kind", "bulletin_template", ["division_code", "kind"])
    op.create_table(
        "bulletin_schedule",
        number("id", autoincrement=True),
        division(),
        text("kind"),
        text("calendar"),
        number("day"),
        sa.Column("parts", sa.Boolean(), server_default="false", nullable=False),
        text("last_period", nullable=True),
        number("entered_by", nullable=True),
        moment("entered_at", server_default=sa.func.now()),
        one_of("bulletin_schedule", "kind", KINDS),
        one_of("bulletin_schedule", "calendar", ("month", "quarter", "half_year", "year")),
        check("bulletin_schedule", "day", "day BETWEEN 1 AND 28"),
        in_division("bulletin_schedule"),
        refers("bulletin_schedule", "entered_by", "officer", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin_schedule")),
        sa.UniqueConstraint(
            "division_code", "kind", "calendar", name=op.f("uq_bulletin_schedule_division_code_kind_calendar")
        ),
    )
    op.execute(KEEP)
    for table in ("bulletin", "bulletin_file"):
        op.execute(
            f"CREATE TRIGGER keep_issued BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION keep_issued()"
        )


def downgrade():
    for table in ("bulletin_schedule", "bulletin_template", "bulletin_file", "bulletin"):
        op.drop_table(table)
    op.execute("DROP FUNCTION keep_issued")
