"""Works from a file whose division, plot and polygon lie apart are refused, as where a single one is entered."""

from patrol.queries.work_places import OUTSIDE, SMALLEST_AROUND
from patrol.rules.work_places import MOST_OUTSIDE

# As where a single work is entered: the division is the plot's unless the file names one.
TAKE_PLOTS_DIVISION = """
UPDATE incoming i SET division_code = p.division_code FROM forest_plot p
WHERE p.id = i.plot_id AND i.placed AND i.refused IS NULL AND starts_with(p.division_code, :prefix)
"""
_PREFIX = "regexp_replace({0}, '^(([0-9]{{6}})000000|([0-9]{{9}})000)$', '\\2\\3')"
REFUSE_PLOTS_ELSEWHERE = f"""
UPDATE incoming i SET refused = 'work_plot_elsewhere',
  params = jsonb_build_object('plot', i.plot, 'of', p.division_code, 'division', i.division_code)
FROM forest_plot p
WHERE p.id = i.plot_id AND i.refused IS NULL
  AND NOT starts_with(p.division_code, {_PREFIX.format("i.division_code")})
  AND NOT starts_with(i.division_code, {_PREFIX.format("p.division_code")})
"""
# A file without a column of plots leaves a stored work in its plot.
REFUSE_OUTSIDE = f"""
WITH found AS (
  SELECT here.number, here.of_plot, {OUTSIDE} AS of_division, ground.name
  FROM (
    SELECT i.number, i.geom, i.division_code AS division, {OUTSIDE.replace("here.", "i.")} AS of_plot
    FROM incoming i LEFT JOIN forestry_work w ON w.code = i.code
    LEFT JOIN forest_plot ground ON ground.id = coalesce(i.plot_id, w.plot_id)
    WHERE i.refused IS NULL AND i.geom IS NOT NULL
  ) here
  LEFT JOIN LATERAL ({SMALLEST_AROUND}) ground ON true
)
UPDATE incoming i SET
  refused = CASE WHEN f.of_plot > {MOST_OUTSIDE} THEN 'work_outside_plot' ELSE 'work_outside_division' END,
  params = CASE WHEN f.of_plot > {MOST_OUTSIDE} THEN jsonb_build_object('percent', round(f.of_plot * 100))
    ELSE jsonb_build_object('percent', round(f.of_division * 100), 'division', f.name) END
FROM found f
WHERE f.number = i.number AND (f.of_plot > {MOST_OUTSIDE} OR f.of_division > {MOST_OUTSIDE})
"""
