"""Features as GeoJSON text, written by the database: one statement a page, one a feature."""

import math
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, String, Uuid, cast, func, literal, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.sql.sqltypes import Integer

from gis.layers import Layer, near

DECIMALS = 7
"""Of a degree: about a centimetre."""

BIGINT = 2**63
RADIUS_M = 6378137.0
LAST_PARALLEL = 85.0
SLACK_M = 0.001
"""Less than the decimals served can tell; a box drawn through a corner finds it in spite of rounding."""

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True)
class Page:
    """``features`` is GeoJSON text, Feature objects between commas; ``next_key`` is None on the last page."""

    features: str
    returned: int
    matched: int
    next_key: int | None


def page(
    connection, layer: Layer, rows: Select, limit: int, bbox: Box | None = None, after: tuple[int, int] | None = None
) -> Page:
    """The features of ``rows`` in key order.

    ``after`` is (key, matched) of the page before: the first page counts, the pages after it carry the count on, so
    that reading a whole layer does not count it again and again.
    """
    if bbox:
        rows = within(rows, bbox)
    key, matched = after or (None, None)
    found = connection.execute(page_statement(layer, rows, limit, key, matched)).one()
    return Page(found.features or "", found.returned, found.matched, found.last if found.more else None)


def within(rows: Select, bbox: Box) -> Select:
    """The rows that meet the box, found by the index that tiles use: a box in degrees is a box in EPSG:3857."""
    (west, south), (east, north) = mercator(*bbox[:2]), mercator(*bbox[2:])
    box = func.ST_MakeEnvelope(west - SLACK_M, south - SLACK_M, east + SLACK_M, north + SLACK_M, 3857)
    found = near(rows, box) if "near" in rows.selected_columns else rows
    return found.where(func.ST_Intersects(rows.selected_columns.geom_3857, box))


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """A place in EPSG:3857 metres; beyond its last parallels, as far as any map reaches."""
    if abs(lat) > LAST_PARALLEL:
        return math.radians(lon) * RADIUS_M, math.copysign(1e9, lat)
    return math.radians(lon) * RADIUS_M, math.asinh(math.tan(math.radians(lat))) * RADIUS_M


def page_statement(layer: Layer, rows: Select, limit: int, after: int | None, matched: int | None) -> Select:
    """One row: the page's features as text, their count, the last key, whether more follow, and the whole count.

    One row more than the page is read to know whether a next page exists.
    """
    here = only(rows, "key", "id", *layer.properties, "geom")
    if after is not None:
        here = here.where(rows.selected_columns.key > after)
    read = here.order_by(rows.selected_columns.key).limit(limit + 1).subquery("read")
    place = func.row_number().over(order_by=read.c.key).label("place")
    placed = select(read, place).subquery("placed")
    shown = placed.c.place <= limit
    in_order: ColumnElement = aggregate_order_by(literal_column("','"), placed.c.key)
    return select(
        func.string_agg(feature_text(layer, placed.c), in_order).filter(shown).label("features"),
        func.count().filter(shown).label("returned"),
        func.max(placed.c.key).filter(shown).label("last"),
        (func.count() > limit).label("more"),
        (count(rows) if matched is None else literal(matched, BigInteger)).label("matched"),
    ).select_from(placed)


def count(rows: Select):
    """SQL for how many rows there are."""
    return select(func.count()).select_from(only(rows, "key").subquery("matched")).scalar_subquery()


def feature(connection, layer: Layer, rows: Select, feature_id: str) -> str | None:
    """One feature as GeoJSON text by its public id; None when the rows hold none of that id."""
    column = rows.selected_columns.id
    wanted = identifier(column.type, feature_id)
    if wanted is None:
        return None
    found = only(rows, "key", "id", *layer.properties, "geom").where(column == wanted).subquery("found")
    return connection.execute(select(feature_text(layer, found.c))).scalar()


def extent(connection, rows: Select) -> Box | None:
    """West, south, east, north in degrees of all rows; None when there are none."""
    shapes = only(rows, "geom").subquery("shapes")
    box = select(func.ST_Extent(shapes.c.geom).label("box")).subquery("boxes")
    corners = (func.ST_XMin, func.ST_YMin, func.ST_XMax, func.ST_YMax)
    found = connection.execute(select(*(corner(box.c.box) for corner in corners))).one()
    return None if found[0] is None else tuple(round(value, DECIMALS) for value in found)


def feature_text(layer: Layer, columns):
    """SQL for one GeoJSON Feature; polygons wind as RFC 7946 asks."""
    shape = columns.geom
    if layer.geometry_type.endswith("Polygon"):
        shape = func.ST_ForcePolygonCCW(shape)
    pairs: list[ColumnElement] = []
    for name in layer.properties:
        pairs += (literal_column(f"'{name}'"), columns[name])
    return func.concat(
        literal_column("""'{"type":"Feature","id":'"""),
        func.to_json(columns.id),
        literal_column("""',"geometry":'"""),
        func.coalesce(func.ST_AsGeoJSON(shape, DECIMALS, 0), literal_column("'null'")),
        literal_column("""',"properties":'"""),
        cast(func.json_build_object(*pairs), String),
        literal_column("'}'"),
        type_=String,
    )


def only(rows: Select, *names: str) -> Select:
    """The same rows with those columns alone, so that what is not asked for is not computed."""
    columns = rows.selected_columns
    return rows.with_only_columns(*(columns[name].label(name) for name in names), maintain_column_froms=True)


def identifier(kind, text: str) -> Any:
    """The feature id as a value of the id column's type; None when no id of that type reads so."""
    try:
        if isinstance(kind, Integer):
            number = int(text) if text.isascii() and text.lstrip("-").isdigit() else BIGINT
            return number if -BIGINT < number < BIGINT else None
        if isinstance(kind, Uuid):
            return UUID(text)
    except ValueError:
        return None
    return None if "\0" in text else text
