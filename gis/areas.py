"""A box to look in, in the coordinates of the caller, and the rows that meet it."""

import math
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Double, Select, and_, bindparam, case, func, literal_column, or_

from gis.references import CRS84, WEB_MERCATOR, Reference
from gis.wanted import indexed

RADIUS_M = 6378137.0
LAST_PARALLEL = 85.0
SLACK_M = 0.001
"""Less than the decimals served can tell; a box drawn through a corner finds it in spite of rounding."""

SIDES = ("west", "south", "east", "north")
Box = tuple[float, float, float, float]

EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)

BENDS = 64
"""Into how many parts the sides of a box in metres are cut: straight there, they bend in EPSG:3857."""


@dataclass(frozen=True)
class Area:
    """A box to look in: two corners, east or longitude first, in ``reference``. West of a box in degrees may lie east
    of its east: then it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float
    reference: Reference = CRS84

    @property
    def is_bound(self) -> bool:
        """Whether SQL for it has but its corners in it, and can so be asked of another box again."""
        return self.reference.is_degrees or self.reference.srid == WEB_MERCATOR

    def boxes(self) -> list[Box]:
        """The box in EPSG:3857, wider by what rounding may take; in two parts where it crosses the antimeridian."""
        if not self.reference.is_degrees:
            return [_widened((self.west, self.south), (self.east, self.north))]
        spans = [(self.west, self.east)] if self.west <= self.east else [(self.west, 180.0), (-180.0, self.east)]
        return [_widened(mercator(west, self.south), mercator(east, self.north)) for west, east in spans]

    def given(self) -> dict[str, float]:
        """The values of the parameters that its SQL names."""
        return {
            f"{side}_{at}": value for at, box in enumerate(self.boxes()) for side, value in zip(SIDES, box, strict=True)
        }

    def parts(self) -> list[ColumnElement]:
        """SQL for the box in EPSG:3857, in two parts where it crosses the antimeridian."""
        if not self.is_bound:
            box = func.ST_MakeEnvelope(self.west, self.south, self.east, self.north, self.reference.srid)
            side = max(self.east - self.west, self.north - self.south, 1.0)
            return [func.ST_Transform(func.ST_Segmentize(box, side / BENDS), WEB_MERCATOR)]
        return [envelope(box, f"_{at}") for at, box in enumerate(self.boxes())]


def around(area: Area | None) -> Box:
    """A box in EPSG:3857 with the whole area in it; everywhere without one, and for one that is bent there."""
    if area is None or not area.is_bound:
        return EVERYWHERE
    west, south, east, north = zip(*area.boxes(), strict=True)
    return min(west), min(south), max(east), max(north)


def within(rows: Select, area: Area) -> Select:
    """The rows that meet the area, found by the index that tiles use: a box in degrees is a box in EPSG:3857."""
    shape, column = rows.selected_columns.geom_3857, indexed(rows)
    return rows.where(or_(*(_meets(shape, column, part, area.is_bound) for part in area.parts())))


def _meets(shape, column, part: ColumnElement, is_box: bool) -> ColumnElement[bool]:
    """Whether ``shape``, which lies in ``column``, meets ``part``. What lies in a box whole is looked at no closer."""
    met = func.ST_Intersects(shape, part)
    if is_box:
        met = case((column.op("@", is_comparison=True)(part), True), else_=met)
    return and_(column.op("&&", is_comparison=True)(part), met)


def envelope(box: Box, suffix: str = "") -> ColumnElement:
    """SQL for a box in EPSG:3857, whose sides are parameters named west, south, east and north with the suffix."""
    sides = (bindparam(f"{side}{suffix}", value, Double) for side, value in zip(SIDES, box, strict=True))
    return func.ST_MakeEnvelope(*sides, literal_column(str(WEB_MERCATOR)))


def _widened(lower: tuple[float, float], upper: tuple[float, float]) -> Box:
    (west, south), (east, north) = lower, upper
    return west - SLACK_M, south - SLACK_M, east + SLACK_M, north + SLACK_M


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """A place in EPSG:3857 metres; beyond its last parallels, as far as any map reaches."""
    if abs(lat) > LAST_PARALLEL:
        return math.radians(lon) * RADIUS_M, math.copysign(1e9, lat)
    return math.radians(lon) * RADIUS_M, math.asinh(math.tan(math.radians(lat))) * RADIUS_M
