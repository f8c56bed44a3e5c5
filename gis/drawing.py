"""Features as a small map in SVG: enough to see where they lie, without a script."""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

WIDTH, LEAST_HEIGHT = 1000.0, 260.0

MARGIN_PARTS = 100
"""How far lines go on beyond the map: so that their ends are not seen."""

POINT_PARTS = 140
"""A point is drawn as a dot this many times smaller than the map is wide."""


class Room(NamedTuple):
    """How near a map goes: the part left free on each side, for how many degrees there is room at least, and how high
    the map becomes at most."""

    margin: float
    least: float
    most_height: float


TOGETHER, ALONE = Room(0.04, 1e-4, 410.0), Room(0.25, 0.005, 600.0)
"""For a page of features, and for one with what is around it."""


class Shape(NamedTuple):
    """One feature's path; ``label`` is what a pointer over it is told."""

    id: str
    label: str
    d: str
    fill: str


class Frame(NamedTuple):
    """Where a map lies: the place in its middle (degrees), how far a degree reaches, and how high it is."""

    middle: tuple[float, float]
    per_lon: float
    per_lat: float
    height: float

    def at(self, place) -> str:
        """A place in the map's coordinates, whose y grows southward."""
        x = (place[0] - self.middle[0]) * self.per_lon + WIDTH / 2
        y = (self.middle[1] - place[1]) * self.per_lat + self.height / 2
        return f"{x:.1f} {y:.1f}"

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the map, no further than the Earth reaches."""
        (x, y), wide, high = self.middle, WIDTH / 2 / self.per_lon, self.height / 2 / self.per_lat
        return max(x - wide, -180.0), max(y - high, -90.0), min(x + wide, 180.0), min(y + high, 90.0)


class Drawing(NamedTuple):
    """The shapes in the coordinates of ``view``, an SVG viewBox."""

    view: str
    stroke: float
    shapes: list[Shape]
    frame: Frame


def drawing(features: list[dict], room: Room = TOGETHER) -> Drawing | None:
    """The map of GeoJSON features in degrees, longitude first; None when none of them has a place."""
    places = [place for feature in features for place in _places(feature["geometry"])]
    if not places:
        return None
    frame = _frame(places, room)
    shapes = [_shape(feature, frame.at) for feature in features if feature["geometry"]]
    return Drawing(f"0 0 {WIDTH:.0f} {frame.height:.0f}", 2.0, shapes, frame)


def _frame(places: list, room: Room) -> Frame:
    """The map that the places fill as far as the room on their sides allows."""
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    shrink = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * shrink, room.least), max(north - south, room.least)
    filled = 1 - 2 * room.margin
    scale = min(WIDTH * filled / wide, room.most_height * filled / high)
    return Frame(
        ((west + east) / 2, (south + north) / 2), shrink * scale, scale, max(LEAST_HEIGHT, high * scale / filled)
    )


def _shape(feature: dict, at) -> Shape:
    geometry = feature["geometry"]
    area = geometry["type"].endswith("Polygon")
    point = geometry["type"].endswith("Point")
    label = next((str(value) for name, value in feature["properties"].items() if name == "name" and value), "")
    body = " ".join(_path(part, at, point) + ("Z" if area else "") for part in _parts(geometry))
    return Shape(str(feature["id"]), label or str(feature["id"]), body, "#17669b33" if area else "none")


def _path(part: list, at, point: bool) -> str:
    if point:
        radius = WIDTH / POINT_PARTS
        return f"M{at(part[0])}m-{radius:.1f} 0a{radius:.1f} {radius:.1f} 0 1 0 {2 * radius:.1f} 0" + (
            f"a{radius:.1f} {radius:.1f} 0 1 0 -{2 * radius:.1f} 0"
        )
    return "M" + "L".join(at(place) for place in part)


def _parts(geometry: dict) -> Iterator[list]:
    """Every line, ring or point of a geometry as a list of positions."""
    depth = {"Point": -1, "MultiPoint": 0, "LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
    yield from _unnested(geometry["coordinates"], depth[geometry["type"]], geometry["type"] == "MultiPoint")


def _unnested(coordinates: list, depth: int, singly: bool) -> Iterator[list]:
    if depth < 0:
        yield [coordinates]
    elif depth == 0:
        yield from ([place] for place in coordinates) if singly else [coordinates]
    else:
        for each in coordinates:
            yield from _unnested(each, depth - 1, singly)


def _places(geometry: dict | None) -> Iterable[tuple[float, float]]:
    return [tuple(place[:2]) for part in _parts(geometry) for place in part] if geometry else []
