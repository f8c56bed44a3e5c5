"""A small valley published by ``gis`` alone: fields as areas, paths walked on a day, and wells."""

from contextlib import contextmanager
from datetime import date
from zoneinfo import ZoneInfo

from flask import Flask, jsonify, request
from geoalchemy2 import Geometry
from sqlalchemy import Column, Date, Integer, MetaData, Numeric, String, Table, Uuid, select, text
from werkzeug.exceptions import HTTPException

from gis.errors import BadParameter, Problem
from gis.layers import Filter, Layer, Property
from gis.publisher import Publisher, named
from gis.routes import blueprint

ZONE = ZoneInfo("Asia/Shanghai")
METADATA = MetaData()
FIELDS = 250


def shaped(name: str, kind: str, *columns: Column) -> Table:
    """A table with a geometry in EPSG:4490 and the same in EPSG:3857."""
    stored = Geometry(kind, srid=4490)
    return Table(name, METADATA, *columns, Column("geom", stored), Column("geom_3857", Geometry(kind, srid=3857)))


field = shaped(
    "field",
    "POLYGON",
    Column("id", Integer, primary_key=True),
    Column("code", String, unique=True),
    Column("owner", String),
    Column("area_mu", Numeric),
)
path = shaped(
    "path", "LINESTRING", Column("id", Integer, primary_key=True), Column("uuid", Uuid), Column("walked_on", Date)
)
well = shaped("well", "POINT", Column("id", Integer, primary_key=True), Column("depth_m", Numeric))


def fields(viewer, _interval):
    """The fields whose owner the viewer is; a viewer called ``all`` sees every one."""
    columns = [field.c.id.label("key"), field.c.code.label("id"), field.c.code, field.c.owner, field.c.area_mu]
    found = select(*columns, field.c.geom, field.c.geom_3857)
    return found if viewer == "all" else found.where(field.c.owner == viewer)


def paths(_viewer, interval):
    """The paths walked in the interval, from the second of November on when none is asked for."""
    columns = [path.c.id.label("key"), path.c.uuid.label("id"), path.c.walked_on, path.c.geom, path.c.geom_3857]
    found = select(*columns)
    first, last = interval or (date(2026, 11, 2), None)
    if first:
        found = found.where(path.c.walked_on >= first)
    return found.where(path.c.walked_on <= last) if last else found


def wells(_viewer, _interval):
    """Every well."""
    rank = (well.c.id * 10).label("rank")
    return select(well.c.id.label("key"), well.c.id, well.c.depth_m, rank, well.c.geom, well.c.geom_3857)


def of_owner(rows, value):
    """Owners are letters."""
    if not value.isalpha():
        raise BadParameter("whose", ("应为字母", "must be letters"))
    return rows.where(field.c.owner == value)


FIELD_PROPERTIES = {
    "code": Property("string", "编号", "Code"),
    "owner": Property("string", "户主", "Owner", tile_zoom=12),
    "area_mu": Property("number", "面积（亩）", "Area (mu)", tile_zoom=None),
}
WELL_PROPERTIES = {
    "depth_m": Property("number", "井深", "Depth (m)"),
    "rank": Property("integer", "序号", "Rank"),
}
LAYERS = named(
    [
        Layer(
            "fields",
            "田块",
            "Fields",
            "谷中的田块",
            "The fields of the valley",
            "Polygon",
            FIELD_PROPERTIES,
            fields,
            filters={"whose": Filter("户主", "Owner", of_owner, "^[A-Za-z]+$")},
            min_zoom=8,
        ),
        Layer(
            "paths",
            "小路",
            "Paths",
            "走过的路",
            "Paths walked",
            "LineString",
            {"walked_on": Property("date", "日期", "Walked on")},
            paths,
            temporal=True,
            time=("walked_on",),
        ),
        Layer("wells", "水井", "Wells", "", "", "Point", WELL_PROPERTIES, wells),
    ]
)


def fill(connection) -> None:
    """250 fields on a grid of 25 by 10, 30 paths on the days of November, and 3 wells, one without a place."""
    METADATA.create_all(connection)
    for statement in (FIELDS_SQL, PATHS_SQL, WELLS_SQL):
        connection.execute(text(statement))


FIELDS_SQL = """
INSERT INTO field SELECT n, 'T-' || to_char(n, 'FM000'), chr(96 + 1 + (n - 1) % 5), n * 1.5, g, ST_Transform(g, 3857)
FROM generate_series(1, 250) n, LATERAL (SELECT ST_Translate(ST_MakeEnvelope(116, 27, 116.009, 27.009, 4490),
    (n - 1) % 25 * 0.01, (n - 1) / 25 * 0.01)) AS field(g)"""
PATHS_SQL = """
INSERT INTO path SELECT n, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, date '2026-10-31' + n, g,
    ST_Transform(g, 3857)
FROM generate_series(1, 30) n, LATERAL (SELECT ST_SetSRID(ST_MakeLine(ST_Point(116, 27 + n * 0.001),
    ST_Point(116.2, 27 + n * 0.001)), 4490)) AS line(g)"""
WELLS_SQL = """
INSERT INTO well SELECT n, n * 2.25, g, ST_Transform(g, 3857)
FROM generate_series(1, 3) n,
    LATERAL (SELECT CASE WHEN n < 3 THEN ST_SetSRID(ST_Point(116.05, 27 + n * 0.01), 4490) END) AS place(g)"""


def application(engine, **more) -> Flask:
    """A plain Flask application around the publisher; the viewer is named by a header. ``more`` is the publisher's."""
    app = Flask(__name__)

    @contextmanager
    def connection():
        with engine.connect() as open_connection:
            yield open_connection

    publisher = Publisher(
        LAYERS,
        connection,
        lambda: request.headers.get("X-Viewer", "all"),
        ZONE,
        ("山谷", "The valley"),
        "1",
        zones=lambda: (4548, 4526),
        **more,
    )
    app.register_blueprint(blueprint(publisher), url_prefix="/ogc")

    @app.errorhandler(HTTPException)
    def failed(error):
        body = {"code": "http", "status": error.code, "message": error.name, "reason": error.name, "errors": {}}
        return jsonify(body), error.code

    @app.errorhandler(Problem)
    def refused(problem):
        return jsonify(problem.body(publisher.locale())), problem.status

    return app
