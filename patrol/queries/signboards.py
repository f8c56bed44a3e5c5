"""What a signboard tells of its segment or plot: names, length, who answers for it, its shape."""

import json
from datetime import date
from typing import Any

from geoalchemy2 import Geography
from sqlalchemy import Row, Select, and_, cast, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from gis.geojson import geojson
from patrol.access import within
from patrol.models import Assignment, Division, ForestPlot, Officer, River, RiverSegment
from patrol.queries.places import places_around

# From the highest downwards, as signboards list them.
LISTED = {
    "river": ("county_chief", "township_chief", "village_chief", "patroller"),
    "forest": ("county_chief", "township_chief", "village_chief", "supervision", "ranger"),
}
CHIEFS = ("county_chief", "township_chief", "village_chief")
GEOGRAPHY = Geography(srid=4490)


def segment(session: Session, code: str) -> Row | None:
    """id, code, name, river, division_code, length_m, bank, stakes, names of the places where it starts and ends."""
    start, end = func.ST_StartPoint(RiverSegment.geom), func.ST_EndPoint(RiverSegment.geom)
    return session.execute(
        select(
            RiverSegment.id,
            RiverSegment.code,
            RiverSegment.name,
            River.name.label("river"),
            RiverSegment.division_code,
            RiverSegment.length_m,
            RiverSegment.bank,
            RiverSegment.stakes,
            _place_of(start).label("starts_in"),
            _place_of(end).label("ends_in"),
            _middle(RiverSegment).label("middle"),
        )
        .outerjoin(River, River.id == RiverSegment.river_id)
        .where(RiverSegment.code == code)
    ).one_or_none()


def plot(session: Session, code: str) -> Row | None:
    """id, code, name, division_code, area_m2 of a forest plot."""
    return session.execute(
        select(
            ForestPlot.id,
            ForestPlot.code,
            ForestPlot.name,
            ForestPlot.division_code,
            ForestPlot.area_m2,
            _middle(ForestPlot).label("middle"),
        ).where(ForestPlot.code == code)
    ).one_or_none()


def _middle(thing):
    is_line = thing is RiverSegment
    return func.ST_AsEWKT(
        func.ST_LineInterpolatePoint(thing.geom, 0.5) if is_line else func.ST_PointOnSurface(thing.geom)
    )


def _place_of(point):
    """The name of the smallest division around a point."""
    place = aliased(Division)
    return (
        select(place.name)
        .where(func.ST_Intersects(place.geom, point))
        .order_by(func.length(func.rtrim(place.code, "0")).desc())
        .limit(1)
        .scalar_subquery()
    )


def names_around(session: Session, division: str) -> list[str]:
    """The names of a division and those around it, from the county down."""
    found = select(Division.name).where(Division.code.in_(places_around(division)))
    return list(session.scalars(found.order_by(func.length(func.rtrim(Division.code, "0")))))


def responsible(session: Session, kind: str, object_id: int, division: str, on: date) -> list[Row]:
    """post, name, office_title and office_phone of who answers for an object on a day, the highest first.

    Where nobody is assigned at a chief's level, it is the chief of the division around.
    """
    key = Assignment.segment_id if kind == "river" else Assignment.plot_id
    assigned = (
        select(Assignment.officer_id, Assignment.post)
        .where(
            key == object_id,
            Assignment.valid_from <= on,
            or_(Assignment.valid_to.is_(None), Assignment.valid_to >= on),
        )
        .distinct()
        .cte("assigned")
    )
    around = select(Officer.id.label("officer_id"), Officer.post).where(
        Officer.post.in_(CHIEFS),
        Officer.division_code.in_(places_around(division)),
        ~select(literal(1)).where(assigned.c.post == Officer.post).exists(),
    )
    answering = select(assigned.c.officer_id, assigned.c.post).union(around).subquery()
    level = func.array_position(list(LISTED[kind]), answering.c.post)
    return list(
        session.execute(
            select(answering.c.post, Officer.name, Officer.office_title, Officer.office_phone)
            .join(Officer, and_(Officer.id == answering.c.officer_id, Officer.active))
            .where(level.is_not(None))
            .order_by(level, Officer.id)
        )
    )


def shapes(session: Session, kind: str, object_id: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The object's shape, and river segments around it, as GeoJSON geometries fit for a small map."""
    thing = RiverSegment if kind == "river" else ForestPlot
    box = func.ST_Expand(thing.geom, func.greatest(_extent(thing.geom) * 0.15, 0.002))
    fine = geojson(func.ST_SimplifyPreserveTopology(thing.geom, _extent(thing.geom) / 800), 6)
    own, frame = session.execute(select(fine, func.ST_AsEWKT(box)).where(thing.id == object_id)).one()
    near = func.ST_GeomFromEWKT(frame)
    cut = func.ST_Simplify(func.ST_Intersection(RiverSegment.geom, near), func.ST_Perimeter(near) / 3200)
    others = (
        select(geojson(cut, 6))
        .where(func.ST_Intersects(RiverSegment.geom, near), or_(literal(kind != "river"), RiverSegment.id != object_id))
        .limit(80)
    )
    return json.loads(own), [json.loads(line) for line in session.scalars(others) if line]


def _extent(geom):
    wide = func.ST_XMax(geom) - func.ST_XMin(geom)
    return func.greatest(wide, func.ST_YMax(geom) - func.ST_YMin(geom))


def codes_within(session: Session, kind: str, division: str) -> list[str]:
    """The codes of the segments or plots of a division, in their order."""
    thing = RiverSegment if kind == "river" else ForestPlot
    return list(session.scalars(select(thing.code).where(within(thing.division_code, division)).order_by(thing.code)))


def codes_of(session: Session, segment_ids: Select) -> list[str]:
    """The codes of segments, in the order of their codes."""
    return list(
        session.scalars(select(RiverSegment.code).where(RiverSegment.id.in_(segment_ids)).order_by(RiverSegment.code))
    )


def metres_off(session: Session, kind: str, object_id: int, point: str) -> float:
    """How far a point (EWKT) lies from an object, in metres."""
    thing = RiverSegment if kind == "river" else ForestPlot
    distance = func.ST_Distance(cast(thing.geom, GEOGRAPHY), cast(func.ST_GeomFromEWKT(point), GEOGRAPHY))
    return session.scalars(select(distance).where(thing.id == object_id)).one()
