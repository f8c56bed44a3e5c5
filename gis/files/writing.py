"""Features written into files."""

from pathlib import Path

import numpy as np
import pyogrio
import shapely
from pyogrio import raw

from gis.crs import STORED


def append(path: Path, layer: str, geometries: np.ndarray, columns: dict[str, np.ndarray]) -> None:
    """Append features (EPSG:4490, any type of geometry, or none) to a layer of a GeoPackage, made where it is missing.

    Geometries with coordinates that are not finite are written as none: they would break whoever opens the file.
    """
    sound = geometries.copy()
    sound[~np.isfinite(shapely.bounds(geometries)).all(axis=1)] = None
    exists = path.exists() and layer in pyogrio.list_layers(path)[:, 0]
    raw.write(
        path,
        shapely.to_wkb(sound),
        list(columns.values()),
        list(columns),
        layer=layer,
        driver="GPKG",
        geometry_type="Unknown",
        crs=f"EPSG:{STORED}",
        append=exists,
    )
