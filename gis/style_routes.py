"""MapLibre styles of the layers, by OGC API - Styles: one a layer, over its vector tiles."""

from collections.abc import Callable

from flask import Response

from gis.documents import JSON, link
from gis.errors import NotPublished
from gis.parameters import check_format
from gis.publisher import Publisher, asked, root
from gis.quads import WEB_MERCATOR_QUAD
from gis.responses import document

MAPLIBRE = "application/vnd.mapbox.style+json"
DEFAULT = "default"


def styles(publisher: Publisher, collection: str) -> Response:
    """The styles of a layer."""
    publisher.viewer()
    layer = publisher.layer(collection)
    check_format(asked("f"), "json")
    here, locale = f"{root()}/collections/{layer.name}/styles", publisher.locale()
    links = [link("self", here, JSON, locale, "self")]
    if layer.style is None:
        return document({"styles": [], "links": links})
    sheet = link("stylesheet", f"{here}/{DEFAULT}", MAPLIBRE, locale, "style")
    listed = {"id": DEFAULT, "title": layer.called(locale)[0], "links": [sheet]}
    return document({"default": DEFAULT, "styles": [listed], "links": links})


def style(publisher: Publisher, collection: str, style: str) -> Response:
    """One style, whose tiles MapLibre fetches from here."""
    publisher.viewer()
    layer = publisher.layer(collection)
    if layer.style is None or style != DEFAULT:
        raise NotPublished(style[:100])
    check_format(asked("f"), "mbs", "json")
    tiles = f"{root()}/collections/{layer.name}/tiles/{WEB_MERCATOR_QUAD.name}/tilejson.json"
    return document(layer.style(layer.called(publisher.locale())[0], tiles), MAPLIBRE)


ROUTES: dict[str, Callable] = {
    "/collections/<collection>/styles": styles,
    "/collections/<collection>/styles/<style>": style,
}
