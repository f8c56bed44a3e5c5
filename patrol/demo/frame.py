"""The plane the county is drawn in: metres east and north of its middle, and the way to degrees and back."""

from functools import cache

import numpy as np
import shapely
from pyproj import Transformer

PLANE = "+proj=tmerc +lat_0=27.5 +lon_0=116.5 +k=1 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs"
DECIMALS = 7  # about one centimetre; every shared vertex rounds the same way


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs(PLANE, "EPSG:4490", always_xy=True)


def degrees(points: np.ndarray) -> np.ndarray:
    """Points (n, 2) in metres to longitude and latitude (EPSG:4490), rounded to a centimetre."""
    lon, lat = _to_degrees().transform(points[:, 0], points[:, 1])
    return np.round(np.column_stack([lon, lat]), DECIMALS)


def metres(points: np.ndarray) -> np.ndarray:
    """Longitude and latitude (n, 2) to metres in the county's plane."""
    return np.column_stack(_to_degrees().transform(points[:, 0], points[:, 1], direction="INVERSE"))


def in_degrees(geometries: np.ndarray) -> np.ndarray:
    """Shapely geometries in metres to EPSG:4490, vertex by vertex."""
    return shapely.transform(geometries, degrees)
