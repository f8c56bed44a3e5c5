"""A layer of a file, whatever its format, as batches of features in EPSG:4490."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from pyogrio import raw
from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError

from gis import crs as systems
from gis import crscheck
from gis.files import locating, sheets
from gis.files.notes import Note

BATCH = 20_000
SAMPLE = 2_000
# These are read from their first byte again for every batch, so their batches are larger; KML is in memory anyway.
_SEQUENTIAL = {"GeoJSON": 50_000, "GPX": 50_000, "KML": 1_000_000, "LIBKML": 1_000_000}


# The last is how pyogrio stumbles over a coordinate system that PROJ cannot read.
_UNREADABLE = (DataSourceError, DataLayerError, FeatureError, CRSError, UnicodeDecodeError, UnboundLocalError)


@dataclass(frozen=True)
class Field:
    """One attribute of a layer: its name and its numpy type."""

    name: str
    dtype: str


@dataclass(frozen=True)
class Batch:
    """Features in the order of the file, as arrays of equal length.

    `numbers` count features from 1; `geometries` are shapely, longitude first, EPSG:4490, None where there is none;
    `unreadable` marks geometries whose bytes could not be understood.
    """

    numbers: np.ndarray
    geometries: np.ndarray
    unreadable: np.ndarray
    columns: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass
class Source:
    """One layer of a file, open for reading for as long as the context that made it."""

    path: Path
    name: str
    layer: str
    driver: str
    system: systems.Declared
    geometry_type: str
    count: int
    fields: tuple[Field, ...]
    encoding: str | None = None
    notes: list[Note] = field(default_factory=list)

    def batches(self, size: int = BATCH) -> Iterator[Batch]:
        """The layer's features from the first on, `size` at a time; it can be gone through again and again."""
        size = max(size, _SEQUENTIAL.get(self.driver, 0))
        start = 0
        while start < self.count:
            batch = self._read(start, size)
            if not len(batch):
                return
            yield batch
            start += len(batch)

    def _read(self, start: int, size: int) -> Batch:
        names, wkb, values = _raw(self, start, size)
        geometries = shapely.force_2d(shapely.from_wkb(wkb, on_invalid="ignore"))
        unreadable = np.array([blob is not None for blob in wkb], dtype=bool) & shapely.is_missing(geometries)
        numbers = np.arange(start + 1, start + 1 + len(geometries))
        placed = shapely.transform(geometries, self.system.to_stored)
        return Batch(numbers, placed, unreadable, dict(zip(names, values, strict=True)))


def _raw(source: Source | locating.Found, start: int, size: int) -> tuple[list[str], np.ndarray, list[np.ndarray]]:
    meta, _fids, wkb, values = raw.read(
        source.path,
        layer=source.layer,
        encoding=source.encoding,
        force_2d=True,
        skip_features=start,
        max_features=size,
    )
    return [str(name) for name in meta["fields"]], wkb, values


@contextmanager
def opened(
    path: str | Path, layer: str | None = None, encoding: str | None = None, place: sheets.Place | None = None
) -> Iterator[locating.Found]:
    """What is meant of the file or folder at `path`, unpacked for as long as this context; Refused as `read` does."""
    with tempfile.TemporaryDirectory(prefix="gis-files-") as working:
        found = locating.locate(Path(path), Path(working), layer, encoding, place)
        try:
            yield found
        except _UNREADABLE as error:
            raise locating.broken(found.name, _plain(error, working)) from error


@contextmanager
def read(
    path: str | Path,
    layer: str | None = None,
    crs: str | None = None,
    encoding: str | None = None,
    near: crscheck.BBox | None = None,
) -> Iterator[Source]:
    """Open a layer of the file or folder at `path` as a Source.

    `layer` may be left out where there is one only. `crs` (EPSG code, WKT, GCJ02, BD09) overrules what the file says,
    `encoding` the encoding of a shapefile's text. `near` (degrees: west, south, east, north) is where the data should
    lie. Raises Refused, with the remedy in words.
    """
    with opened(path, layer, encoding) as found:
        yield source(found, crs, near)


def source(found: locating.Found, crs: str | None, near: crscheck.BBox | None) -> Source:
    """The layer that was found, its coordinate system held against its coordinates."""
    info = pyogrio.read_info(found.path, layer=found.layer, encoding=found.encoding, force_feature_count=True)
    notes = list(found.notes)
    if any(mark in (info["geometry_type"] or "") for mark in (" Z", " M", "2.5D")):
        notes.append(Note("note_dimensions"))
    system = systems.declared(crs or info["crs"]) if crs or info["crs"] else None
    crscheck.check(system, some_coordinates(found), near)
    if crs and system:
        notes += _system_notes(system, info["crs"])
    return Source(
        path=found.path,
        name=found.name,
        layer=found.layer,
        driver=info["driver"],
        system=system or systems.from_epsg(systems.STORED),
        geometry_type=info["geometry_type"],
        count=info["features"],
        fields=tuple(Field(str(n), str(t)) for n, t in zip(info["fields"], info["dtypes"], strict=True)),
        encoding=found.encoding,
        notes=notes,
    )


def _system_notes(given: systems.Declared, own: str | None) -> list[Note]:
    if given.is_shifted:
        return [Note("note_shifted", {"crs": given.label})]
    if own and systems.label(own) != given.label:
        return [Note("note_crs_overridden", {"crs": systems.label(own), "given": given.label})]
    return []


def some_coordinates(found: locating.Found) -> np.ndarray:
    """Those of the first features, as the file has them: enough to tell what they are."""
    _names, wkb, _values = _raw(found, 0, SAMPLE)
    return shapely.get_coordinates(shapely.from_wkb(wkb, on_invalid="ignore"))


def _plain(error: Exception, working: str) -> str:
    return str(error).replace(working, "")[:200]
