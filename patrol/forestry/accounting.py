"""Areas that count once: the part of each work's polygon that no earlier work of its year and type holds already."""

from collections.abc import Collection

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.rules.forestry_steps import NOT_DONE

# What earlier works (smaller id) of the same year and type hold already is not counted again, so that the sum over any
# set of divisions equals the area of the union. What is only planned, or was withdrawn, holds nothing.
_RECOUNT = """
UPDATE forestry_work w
SET counted_area_m2 = CASE WHEN w.stage = ANY(:not_done) THEN 0 ELSE coalesce((
  SELECT ST_Area(coalesce(ST_Difference(w.geom, ST_Union(e.geom)), w.geom)::geography)
  FROM forestry_work e
  WHERE e.year = w.year AND e.work_type = w.work_type AND e.id < w.id AND NOT e.stage = ANY(:not_done)
    AND ST_Intersects(e.geom, w.geom) AND NOT ST_Touches(e.geom, w.geom)
), w.measured_area_m2, 0) END
"""
RECOUNT = text(f"{_RECOUNT} WHERE w.year = :year AND w.work_type = :work_type")
# Those that lie where a work is, or was before it changed, and come after it.
RECOUNT_AROUND = text(f"""
{_RECOUNT}
FROM (SELECT id, year, work_type, geom FROM forestry_work WHERE id = ANY(:ids)) changed
WHERE w.id >= changed.id AND w.year = changed.year AND w.work_type = changed.work_type
  AND (w.id = changed.id OR ST_Intersects(w.geom, changed.geom))
""")


def recount(session: Session, year: int, work_type: str) -> None:
    """Set the counted area of each work of a year and type: its polygon less what earlier works hold."""
    session.execute(RECOUNT, {"year": year, "work_type": work_type, "not_done": list(NOT_DONE)})


def recount_around(session: Session, ids: Collection[int]) -> None:
    """Set the counted areas of these works, and of the later ones that share ground with them where they lie now."""
    session.flush()
    session.execute(RECOUNT_AROUND, {"ids": list(ids), "not_done": list(NOT_DONE)})
