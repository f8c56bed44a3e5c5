"""Geometries as GeoJSON, written by the database."""

from sqlalchemy import ColumnElement, func

BARE = 0
"""Without the member ``crs``: PostGIS writes it of any system but EPSG:4326, RFC 7946 does not know it."""


def geojson(shape: ColumnElement, decimals: int) -> ColumnElement:
    """SQL for the text of a geometry in degrees (EPSG:4490 counts as WGS 84), NULL for none."""
    return func.ST_AsGeoJSON(shape, decimals, BARE)
