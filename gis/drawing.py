"""Features as a small map in SVG: enough to see where they lie, without a script."""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 1000.0, 260.0, 600.0
MARGIN = 0.04
POINT_PARTS = 140
"""A point is drawn as a dot this many times smaller than the map is wide."""


class Shape(NamedTuple):
    """One feature's path; ``label`` is what a pointer over it is told."""

    id: str
    label: str
    d: str
    fill: str


class Drawing(NamedTuple):
    """The shapes in the coordinates of ``view``, an SVG viewBox."""

    view: str
    stroke: float
    shapes: list[Shape]


def drawing(features: list[dict]) -> Drawing | None:
    """The map of GeoJSON features in degrees, longitude first; None when none of them has a place."""
    places = [place for feature in features for place in _places(feature["geometry"])]
    if not places:
        return None
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    shrink = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * shrink, 1e-4), max(north - south, 1e-4)
    scale = min(WIDTH * (1 - 2 * MARGIN) / wide, MOST_HEIGHT * (1 - 2 * MARGIN) / high)
    height = max(LEAST_HEIGHT, high * scale / (1 - 2 * MARGIN))
    middle = ((west + east) / 2, (south + north) / 2)

    def at(place) -> str:
        x = (place[0] - middle[0]) * shrink * scale + WIDTH / 2
        y = (middle[1] - place[1]) * scale + height / 2
        return f"{x:.1f} {y:.1f}"

    shapes = [_shape(feature, at) for feature in features if feature["geometry"]]
    return Drawing(f"0 0 {WIDTH:.0f} {height:.0f}", 2.0, shapes)


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
