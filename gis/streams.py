"""Whole layers as streams: features leave as the database yields them; a million need no more memory than a few."""

import csv
import io
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from threading import BoundedSemaphore
from typing import Any

from flask import Response
from sqlalchemy import Select, String, cast, func, select

from gis.documents import CSV, SEQUENCE
from gis.errors import Busy
from gis.features import View, feature_text
from gis.layers import Layer
from gis.outputs import ordered
from gis.publisher import Publisher
from gis.sorting import order

ROWS_AT_ONCE = 500
PIECE_BYTES = 64 * 1024
AT_ONCE = BoundedSemaphore(6)
"""Of a process: a slow reader holds a connection to the database for as long as it reads."""

SUFFIXES = {SEQUENCE: ".geojsonl", CSV: ".csv"}
"""What a browser saves them as."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def stream(publisher: Publisher, layer: Layer, rows: Select, view: View, kind: str, most: int | None) -> Response:
    """All of ``rows`` in the order of the view, or the first ``most``, as a GeoJSON text sequence or as CSV.

    Saved, they tell nobody their system: longitude or easting is first in them, whatever the system says.
    """
    view = replace(view, reference=view.reference.east_first())
    statement = ordered(rows, ["id", *view.properties], view.sort, view.begins)
    if most is not None:
        statement = statement.limit(most)
    lines = _sequence(layer, statement, view) if kind == SEQUENCE else _table(statement, view)
    pieces = _pieces(publisher, *lines)
    first = next(pieces)
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'attachment; filename="{layer.name}{SUFFIXES[kind]}"',
    }
    return Response(_joined(first, pieces), content_type=kind, headers=headers)


def _sequence(layer: Layer, statement: Select, view: View):
    """RFC 8142: a record separator before each feature, a line feed behind it."""
    found = statement.subquery("found")
    text = select(feature_text(layer, view, found.c)).order_by(*order(found.c, view.sort))
    return text, "", lambda row: f"\x1e{row[0]}\n"


def _table(statement: Select, view: View):
    """RFC 4180 behind the mark that tells spreadsheets UTF-8; the geometry as WKT in the last column."""
    found = statement.subquery("found")
    shape = func.ST_AsText(view.reference.geometry(found.c.geom), view.reference.decimals).label("geometry")
    columns = [cast(found.c.id, String).label("id"), *(found.c[name] for name in view.properties), shape]
    header = "\ufeff" + _line(["id", *view.properties, "geometry"])
    return select(*columns).order_by(*order(found.c, view.sort)), header, _line


def _line(values) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([_cell(value) for value in values])
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    """What a spreadsheet would take for a formula is marked as text: reports from the public end up here too."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def _pieces(publisher: Publisher, statement: Select, header: str, line) -> Iterator[bytes]:
    """The first piece comes when the database has begun to answer, so that what it refuses is still told."""
    with ExitStack() as held:
        if not AT_ONCE.acquire(blocking=False):
            raise Busy
        held.callback(AT_ONCE.release)
        connection = held.enter_context(publisher.connection())
        found = connection.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE})
        buffer = [header]
        size = 0
        for row in found:
            buffer.append(line(row))
            size += len(buffer[-1])
            if size > PIECE_BYTES:
                yield "".join(buffer).encode()
                buffer, size = [], 0
        yield "".join(buffer).encode()


def _joined(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others
