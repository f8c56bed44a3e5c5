"""What was done in each term of a rule (this week's two visits, this month's four), kept by triggers as it is judged.

Nobody answers for one object twice on one day.

Revision 20261126_terms, after 20261126_verified_by.
"""

from functools import partial

import sqlalchemy as sa
from alembic import op

revision = "20261126_terms"
down_revision = "20261126_verified_by"

# The first day of the calendar period that a day lies in.
BEGINS = """
CREATE FUNCTION period_begins(period text, day date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE period
    WHEN 'day' THEN day
    WHEN 'week' THEN day - (extract(isodow FROM day)::int - 1)
    WHEN 'ten_days' THEN day - (extract(day FROM day)::int - 1) % 10 - CASE extract(day FROM day) WHEN 31 THEN 10 ELSE 0 END
    WHEN 'half_year' THEN make_date(extract(year FROM day)::int, CASE WHEN extract(month FROM day) > 6 THEN 7 ELSE 1 END, 1)
    ELSE date_trunc(period, day::timestamp)::date
  END
$$
"""
ENDS = """
CREATE FUNCTION period_ends(period text, begins date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE period
    WHEN 'day' THEN begins
    WHEN 'week' THEN begins + 6
    WHEN 'ten_days' THEN CASE WHEN extract(day FROM begins) < 21 THEN begins + 9
                              ELSE (date_trunc('month', begins::timestamp) + interval '1 month')::date - 1 END
    ELSE (begins + CASE period WHEN 'month' THEN interval '1 month' WHEN 'quarter' THEN interval '3 months'
                               WHEN 'half_year' THEN interval '6 months' WHEN 'year' THEN interval '1 year' END)::date - 1
  END
$$
"""
# The calendar periods that have a day between two, the whole of each.
TERMS = """
CREATE FUNCTION terms_between(period text, first date, last date) RETURNS TABLE (begins date, ends date)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 12 AS $$
  SELECT day::date, period_ends(period, day::date)
  FROM generate_series(
    CASE WHEN period = 'ten_days' THEN date_trunc('month', first::timestamp) ELSE period_begins(period, first)::timestamp END,
    last::timestamp,
    CASE period WHEN 'day' THEN interval '1 day' WHEN 'week' THEN interval '7 days' WHEN 'quarter' THEN interval '3 months'
      WHEN 'half_year' THEN interval '6 months' WHEN 'year' THEN interval '1 year' ELSE interval '1 month' END) opens,
  LATERAL (SELECT opens + part * interval '10 days' AS day
           FROM generate_series(0, CASE WHEN period = 'ten_days' THEN 2 ELSE 0 END) part) each
  WHERE first <= last AND day <= last AND period_ends(period, day::date) >= first
$$
"""
DAYS = """
CREATE FUNCTION days_in(days datemultirange) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sum(upper(run) - lower(run)), 0)::int FROM unnest(days) run
$$
"""
FUNCTIONS = {
    "period_begins(text, date)": BEGINS,
    "period_ends(text, date)": ENDS,
    "terms_between(text, date, date)": TERMS,
    "days_in(datemultirange)": DAYS,
}
# Who was given the same object twice over the same days owed it twice: the later one goes on where it begins.
ONE_AT_A_TIME = """
UPDATE assignment a SET valid_to = alone.until
FROM (SELECT id, least(nullif(max(coalesce(valid_to, 'infinity')) OVER whose, 'infinity'),
                       lead(valid_from) OVER whose - 1) AS until
      FROM assignment WINDOW whose AS (PARTITION BY officer_id, segment_id, plot_id ORDER BY valid_from)) alone
WHERE alone.id = a.id AND alone.until IS DISTINCT FROM a.valid_to
"""
ALONE = """
ALTER TABLE assignment ADD CONSTRAINT ex_assignment_officer_{thing} EXCLUDE USING gist
  (officer_id WITH =, {thing}_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE ({thing}_id IS NOT NULL)
"""
DONE = {"effective": "true", "counted": "counted"}
BORNE = {"borne": "bearer_id IS NOT NULL", "borne_counted": "bearer_id IS NOT NULL AND counted"}
WHO = "coalesce(stands_in_for, moved.officer_id)"
# table → its sums, whose rules they go by, whose and of what a row is, which rows, what is counted of them
SUMS = {
    "patrol": ("patrol_term", "person", "moved.officer_id", "kind", "counts AND moved.effective", DONE),
    "segment_visit": ("segment_term", "object", WHO, "segment_id", "moved.effective", DONE | BORNE),
    "plot_visit": ("plot_term", "object", WHO, "plot_id", "moved.effective", DONE | BORNE),
}
CHANGES = {
    "insert": ("NEW TABLE AS came", "SELECT *, 1 AS sign FROM came"),
    "delete": ("OLD TABLE AS went", "SELECT *, -1 AS sign FROM went"),
    "update": (
        "OLD TABLE AS went NEW TABLE AS came",
        "SELECT *, 1 AS sign FROM came UNION ALL SELECT *, -1 AS sign FROM went",
    ),
}
# In the order of keys, so that two who add to the same sums wait for each other and never both at once.
ADD = """
INSERT INTO {sums} AS known (begins, period, officer_id, {of}, {names})
SELECT * FROM (
  SELECT period_begins(rule.period, patrolled_on), rule.period, {who}, moved.{of}, {counted}
  FROM ({rows}) moved JOIN patrol_rule rule ON rule.id = moved.rule_id AND rule.per = '{per}'
  WHERE {which} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
) added WHERE ({names}) IS DISTINCT FROM ({nothing})
ON CONFLICT (begins, period, officer_id, {of}) DO UPDATE SET {added}"""


