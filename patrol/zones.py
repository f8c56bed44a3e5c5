"""Stamps: the zoning units (三线一单, 红线, 永久基本农田) that works fall into, written whenever either is."""

from collections.abc import Collection

from sqlalchemy import text
from sqlalchemy.orm import Session

# A work that only touches a unit's border, or shares a sliver of a digitised line with it, does not lie in it.
LEAST_M2 = 1.0
ALL = "CAST(:ids AS int[]) IS NULL"
CLEAR_WORKS = text(f"DELETE FROM work_zone WHERE {ALL} OR work_id = ANY(:ids)")
# Where units of one category overlap, the later one holds only what the earlier ones do not.
STAMP_WORKS = text(f"""
INSERT INTO work_zone (work_id, unit_id, area_m2, counted_area_m2)
SELECT met.work_id, met.unit_id, met.area_m2,
  CASE WHEN earlier.held IS NULL THEN met.area_m2 ELSE ST_Area(ST_Difference(met.geom, earlier.held)::geography) END
FROM (
  SELECT w.id AS work_id, z.id AS unit_id, z.category, part.geom, ST_Area(part.geom::geography) AS area_m2
  FROM forestry_work w
  JOIN zoning_unit z ON ST_Intersects(z.geom, w.geom)
  CROSS JOIN LATERAL (SELECT CASE WHEN ST_Covers(z.geom, w.geom) THEN w.geom
    ELSE ST_CollectionExtract(ST_Intersection(w.geom, z.geom), 3) END AS geom) part
  WHERE {ALL} OR w.id = ANY(:ids)
) met
CROSS JOIN LATERAL (
  SELECT ST_Union(o.geom) AS held FROM zoning_unit o
  WHERE o.category = met.category AND o.id < met.unit_id AND ST_Intersects(o.geom, met.geom)
    AND NOT ST_Touches(o.geom, met.geom)
) earlier
WHERE met.area_m2 >= :least_m2
""")


WORKS_IN = text("""
SELECT work_id FROM work_zone WHERE unit_id = ANY(:units)
UNION SELECT w.id FROM forestry_work w JOIN zoning_unit z ON ST_Intersects(z.geom, w.geom) WHERE z.id = ANY(:units)
UNION SELECT w.id FROM forestry_work w JOIN geometry_change g ON ST_Intersects(g.geom, w.geom)
WHERE g.layer = 'zoning' AND g.action = 'delete' AND g.object_id = ANY(:units)
""")


def works_in(session: Session, unit_ids: Collection[int]) -> list[int]:
    """The works that lie in these zoning units, by their stamps or by where the units lie now, or lay when deleted."""
    return list(session.scalars(WORKS_IN, {"units": list(unit_ids)}))


def stamp_works(session: Session, ids: Collection[int] | None = None) -> None:
    """Write anew which zoning units works lie in: those with these ids, or all when none are named.

    To be called whenever one is written or moved; an import of zoning stamps all again.
    """
    among = None if ids is None else list(ids)
    session.flush()
    session.execute(CLEAR_WORKS, {"ids": among})
    session.execute(STAMP_WORKS, {"ids": among, "least_m2": LEAST_M2})
