"""Rules by object class, season and person; leave and substitutes; visits say whose duty they do; scores are kept.

Revision 20261124_duties, after 20261124_uploads.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_duties"
down_revision = "20261124_uploads"

SLOT = ("division_code", "post", "kind", "per", "object_class", "season_from", "season_to", "valid_from")
SEASON_DAY = "{0} IS NULL OR ({0} / 100 BETWEEN 1 AND 12 AND {0} % 100 BETWEEN 1 AND 31)"
RULE_CHECKS = {
    "per": "per IN ('object', 'person')",
    "person_class": "per = 'object' OR object_class IS NULL",
    "minimums": "min_duration_s >= 0 AND min_distance_m >= 0 AND cool_down_s >= 0",
    "counts_from": "counts_from IS NULL OR counts_from >= valid_from",
    "season": "(season_from IS NULL) = (season_to IS NULL)",
    "season_from": SEASON_DAY.format("season_from"),
    "season_to": SEASON_DAY.format("season_to"),
}
RULE_COLUMNS = (
    "per",
    "object_class",
    "season_from",
    "season_to",
    "distinct_days",
    "cool_down_s",
    "deputies_allowed",
    "drones_allowed",
    "counts_from",
    "entered_by",
    "entered_at",
)
VISITS = {"segment_visit": "segment_id", "plot_visit": "plot_id"}
VISIT_COLUMNS = ("counted", "bearer_id", "stands_in_for", "rule_id")
HISTORY = ("rescoring", "score_change")

# How many calendar periods have gone by at the end of a day, parts by their days; weeks from Monday 3 January 2000.
PERIODS_UNTIL = """
CREATE FUNCTION periods_until(period text, day date) RETURNS float8 LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  months int := extract(year FROM day)::int * 12 + extract(month FROM day)::int - 1;
  size int;
  first date;
BEGIN
  CASE period
  WHEN 'day' THEN
    RETURN day - DATE '2000-01-03';
  WHEN 'week' THEN
    RETURN (day - DATE '2000-01-03' + 1) / 7.0::float8;
  WHEN 'ten_days' THEN
    size := extract(day FROM day)::int;
    first := date_trunc('month', day);
    RETURN months * 3 + CASE WHEN size <= 20 THEN size / 10.0::float8
      ELSE 2 + (size - 20)::float8 / ((first + interval '1 month')::date - first - 20) END;
  ELSE
    size := CASE period WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 WHEN 'half_year' THEN 6 WHEN 'year' THEN 12 END;
    months := months / size;
    first := make_date(months * size / 12, months * size % 12 + 1, 1);
    RETURN months + (day - first + 1)::float8 / ((first + make_interval(months => size))::date - first);
  END CASE;
END $$
"""
PERIODS_IN = """
CREATE FUNCTION periods_in(days datemultirange, period text) RETURNS float8 LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  run daterange;
  total float8 := 0;
BEGIN
  FOR run IN SELECT unnest(days) LOOP
    total := total + periods_until(period, upper(run) - 1) - periods_until(period, lower(run) - 1);
  END LOOP;
  RETURN total;
END $$
"""
# The days from first to last that lie in a season of month-and-day numbers, such as 1001 to 531; all without one.
SEASON_DAYS = """
CREATE FUNCTION season_days(first date, last date, season_from int, season_to int) RETURNS datemultirange
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  whole datemultirange := datemultirange(daterange(first, last, '[]'));
  opened date;
  closed date;
  seasons datemultirange := '{}';
BEGIN
  IF season_from IS NULL OR isempty(whole) THEN
    RETURN whole;
  END IF;
  FOR year IN extract(year FROM first)::int - 1 .. extract(year FROM last)::int LOOP
    opened := make_date(year, season_from / 100, 1);
    closed := make_date(year + (season_to < season_from)::int, season_to / 100, 1);
    -- 29 February in a year that has none: opens with March, closes with February.
    seasons := seasons + datemultirange(daterange(
      least(opened + season_from % 100 - 1, (opened + interval '1 month')::date),
      least(closed + season_to % 100, (closed + interval '1 month')::date)));
  END LOOP;
  RETURN whole * seasons;
