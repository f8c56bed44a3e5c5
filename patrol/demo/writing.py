"""Rows into tables, many at once, with shapes as the tables take them."""

from collections.abc import Iterable, Sequence

import shapely
from geoalchemy2 import WKBElement
from sqlalchemy import insert as insert_into
from sqlalchemy import select
from sqlalchemy.orm import Session

from patrol.models.base import STORED_SRID

BATCH = 2_000


def insert(session: Session, table, rows: Iterable[dict], returning: Sequence = ()) -> dict:
    """Write rows in batches; with two `returning` columns, the mapping of one to the other."""
    rows, found = list(rows), dict[str, int]()
    for at in range(0, len(rows), BATCH):
        result = session.execute(
            insert_into(table).returning(*returning) if returning else insert_into(table), rows[at : at + BATCH]
        )
        found |= dict(result.all()) if returning else {}
    return found


def ids(session: Session, code, number) -> dict[str, int]:
    """code → id of a whole table."""
    return dict(session.execute(select(code, number)).all())


def stored(shape: shapely.Geometry) -> WKBElement:
    """A shape in EPSG:4490 as the tables take it: areas always as multi-polygons."""
    if shape.geom_type == "Polygon":
        shape = shapely.multipolygons([shape])
    return WKBElement(
        shapely.to_wkb(shapely.set_srid(shape, STORED_SRID), include_srid=True), STORED_SRID, extended=True
    )
