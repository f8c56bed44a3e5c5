"""The project that QGIS opens: the same map over PostGIS or over HTTP, with no name and no password in it."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import text
from sqlalchemy.orm import Session

from gis.crs import local_zone
from gis.layers import Layer
from gis.styles import Group, MapLayer, Project, features_source, postgis_source, tiles_source
from patrol.desk.looks import look
from patrol.desk.palette import COLOURS
from patrol.desk.reaching import Reached
from patrol.desk.views import SCHEMA, View, named
from patrol.models.base import STORED_SRID

TITLE = "山河巡护"
NOTE = "本月至今的巡查覆盖、问题、营造林与管控单元。打开时请输入自己的用户名和密码。"
CRS84 = 4326
# The box of a division in its metric zone, widened a little, so that nothing touches the edge of the map.
EXTENT = """
WITH found AS (
  SELECT geom, ST_Centroid(geom) AS middle FROM division
  WHERE geom IS NOT NULL AND starts_with(code, :prefix) ORDER BY code LIMIT 1
)
SELECT ST_X(middle), ST_Y(middle) FROM found
"""
BOX = """
SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) FROM (
  SELECT ST_Expand(ST_Extent(ST_Transform(geom, :srid))::geometry, 1500) AS b FROM division
  WHERE code = (SELECT min(code) FROM division WHERE geom IS NOT NULL AND starts_with(code, :prefix))
) e
"""
CHINA = (4527, (37_000_000.0, 2_000_000.0, 42_000_000.0, 5_000_000.0))


def place(session: Session, prefix: str) -> tuple[int, tuple[float, float, float, float]]:
    """The metric zone and the box of the map of a division, given by the digits of its code."""
    middle = session.execute(text(EXTENT), {"prefix": prefix}).one_or_none()
    if middle is None:
        return CHINA
    srid = local_zone(*middle)
    return srid, tuple(session.execute(text(BOX), {"prefix": prefix, "srid": srid}).one())


def over_postgis(session: Session, shown: list[View], way: Reached, prefix: str) -> Project:
    """The project over the views of `gis_views`."""
    by_name = {view.name: view for view in shown}

    def layer(
        name: str, *, id: str = "", where: str = "", seen: bool = True, title: str = "", of: str = ""
    ) -> MapLayer:
        view = by_name[of or name]
        kind = view.geometry_type
        source = postgis_source(way.host, way.port, way.database, SCHEMA, view.name, kind, STORED_SRID)
        looks = look(name, view.columns, view.written)
        known = (f"gis_views_{name}", title or view.title)
        return MapLayer(*known, kind, STORED_SRID, "postgres", source, looks, seen, view.editable)

    editing = [layer(name, seen=False) for name in ("segments", "plots", "zoning", "divisions")]
    editing = [replace(each, id=f"{each.id}_edit", title=f"{each.title}（可编辑）") for each in editing]
    groups = [
        *_groups(layer, "segment_coverage", "plot_coverage"),
        Group("维护底图数据", editing, shown=False, open=False),
    ]
    return _project(session, groups, prefix)


def over_http(session: Session, layers: dict[str, Layer], url: str, prefix: str) -> Project:
    """The project over OGC API - Features, with vector tiles for a quick look; `url` is that of /ogc."""

    def layer(name: str, *, seen: bool = True, title: str = "", of: str = "") -> MapLayer:
        published = layers[of or PUBLISHED.get(name, name)]
        source = features_source(url, published.name)
        looks = look(name, named(published.properties))
        kind = published.geometry_type
        return MapLayer(f"ogc_features_{name}", title or published.title, kind, CRS84, "OAPIF", source, looks, seen)

    def tiled(name: str) -> MapLayer:
        published = layers[PUBLISHED[name]]
        source = tiles_source(url, published.name, (published.min_zoom, published.max_zoom))
        looks = look(name, named(published.properties))
        kind, title = published.geometry_type, f"{published.title}（瓦片）"
        return MapLayer(f"tiles_{name}", title, kind, CRS84, "vectortile", source, looks, tiles=published.name)

    quick = Group("矢量瓦片（快速浏览）", [tiled(name) for name in PUBLISHED], shown=False, open=False)
    return _project(session, [*_groups(layer, "segment_coverage", "plot_coverage"), quick], prefix)


PUBLISHED = {"segment_coverage": "segments", "plot_coverage": "plots"}
Layered = Callable[..., MapLayer]


def _groups(layer: Layered, rivers: str, forests: str) -> list[Group]:
    """The map from the top down."""
    return [
        Group("问题", [layer("issues")]),
        Group("河流巡查", [layer("stretches", seen=False), layer(rivers, title="河段巡查覆盖（本月）")]),
        Group("行政区划", [layer("divisions")]),
        Group("森林巡查", [layer(forests, title="小班巡查覆盖（本月）"), layer("works", seen=False)]),
        Group("管控", [layer("zoning", seen=False)], open=False),
        Group("底图", [layer("ground", of="divisions", title="县域")], open=False),
    ]


def _project(session: Session, groups: list[Group], prefix: str) -> Project:
    srid, box = place(session, prefix)
    return Project(TITLE, groups, srid, box, COLOURS["ground"], NOTE)
