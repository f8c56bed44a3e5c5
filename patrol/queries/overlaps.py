"""Ground that works share: with works of other years, and with land outside their own plots."""

from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from patrol.rules.forestry_steps import NOT_DONE

LEAST_M2 = 1.0
# The union of a work's overlaps with all works of its type of other years: twice on the same ground is told once.
TOTALS = text("""
SELECT w.work_type, sum(coalesce(years.area_m2, 0)) AS across_years_m2,
  sum(coalesce(plot.area_m2, 0)) AS outside_plot_m2
FROM forestry_work w
CROSS JOIN LATERAL (
  SELECT ST_Area(ST_Intersection(w.geom, ST_Union(o.geom))::geography) AS area_m2
  FROM forestry_work o
  WHERE o.work_type = w.work_type AND o.year <> w.year AND NOT o.stage = ANY(:not_done)
    AND ST_Intersects(o.geom, w.geom) AND NOT ST_Touches(o.geom, w.geom)
) years
LEFT JOIN LATERAL (
  SELECT ST_Area(ST_Difference(w.geom, p.geom)::geography) AS area_m2
  FROM forest_plot p WHERE p.id = w.plot_id AND NOT ST_Covers(p.geom, w.geom)
) plot ON true
WHERE w.year = :year AND w.division_code LIKE :prefix || '%' AND NOT w.stage = ANY(:not_done)
GROUP BY w.work_type
""")
PAIRS = text("""
SELECT w.id, w.code, w.year, w.work_type, w.stage, o.id AS other_id, o.code AS other_code, o.year AS other_year,
  o.work_type AS other_work_type, o.stage AS other_stage, shared.area_m2
FROM forestry_work w
JOIN forestry_work o ON o.id < w.id AND ST_Intersects(o.geom, w.geom) AND NOT ST_Touches(o.geom, w.geom)
  AND o.division_code LIKE :mine || '%' AND NOT o.stage = ANY(:not_done)
CROSS JOIN LATERAL (SELECT ST_Area(ST_Intersection(o.geom, w.geom)::geography) AS area_m2) shared
WHERE w.division_code LIKE :prefix || '%' AND NOT w.stage = ANY(:not_done) AND w.id > :after
  AND (w.year = :year OR o.year = :year)
  AND (CAST(:work_type AS text) IS NULL OR w.work_type = :work_type) AND o.work_type = w.work_type
  AND shared.area_m2 >= :least_m2
ORDER BY w.id, o.id LIMIT :limit
""")


def totals(session: Session, year: int, prefix: str) -> list[Row]:
    """work_type, across_years_m2 and outside_plot_m2 of the works that were done in a year, within a prefix."""
    return list(session.execute(TOTALS, {"year": year, "prefix": prefix, "not_done": list(NOT_DONE)}))


def pairs(session: Session, year: int, prefix: str, mine: str, asked: dict[str, Any]) -> list[Row]:
    """Pairs of works of one type, of which one is of `year`, that share at least a square metre, with that area."""
    given = {"year": year, "prefix": prefix, "mine": mine, "not_done": list(NOT_DONE), "least_m2": LEAST_M2}
    return list(session.execute(PAIRS, given | asked))
