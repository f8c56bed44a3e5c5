"""The documents of OGC API - Tiles and TileJSON for WebMercatorQuad."""

from functools import cache
from urllib.parse import urlencode

import morecantile

from gis.documents import JSON, MVT, REL, link
from gis.layers import Layer

QUAD = "WebMercatorQuad"
MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857"
DEFINITION = f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{QUAD}"


@cache
def matrix_set() -> dict:
    """WebMercatorQuad as the Tile Matrix Set standard writes it, zoom 0 to 24."""
    return morecantile.tms.get(QUAD).model_dump(mode="json", exclude_none=True)


def matrix_sets(root: str, locale: str) -> dict:
    """The list of tile matrix sets: one."""
    self_link = link("self", f"{root}/tileMatrixSets/{QUAD}", JSON, locale, "schemes")
    found = {"id": QUAD, "title": matrix_set()["title"], "uri": DEFINITION, "crs": MERCATOR, "links": [self_link]}
    return {"tileMatrixSets": [found]}


def address(root: str, layer: Layer, query: dict[str, str]) -> str:
    """The address template of the layer's tiles with the request's own parameters kept."""
    kept = f"?{urlencode(query)}" if query else ""
    return f"{root}/collections/{layer.name}/tiles/{QUAD}/{{z}}/{{y}}/{{x}}{kept}"


def tilesets(root: str, layer: Layer, locale: str) -> dict:
    """The tilesets of one layer: one."""
    found = tileset(root, layer, locale)
    return {
        "links": [link("self", f"{root}/collections/{layer.name}/tiles", JSON, locale, "self")],
        "tilesets": [{name: found[name] for name in ("title", "dataType", "crs", "tileMatrixSetURI", "links")}],
    }


def tileset(root: str, layer: Layer, locale: str) -> dict:
    """What one layer's tileset holds, and how its tiles are addressed."""
    here = f"{root}/collections/{layer.name}/tiles/{QUAD}"
    template = f"{here}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    return {
        "title": layer.called(locale)[0],
        "dataType": "vector",
        "crs": MERCATOR,
        "tileMatrixSetURI": DEFINITION,
        "links": [
            link("self", here, JSON, locale, "self"),
            link(f"{REL}tiling-scheme", f"{root}/tileMatrixSets/{QUAD}", JSON, locale, "schemes"),
            {**link("item", template, MVT, locale, "tiles"), "templated": True},
            link("describedby", f"{here}/tilejson.json", JSON, locale, "tilejson"),
        ],
        "layers": [{"id": layer.name, "dataType": "vector", "geometryDimension": dimension(layer)}],
    }


def tilejson(root: str, layer: Layer, bounds: tuple | None, query: dict[str, str], locale: str) -> dict:
    """TileJSON 3.0, which MapLibre and QGIS read; ``bounds`` in degrees."""
    title, description = layer.called(locale)
    fields = {name: (each.title_en if locale.startswith("en") else each.title) for name, each in carried(layer).items()}
    found = {
        "tilejson": "3.0.0",
        "name": title,
        "description": description,
        "scheme": "xyz",
        "tiles": [address(root, layer, query)],
        "minzoom": layer.min_zoom,
        "maxzoom": layer.max_zoom,
        "vector_layers": [
            {"id": layer.name, "fields": fields, "minzoom": layer.min_zoom, "maxzoom": layer.max_zoom},
        ],
    }
    return found | ({"bounds": list(bounds)} if bounds else {})


def carried(layer: Layer) -> dict:
    """The attributes tiles carry at the deepest zoom level."""
    return layer.tile_properties(layer.max_zoom)


def dimension(layer: Layer) -> int:
    """0 for points, 1 for lines, 2 for areas."""
    return 0 if layer.geometry_type.endswith("Point") else 2 if layer.geometry_type.endswith("Polygon") else 1