def upgrade():
    op.execute(ONE_AT_A_TIME)
    for thing in ("segment", "plot"):
        op.execute(ALONE.format(thing=thing))
    for function in FUNCTIONS.values():
        op.execute(function)
    for table, (sums, _per, _who, of, _which, counts) in SUMS.items():
        make_table(sums, of, counts)
        op.execute(adding(table, f"SELECT *, 1 AS sign FROM {table}"))
        trigger(table, "truncate", "", f"TRUNCATE {sums}")
        for change, (transition, rows) in CHANGES.items():
            trigger(table, change, f"REFERENCING {transition}", adding(table, rows))


def make_table(sums: str, of: str, counts: dict):
    column = partial(sa.Column, nullable=False)
    op.create_table(
        sums,
        column("begins", sa.Date()),
        column("period", sa.String()),
        column("officer_id", sa.Integer()),
        column(of, sa.String() if of == "kind" else sa.Integer()),
        *(column(name, sa.Integer()) for name in counts),
        sa.PrimaryKeyConstraint("begins", "period", "officer_id", of, name=f"pk_{sums}"),
    )


def adding(table: str, rows: str) -> str:
    sums, per, who, of, which, counts = SUMS[table]
    counted = (f"coalesce(sum(sign) FILTER (WHERE {what}), 0) AS {name}" for name, what in counts.items())
    given = {"sums": sums, "per": per, "who": who, "of": of, "which": which, "rows": rows}
    given |= {"names": ", ".join(counts), "counted": ", ".join(counted), "nothing": ", ".join("0" for _ in counts)}
    return ADD.format(**given, added=", ".join(f"{name} = known.{name} + excluded.{name}" for name in counts))


def trigger(table: str, change: str, transition: str, body: str):
    name = f"term_{table}_{change}"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NULL; END $$;"
        f" CREATE TRIGGER term_{change} AFTER {change} ON {table} {transition}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def downgrade():
    for thing in ("segment", "plot"):
        op.drop_constraint(f"ex_assignment_officer_{thing}", "assignment")
    for table, (sums, *_) in SUMS.items():
        for change in (*CHANGES, "truncate"):
            op.execute(f"DROP TRIGGER term_{change} ON {table}")
            op.execute(f"DROP FUNCTION term_{table}_{change}()")
        op.drop_table(sums)
    for function in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {function}")
