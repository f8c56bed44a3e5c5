"""Forestry works and annual targets: areas that count an overlap once, targets entered in mu."""

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.errors import Invalid
from patrol.models import AnnualTarget
from patrol.models.forestry import WORK_TYPES
from patrol.people import check_division
from patrol.rules.areas import PACES, square_metres

# What earlier works (smaller id) of the same year and type hold already is not counted again, so that the sum over any
# set of divisions equals the area of the union.
RECOUNT = text("""
UPDATE forestry_work w
SET counted_area_m2 = coalesce((
  SELECT ST_Area(coalesce(ST_Difference(w.geom, ST_Union(e.geom)), w.geom)::geography)
  FROM forestry_work e
  WHERE e.year = w.year AND e.work_type = w.work_type AND e.id < w.id
    AND ST_Intersects(e.geom, w.geom) AND NOT ST_Touches(e.geom, w.geom)
), w.measured_area_m2, 0)
WHERE w.year = :year AND w.work_type = :work_type
""")


def recount(session: Session, year: int, work_type: str) -> None:
    """Set the counted area of each work of a year and type: its polygon less what earlier works hold."""
    session.execute(RECOUNT, {"year": year, "work_type": work_type})


def set_target(session: Session, year: int, division: str, work_type: str, area_mu: float) -> None:
    """Enter or change a division's target for a year, in mu; Invalid names what cannot be."""
    if not 1950 <= year <= 2200:
        raise Invalid({"year": "year_range"})
    if work_type not in WORK_TYPES:
        raise Invalid({"work_type": ("not_one_of", {"choices": "、".join(WORK_TYPES)})})
    if not 0 <= area_mu < 1e9:
        raise Invalid({"mu": ("range", {"min": 0, "max": 1_000_000_000})})
    check_division(session, division)
    row = insert(AnnualTarget).values(
        year=year,
        division_code=division,
        work_type=work_type,
        area_m2=square_metres(area_mu),
        pace=list(PACES[work_type]),
    )
    session.execute(
        row.on_conflict_do_update(
            index_elements=["year", "division_code", "work_type"], set_={"area_m2": row.excluded.area_m2}
        )
    )
