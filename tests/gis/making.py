"""Files as offices send them, written by GDAL for one test."""

import warnings
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import shapely
from pyogrio import raw

DRIVERS = {
    ".shp": "ESRI Shapefile",
    ".gpkg": "GPKG",
    ".gdb": "OpenFileGDB",
    ".geojson": "GeoJSON",
    ".kml": "LIBKML",
    ".fgb": "FlatGeobuf",
}
COUNTY = (116.0, 27.2, 117.0, 27.9)


def squares(count: int, epsg: int = 4490, west: float = 116.4, south: float = 27.5) -> list[shapely.Polygon]:
    """Squares of about 100 m in a row, in the coordinates of `epsg`, east first."""
    boxes = [shapely.box(west + i * 0.002, south, west + i * 0.002 + 0.001, south + 0.001) for i in range(count)]
    to = pyproj.Transformer.from_crs(4490, epsg, always_xy=True)
    return [shapely.transform(box, to.transform, interleaved=False) for box in boxes]


def write(path: Path, shapes: list, epsg: int | None = 4490, layer: str | None = None, **options) -> Path:
    """A file of features with 编码 and 名称, in the driver that its suffix names; `columns` overrides the columns."""
    columns = options.pop("columns", None) or {
        "编码": [f"红{i}" for i in range(1, len(shapes) + 1)],
        "名称": ["竹山村小班"] * len(shapes),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        _write(path, shapes, columns, epsg, layer, options)
    return path


def _write(path: Path, shapes: list, columns: dict, epsg: int | None, layer: str | None, options: dict) -> None:
    raw.write(
        path,
        shapely.to_wkb(np.array(shapes, dtype=object)),
        [np.array(values, dtype=_kind(values)) for values in columns.values()],
        list(columns),
        driver=DRIVERS[path.suffix],
        crs=f"EPSG:{epsg}" if epsg else None,
        geometry_type=options.pop("geometry_type", "Polygon" if path.suffix in (".shp", ".gdb", ".fgb") else "Unknown"),
        layer=layer,
        append=options.pop("append", False),
        **options,
    )


def _kind(values: list) -> type | None:
    return object if any(isinstance(value, str) for value in values) else None


def zipped(folder: Path, archive: Path, inner: str = "") -> Path:
    """The files of a folder in one zip, under the folder `inner` if given."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                target.write(file, f"{inner}{file.relative_to(folder)}")
    return archive


def layers(path: Path) -> list[str]:
    """The names of a file's layers."""
    return [str(name) for name in pyogrio.list_layers(path)[:, 0]]
