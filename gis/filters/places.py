"""The spatial side of a filter: the geometry of the rows against shapes written in it."""

import json
import math
from collections.abc import Callable
from typing import Any

import shapely
from shapely.errors import GEOSException
from sqlalchemy import ColumnElement, and_, bindparam, false, func, not_, true
from sqlalchemy.types import String

from gis.areas import SLACK_M
from gis.errors import BadParameter
from gis.files import Note
from gis.files.checking import fault_in
from gis.filters.reading import GEOMETRIES, SHAPE_NAMES, Scope, refused
from gis.wanted import indexed

MOST_VERTICES = 10_000
SIDE_PARTS = 64
CROSSED = {"s_contains": "s_within", "s_within": "s_contains"}
PLACES: dict[str, Callable] = {
    "s_intersects": func.ST_Intersects,
    "s_equals": func.ST_Equals,
    "s_disjoint": func.ST_Disjoint,
    "s_touches": func.ST_Touches,
    "s_within": func.ST_Within,
    "s_overlaps": func.ST_Overlaps,
    "s_crosses": func.ST_Crosses,
    "s_contains": func.ST_Contains,
}


def place(name: str, arguments: list, scope: Scope) -> ColumnElement[bool]:
    """A spatial predicate between the rows' geometry and a literal, in either order, or between two literals."""
    if len(arguments) != 2:
        raise refused("filter.arguments", value=name)
    left, right = (_is_shape_property(each) for each in arguments)
    if left and right:
        return _itself(name)
    if not left and not right:
        return _constant(name, *(literal_shape(each, scope) for each in arguments))
    if right:
        name, arguments = CROSSED.get(name, name), arguments[::-1]
    return _against(name, literal_shape(arguments[1], scope), scope)


def _itself(name: str) -> ColumnElement[bool]:
    return true() if name in ("s_intersects", "s_equals", "s_within", "s_contains") else false()


def _constant(name: str, left: shapely.Geometry, right: shapely.Geometry) -> ColumnElement[bool]:
    return true() if getattr(shapely, name.removeprefix("s_"))(left, right) else false()


def _against(name: str, shape: shapely.Geometry, scope: Scope) -> ColumnElement[bool]:
    """The exact predicate in degrees, behind the box that the index knows."""
    written = bindparam(None, json.dumps(shapely.geometry.mapping(shape)), type_=String, unique=True)
    literal = func.ST_SetSRID(func.ST_GeomFromGeoJSON(written), 4490)
    column = scope.column("geom")
    if name == "s_disjoint":
        return not_(func.ST_Intersects(column, literal))
    box = func.ST_Expand(func.ST_Transform(func.ST_Envelope(literal), 3857), SLACK_M)
    return and_(indexed(scope.rows).op("&&", is_comparison=True)(box), PLACES[name](column, literal))


def _is_shape_property(node: Any) -> bool:
    if not isinstance(node, dict) or "property" not in node:
        return False
    if set(node) != {"property"} or node["property"] not in SHAPE_NAMES:
        raise refused("filter.property", value=str(node["property"])[:40], known="geom")
    return True


def literal_shape(node: Any, scope: Scope) -> shapely.Geometry:
    """A shape written in the filter, in degrees, longitude first; valid, on Earth, and of a bounded size."""
    if isinstance(node, dict) and set(node) == {"bbox"}:
        shape = _box(node["bbox"], scope)
    elif isinstance(node, dict) and node.get("type") in GEOMETRIES:
        shape = _shape(node)
    else:
        raise refused("filter.geometry")
    if shapely.get_num_coordinates(shape) > MOST_VERTICES:
        raise refused("filter.vertices", most=MOST_VERTICES)
    shape = scope.reference.to_degrees(shapely.force_2d(shape))
    _check(shape)
    return shape


def _shape(node: dict) -> shapely.Geometry:
    text = json.dumps(node)
    try:
        return shapely.from_geojson(text)
    except (GEOSException, ValueError) as error:
        raise refused("filter.geometry") from error


def _box(numbers: Any, scope: Scope) -> shapely.Geometry:
    usable = isinstance(numbers, list) and len(numbers) in (4, 6)
    if not usable or not all(isinstance(each, int | float) and math.isfinite(each) for each in numbers):
        raise refused("filter.geometry")
    half = len(numbers) // 2
    west, south, east, north = numbers[0], numbers[1], numbers[half], numbers[half + 1]
    box = shapely.box(min(west, east), min(south, north), max(west, east), max(south, north))
    if scope.reference.is_degrees:
        return box
    # its straight sides bend on the way into degrees
    return shapely.segmentize(box, max(abs(east - west), abs(north - south), 1.0) / SIDE_PARTS)


def _check(shape: shapely.Geometry) -> None:
    if shape.is_empty:
        raise refused("filter.geometry")
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise refused("filter.elsewhere")
    if not shape.is_valid:
        note = Note("geometry_fault", fault_in(shapely.is_valid_reason(shape)))
        raise BadParameter("filter", (note.text("zh-CN"), note.text("en")))
