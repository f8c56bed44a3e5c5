"""What lies around the features on a page's map: lines of the publisher's own layers, drawn beneath them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select

from gis.areas import Area, envelope
from gis.beside import beside
from gis.drawing import MARGIN_PARTS, WIDTH, Frame
from gis.layers import Layer
from gis.wanted import Wanted, near, rows

MOST_LINES = 3_000
"""Of a layer; more than that is a grey patch on a map of this size."""

SMALLEST = 0.7
"""What is smaller, in the map's coordinates, cannot be seen."""


class Lines(NamedTuple):
    """A layer's lines, or the outlines of its areas, as one path."""

    d: str
    stroke: str


def ground(connection, layers: Mapping[str, Layer], colours: Mapping[str, str], viewer: Any, frame: Frame) -> list:
    """The lines of the layers in ``colours`` (name → colour, the lowest first) that this viewer may see there."""
    found = []
    for name, colour in colours.items():
        paths = [path for path in connection.execute(_paths(layers[name], viewer, frame)).scalars() if path]
        found += [Lines(" ".join(paths), colour)] if paths else []
    return found


def _paths(layer: Layer, viewer: Any, frame: Frame) -> Select:
    apart = beside(layer, viewer, Wanted())
    here = near(apart.bare if apart else rows(layer, viewer, Wanted()), envelope(Area(*frame.bounds).boxes()[0]))
    shape = here.limit(MOST_LINES).subquery("around").c.geom
    lines = func.ST_Boundary(shape) if layer.geometry_type.endswith("Polygon") else shape
    return select(func.ST_AsSVG(_clipped(lines, frame), 0, 1))


def _clipped(lines: ColumnElement, frame: Frame) -> ColumnElement:
    """SQL: the lines in the map's coordinates, north up as ST_AsSVG wants them, as far as they can be seen."""
    (x, y), high = frame.middle, frame.height
    placed = func.ST_Affine(
        lines, frame.per_lon, 0, 0, frame.per_lat, WIDTH / 2 - x * frame.per_lon, -high / 2 - y * frame.per_lat
    )
    beyond = WIDTH / MARGIN_PARTS
    window = func.ST_MakeBox2D(func.ST_Point(-beyond, -high - beyond), func.ST_Point(WIDTH + beyond, beyond))
    return func.ST_ClipByBox2D(func.ST_Simplify(placed, SMALLEST), window)
