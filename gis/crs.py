"""Coordinate systems as county offices send them: recognised, checked against the coordinates, brought to EPSG:4490.

In memory x is always east or longitude, whatever the axis order of the EPSG entry.
"""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyproj
from pyproj.transformer import TransformerGroup

from gis import gcj
from gis.refused import Refused

STORED = 4490
BAD_ACCURACY_M = 5.0

_SHIFTED = {
    "GCJ02": gcj.true_from_gcj02,
    "BD09": gcj.true_from_bd09,
}
_EQUAL_DATUMS = re.compile(
    r"china[ _]?(geodetic[ _]?coordinate[ _]?system[ _]?)?2000|cgcs[ _]?2000|wgs[ _]?(19)?84|"
    r"world geodetic system 1984",
    re.IGNORECASE,
)
_LOCKED_DATUMS = re.compile(r"(beijing|xian|xi'an)", re.IGNORECASE)
_IN_CHINESE = {"beijing": "北京54", "xian": "西安80"}


@dataclass(frozen=True)
class Declared:
    """A coordinate system as a file or a person declares it: a `label` and how to get from it to EPSG:4490."""

    label: str
    crs: pyproj.CRS | None = None
    to_stored: Callable[[np.ndarray], np.ndarray] = np.array

    @property
    def is_shifted(self) -> bool:
        """Whether these are the degrees of a Chinese web map (GCJ-02, BD-09)."""
        return self.label in _SHIFTED

    @property
    def is_projected(self) -> bool:
        """Whether coordinates are metres and not degrees."""
        return self.crs is not None and self.crs.is_projected


def local_zone(lon: float, lat: float) -> int:
    """EPSG code of the metric zone at that place: CGCS2000 3-degree by meridian inside China, UTM elsewhere."""
    if 73.5 <= lon < 136.5 and 3.0 <= lat <= 54.0:
        return 4534 + int((lon - 73.5) // 3)
    zone = min(int((lon + 180) // 6) + 1, 60)
    return (32600 if lat >= 0 else 32700) + zone


def three_degree_zones(west: float, east: float) -> list[int]:
    """EPSG codes of the CGCS2000 3-degree zones between two meridians: by meridian, then numbered; only for China."""
    first, last = (int((min(max(lon, 73.5), 136.4) - 73.5) // 3) for lon in (west, east))
    if east < 73.5 or west >= 136.5:
        return []
    places = range(first, last + 1)
    return [*(4534 + place for place in places), *(4513 + place for place in places)]


def declared(text: str) -> Declared:
    """The coordinate system named by an EPSG code, WKT, GCJ02 or BD09; Refused when unknown or not convertible."""
    shifted = re.sub(r"[^A-Z0-9]", "", text.upper())
    if shifted in _SHIFTED:
        return Declared(shifted, None, _SHIFTED[shifted])
    try:
        crs = pyproj.CRS.from_user_input(int(text) if text.strip().isdigit() else text)
    except (pyproj.exceptions.CRSError, ValueError) as error:
        raise Refused("crs_unknown", crs=text[:80]) from error
    crs = _horizontal(crs)
    name = _label(crs)
    try:
        return Declared(name, crs, _to_stored(crs, name))
    except pyproj.exceptions.ProjError as error:
        raise Refused("crs_no_transformation", crs=name, metres=BAD_ACCURACY_M) from error


def label(text: str) -> str:
    """How a coordinate system is called among people: its EPSG code, else its name, else the text itself."""
    try:
        return _label(pyproj.CRS.from_user_input(text))
    except pyproj.exceptions.CRSError:
        return text[:80]


def _horizontal(crs: pyproj.CRS) -> pyproj.CRS:
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    if crs.is_bound and crs.source_crs and _EQUAL_DATUMS.search(_datum(crs.source_crs)):
        crs = crs.source_crs
    if not (crs.is_projected or crs.is_geographic or crs.is_bound):
        raise Refused("crs_unknown", crs=crs.name)
    return crs


def _label(crs: pyproj.CRS) -> str:
    epsg = crs.to_epsg(min_confidence=70)
    return f"EPSG:{epsg}" if epsg else crs.name


def geodetic(crs: pyproj.CRS) -> pyproj.CRS:
    """The geographic system beneath; Refused for local systems that have none."""
    if crs.geodetic_crs is None:
        raise Refused("crs_unknown", crs=crs.name)
    return crs.geodetic_crs


def _datum(crs: pyproj.CRS) -> str:
    beneath = geodetic(crs)
    return f"{beneath.name} {beneath.datum.name if beneath.datum else ''}"


def _to_stored(crs: pyproj.CRS, name: str) -> Callable[[np.ndarray], np.ndarray]:
    """CGCS2000 and WGS 84 are one here (centimetres apart); other datums need a transformation PROJ knows well."""
    datum = _datum(crs)
    if _EQUAL_DATUMS.search(datum) and not crs.is_bound:
        if crs.is_geographic and crs.axis_info[0].unit_name == "degree":
            return np.array
        return _applied(pyproj.Transformer.from_crs(crs, _degrees(crs), always_xy=True))
    if _LOCKED_DATUMS.search(datum) and not crs.is_bound:
        english = geodetic(crs).name
        chinese = next((words for part, words in _IN_CHINESE.items() if part in english.lower()), english)
        raise Refused("crs_datum_refused", crs=name, datum=chinese, datum_en=english)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a finer grid that is not on this machine
        group = TransformerGroup(crs, 4326, always_xy=True, allow_ballpark=False)
    if not group.transformers or not 0 <= group.transformers[0].accuracy <= BAD_ACCURACY_M:
        raise Refused("crs_no_transformation", crs=name, metres=BAD_ACCURACY_M)
    return _applied(group.transformers[0])


def from_stored(system: Declared) -> Callable[[np.ndarray], np.ndarray]:
    """How to get from EPSG:4490 to a system on CGCS2000 or WGS 84; Refused for any other."""
    if system.crs is None or system.crs.is_bound or not _EQUAL_DATUMS.search(_datum(system.crs)):
        raise Refused("crs_not_written", crs=system.label)
    if not system.is_projected:
        return np.array
    return _applied(pyproj.Transformer.from_crs(_degrees(system.crs), system.crs, always_xy=True))


def _degrees(crs: pyproj.CRS) -> pyproj.CRS:
    beneath = geodetic(crs)
    return beneath if beneath.axis_info[0].unit_name == "degree" else pyproj.CRS.from_epsg(STORED)


def _applied(transformer: pyproj.Transformer) -> Callable[[np.ndarray], np.ndarray]:
    def to_stored(coordinates: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(coordinates[:, 0], coordinates[:, 1]))

    return to_stored


@lru_cache(maxsize=128)
def from_epsg(epsg: int) -> Declared:
    """The coordinate system of one EPSG code."""
    return declared(f"EPSG:{epsg}")


@lru_cache(maxsize=128)
def named(epsg: int) -> str:
    """An EPSG code with its name in words, for people: EPSG:4547 (CGCS2000 / 3-degree Gauss-Kruger CM 114E)."""
    return f"EPSG:{epsg} ({pyproj.CRS.from_epsg(epsg).name})"
