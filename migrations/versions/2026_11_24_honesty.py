"""Flags in one shape with their severity, tracks and pictures found again, reviews with their decisions and looks.

Revision 20261124_honesty, after 20261124_duties.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261124_honesty"
down_revision = "20261124_duties"

HISTORY = ("review_decision", "track_view")

# Every table that is parted by the day of the patrol, whichever there are.
ENSURE_MONTH = """
CREATE OR REPLACE FUNCTION ensure_month(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', day);
  parent text;
  child text;
BEGIN
  FOR parent IN
    SELECT c.relname FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
    WHERE pg_get_partkeydef(c.oid) = 'RANGE (patrolled_on)' AND pg_table_is_visible(c.oid) ORDER BY c.oid
  LOOP
    child := parent || to_char(first, '_YYYY_MM');
    CONTINUE WHEN to_regclass(child) IS NOT NULL;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_month'));
    -- Asked as a query: to_regclass may answer from before the lock, when another session had not made it yet.
    CONTINUE WHEN EXISTS (SELECT FROM pg_inherits WHERE inhparent = parent::regclass
                          AND inhrelid IN (SELECT oid FROM pg_class WHERE relname = child));
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS)',
                   child, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                   parent, child, first, first + interval '1 month');
  END LOOP;
END $$
"""
BEFORE = """
CREATE OR REPLACE FUNCTION ensure_month(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', day);
  parent text;
  child text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['patrol', 'segment_visit', 'plot_visit'] LOOP
    child := parent || to_char(first, '_YYYY_MM');
    CONTINUE WHEN to_regclass(child) IS NOT NULL;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_month'));
    CONTINUE WHEN EXISTS (SELECT FROM pg_inherits WHERE inhparent = parent::regclass
                          AND inhrelid IN (SELECT oid FROM pg_class WHERE relname = child));
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS)',
                   child, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                   parent, child, first, first + interval '1 month');
  END LOOP;
END $$
"""
MONTHS_THAT_ARE = """
SELECT ensure_month(to_date(right(c.relname, 7), 'YYYY_MM'))
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'patrol'::regclass
"""

# Flags were flat, and those of photos lay beside the photos.
GATHER_FLAGS = """
UPDATE patrol p SET flags = told.flags, severity = told.severity,
  review = CASE WHEN told.severity > 0 THEN 'open' END
FROM (
  SELECT patrol_id, jsonb_agg(jsonb_build_object('code', code, 'severity',
           (ARRAY['remark', 'notice', 'doubt', 'grave'])[rank + 1], 'evidence', evidence)) AS flags, max(rank) AS severity
  FROM (
    SELECT patrol_id, flag->>'code' AS code, flag - 'code' AS evidence,
           CASE WHEN flag->>'code' = 'mock_location' THEN 3
                WHEN flag->>'code' IN ('photo_far', 'photo_exif_far') THEN 2
                WHEN flag->>'code' IN ('times_interpolated', 'points_not_measured') THEN 0 ELSE 1 END AS rank
    FROM (
      SELECT id AS patrol_id, jsonb_array_elements(flags) AS flag FROM patrol
      UNION ALL
      SELECT patrol_id, jsonb_array_elements(flags) || jsonb_build_object('sha256', sha256) FROM declared_photo
    ) each
  ) known GROUP BY patrol_id
) told
WHERE p.id = told.patrol_id
"""
FLATTEN_FLAGS = """
UPDATE patrol SET flags = (
  SELECT jsonb_agg((flag->'evidence') || jsonb_build_object('code', flag->>'code'))
  FROM jsonb_array_elements(flags) flag)
