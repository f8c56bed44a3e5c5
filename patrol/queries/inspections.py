"""Questions about inspections: schemes in force, drawn samples, what was counted and found."""

from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session, aliased

from patrol.models import AcceptanceScheme, Inspection, Officer, SamplePlot
from patrol.queries.places import places_around
from patrol.rules.rulings import Finding

Drawer, Concluder = aliased(Officer), aliased(Officer)

# Inside the polygon by a plot's radius where the polygon is wide enough, so that whole plots lie in it; the seed makes
# the same points of the same polygon.
DRAW = text("""
INSERT INTO sample_plot (inspection_id, number, geom)
SELECT :inspection_id, drawn.path[1], drawn.geom
FROM (
  SELECT CASE WHEN ST_IsEmpty(inner_part) THEN w.geom ELSE inner_part END AS place
  FROM forestry_work w
  CROSS JOIN LATERAL (
    -- The buffer of a geography comes back in WGS 84, which is taken as equal.
    SELECT ST_SetSRID(ST_Buffer(w.geom::geography, -CAST(:radius_m AS float8))::geometry, 4490) AS inner_part
  ) b
  WHERE w.id = :work_id
) w
CROSS JOIN LATERAL ST_Dump(ST_GeneratePoints(w.place, :count, :seed)) AS drawn
""")
OUTSIDE_M = text("""
SELECT ST_Distance(w.geom::geography, ST_SetSRID(ST_MakePoint(:lon, :lat), 4490)::geography)
FROM forestry_work w WHERE w.id = :work_id
""")


def schemes(session: Session, **columns: Any) -> list[AcceptanceScheme]:
    """All schemes with these values of columns, by type of work, kind, division and day."""
    order = (
        AcceptanceScheme.work_type,
        AcceptanceScheme.kind,
        AcceptanceScheme.division_code,
        AcceptanceScheme.valid_from,
    )
    wanted = {name: value for name, value in columns.items() if value is not None}
    return list(session.scalars(select(AcceptanceScheme).filter_by(**wanted).order_by(*order)))


def scheme_in_force(session: Session, division: str, work_type: str, kind: str, on: date) -> AcceptanceScheme | None:
    """The scheme of the smallest division around that is valid on a day."""
    return session.scalar(
        select(AcceptanceScheme)
        .where(
            AcceptanceScheme.division_code.in_(places_around(division)),
            AcceptanceScheme.work_type == work_type,
            AcceptanceScheme.kind == kind,
            AcceptanceScheme.valid_from <= on,
        )
        .order_by(
            func.length(func.rtrim(AcceptanceScheme.division_code, "0")).desc(), AcceptanceScheme.valid_from.desc()
        )
        .limit(1)
    )


def draw(session: Session, inspection: Inspection, count: int, radius_m: float) -> None:
    """Lay the sample plots of an inspection at random places inside its work, the same for the same seed."""
    session.execute(
        DRAW,
        {
            "inspection_id": inspection.id,
            "work_id": inspection.work_id,
            "count": count,
            "radius_m": radius_m,
            "seed": inspection.seed,
        },
    )


def metres_outside_work(session: Session, work_id: int, lon: float, lat: float) -> float:
    """How far a place lies outside a work's polygon; 0 inside."""
    return session.scalar(OUTSIDE_M, {"work_id": work_id, "lon": lon, "lat": lat}) or 0.0


def of_work(session: Session, work_id: int) -> list[Row]:
    """The inspections of a work, the first drawn first, each with its scheme and the people."""
    return list(
        session.execute(
            select(Inspection, AcceptanceScheme, Drawer.name, Concluder.name)
            .join(AcceptanceScheme, AcceptanceScheme.id == Inspection.scheme_id)
            .outerjoin(Drawer, Drawer.id == Inspection.drawn_by)
            .outerjoin(Concluder, Concluder.id == Inspection.concluded_by)
            .where(Inspection.work_id == work_id)
            .order_by(Inspection.id)
        )
    )


def one(session: Session, work_id: int, inspection_id: int) -> Inspection | None:
    """An inspection of a work, held until the transaction ends."""
    return session.scalar(
        select(Inspection)
        .where(Inspection.id == inspection_id, Inspection.work_id == work_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def plots(session: Session, inspection_ids: list[int]) -> list[Row]:
    """The sample plots of inspections by number, with places in degrees."""
    return list(
        session.execute(
            select(
                SamplePlot.inspection_id,
                SamplePlot.number,
                SamplePlot.planted,
                SamplePlot.alive,
                SamplePlot.measures,
                SamplePlot.counted_at,
                func.ST_X(SamplePlot.geom).label("lon"),
                func.ST_Y(SamplePlot.geom).label("lat"),
                func.ST_X(SamplePlot.found_geom).label("found_lon"),
                func.ST_Y(SamplePlot.found_geom).label("found_lat"),
            )
            .where(SamplePlot.inspection_id.in_(inspection_ids))
            .order_by(SamplePlot.inspection_id, SamplePlot.number)
        )
    )


def findings(session: Session, work_id: int, in_round: int) -> list[Finding]:
    """The concluded inspections of a work's round."""
    rows = session.execute(
        select(
            Inspection.id,
            Inspection.tier,
            Inspection.kind,
            Inspection.verdict,
            Inspection.verified_area_m2,
            Inspection.unverified_reason,
            AcceptanceScheme.verified_by,
        )
        .join(AcceptanceScheme, AcceptanceScheme.id == Inspection.scheme_id)
        .where(
            Inspection.work_id == work_id,
            Inspection.round == in_round,
            Inspection.concluded_at.is_not(None),
        )
    )
    return [Finding(*row) for row in rows]
