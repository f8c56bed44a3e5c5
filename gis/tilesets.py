"""The documents of OGC API - Tiles and TileJSON."""

from urllib.parse import urlencode

from gis.documents import JSON, MVT, REL, link
from gis.layers import Layer
from gis.quads import QUADS, Quad, matrix_set

MERGED = ("合并的图斑数", "Areas drawn together")


def matrix_sets(root: str, locale: str) -> dict:
    """The list of tile matrix sets."""
    return {"tileMatrixSets": [_listed(root, quad, locale) for quad in QUADS.values()]}


def _listed(root: str, quad: Quad, locale: str) -> dict:
    self_link = link("self", f"{root}/tileMatrixSets/{quad.name}", JSON, locale, "schemes")
    found = {"id": quad.name, "title": matrix_set(quad)["title"], "crs": quad.crs, "links": [self_link]}
    return found | ({"uri": quad.uri} if quad.uri else {})


def address(root: str, layer: Layer, quad: Quad, query: dict[str, str]) -> str:
    """The address template of the layer's tiles with the request's own parameters kept."""
    kept = f"?{urlencode(query)}" if query else ""
    return f"{root}/collections/{layer.name}/tiles/{quad.name}/{{z}}/{{y}}/{{x}}{kept}"


def tilesets(root: str, layer: Layer, locale: str) -> dict:
    """The tilesets of one layer."""
    listed = ("title", "dataType", "crs", "tileMatrixSetURI", "links")
    found = [tileset(root, layer, quad, locale) for quad in QUADS.values()]
    return {
        "links": [link("self", f"{root}/collections/{layer.name}/tiles", JSON, locale, "self")],
        "tilesets": [{name: each[name] for name in listed if name in each} for each in found],
    }


def tileset(root: str, layer: Layer, quad: Quad, locale: str) -> dict:
    """What one layer's tileset holds, and how its tiles are addressed."""
    here = f"{root}/collections/{layer.name}/tiles/{quad.name}"
    template = f"{here}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    found = {
        "title": layer.called(locale)[0],
        "dataType": "vector",
        "crs": quad.crs,
        "links": [
            link("self", here, JSON, locale, "self"),
            link(f"{REL}tiling-scheme", f"{root}/tileMatrixSets/{quad.name}", JSON, locale, "schemes"),
            {**link("item", template, MVT, locale, "tiles"), "templated": True},
            link("describedby", f"{here}/tilejson.json", JSON, locale, "tilejson"),
        ],
        "layers": [{"id": layer.name, "dataType": "vector", "geometryDimension": dimension(layer)}],
    }
    return found | ({"tileMatrixSetURI": quad.uri} if quad.uri else {})


def tilejson(root: str, layer: Layer, quad: Quad, bounds: tuple | None, query: dict[str, str], locale: str) -> dict:
    """TileJSON 3.0, which MapLibre and QGIS read; ``bounds`` in degrees."""
    title, description = layer.called(locale)
    deepest, first = layer.max_zoom - quad.ahead, max(layer.min_zoom - quad.ahead, 0)
    described = {"id": layer.name, "fields": fields(layer, locale), "minzoom": first, "maxzoom": deepest}
    found = {
        "tilejson": "3.0.0",
        "name": title,
        "description": description,
        "scheme": "xyz",
        "tiles": [address(root, layer, quad, query)],
        "minzoom": first,
        "maxzoom": deepest,
        "vector_layers": [described],
    }
    return found | ({"bounds": list(bounds)} if bounds else {})


def fields(layer: Layer, locale: str) -> dict[str, str]:
    """The attributes that tiles carry at their deepest level, and those of areas drawn together, with their titles."""
    english = locale.startswith("en")
    carried = layer.tile_properties(layer.max_zoom)
    told = {name: (each.title_en if english else each.title) for name, each in carried.items()}
    return told | ({"merged": MERGED[english]} if layer.merging else {})


def dimension(layer: Layer) -> int:
    """0 for points, 1 for lines, 2 for areas."""
    return 0 if layer.geometry_type.endswith("Point") else 2 if layer.geometry_type.endswith("Polygon") else 1