END $$
"""


def column(name, kind, default=None, nullable=True):
    return sa.Column(name, kind, server_default=default, nullable=nullable and default is None)


def moment(name, default=None, nullable=True):
    return column(name, sa.DateTime(timezone=True), default, nullable)


def officer(table, name, ondelete=None):
    return sa.ForeignKeyConstraint([name], ["officer.id"], name=op.f(f"fk_{table}_{name}_officer"), ondelete=ondelete)


def upgrade():
    for function in (PERIODS_UNTIL, PERIODS_IN, SEASON_DAYS):
        op.execute(function)
    widen_rules()
    widen_visits()
    make_leaves()
    make_scores()
    for table in ("river_segment", "forest_plot"):
        op.add_column(table, column("object_class", sa.String()))


def widen_rules():
    for each in (
        column("per", sa.String(), "object"),
        column("object_class", sa.String()),
        column("season_from", sa.Integer()),
        column("season_to", sa.Integer()),
        column("distinct_days", sa.Boolean(), "false"),
        column("cool_down_s", sa.Float(), "0"),
        column("deputies_allowed", sa.Boolean(), "true"),
        column("drones_allowed", sa.Boolean(), "true"),
        column("counts_from", sa.Date()),
        column("entered_by", sa.Integer()),
        moment("entered_at", sa.func.now()),
    ):
        op.add_column("patrol_rule", each)
    op.drop_constraint(op.f("ck_patrol_rule_minimums"), "patrol_rule")
    for name, condition in RULE_CHECKS.items():
        op.create_check_constraint(op.f(f"ck_patrol_rule_{name}"), "patrol_rule", condition)
    op.create_foreign_key(
        op.f("fk_patrol_rule_entered_by_officer"), "patrol_rule", "officer", ["entered_by"], ["id"], ondelete="SET NULL"
    )
    op.drop_index("uq_patrol_rule_start", "patrol_rule")
    op.create_index("uq_patrol_rule_start", "patrol_rule", SLOT, unique=True, postgresql_nulls_not_distinct=True)


def widen_visits():
    op.add_column("patrol", column("means", sa.String(), "foot"))
    op.add_column("patrol", column("counted", sa.Boolean(), "false"))
    op.add_column("patrol", column("rule_id", sa.Integer()))
    op.create_check_constraint(
        op.f("ck_patrol_means"), "patrol", "means IN ('foot', 'bicycle', 'vehicle', 'boat', 'drone')"
    )
    op.execute(
        "ALTER TABLE patrol ADD CONSTRAINT fk_patrol_rule_id_patrol_rule"
        " FOREIGN KEY (rule_id) REFERENCES patrol_rule (id)"
    )
    op.drop_index("ix_patrol_officer_id_patrolled_on", "patrol")
    op.create_index(
        "ix_patrol_officer_id_patrolled_on",
        "patrol",
        ["officer_id", "patrolled_on"],
        postgresql_include=["kind", "effective", "counted"],
    )
    op.execute("UPDATE patrol SET counted = true WHERE effective")
    for table in VISITS:
        op.add_column(table, column("counted", sa.Boolean(), "false"))
        for name in VISIT_COLUMNS[1:]:
            op.add_column(table, column(name, sa.Integer()))
        op.execute(f"UPDATE {table} SET counted = true, bearer_id = officer_id WHERE effective")


def make_leaves():
    op.create_table(
        "leave",
        sa.Column("id", sa.Integer(), nullable=False),
        column("officer_id", sa.Integer(), nullable=False),
        column("substitute_id", sa.Integer()),
        column("first_on", sa.Date(), nullable=False),
        column("last_on", sa.Date(), nullable=False),
        column("reason", sa.String(), nullable=False),
        column("asked_by", sa.Integer()),
        moment("asked_at", sa.func.now()),
        column("approved_by", sa.Integer()),
        moment("approved_at"),
        column("withdrawn_by", sa.Integer()),
        moment("withdrawn_at"),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_leave_days")),
        sa.CheckConstraint("substitute_id <> officer_id", name=op.f("ck_leave_substitute")),
        officer("leave", "officer_id", "CASCADE"),
        officer("leave", "substitute_id", "CASCADE"),
        *(officer("leave", name, "SET NULL") for name in ("asked_by", "approved_by", "withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index("ix_leave_officer_id_first_on", "leave", ["officer_id", "first_on"])
    op.create_index("ix_leave_substitute_id_first_on", "leave", ["substitute_id", "first_on"])


def make_scores():
    op.create_table(
        "rescoring",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        column("first_on", sa.Date(), nullable=False),
        column("last_on", sa.Date(), nullable=False),
        column("reason", sa.String(), nullable=False),
        column("rescored_by", sa.Integer()),
        moment("rescored_at", nullable=False),
        column("patrols", sa.Integer(), nullable=False),
        column("changed", sa.Integer(), nullable=False),
        column("rules", postgresql.JSONB(), "[]"),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_rescoring_days")),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_rescoring_division_code_form")),
        officer("rescoring", "rescored_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescoring")),
    )
    op.create_index("ix_rescoring_division_code_first_on", "rescoring", ["division_code", "first_on"])
    op.create_table(
        "score_change",
        column("rescoring_id", sa.Integer(), nullable=False),
        column("patrol_id", sa.Uuid(), nullable=False),
        column("subject", sa.String(), nullable=False),
        column("object_id", sa.Integer(), "0"),
        column("before", postgresql.JSONB(), nullable=False),
        column("after", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("subject IN ('patrol', 'segment', 'plot')", name=op.f("ck_score_change_subject")),
        sa.ForeignKeyConstraint(
            ["rescoring_id"], ["rescoring.id"], name=op.f("fk_score_change_rescoring_id_rescoring")
        ),
        sa.ForeignKeyConstraint(
            ["patrol_id"], ["submission.id"], name=op.f("fk_score_change_patrol_id_submission"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("rescoring_id", "patrol_id", "subject", "object_id", name=op.f("pk_score_change")),
    )
    op.create_index("ix_score_change_patrol_id", "score_change", ["patrol_id"])
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION keep_history()"
        )


def downgrade():
    for function in ("season_days", "periods_in", "periods_until"):
        op.execute(f"DROP FUNCTION {function}")
    for table in reversed(HISTORY):
        op.drop_table(table)
    op.drop_table("leave")
    for table in ("river_segment", "forest_plot"):
        op.drop_column(table, "object_class")
    for table in VISITS:
        for name in VISIT_COLUMNS:
            op.drop_column(table, name)
    op.drop_index("ix_patrol_officer_id_patrolled_on", "patrol")
    op.create_index("ix_patrol_officer_id_patrolled_on", "patrol", ["officer_id", "patrolled_on"])
    for name in ("rule_id", "counted", "means"):
        op.drop_column("patrol", name)
    op.drop_index("uq_patrol_rule_start", "patrol_rule")
    # The older schema knows one rule for a post at a place on a day, for each object, all year round.
    op.execute("DELETE FROM patrol_rule WHERE per = 'person' OR object_class IS NOT NULL OR season_from IS NOT NULL")
    op.create_index("uq_patrol_rule_start", "patrol_rule", ["division_code", "post", "kind", "valid_from"], unique=True)
    op.drop_constraint(op.f("ck_patrol_rule_minimums"), "patrol_rule")
    for name in RULE_COLUMNS:
        op.drop_column("patrol_rule", name)
    op.create_check_constraint(
        op.f("ck_patrol_rule_minimums"), "patrol_rule", "min_duration_s >= 0 AND min_distance_m >= 0"
    )
