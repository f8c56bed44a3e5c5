"""The coordinate systems of the wire: how they are named, which axis comes first, how they meet the stored degrees."""

from dataclasses import dataclass, replace
from functools import cache

import pyproj
import shapely
from sqlalchemy import ColumnElement, func

from gis.crs import STORED
from gis.errors import BadParameter

CRS84_URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG_URI = "http://www.opengis.net/def/crs/EPSG/0/"
WEB_MERCATOR = 3857
EVERYWHERE = (STORED, 4326, WEB_MERCATOR)
SAME_DEGREES = frozenset({STORED, 4326})
"""CGCS2000 and WGS 84 are centimetres apart and taken as equal."""


@cache
def _called(srid: int) -> str:
    return f"EPSG:{srid} {pyproj.CRS(srid).name}"


@dataclass(frozen=True)
class Reference:
    """One coordinate system. ``north_first`` tells the order of its axes on the wire; ``decimals`` tell a centimetre
    of degrees or a millimetre."""

    srid: int
    uri: str
    north_first: bool
    is_degrees: bool

    @property
    def decimals(self) -> int:
        return 7 if self.is_degrees else 3

    @property
    def title(self) -> str:
        """What people call it: its name in the EPSG register; of the OGC's own its code."""
        return _called(self.srid) if self.uri.startswith(EPSG_URI) else self.uri.rsplit("/", 1)[1]

    def geometry(self, shape: ColumnElement) -> ColumnElement:
        """SQL: a geometry stored in EPSG:4490, in this system, with its axes in the order of the wire."""
        if self.srid not in SAME_DEGREES:
            shape = func.ST_Transform(shape, self.srid)
        return func.ST_FlipCoordinates(shape) if self.north_first else shape

    def east_first(self) -> "Reference":
        """The same system as files hold it, where readers take the first number for x, which is east."""
        return replace(self, north_first=False)

    def ordered(self, x: float, y: float) -> tuple[float, float]:
        """East and north out of two numbers of the wire, and the other way round."""
        return (y, x) if self.north_first else (x, y)

    def to_degrees(self, shape: shapely.Geometry) -> shapely.Geometry:
        """A geometry of the wire in degrees, longitude first."""
        if self.north_first:
            shape = shapely.transform(shape, lambda xy: xy[:, ::-1])
        if self.srid in SAME_DEGREES:
            return shape
        return shapely.transform(shape, _degrees(self.srid).transform, interleaved=False)


CRS84 = Reference(STORED, CRS84_URI, north_first=False, is_degrees=True)


@cache
def reference(srid: int) -> Reference:
    """The coordinate system with that EPSG code."""
    crs = pyproj.CRS.from_epsg(srid)
    north_first = crs.axis_info[0].direction == "north"
    return Reference(srid, f"{EPSG_URI}{srid}", north_first, crs.is_geographic)


def named(name: str, text: str | None, served: tuple[Reference, ...]) -> Reference:
    """The served system that parameter ``name`` calls by its URI or as ``[EPSG:4548]``; CRS84 when not given."""
    if text is None:
        return CRS84
    safe = text.removeprefix("[").removesuffix("]") if text.startswith("[") else text
    for each in served:
        if text == each.uri or safe in (f"EPSG:{each.srid}" if each is not CRS84 else "OGC:CRS84",):
            return each
    raise BadParameter(name, "crs", known=", ".join(each.uri for each in served))


@cache
def _degrees(srid: int) -> pyproj.Transformer:
    crs = pyproj.CRS.from_epsg(srid)
    geodetic = crs.geodetic_crs if srid != WEB_MERCATOR else pyproj.CRS.from_epsg(4326)
    return pyproj.Transformer.from_crs(crs, geodetic, always_xy=True)
