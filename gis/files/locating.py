"""From what was handed over (a file, a folder, an archive) to the one layer that is meant."""

from dataclasses import dataclass, field
from pathlib import Path

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from gis.files import archives, cells, drivers, kml, shapefile, sheets
from gis.files.notes import Note
from gis.refused import Refused

_ARCHIVES = (".zip", ".kmz")
_INSIDE = {*drivers.READABLE, ".gdbtable"}


@dataclass(frozen=True)
class Found:
    """A layer to open: the dataset's path, the name it was handed over under, the layer and how its text is encoded.

    `layers` are all that could have been meant.
    """

    path: Path
    name: str
    layer: str
    encoding: str | None = None
    notes: list[Note] = field(default_factory=list)
    layers: tuple[str, ...] = ()


def locate(
    path: Path, working: Path, layer: str | None = None, encoding: str | None = None, place: sheets.Place | None = None
) -> Found:
    """The layer named `layer`, or the only one, of what lies at `path`.

    `working` is an empty folder for what is unpacked; `place` names the columns of a table that say where its rows
    are. Raises Refused for what cannot be read or is ambiguous.
    """
    if not path.exists():
        raise Refused("file_missing", path=str(path))
    datasets = _unpacked(path, working) if path.suffix.lower() in _ARCHIVES else [path]
    datasets = [kml.readable(dataset, working) if dataset.suffix.lower() == ".kml" else dataset for dataset in datasets]
    choices = [(dataset, name) for dataset in datasets for name in _layers(dataset)]
    dataset, chosen = _choose(choices, layer)
    names = tuple(name for _dataset, name in choices)
    match drivers.READABLE[dataset.suffix.lower()]:
        case "ESRI Shapefile":
            staged, decided, notes = shapefile.stage(dataset, working / "shapefile", encoding)
            return Found(staged, path.name, chosen, decided, notes, names)
        case "CSV" | "XLSX":
            staged, notes = sheets.stage(dataset, working / "table", chosen, encoding, place)
            return Found(staged, path.name, chosen, None, notes, names)
    return Found(dataset, path.name, chosen, layers=names)


def inspect(path: Path) -> None:
    """Look at the outside of the file at `path`, opening nothing: Refused for what can be told at once."""
    suffix = path.suffix.lower()
    if not path.stat().st_size:
        raise Refused("file_empty", path=path.name)
    if suffix in _ARCHIVES:
        members = archives.inspect(path)
        if not any({inner.suffix.lower(), *(part.suffix for part in inner.parents)} & _INSIDE for inner in members):
            raise Refused("archive_nothing")
        return
    drivers.recognise(path)
    if suffix == ".xlsx":
        archives.inspect(path, cells.XLSX_BYTES)
    if suffix == ".shp":
        shapefile.check_parts(path)


def _unpacked(path: Path, working: Path) -> list[Path]:
    folder = archives.unpack(path, working / "unpacked")
    if not any(folder.rglob("*.gdb")) and (table := next(folder.rglob("*.gdbtable"), None)):
        geodatabase = working / f"{path.stem.removesuffix('.gdb')}.gdb"
        geodatabase.symlink_to(table.parent)
        return [geodatabase]
    found = sorted(inner for inner in folder.rglob("*") if _is_dataset(inner))
    if not found:
        raise Refused("archive_nothing")
    return found


def _is_dataset(path: Path) -> bool:
    inside_geodatabase = any(parent.suffix.lower() == ".gdb" for parent in path.parents)
    return path.suffix.lower() in drivers.READABLE and not inside_geodatabase


def _layers(dataset: Path) -> list[str]:
    """The names of the layers with geometry, once the file is known to be what it says."""
    driver = drivers.recognise(dataset)
    if driver in ("ESRI Shapefile", "CSV"):
        return [dataset.stem]
    if driver == "XLSX":
        return sheets.names(dataset)
    try:
        names = [str(name) for name, geometry_type in pyogrio.list_layers(dataset) if geometry_type is not None]
        return [name for name in names if driver != "GPX" or _is_used(dataset, name)]
    except (DataSourceError, DataLayerError) as error:
        detail = str(error).replace(str(dataset.parent), "")[:200]
        raise broken(dataset.name, detail) from error


def broken(name: str, detail: str) -> Refused:
    """What is said of a file that its driver stumbles over: of a GeoPackage, SQLite's words help nobody."""
    return Refused("gpkg_broken" if name.lower().endswith(".gpkg") else "file_broken", path=name, detail=detail)


def _is_used(dataset: Path, name: str) -> bool:
    """Whether a layer of a GPX file has features: it always has five, and points of lines are lines already."""
    return not name.endswith("_points") and pyogrio.read_info(dataset, layer=name, force_feature_count=True)["features"]


def _choose(choices: list[tuple[Path, str]], layer: str | None) -> tuple[Path, str]:
    names = ", ".join(name for _dataset, name in choices)
    if not choices:
        raise Refused("layers_none")
    if layer is None:
        if len(choices) > 1:
            raise Refused("layers_several", count=len(choices), layers=names, choices=[name for _, name in choices])
        return choices[0]
    for choice in choices:
        if choice[1] == layer:
            return choice
    raise Refused("layer_missing", layer=layer, layers=names, choices=[name for _, name in choices])
