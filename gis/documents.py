"""The documents of OGC API - Features: landing page, conformance, collections. ``root`` is the address of ``/ogc``."""

from gis.crs import STORED
from gis.layers import Layer
from gis.references import CRS84_URI, EPSG_URI, Reference
from gis.schemas import SCHEMA_JSON

GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
JSON, GEOJSON = "application/json", "application/geo+json"
HTML = "text/html; charset=utf-8"
SEQUENCE, CSV = "application/geo+json-seq", "text/csv; charset=utf-8"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
MVT = "application/vnd.mapbox-vector-tile"
FILES = {
    "gpkg": "application/geopackage+sqlite3",
    "fgb": "application/flatgeobuf",
    "shp": "application/zip",
    "gdb": "application/x-filegdb",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "kml": "application/vnd.google-earth.kml+xml",
    "gpx": "application/gpx+xml",
}
"""Whole layers as files: what each kind is called by ``f``, and its media type."""


def files_of(layer: Layer) -> dict[str, str]:
    """The kinds of file that the layer comes in: GPX knows no areas."""
    return {name: kind for name, kind in FILES.items() if name != "gpx" or not layer.geometry_type.endswith("Polygon")}


REL = "http://www.opengis.net/def/rel/ogc/1.0/"

CONFORMS_TO = [
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    *(
        f"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/{each}"
        for each in ("queryables", "queryables-query-parameters", "filter", "features-filter")
    ),
    *(
        f"http://www.opengis.net/spec/cql2/1.0/conf/{each}"
        for each in (
            "cql2-text",
            "cql2-json",
            "basic-cql2",
            "advanced-comparison-operators",
            "case-insensitive-comparison",
            "basic-spatial-functions",
            "basic-spatial-functions-plus",
            "spatial-functions",
            "temporal-functions",
            "arithmetic",
            "property-property",
        )
    ),
    *(
        f"http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/{each}"
        for each in ("schemas", "core-roles-features", "queryables", "sortables")
    ),
    *(
        f"http://www.opengis.net/spec/ogcapi-features-4/1.0/{each}"
        for each in ("conf/create-replace-delete", "conf/update", "conf/features", "req/optimistic-locking-etags")
    ),
    "http://www.opengis.net/spec/ogcapi-features-8/1.0/conf/sorting",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
    *(f"http://www.opengis.net/spec/json-fg-1/1.0/conf/{each}" for each in ("core", "types-schemas", "api")),
]

TITLES = {
    "self": ("本文档", "This document"),
    "api": ("接口定义（OpenAPI 3.0）", "API definition (OpenAPI 3.0)"),
    "conformance": ("所遵循的标准", "Standards conformed to"),
    "collections": ("图层", "Layers"),
    "schemes": ("切片矩阵集", "Tile matrix sets"),
    "items": ("要素（GeoJSON）", "Features (GeoJSON)"),
    "jsonfg": ("要素（JSON-FG）", "Features (JSON-FG)"),
    "sequence": ("全部要素（GeoJSON 文本序列）", "All features (GeoJSON text sequence)"),
    "csv": ("全部要素（CSV 表格）", "All features (CSV)"),
    "gpkg": ("全部要素（GeoPackage）", "All features (GeoPackage)"),
    "fgb": ("全部要素（FlatGeobuf）", "All features (FlatGeobuf)"),
    "shp": ("全部要素（Shapefile 压缩包）", "All features (zipped shapefile)"),
    "gdb": ("全部要素（文件地理数据库压缩包）", "All features (zipped file geodatabase)"),
    "gpx": ("全部要素（GPX，点和线）", "All features (GPX, points and lines)"),
    "xlsx": ("全部要素（Excel 表格）", "All features (Excel)"),
    "kml": ("全部要素（KML）", "All features (KML)"),
    "page": ("全部要素（网页）", "Features as a page"),
    "collection": ("图层说明", "The layer"),
    "next": ("下一页", "Next page"),
    "queryables": ("可过滤的属性", "Queryables"),
    "sortables": ("可排序的属性", "Sortables"),
    "schema": ("要素结构", "Schema"),
    "styles": ("地图样式", "Styles"),
    "style": ("地图样式（MapLibre）", "Style (MapLibre)"),
    "tiles": ("矢量切片", "Vector tiles"),
    "tilejson": ("矢量切片（TileJSON）", "Vector tiles (TileJSON)"),
}


def titled(title: str, locale: str) -> str:
    """What a key of TITLES is called in the reader's language."""
    return TITLES[title][locale.startswith("en")]


def link(rel: str, href: str, kind: str, locale: str, title: str) -> dict:
    """One link of a document; ``title`` is a key of TITLES."""
    return {"rel": rel, "type": kind, "title": titled(title, locale), "href": href}


def landing(root: str, title: str, locale: str) -> dict:
    """Where everything is; readable without signing in."""
    return {
        "title": title,
        "links": [
            link("self", f"{root}/", JSON, locale, "self"),
            link("service-desc", f"{root}/api", OPENAPI, locale, "api"),
            link("conformance", f"{root}/conformance", JSON, locale, "conformance"),
            link("data", f"{root}/collections", JSON, locale, "collections"),
            link(f"{REL}tiling-schemes", f"{root}/tileMatrixSets", JSON, locale, "schemes"),
        ],
    }


def conformance() -> dict:
    """The conformance classes of the standards that are kept."""
    return {"conformsTo": CONFORMS_TO}


def collections(root: str, found: list[dict], locale: str) -> dict:
    """The list of all layers' descriptions."""
    return {"links": [link("self", f"{root}/collections", JSON, locale, "self")], "collections": found}


def collection(root: str, layer: Layer, bounds: tuple | None, served: tuple[Reference, ...], locale: str) -> dict:
    """One layer's description; ``bounds`` is west, south, east, north in degrees, or None for a layer without rows."""
    title, description = layer.called(locale)
    here = f"{root}/collections/{layer.name}"
    found: dict = {
        "id": layer.name,
        "title": title,
        "description": description,
        "itemType": "feature",
        "crs": [each.uri for each in served],
        "storageCrs": f"{EPSG_URI}{STORED}",
        "links": [
            link("self", here, JSON, locale, "self"),
            link("items", f"{here}/items", GEOJSON, locale, "items"),
            link("items", f"{here}/items?f=geojsonseq", SEQUENCE, locale, "sequence"),
            link("items", f"{here}/items?f=html", HTML, locale, "page"),
            link("items", f"{here}/items?f=csv", CSV, locale, "csv"),
            *(link("items", f"{here}/items?f={name}", kind, locale, name) for name, kind in files_of(layer).items()),
            link(f"{REL}queryables", f"{here}/queryables", SCHEMA_JSON, locale, "queryables"),
            link(f"{REL}sortables", f"{here}/sortables", SCHEMA_JSON, locale, "sortables"),
            link(f"{REL}schema", f"{here}/schema", SCHEMA_JSON, locale, "schema"),
            link(f"{REL}tilesets-vector", f"{here}/tiles", JSON, locale, "tiles"),
            link(f"{REL}styles", f"{here}/styles", JSON, locale, "styles"),
        ],
    }
    if bounds:
        found["extent"] = {"spatial": {"bbox": [list(bounds)], "crs": CRS84_URI}}
    return found
