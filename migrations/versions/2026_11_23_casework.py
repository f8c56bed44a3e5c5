"""Issues get severities, deadlines by step, escalation, evidence and a history that nobody can change.

Revision 20261123_casework, after 20261122_first.
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "20261123_casework"
down_revision = "20261122_first"

EVERYWHERE = "000000000000"
ORDER_310 = "国务院令第310号（2020年修订）"
BEFORE = ("found", "reported", "accepted", "assigned", "rectifying", "reviewing", "closed", "invalid")
HANDOVER = ("handover_proposed", "handover_approved", "handed_over", "case_filed")
STATES = (*BEFORE, *HANDOVER, "merged")
HISTORY = ("issue_event", "issue_photo", "issue_escalation")

# What a county starts from; it sets its own with `bin/patrol deadline set`.
CLOCKS = (
    ("found", "", 1, "working_days", None),
    ("reported", "", 2, "working_days", None),
    ("reported", "critical", 1, "working_days", None),
    ("accepted", "", 2, "working_days", None),
    ("accepted", "critical", 1, "working_days", None),
    ("assigned", "", 3, "working_days", None),
    ("assigned", "critical", 1, "working_days", None),
    ("rectifying", "minor", 10, "working_days", None),
    ("rectifying", "major", 20, "working_days", None),
    ("rectifying", "critical", 40, "working_days", None),
    ("reviewing", "", 5, "working_days", None),
    ("handover_proposed", "", 3, "days", ORDER_310),
    ("handover_approved", "", 24, "hours", ORDER_310),
    ("handed_over", "", 3, "days", ORDER_310),
)
ESCALATIONS = (("yellow", 0, "village_chief"), ("orange", 3, "township_chief"), ("red", 7, "county_chief"))

KEEP_HISTORY = """
CREATE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  any_row boolean := true;
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO any_row;
  END IF;
  IF any_row THEN
    RAISE EXCEPTION '% is history: rows are added, never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$
