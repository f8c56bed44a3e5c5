"""How much of a work's polygon lies outside the ground that it names: its plot, its division."""

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from patrol.models.base import STORED_SRID
from patrol.rules.work_places import SLIVER_M

# The ground is cut out around the work before it is widened by the sliver: a township's boundary is long. What comes
# back from geography has lost its system.
OUTSIDE = f"""CASE WHEN ST_Covers(ground.geom, here.geom) THEN 0.0 ELSE
  ST_Area(ST_Difference(here.geom, ST_SetSRID(ST_Buffer(ST_Intersection(ground.geom, ST_Expand(here.geom, 0.002))
    ::geography, {SLIVER_M})::geometry, {STORED_SRID}))) / ST_Area(here.geom) END"""
"""SQL: the share of `here.geom`, in degrees, that lies farther than a sliver outside `ground.geom`."""
SMALLEST_AROUND = """SELECT d.code, d.name, d.geom FROM division d
  WHERE d.code = ANY(ARRAY[here.division, left(here.division, 9) || '000', left(here.division, 6) || '000000'])
    AND d.geom IS NOT NULL
  ORDER BY length(rtrim(d.code, '0')) DESC LIMIT 1"""
"""SQL: the smallest division with a boundary that is, or lies around, `here.division`."""
_OUTSIDE = text(f"""
WITH here AS (SELECT ST_GeomFromEWKT(:shape) AS geom, CAST(:division AS text) AS division)
SELECT here.division AS code, (SELECT {OUTSIDE} FROM forest_plot ground WHERE ground.id = :plot_id) AS of_plot,
  ground.name AS division_name, {OUTSIDE} AS of_division
FROM here LEFT JOIN LATERAL ({SMALLEST_AROUND}) ground ON true
""")


def shares_outside(session: Session, shape: str, division: str, plot_id: int | None) -> Row:
    """of_plot and of_division: the shares (0 to 1) of a polygon (EWKT) outside its plot and its division, None where
    there is no plot, or no boundary to hold it against; division_name of the division whose boundary that is."""
    return session.execute(_OUTSIDE, {"shape": shape, "division": division, "plot_id": plot_id}).one()
