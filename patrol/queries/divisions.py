"""Questions about divisions."""

from typing import NamedTuple

from sqlalchemy import Row, case, exists, func, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, scope
from patrol.models import Division


class Extent(NamedTuple):
    """A bounding box in degrees."""

    west: float
    south: float
    east: float
    north: float


def box_of(geometry):
    """[west, south, east, north] of a geometry column in degrees, as a JSON array; NULL without a geometry."""
    edges = (func.ST_XMin(geometry), func.ST_YMin(geometry), func.ST_XMax(geometry), func.ST_YMax(geometry))
    return case((geometry.is_not(None), func.json_build_array(*edges)))


def county_extent(session: Session, division_code: str) -> Extent | None:
    """The bounding box of the county that a division lies in; None while it has no boundary."""
    row = session.execute(
        select(
            func.ST_XMin(Division.geom),
            func.ST_YMin(Division.geom),
            func.ST_XMax(Division.geom),
            func.ST_YMax(Division.geom),
        ).where(Division.code == division_code[:6] + "000000", Division.geom.is_not(None))
    ).one_or_none()
    return Extent(*row) if row else None


def counties_between(session: Session) -> tuple[float, float] | None:
    """The westernmost and the easternmost longitude of all counties; None while none has a boundary."""
    west, east = func.min(func.ST_XMin(Division.geom)), func.max(func.ST_XMax(Division.geom))
    found = session.execute(select(west, east).where(Division.level == "county")).one()
    return None if found[0] is None else (found[0], found[1])


def visible_divisions(session: Session, viewer: Viewer) -> list[Row]:
    """code, name, level, parent and bbox of each division that `viewer` may see, by code."""
    columns = (
        Division.code,
        Division.name,
        Division.level,
        Division.parent_code.label("parent"),
        box_of(Division.geom).label("bbox"),
    )
    return list(session.execute(scope(select(*columns), Division, viewer).order_by(Division.code)))


def division(session: Session, code: str) -> Row | None:
    """code, name and level of one division."""
    return session.execute(
        select(Division.code, Division.name, Division.level).where(Division.code == code)
    ).one_or_none()


def is_within(session: Session, code: str, viewer: Viewer) -> bool:
    """Whether `code` is a division that exists and that `viewer` may see."""
    found = scope(select(Division.id), Division, viewer).where(Division.code == code)
    return session.scalar(select(exists(found)))