"""


def one_of(column, choices):
    return f"{column} IN ({', '.join(repr(choice) for choice in choices)})"


def division_code():
    return sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False)


def sound(column):
    return (
        f"ST_IsValid({column}) AND NOT ST_IsEmpty({column})"
        f" AND ST_XMin({column}) >= -180 AND ST_XMax({column}) <= 180"
        f" AND ST_YMin({column}) >= -90 AND ST_YMax({column}) <= 90"
    )


def moment(name, nullable=True):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def text(name, default=None):
    return sa.Column(name, sa.String(), server_default=default, nullable=default is None)


def upgrade():
    widen_issues()
    widen_events()
    make_photos()
    make_clocks()
    make_escalations()
    op.create_table(
        "issue_number",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_issue_number")),
    )
    op.execute(KEEP_HISTORY)
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION keep_history()"
        )


def widen_issues():
    for column in (
        sa.Column("client_id", sa.Uuid(), nullable=True),
        text("severity", "minor"),
        text("source", "patrol"),
        text("text", ""),
        sa.Column("area_m2", sa.Float(), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        moment("due_at"),
        sa.Column("rectify_by", sa.Date(), nullable=True),
        sa.Column("extension_to", sa.Date(), nullable=True),
        moment("supervised_at"),
        text("alert"),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
    ):
        op.add_column("issue", column)
    op.execute("UPDATE issue SET rectify_by = due_on")
    op.drop_constraint(op.f("ck_issue_state"), "issue")
    for name, condition in {
        "state": one_of("state", STATES),
        "severity": one_of("severity", ("minor", "major", "critical")),
        "source": one_of("source", ("patrol", "public", "inspection", "assigned", "remote_sensing", "office")),
        "alert": one_of("alert", ("yellow", "orange", "red")),
        "merged": "(state = 'merged') = (merged_into_id IS NOT NULL)",
        "area": "area_m2 >= 0 AND area_m2 < 'Infinity'",
    }.items():
        op.create_check_constraint(op.f(f"ck_issue_{name}"), "issue", condition)
    op.create_unique_constraint(op.f("uq_issue_client_id"), "issue", ["client_id"])
    op.create_foreign_key(op.f("fk_issue_assignee_id_officer"), "issue", "officer", ["assignee_id"], ["id"])
    op.create_foreign_key(op.f("fk_issue_merged_into_id_issue"), "issue", "issue", ["merged_into_id"], ["id"])
    op.create_index("ix_issue_assignee_id", "issue", ["assignee_id"])
    op.create_index("ix_issue_due_on", "issue", ["due_on"], postgresql_where=sa.text("due_on IS NOT NULL"))
    op.create_index(
        "uq_issue_observation",
        "issue",
        ["observation_id"],
        unique=True,
        postgresql_where=sa.text("observation_id IS NOT NULL"),
    )


def widen_events():
    for column in (
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("distance_m", sa.Float(), nullable=True),
        sa.Column("detail", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("geom", Geometry("POINT", srid=4490, spatial_index=False), nullable=True),
    ):
        op.add_column("issue_event", column)
    op.drop_constraint(op.f("ck_issue_event_state"), "issue_event")
    op.create_check_constraint(op.f("ck_issue_event_state"), "issue_event", one_of("state", STATES))
    op.create_check_constraint(op.f("ck_issue_event_geom_sound"), "issue_event", sound("geom"))
    op.create_foreign_key(op.f("fk_issue_event_assignee_id_officer"), "issue_event", "officer", ["assignee_id"], ["id"])
    op.drop_constraint(op.f("fk_issue_event_issue_id_issue"), "issue_event")
    op.create_foreign_key(op.f("fk_issue_event_issue_id_issue"), "issue_event", "issue", ["issue_id"], ["id"])


def make_photos():
    op.create_table(
        "issue_photo",
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.CheckConstraint(one_of("stage", ("before", "after", "paper")), name=op.f("ck_issue_photo_stage")),
        sa.ForeignKeyConstraint(["event_id"], ["issue_event.id"], name=op.f("fk_issue_photo_event_id_issue_event")),
        sa.ForeignKeyConstraint(["sha256"], ["photo.sha256"], name=op.f("fk_issue_photo_sha256_photo")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_photo_issue_id_issue")),
        sa.PrimaryKeyConstraint("event_id", "sha256", name=op.f("pk_issue_photo")),
    )
    op.create_index("ix_issue_photo_issue_id", "issue_photo", ["issue_id"])
    op.create_index("ix_issue_photo_sha256", "issue_photo", ["sha256"])


def make_clocks():
    clock = op.create_table(
        "step_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        division_code(),
        sa.Column("state", sa.String(), nullable=False),
        text("severity", ""),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        text("source"),
        sa.CheckConstraint(one_of("state", STATES), name=op.f("ck_step_clock_state")),
        sa.CheckConstraint(one_of("severity", ("", "minor", "major", "critical")), name=op.f("ck_step_clock_severity")),
        sa.CheckConstraint(one_of("unit", ("hours", "days", "working_days")), name=op.f("ck_step_clock_unit")),
        sa.CheckConstraint("amount BETWEEN 1 AND 3650", name=op.f("ck_step_clock_amount")),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_step_clock_division_code_form")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_clock")),
    )
    op.create_index(
        "uq_step_clock_start", "step_clock", ["division_code", "state", "severity", "valid_from"], unique=True
    )
    names = ("state", "severity", "amount", "unit", "source")
    always = {"division_code": EVERYWHERE, "valid_from": sa.func.to_date("1950-01-01", "YYYY-MM-DD")}
    op.execute(clock.insert().values([dict(zip(names, row, strict=True)) | always for row in CLOCKS]))
    op.create_table(
        "holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worked", sa.Boolean(), server_default="false", nullable=False),
        text("name", ""),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holiday")),
    )


def make_escalations():
    rule = op.create_table(
        "escalation_rule",
        division_code(),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.CheckConstraint(one_of("level", ("yellow", "orange", "red")), name=op.f("ck_escalation_rule_level")),
        sa.CheckConstraint(
            one_of("post", ("village_chief", "township_chief", "county_chief")), name=op.f("ck_escalation_rule_post")
        ),
        sa.CheckConstraint("late_days BETWEEN 0 AND 3650", name=op.f("ck_escalation_rule_late_days")),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_escalation_rule_division_code_form")),
        sa.PrimaryKeyConstraint("division_code", "level", name=op.f("pk_escalation_rule")),
    )
    names = ("level", "late_days", "post")
    rows = [dict(zip(names, row, strict=True)) | {"division_code": EVERYWHERE} for row in ESCALATIONS]
    op.bulk_insert(rule, rows)
    op.create_table(
        "issue_escalation",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        moment("at", nullable=False),
        sa.CheckConstraint(one_of("level", ("yellow", "orange", "red")), name=op.f("ck_issue_escalation_level")),
        sa.CheckConstraint(one_of("state", STATES), name=op.f("ck_issue_escalation_state")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_escalation_issue_id_issue")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_issue_escalation_officer_id_officer")),
        sa.PrimaryKeyConstraint("issue_id", "due_on", "level", name=op.f("pk_issue_escalation")),
    )
    op.create_index("ix_issue_escalation_officer_id", "issue_escalation", ["officer_id"])


def downgrade():
    for table in HISTORY:
        op.execute(f"DROP TRIGGER keep_history ON {table}")
    op.execute("DROP FUNCTION keep_history")
    for table in ("issue_photo", "issue_escalation", "issue_number", "step_clock", "holiday", "escalation_rule"):
        op.drop_table(table)
    op.execute("ALTER TABLE issue DROP CONSTRAINT ck_issue_merged")
    for table in ("issue", "issue_event"):
        op.drop_constraint(op.f(f"ck_{table}_state"), table)
        op.execute(f"UPDATE {table} SET state = 'invalid' WHERE state = 'merged'")
        op.execute(f"UPDATE {table} SET state = 'assigned' WHERE {one_of('state', HANDOVER)}")
        op.create_check_constraint(op.f(f"ck_{table}_state"), table, one_of("state", BEFORE))
    op.drop_constraint(op.f("fk_issue_event_issue_id_issue"), "issue_event")
    op.create_foreign_key(
        op.f("fk_issue_event_issue_id_issue"), "issue_event", "issue", ["issue_id"], ["id"], ondelete="CASCADE"
    )
    for column in ("geom", "detail", "distance_m", "assignee_id"):
        op.drop_column("issue_event", column)
    op.drop_index("uq_issue_observation", "issue")
    op.drop_index("ix_issue_due_on", "issue")
    for column in (
        "merged_into_id",
        "alert",
        "supervised_at",
        "extension_to",
        "rectify_by",
        "due_at",
        "assignee_id",
        "area_m2",
        "text",
        "source",
        "severity",
        "client_id",
    ):
        op.drop_column("issue", column)
