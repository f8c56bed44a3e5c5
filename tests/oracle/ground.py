"""What truth is measured on: lines and areas of a file, a local plane to walk in, and the ellipsoid to measure on.

Written apart from the product: nothing here imports it, so a mistake made there is not made twice.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from pyproj import Geod, Transformer

CGCS2000 = Geod(a=6378137.0, rf=298.257222101)


def length_m(line: shapely.Geometry) -> float:
    """Geodesic length in metres of a line in degrees."""
    return float(CGCS2000.geometry_length(line))


def area_m2(shape: shapely.Geometry) -> float:
    """Geodesic area in square metres of a polygon or multipolygon in degrees, holes taken off."""
    total = 0.0
    for polygon in shapely.get_parts(shape):
        rings = [polygon.exterior, *polygon.interiors]
        areas = [abs(CGCS2000.geometry_area_perimeter(shapely.Polygon(ring))[0]) for ring in rings]
        total += areas[0] - sum(areas[1:])
    return total


@dataclass(frozen=True)
class Plane:
    """A transverse Mercator plane in metres, true to 1e-5 within 30 km of its centre."""

    lon: float
    lat: float

    def _transformer(self, inverse: bool) -> Transformer:
        plane = f"+proj=tmerc +lon_0={self.lon} +lat_0={self.lat} +k=1 +ellps=GRS80 +units=m"
        degrees = "+proj=longlat +ellps=GRS80"
        ends = (plane, degrees) if inverse else (degrees, plane)
        return Transformer.from_crs(*ends, always_xy=True)

    def metres(self, shape: shapely.Geometry) -> shapely.Geometry:
        """The shape in metres of this plane, from degrees."""
        return shapely.transform(shape, self._transformer(inverse=False).transform, interleaved=False)

    def degrees(self, xy: np.ndarray) -> np.ndarray:
        """Longitude and latitude of an (n, 2) array of metres."""
        return np.column_stack(self._transformer(inverse=True).transform(xy[:, 0], xy[:, 1]))


@dataclass(frozen=True)
class Ground:
    """Named lines in metres of one plane, by code."""

    plane: Plane
    lines: dict[str, shapely.LineString]

    @classmethod
    def of(cls, lines: dict[str, shapely.LineString], plane: Plane) -> "Ground":
        """The ground with these lines, given in degrees."""
        return cls(plane, {code: plane.metres(line) for code, line in lines.items()})


def read_layer(path: Path, layer: str) -> tuple[list[int], dict[str, list], list[shapely.Geometry]]:
    """Feature numbers, columns and shapes (degrees) of one layer of a file."""
    meta, fids, shapes, columns = pyogrio.raw.read(path, layer=layer, return_fids=True)
    table = {str(name): list(values) for name, values in zip(meta["fields"], columns, strict=True)}
    return [int(fid) for fid in fids], table, list(shapely.from_wkb(shapes))
