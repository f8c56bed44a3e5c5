"""Two functions that counted parts of periods are dropped: nothing asks them since terms are counted.

Revision 20261127_periods, after 20261127_rule_revoked.
"""

from alembic import op

revision = "20261127_periods"
down_revision = "20261127_rule_revoked"
branch_labels = None
depends_on = None

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


def upgrade() -> None:
    """Without them."""
    for function in ("periods_in", "periods_until"):
        op.execute(f"DROP FUNCTION {function}")


def downgrade() -> None:
    """With them again."""
    op.execute(PERIODS_UNTIL)
    op.execute(PERIODS_IN)
