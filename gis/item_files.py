"""Whole layers as files for download: made beside, in bounded memory, then sent and forgotten."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore

from flask import Response
from sqlalchemy import Select

from gis import outputs
from gis.documents import FILES
from gis.errors import BadParameter, Busy
from gis.features import View
from gis.files import saving
from gis.layers import Layer
from gis.publisher import Publisher
from gis.refused import Refused

SUFFIXES = {
    "gpkg": ".gpkg",
    "fgb": ".fgb",
    "shp": ".zip",
    "gdb": ".gdb.zip",
    "xlsx": ".xlsx",
    "kml": ".kml",
    "gpx": ".gpx",
}
IN_DEGREES = frozenset({".kml", ".gpx"})
AT_ONCE = BoundedSemaphore(2)
"""Of a process: each keeps a core busy and a connection to the database."""

PIECE_BYTES = 256 * 1024


def file(publisher: Publisher, layer: Layer, rows: Select, view: View, name: str, most: int | None) -> Response:
    """All of ``rows`` in the order of the view, or the first ``most``, as a file of that kind."""
    suffix = SUFFIXES[name]
    found = outputs.ordered(rows, view.properties, view.sort, view.begins)
    found = found.limit(most) if most is not None else found
    if not AT_ONCE.acquire(blocking=False):
        raise Busy
    try:
        pieces = _pieces(_made(publisher, layer, found, view, suffix))
    finally:
        AT_ONCE.release()
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'attachment; filename="{layer.name}{suffix}"',
        "Content-Length": str(next(pieces)),
    }
    return Response(pieces, content_type=FILES[name], headers=headers)


def _made(publisher: Publisher, layer: Layer, found: Select, view: View, suffix: str):
    """The finished file, open for reading; its name is gone already, so that nothing is left behind."""
    with tempfile.TemporaryDirectory(prefix="layer-") as folder:
        path = Path(folder) / f"{layer.name}{suffix}"
        with publisher.connection() as connection:
            batches = outputs.batches(connection, layer, found, view.properties)
            made = outputs.output(layer, view.properties, publisher.locale(), batches)
            _save(path, made, view)
        return path.open("rb")


def _save(path: Path, made, view: View) -> None:
    if path.suffix in IN_DEGREES and not view.reference.is_degrees:
        raise BadParameter("crs", "crs.degrees")
    try:
        saving.save(path, made, f"EPSG:{view.reference.srid}")
    except Refused as refused:
        chinese, english = refused.sentence("zh-CN"), refused.sentence("en")
        raise BadParameter("f", (chinese, english)) from refused


def _pieces(opened) -> Iterator:
    """First the length, then the content."""

    def sent():
        with opened:
            yield opened.seek(0, 2)
            opened.seek(0)
            while piece := opened.read(PIECE_BYTES):
                yield piece

    return sent()
