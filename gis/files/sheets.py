"""Tables that say in columns where their rows are: CSV and XLSX, made ready to be read like any layer.

Every value stays text; the place is made of a pair of columns or of one with WKT.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
from pyogrio import raw

from gis.crs import STORED
from gis.files import cells
from gis.files.notes import Note
from gis.refused import Refused

BATCH = 20_000
_LON = ("lon", "lng", "long", "longitude", "经度", "东经", "中心点经度", "经度坐标")
_LAT = ("lat", "latitude", "纬度", "北纬", "中心点纬度", "纬度坐标")
_EAST = ("easting", "east", "e", "东坐标", "横坐标", "东坐标e", "中心点横坐标", "横坐标y")
_NORTH = ("northing", "north", "n", "北坐标", "纵坐标", "北坐标n", "中心点纵坐标", "纵坐标x")
_PLAIN = (("x", "y"), ("x坐标", "y坐标"), ("坐标x", "坐标y"), ("中心点x", "中心点y"), ("xcoord", "ycoord"))
_WKT = ("wkt", "geometry", "geom", "thegeom", "几何", "图形")
_DMS = re.compile(r"""(\d{1,3})\s*[°度]\s*(\d{1,2})\s*['′分]\s*(\d{1,2}(?:\.\d+)?)\s*(?:["″秒]|'')?""")
_NORTHING_FROM_M = 1_000_000
_ZONE_FROM_M = 10_000_000
_WRONG = np.inf


class Place(NamedTuple):
    """The columns that say where a row is: x (east) and y (north), or one with WKT."""

    x: str | None = None
    y: str | None = None
    wkt: str | None = None


class _Found(NamedTuple):
    place: Place
    degrees: bool = False
    unsure: bool = False


def names(path: Path) -> list[str]:
    """The sheets of the workbook at `path` that say where their rows are; Refused where none does."""
    looked = {sheet: header for sheet, header in cells.headers(path).items() if header}
    placed = [sheet for sheet, header in looked.items() if _find(header)]
    return placed or list(looked)


def stage(path: Path, folder: Path, sheet: str, encoding: str | None, place: Place | None) -> tuple[Path, list[Note]]:
    """Write the table at `path` as a layer `sheet` of a GeoPackage in `folder`; its path, and what is to be said.

    Degrees are taken for CGCS2000; coordinates in metres come without a system.
    """
    with cells.rows(path, sheet, encoding) as (header, rows, notes):
        found = _given(place, header) if place else _find(header)
        if found is None:
            raise Refused("table_no_place", path=path.name, columns=", ".join(header))
        first = list(islice(rows, BATCH))
        if found.unsure:
            found = _sure(found, header, first)
        if found.place.wkt:
            found = found._replace(degrees=_in_degrees(_shapes(header, first, found.place)))
        notes = [*notes, _note(found)]
        folder.mkdir(parents=True, exist_ok=True)
        written = folder / "table.gpkg"
        batch, exists = first, False
        while batch or not exists:
            _append(written, sheet, header, batch, found, exists)
            batch, exists = list(islice(rows, BATCH)), True
    return written, notes


def _plain(name: str) -> str:
    """A name without its unit in brackets, blanks and marks."""
    return re.sub(r"[\s_\-.:：°]", "", re.sub(r"[（(][^）)]*[）)]$", "", name.strip().casefold()))


def _find(header: Sequence[str]) -> _Found | None:
    known = {_plain(name): name for name in reversed(header)}
    lon, lat, east, north, wkt = (_one_of(known, words) for words in (_LON, _LAT, _EAST, _NORTH, _WKT))
    if lon and lat:
        return _Found(Place(lon, lat), degrees=True)
    if east and north:
        return _Found(Place(east, north))
    for x, y in _PLAIN:
        if x in known and y in known:
            return _Found(Place(known[x], known[y]), unsure=True)
    return _Found(Place(wkt=wkt)) if wkt else None


def _one_of(known: dict[str, str], words: Sequence[str]) -> str | None:
    return next((known[word] for word in words if word in known), None)


def _given(place: Place, header: Sequence[str]) -> _Found:
    for name in place:
        if name is not None and name not in header:
            raise Refused("table_column", column=name, columns=", ".join(header))
    return _Found(place)


def _sure(found: _Found, header: Sequence[str], rows: list[list[str]]) -> _Found:
    """Surveyors call north X, everybody else east: the size of the numbers tells which is which."""
    x, y = (_median(header, rows, name) for name in (found.place.x, found.place.y))
    swapped = (y >= _ZONE_FROM_M > x) or (x >= _NORTHING_FROM_M > y) or (abs(x) <= 90 < abs(y) <= 180)
    place = Place(found.place.y, found.place.x) if swapped and max(x, y) < 10 * _ZONE_FROM_M else found.place
    return _Found(place, degrees=max(abs(x), abs(y)) <= 180)


def _median(header: Sequence[str], rows: list[list[str]], name: str | None) -> float:
    at = header.index(name)
    values = [value for value in (_coordinate(row[at]) for row in rows) if np.isfinite(value)]
    return float(np.median(values)) if values else 0.0


def _in_degrees(shapes: Iterator[shapely.Geometry | None]) -> bool:
    """Whether most of the coordinates can be degrees."""
    places = np.abs(shapely.get_coordinates(list(shapes)))
    return len(places) > 0 and bool((np.median(places, axis=0) <= (180, 90)).all())


def _note(found: _Found) -> Note:
    if found.place.wkt:
        return Note("note_table_wkt", {"column": found.place.wkt})
    return Note(
        "note_table_degrees" if found.degrees else "note_table_metres", {"x": found.place.x, "y": found.place.y}
    )


def _append(path: Path, sheet: str, header: list[str], rows: list[list[str]], found: _Found, exists: bool) -> None:
    kept = [at for at, name in enumerate(header) if name not in found.place]
    columns = [np.array([row[at] or None for row in rows], dtype=object) for at in kept]
    raw.write(
        path,
        shapely.to_wkb(np.array(list(_shapes(header, rows, found.place)), dtype=object)),
        columns,
        [header[at] for at in kept],
        layer=sheet,
        driver="GPKG",
        geometry_type="Unknown",
        crs=f"EPSG:{STORED}" if found.degrees else None,
        append=exists,
        layer_options={"SPATIAL_INDEX": "NO"},
    )


def _shapes(header: list[str], rows: list[list[str]], place: Place) -> Iterator[shapely.Geometry | None]:
    if place.wkt:
        at = header.index(place.wkt)
        yield from (shapely.from_wkt(row[at], on_invalid="ignore") if row[at] else None for row in rows)
        return
    x, y = header.index(place.x), header.index(place.y)
    for row in rows:
        yield shapely.Point(_coordinate(row[x]), _coordinate(row[y])) if row[x] or row[y] else None


def _coordinate(text: str) -> float:
    """A number, or degrees, minutes and seconds; infinite for what is neither, which the check of features names."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        parts = _DMS.search(text)
        return int(parts[1]) + int(parts[2]) / 60 + float(parts[3]) / 3600 if parts else _WRONG
