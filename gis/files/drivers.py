"""The formats that are read and written, and GDAL with everything else switched off.

GDAL picks a driver by looking at a file, and some drivers fetch addresses that the file names. So the process keeps
only the drivers below, no file system of GDAL reaches the network, and every file must look like what its name says.
"""

import codecs
from pathlib import Path
from xml.parsers import expat

import pyogrio
from pyogrio import core

from gis.refused import Refused

READABLE = {
    ".gpkg": "GPKG",
    ".shp": "ESRI Shapefile",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".kml": "KML",
    ".fgb": "FlatGeobuf",
    ".gdb": "OpenFileGDB",
    ".gpx": "GPX",
    ".csv": "CSV",
    ".xlsx": "XLSX",
}
# pyogrio has no way to name a driver when it opens a file; GDAL itself takes one that is not there out of the question.
_KEPT = {*READABLE.values(), "LIBKML", "CSV", "XLSX", "GPX", "GeoJSONSeq", "MEM"}
_SHAPEFILE_MAGIC = (9994).to_bytes(4, "big")
_XML_MARKS = (b"<!doctype", b"<!entity")


def restrict() -> None:
    """Leave GDAL in this process nothing but the drivers above, and no network."""
    unwanted = sorted(set(pyogrio.list_drivers()) - _KEPT)
    pyogrio.set_gdal_config_options(
        {
            "GDAL_SKIP": ",".join(unwanted),
            "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "none",
            "OGR_GEOJSON_MAX_OBJ_SIZE": 200,
            "SHAPE_RESTORE_SHX": True,
        }
    )
    core._register_drivers()


def recognise(path: Path) -> str:
    """The driver for the file or folder at `path`, by its name and by its content; Refused when they disagree."""
    driver = READABLE.get(path.suffix.lower())
    if driver is None:
        raise Refused("file_kind", path=path.name)
    if path.is_dir() != (driver == "OpenFileGDB"):
        raise Refused("file_not_what_it_says", path=path.name, kind=driver)
    if not _looks_like(driver, path):
        raise Refused("file_not_what_it_says", path=path.name, kind=driver)
    return driver


def _looks_like(driver: str, path: Path) -> bool:
    if driver == "OpenFileGDB":
        return any(path.glob("*.gdbtable"))
    with path.open("rb") as file:
        start = file.read(4096)
    if not start:
        raise Refused("file_empty", path=path.name)
    match driver:
        case "GPKG":
            return start.startswith(b"SQLite format 3\0")
        case "ESRI Shapefile":
            return start.startswith(_SHAPEFILE_MAGIC)
        case "FlatGeobuf":
            return start.startswith(b"fgb\x03fgb")
        case "GeoJSON":
            return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
        case "XLSX":
            return start.startswith(b"PK\x03\x04")
        case "CSV":
            return _is_text(start) and not start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"{"))
    return _is_xml(path, driver.lower())


def _is_text(start: bytes) -> bool:
    return start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" not in start


def _is_xml(path: Path, wanted: str) -> bool:
    """Whether the document is well-formed as far as its root, which is as `wanted`, and declares no entities."""
    root: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _attributes: root.append(name)

    def refuse(*_args: object) -> None:
        raise Refused("file_xml_entities", path=path.name)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        with path.open("rb") as file:
            while not root and (chunk := file.read(65536)):
                parser.Parse(chunk)
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return bool(root) and root[0].rsplit(" ", 1)[-1] == wanted


restrict()
