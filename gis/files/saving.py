"""A layer written to a file, in the format that the file's name tells; all of it or nothing."""

import csv
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pyogrio import raw

from gis import crs as systems
from gis.crs import STORED
from gis.files import arrow, geopackage, gpx, tables
from gis.files.schema import Column, Output, Rows
from gis.refused import Refused

_GDAL = {
    ".gpkg": "GPKG",
    ".shp": "ESRI Shapefile",
    ".gdb": "OpenFileGDB",
    ".geojson": "GeoJSON",
    ".fgb": "FlatGeobuf",
    ".kml": "KML",
}
_DEGREES_ONLY = {".kml"}
_AT_ONCE = 5_000
_SHAPEFILE_NAME = 10


def check(path: Path) -> None:
    """Refuse a file that exists, or a name that no format goes with. A shapefile's is .zip, a packed geodatabase's
    .gdb.zip."""
    if path.suffix.lower() not in {*_GDAL, *tables.WRITERS, ".gpx", ".zip"}:
        raise Refused("file_not_written", path=path.name)
    if path.exists():
        raise Refused("file_exists", path=str(path))


def save(path: Path, output: Output, crs: str | None = None) -> int:
    """Write `output` to `path` in `crs` (EPSG:4490 unless told; KML and GPX know degrees alone); returns how many.

    It is written beside its place and moved there when whole. Raises Refused.
    """
    check(path)
    system = systems.declared(crs or f"EPSG:{STORED}")
    to_system = systems.from_stored(system)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".export-") as working:
        counted, count = _counted(output)
        written = Path(working) / path.name
        _writer(path)(written, counted, system, to_system)
        for file in Path(working).iterdir():
            shutil.move(file, path.parent / file.name)
    return count()


def _writer(path: Path) -> Callable:
    """What writes a file of that name, given its path, the layer, the system and the way into it."""
    writers = {**tables.WRITERS, ".gpx": _as_gpx, ".zip": _zipped}
    return writers.get(path.suffix.lower(), _by_gdal)


def _as_gpx(path: Path, output: Output, system: systems.Declared, to_system: Callable) -> None:
    if system.is_projected:
        raise Refused("crs_not_written", crs=system.label)
    gpx.write(path, output)


def _counted(output: Output) -> tuple[Output, Callable[[], int]]:
    total = 0

    def batches() -> Iterator[Rows]:
        nonlocal total
        for batch in output.batches:
            total += len(batch)
            yield batch

    return replace(output, batches=batches()), lambda: total


def _zipped(path: Path, output: Output, system: systems.Declared, to_system: Callable) -> None:
    inside = path.stem if Path(path.stem).suffix.lower() == ".gdb" else f"{path.stem}.shp"
    with tempfile.TemporaryDirectory() as folder:
        _by_gdal(Path(folder) / inside, output, system, to_system)
        if inside == path.stem:
            _name_columns(Path(folder) / f"{Path(inside).stem}_fields.txt", output.columns, output.columns)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(Path(folder).rglob("*")):
                archive.write(file, file.relative_to(folder))


def _by_gdal(path: Path, output: Output, system: systems.Declared, to_system: Callable) -> None:
    suffix = path.suffix.lower()
    columns = output.columns
    if suffix == ".shp":
        columns = _short(columns)
        _name_columns(path.with_name(f"{path.stem}_fields.txt"), columns, output.columns)
    if suffix in _DEGREES_ONLY and system.is_projected:
        raise Refused("crs_not_written", crs=system.label)
    output = replace(output, columns=columns)
    if suffix == ".fgb":
        _indexed(path, output, system, to_system)
        return
    _write(path, output, system, to_system)
    if suffix == ".gpkg":
        geopackage.entitle(path, output.layer, output.columns)


def _write(path: Path, output: Output, system: systems.Declared, to_system: Callable) -> None:
    """In one go: GDAL takes batch after batch, and memory holds one of them."""
    stream = arrow.Stream(output, arrow.moving(to_system) if system.is_projected else None)
    is_shapefile = path.suffix.lower() == ".shp"
    kind = output.geometry_type.removeprefix("Multi") if is_shapefile else output.geometry_type
    with warnings.catch_warnings():
        # GDAL tells how a format stores a type it does not know, and we know.
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            raw.write_arrow(
                stream.reader(),
                path,
                driver=_GDAL[path.suffix.lower()],
                layer=path.stem if is_shapefile else output.layer,
                geometry_name=arrow.GEOMETRY,
                geometry_type=kind,
                crs=system.crs.to_wkt() if system.crs else system.label,
                encoding="UTF-8" if is_shapefile else None,
            )
        except Exception:
            if stream.error:
                raise stream.error from None
            raise


def _indexed(path: Path, output: Output, system: systems.Declared, to_system: Callable) -> None:
    """By a GeoPackage beside, for FlatGeobuf has an index only where every feature has a place."""
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder) / "beside.gpkg"
        _write(beside, output, system, to_system)
        with raw.open_arrow(beside, layer=output.layer, use_pyarrow=False, batch_size=_AT_ONCE) as (meta, features):
            lacking = geopackage.lacks_places(beside, output.layer, meta["geometry_name"])
            raw.write_arrow(
                features,
                path,
                driver="FlatGeobuf",
                layer=output.layer,
                geometry_name=meta["geometry_name"],
                geometry_type=meta["geometry_type"],
                crs=meta["crs"],
                **({"SPATIAL_INDEX": "NO"} if lacking else {}),
            )


def shapefile_name(name: str) -> str:
    """A column's name as a shapefile has room for it."""
    return name[:_SHAPEFILE_NAME]


def _short(columns: Sequence[Column]) -> list[Column]:
    """Column names of at most ten bytes, each once."""
    taken: set[str] = set()
    short = []
    for column in columns:
        name = shapefile_name(column.name)
        number = 1
        while name in taken:
            number += 1
            name = f"{column.name[: _SHAPEFILE_NAME - len(str(number)) - 1]}_{number}"
        taken.add(name)
        short.append(replace(column, name=name))
    return short


def _name_columns(path: Path, short: Sequence[Column], columns: Sequence[Column]) -> None:
    """The side file of a shapefile or geodatabase: names in it, whole names, titles."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["field", "name", "title"])
        writer.writerows((ours.name, theirs.name, theirs.title) for ours, theirs in zip(short, columns, strict=True))
