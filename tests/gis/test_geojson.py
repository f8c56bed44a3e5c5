"""Geometries leave the database as RFC 7946 writes them, in whatever system they are kept."""

import json

from sqlalchemy import func, select

from gis.geojson import geojson


def test_a_geometry_of_cgcs2000_has_no_member_of_its_own_for_that(connection):
    shape = func.ST_GeomFromEWKT("SRID=4490;POINT(116.123456789 27.5)")
    told = json.loads(connection.scalar(select(geojson(shape, 7))))
    assert told == {"type": "Point", "coordinates": [116.1234568, 27.5]}


def test_no_geometry_is_none(connection):
    assert connection.scalar(select(geojson(func.ST_GeomFromEWKT(None), 7))) is None