WHERE flags <> '[]'
"""


def upgrade():
    widen_patrols()
    make_traces()
    make_photo_prints()
    make_rules()
    make_decisions()
    make_views()
    op.execute(ENSURE_MONTH)
    op.execute(MONTHS_THAT_ARE)
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION keep_history()"
        )


def widen_patrols():
    op.add_column("patrol", sa.Column("severity", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("patrol", sa.Column("review", sa.String(), nullable=True))
    op.add_column("patrol", sa.Column("counts", sa.Boolean(), server_default="true", nullable=False))
    op.execute(GATHER_FLAGS)
    op.drop_column("declared_photo", "flags")
    op.create_check_constraint(op.f("ck_patrol_review"), "patrol", "review IN ('open', 'accepted', 'rejected')")
    op.create_check_constraint(op.f("ck_patrol_counts"), "patrol", "counts = (review IS DISTINCT FROM 'rejected')")
    op.create_check_constraint(op.f("ck_patrol_severity"), "patrol", "severity BETWEEN 0 AND 3")
    where = sa.text("review IS NOT NULL")
    op.create_index("ix_patrol_review", "patrol", ["review", "severity", "patrolled_on"], postgresql_where=where)


def make_traces():
    op.create_table(
        "patrol_trace",
        sa.Column("patrol_id", sa.Uuid(), nullable=False),
        sa.Column("patrolled_on", sa.Date(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("keys", sa.ARRAY(sa.Integer()), nullable=False),
        sa.ForeignKeyConstraint(
            ["patrol_id"], ["submission.id"], name=op.f("fk_patrol_trace_patrol_id_submission"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_patrol_trace_officer_id_officer")),
        sa.PrimaryKeyConstraint("patrol_id", "patrolled_on", name=op.f("pk_patrol_trace")),
        postgresql_partition_by="RANGE (patrolled_on)",
    )
    found_by("patrol_trace", "keys")


def found_by(table, column):
    op.create_index(
        f"ix_{table}_{column}", table, [column], postgresql_using="gin", postgresql_with={"fastupdate": "off"}
    )


def make_photo_prints():
    op.create_table(
        "photo_print",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("bits", sa.LargeBinary(), nullable=False),
        sa.Column("parts", sa.ARRAY(sa.Integer()), nullable=False),
        sa.CheckConstraint("length(bits) = 32", name=op.f("ck_photo_print_bits")),
        sa.ForeignKeyConstraint(
            ["sha256"], ["photo.sha256"], name=op.f("fk_photo_print_sha256_photo"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_photo_print")),
    )
    found_by("photo_print", "parts")


def make_rules():
    op.create_table(
        "honesty_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("limits", postgresql.JSONB(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_honesty_rule_validity")),
        sa.CheckConstraint("jsonb_typeof(limits) = 'object'", name=op.f("ck_honesty_rule_limits")),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_honesty_rule_division_code_form")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_honesty_rule")),
    )
    op.create_index("uq_honesty_rule_start", "honesty_rule", ["division_code", "valid_from"], unique=True)


def history(table, *columns):
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("patrol_id", sa.Uuid(), nullable=False),
        *columns,
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["patrol_id"], ["submission.id"], name=op.f(f"fk_{table}_patrol_id_submission")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f(f"fk_{table}_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_patrol_id", table, ["patrol_id"])


def make_decisions():
    history(
        "review_decision",
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("words", sa.String(), server_default="", nullable=False),
        sa.Column("was_effective", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('accepted', 'rejected', 'reopened')", name=op.f("ck_review_decision_decision")
        ),
        sa.CheckConstraint("decision <> 'rejected' OR words <> ''", name=op.f("ck_review_decision_words")),
    )


def make_views():
    history("track_view")
    op.create_index("ix_track_view_officer_id_at", "track_view", ["officer_id", "at"])


def downgrade():
    op.execute(BEFORE)
    for table in (*HISTORY, "honesty_rule", "photo_print", "patrol_trace"):
        op.drop_table(table)
    op.add_column("declared_photo", sa.Column("flags", postgresql.JSONB(), server_default="[]", nullable=False))
    op.drop_index("ix_patrol_review", "patrol")
    op.execute(FLATTEN_FLAGS)
    for column in ("counts", "review", "severity"):
        op.drop_column("patrol", column)
