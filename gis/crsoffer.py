"""Which coordinate systems coordinates may be in, by how much of them then falls into the county."""

from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from gis import crscheck
from gis.crs import declared

MOST = 5
SAMPLE = 5_000
LEAST_SHARE = 0.01
# Degrees of web maps lie some hundred metres off: no position tells them from true ones.
_DEGREES = ("EPSG:4490", "GCJ02", "BD09")
_TITLES = {"GCJ02": "GCJ-02 火星坐标（高德、腾讯）", "BD09": "BD-09 百度坐标"}


@dataclass(frozen=True)
class Candidate:
    """A system that the coordinates may be in; `share` of them (0 to 1) would lie in the county."""

    crs: str
    title: str
    share: float


def candidates(coordinates: np.ndarray, county: shapely.Geometry) -> list[Candidate]:
    """The systems that bring some of the coordinates (n, 2; x first) into `county` (EPSG:4490), the likeliest first.

    Tried are degrees, 3-degree zones by number and by meridian (those of 6 degrees by meridian are the same grids),
    6-degree zones by number, UTM and Web Mercator. What only a person can know, whether degrees come from a web map,
    is offered behind the plain degrees.
    """
    finite = coordinates[np.isfinite(coordinates).all(axis=1)]
    if not len(finite):
        return []
    some = finite[:: max(1, len(finite) // SAMPLE)]
    x, y = (float(value) for value in np.median(some, axis=0))
    shapely.prepare(county)
    codes = [f"EPSG:{code}" for code in crscheck.possible(x, y, tuple(county.bounds))]
    tried = [_tried(code, some, county) for code in (_DEGREES if codes == ["EPSG:4490"] else codes)]
    found = [candidate for candidate in tried if candidate.share >= LEAST_SHARE]
    return sorted(found, key=lambda candidate: -round(candidate.share, 2))[:MOST]


def _tried(code: str, coordinates: np.ndarray, county: shapely.Geometry) -> Candidate:
    with np.errstate(invalid="ignore"):
        placed = declared(code).to_stored(coordinates)
    inside = shapely.contains_xy(county, placed[:, 0], placed[:, 1])
    return Candidate(code, _TITLES.get(code) or pyproj.CRS(code).name, float(inside.mean()))
