"""Geometry looked at before it goes anywhere: what cannot be taken, what can be put right, and why."""

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely

from gis.files.notes import Note

# "place" is what may come as points or as polygons.
Family = Literal["line", "polygon", "place"]

MAX_AREA_CHANGE = 0.01
MIN_AREA_M2 = 1.0
MIN_LENGTH_M = 0.5
MAX_VERTICES = 200_000
_AREAL = 2

_METRES_PER_DEGREE = 111_195.0
_TYPE = shapely.GeometryType
_SINGLE = {"line": _TYPE.LINESTRING, "polygon": _TYPE.POLYGON, "place": _TYPE.POLYGON}
_MULTI = {"line": _TYPE.MULTILINESTRING, "polygon": _TYPE.MULTIPOLYGON, "place": _TYPE.MULTIPOLYGON}
_OTHER = {"place": (_TYPE.POINT,)}
_REASON = re.compile(r"(?P<fault>[^\[]+)\[(?P<lon>\S+) (?P<lat>[^\]]+)\]")


@dataclass
class Checked:
    """Geometries after the check, all of one multi type in EPSG:4490, with what was found about each.

    `refused` and `repaired` hold a Note by position in the array; a refused geometry is None in `geometries`.
    `offered` holds the repaired shape of refused geometries that a person may accept.
    """

    geometries: np.ndarray
    refused: dict[int, Note]
    repaired: dict[int, Note]
    offered: dict[int, shapely.Geometry]


def check(geometries: np.ndarray, family: Family, unreadable: np.ndarray | None = None) -> Checked:
    """Check an array of shapely geometries in EPSG:4490 that should be lines, polygons, or places of either kind."""
    checked = Checked(geometries.copy(), {}, {}, {})
    if unreadable is not None:
        _refuse(checked, unreadable, lambda _i: Note("geometry_unreadable"))
    _refuse(checked, shapely.is_missing(geometries) | shapely.is_empty(geometries), lambda _i: Note("geometry_none"))
    vertices = shapely.get_num_coordinates(checked.geometries)
    _refuse(
        checked,
        vertices > MAX_VERTICES,
        lambda i: Note("geometry_vertices", {"count": int(vertices[i]), "limit": MAX_VERTICES}),
    )
    _refuse(checked, _outside(checked.geometries), lambda _i: Note("geometry_coordinates"))
    _refuse_types(checked, family)
    if family != "line":
        _repair(checked)
    _refuse_tiny(checked, family)
    checked.geometries = _as_multi(checked.geometries, family)
    return checked


def offer(checked: Checked) -> shapely.Geometry | None:
    """The repaired shape of the only geometry that was checked; None where it needs none, or nothing is left of it."""
    shape = checked.offered.get(0) or (checked.geometries[0] if checked.repaired else None)
    return None if shape is None or shape.is_empty else shape


def join(checked: Checked) -> None:
    """Turn lines of one multi type into single lines, end to end; those in separate pieces are refused."""
    multi = np.flatnonzero(~shapely.is_missing(checked.geometries))
    lines = shapely.line_merge(checked.geometries[multi], directed=True)
    apart = shapely.get_num_geometries(lines) > 1
    lines[apart] = shapely.line_merge(lines[apart])
    checked.geometries[multi] = np.where(shapely.get_num_geometries(lines) == 1, shapely.get_geometry(lines, 0), lines)
    pieces = np.zeros(len(checked.geometries), dtype=int)
    pieces[multi] = shapely.get_num_geometries(lines)
    _refuse(checked, pieces > 1, lambda i: Note("geometry_pieces", {"count": int(pieces[i])}))


def _refuse(checked: Checked, where: np.ndarray, note) -> None:
    for index in np.flatnonzero(where):
        checked.refused.setdefault(int(index), note(index))
        checked.geometries[index] = None


def _outside(geometries: np.ndarray) -> np.ndarray:
    """Which geometries have a coordinate that is NaN, infinite or no place on earth."""
    coordinates, index = shapely.get_coordinates(geometries, return_index=True)
    with np.errstate(invalid="ignore"):
        good = (np.abs(coordinates[:, 0]) <= 180) & (np.abs(coordinates[:, 1]) <= 90)
    outside = np.zeros(len(geometries), dtype=bool)
    outside[index[~good]] = True
    return outside


def _refuse_types(checked: Checked, family: Family) -> None:
    types = shapely.get_type_id(checked.geometries)
    wrong = ~np.isin(types, [-1, _SINGLE[family], _MULTI[family], *_OTHER.get(family, ())])
    wanted = _MULTI[family].name
    _refuse(
        checked,
        wrong,
        lambda i: Note("geometry_type", {"found": shapely.GeometryType(types[i]).name, "wanted": wanted}),
    )


def _repair(checked: Checked) -> None:
    """Make invalid polygons valid; where that changes their area by more than MAX_AREA_CHANGE, refuse and offer."""
    invalid = np.flatnonzero(~shapely.is_valid(checked.geometries) & ~shapely.is_missing(checked.geometries))
    if not len(invalid):
        return
    broken = checked.geometries[invalid]
    fixed = shapely.make_valid(broken, method="structure", keep_collapsed=False)
    before, after = shapely.area(broken), shapely.area(fixed)
    change = np.abs(after - before) / np.maximum(np.maximum(before, after), np.finfo(float).tiny)
    for index, reason, shape, share in zip(invalid, shapely.is_valid_reason(broken), fixed, change, strict=True):
        params = fault_in(reason) | {"change": float(share)}
        if share > MAX_AREA_CHANGE or shape.is_empty:
            checked.refused[int(index)] = Note("geometry_repair_refused", params)
            checked.offered[int(index)] = shape
            checked.geometries[index] = None
        else:
            checked.repaired[int(index)] = Note("geometry_repaired", params)
            checked.geometries[index] = shape


def fault_in(reason: str) -> dict:
    """What GEOS says is wrong, and where."""
    match = _REASON.match(reason)
    if not match:
        return {"fault": reason, "lon": float("nan"), "lat": float("nan")}
    return {"fault": match["fault"], "lon": float(match["lon"]), "lat": float(match["lat"])}


def _refuse_tiny(checked: Checked, family: Family) -> None:
    """Slivers and dots. Degrees times a round figure will do: this only tells something from next to nothing."""
    bounds = shapely.bounds(checked.geometries)
    east = _METRES_PER_DEGREE * np.cos(np.radians((bounds[:, 1] + bounds[:, 3]) / 2))
    if family != "line":
        area = shapely.area(checked.geometries) * east * _METRES_PER_DEGREE
        small = (area < MIN_AREA_M2) & (shapely.get_dimensions(checked.geometries) == _AREAL)
        _refuse(checked, small, lambda i: Note("geometry_too_small", {"area_m2": float(area[i])}))
    else:
        length = shapely.length(checked.geometries) * np.sqrt(east * _METRES_PER_DEGREE)
        _refuse(checked, length < MIN_LENGTH_M, lambda i: Note("geometry_too_short", {"length_m": float(length[i])}))


def _as_multi(geometries: np.ndarray, family: Family) -> np.ndarray:
    single = np.flatnonzero(shapely.get_type_id(geometries) == _SINGLE[family])
    make = shapely.multilinestrings if family == "line" else shapely.multipolygons
    multi = geometries.copy()
    if len(single):
        multi[single] = make(geometries[single], indices=np.arange(len(single)))
    return multi
