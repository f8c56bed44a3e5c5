"""Layers as GPX: points as waypoints, lines as tracks; each with its name, and its other attributes to be read."""

from collections.abc import Iterator
from pathlib import Path

import shapely
from gpxpy.gpx import GPX, GPXTrack, GPXTrackPoint, GPXTrackSegment, GPXWaypoint
from gpxpy.gpxfield import gpx_fields_to_xml
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from gis.files.schema import Column, Output
from gis.refused import Refused

VERSION = "1.1"
NAMES = ("name", "title", "code", "number")
"""The attributes that a feature is called by, the best first."""


def write(path: Path, output: Output) -> None:
    """Write the features that have a place, one after the other. Refused for areas, which GPX does not have."""
    if output.geometry_type.endswith("Polygon"):
        raise Refused("gpx_areas", layer=output.layer)
    empty = GPX()
    empty.creator = output.layer
    begin, end = empty.to_xml(version=VERSION).rsplit("</gpx>", 1)[0], "</gpx>\n"
    with path.open("w", encoding="utf-8") as file:
        file.write(begin)
        for batch in output.batches:
            for wkb, *values in batch:
                if wkb is not None:
                    file.writelines(_written(shapely.from_wkb(bytes(wkb)), output.columns, values))
        file.write(end)


def _written(shape: shapely.Geometry, columns: list[Column], values: list) -> Iterator[str]:
    pairs = zip(columns, values, strict=True)
    told = [(column, ILLEGAL_CHARACTERS_RE.sub("", str(value))) for column, value in pairs if value is not None]
    named = {column.name: value for column, value in told}
    called = {
        "name": next((named[name] for name in NAMES if name in named), None),
        "description": "；".join(f"{column.title.partition('（')[0]}：{value}" for column, value in told),
    }
    parts = list(getattr(shape, "geoms", [shape]))
    if shape.geom_type.endswith("Point"):
        for point in parts:
            yield gpx_fields_to_xml(GPXWaypoint(point.y, point.x, **called), "wpt", VERSION)
        return
    track = GPXTrack(**called)
    track.segments = [GPXTrackSegment([GPXTrackPoint(y, x) for x, y in part.coords]) for part in parts]
    yield gpx_fields_to_xml(track, "trk", VERSION)
