"""Where something lies: the segment or plot near a place, the divisions around it."""

from geoalchemy2 import Geography
from sqlalchemy import Row, cast, func, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible
from patrol.models import (
    Division,
    ForestPlot,
    Issue,
    RiverSegment,
)

GEOGRAPHY = Geography(srid=4490)


def distance_m(session: Session, issue: Issue, place: str) -> float:
    """Metres from an issue to a place (EWKT)."""
    point = cast(func.ST_GeomFromEWKT(place), GEOGRAPHY)
    distance = select(func.ST_Distance(cast(Issue.geom, GEOGRAPHY), point)).where(Issue.id == issue.id)
    return session.scalars(distance).one()


def object_with_code(session: Session, viewer: Viewer, kind: str, code: str) -> Row | None:
    """id and division_code of the segment (river) or plot (forest) with a code."""
    thing = RiverSegment if kind == "river" else ForestPlot
    return session.execute(
        select(thing.id, thing.division_code).where(thing.code == code, visible(viewer, thing))
    ).one_or_none()


def object_near(session: Session, viewer: Viewer, kind: str, place: str, within_m: float) -> Row | None:
    """id and division_code of the nearest segment or plot around a place (EWKT)."""
    thing = RiverSegment if kind == "river" else ForestPlot
    point = func.ST_Transform(func.ST_GeomFromEWKT(place), 3857)
    distance = func.ST_Distance(cast(thing.geom, GEOGRAPHY), cast(func.ST_GeomFromEWKT(place), GEOGRAPHY))
    nearest = (
        select(thing.id, thing.division_code, distance.label("distance_m"))
        .where(visible(viewer, thing))
        .order_by(thing.geom_3857.op("<->")(point))
        .limit(1)
        .subquery()
    )
    return session.execute(select(nearest).where(nearest.c.distance_m <= within_m)).one_or_none()


def division_around(session: Session, viewer: Viewer, place: str) -> str | None:
    """The code of the smallest division around a place (EWKT)."""
    return session.scalar(
        select(Division.code)
        .where(visible(viewer, Division), func.ST_Intersects(Division.geom, func.ST_GeomFromEWKT(place)))
        .order_by(func.length(func.rtrim(Division.code, "0")).desc())
        .limit(1)
    )


def places_around(code: str) -> list[str]:
    """A division code and those of the divisions around it, up to everywhere."""
    return [code[:digits].ljust(12, "0") for digits in (12, 9, 6, 4, 2, 0)]
