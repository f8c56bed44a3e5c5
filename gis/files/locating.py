"""From what was handed over (a file, a folder, an archive) to the one layer that is meant."""

from dataclasses import dataclass, field
from pathlib import Path

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from gis.files import archives, drivers, kml, shapefile
from gis.files.notes import Note
from gis.refused import Refused

_ARCHIVES = (".zip", ".kmz")


@dataclass(frozen=True)
class Found:
    """A layer to open: the dataset's path, the name it was handed over under, the layer and how its text is encoded."""

    path: Path
    name: str
    layer: str
    encoding: str | None = None
    notes: list[Note] = field(default_factory=list)


def locate(path: Path, working: Path, layer: str | None = None, encoding: str | None = None) -> Found:
    """The layer named `layer`, or the only one, of what lies at `path`.

    `working` is an empty folder for what is unpacked. Raises Refused for what cannot be read or is ambiguous.
    """
    if not path.exists():
        raise Refused("file_missing", path=str(path))
    datasets = _unpacked(path, working) if path.suffix.lower() in _ARCHIVES else [path]
    datasets = [kml.readable(dataset, working) if dataset.suffix.lower() == ".kml" else dataset for dataset in datasets]
    choices = [(dataset, name) for dataset in datasets for name in _layers(dataset)]
    dataset, chosen = _choose(choices, layer)
    if dataset.suffix.lower() != ".shp":
        return Found(dataset, path.name, chosen)
    staged, decided, notes = shapefile.stage(dataset, working / "shapefile", encoding)
    return Found(staged, path.name, chosen, decided, notes)


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
    if drivers.recognise(dataset) == "ESRI Shapefile":
        return [dataset.stem]
    try:
        return [str(name) for name, geometry_type in pyogrio.list_layers(dataset) if geometry_type is not None]
    except (DataSourceError, DataLayerError) as error:
        detail = str(error).replace(str(dataset.parent), "")[:200]
        raise Refused("file_broken", path=dataset.name, detail=detail) from error


def _choose(choices: list[tuple[Path, str]], layer: str | None) -> tuple[Path, str]:
    names = ", ".join(name for _dataset, name in choices)
    if not choices:
        raise Refused("layers_none")
    if layer is None:
        if len(choices) > 1:
            raise Refused("layers_several", count=len(choices), layers=names)
        return choices[0]
    for choice in choices:
        if choice[1] == layer:
            return choice
    raise Refused("layer_missing", layer=layer, layers=names)
