"""Vector tiles of a layer, and the documents that say how to fetch them."""

from collections.abc import Callable

from flask import Response

from gis import asking, parameters, tilesets
from gis.documents import JSON, MVT
from gis.errors import NotPublished
from gis.features import extent
from gis.layers import rows
from gis.publisher import Publisher, asked, asked_of, root
from gis.responses import answer, document
from gis.tiles import mvt

FRESH_FOR_S = 30
"""A map panned to and fro does not ask again; a patrol that just came in shows within this time."""


def tile_matrix_sets(publisher: Publisher) -> Response:
    """Public: the tile matrix sets served."""
    parameters.check_format(asked("f"), "json")
    return document(tilesets.matrix_sets(root(), publisher.locale()))


def tile_matrix_set(publisher: Publisher, scheme: str) -> Response:
    """Public: the definition of WebMercatorQuad."""
    check_scheme(scheme)
    parameters.check_format(asked("f"), "json")
    return document(tilesets.matrix_set())


def layer_tilesets(publisher: Publisher, collection: str) -> Response:
    """The tilesets of a layer."""
    publisher.viewer()
    layer = publisher.layer(collection)
    parameters.check_format(asked("f"), "json")
    return document(tilesets.tilesets(root(), layer, publisher.locale()))


def layer_tileset(publisher: Publisher, collection: str, scheme: str) -> Response:
    """What the tileset holds and how tiles are addressed."""
    publisher.viewer()
    layer = publisher.layer(collection)
    check_scheme(scheme)
    parameters.check_format(asked("f"), "json")
    return document(tilesets.tileset(root(), layer, publisher.locale()))


def tilejson(publisher: Publisher, collection: str, scheme: str) -> Response:
    """TileJSON; the parameters of the request are kept in the address of the tiles."""
    viewer = publisher.viewer()
    layer = publisher.layer(collection)
    check_scheme(scheme)
    given = asked_of(layer, "f", *asking.FILTER)
    parameters.check_format(given, "json")
    found = rows(layer, viewer, asking.wanted(layer, given, publisher.zone, publisher.references()))
    with publisher.connection() as connection:
        bounds = extent(connection, found)
    query = {name: value for name, value in given.items() if name != "f"}
    return document(tilesets.tilejson(root(), layer, bounds, query, publisher.locale()), JSON)


def tile(publisher: Publisher, collection: str, scheme: str, z: str, row: str, column: str) -> Response:
    """One vector tile; 204 where nothing lies."""
    viewer = publisher.viewer()
    layer = publisher.layer(collection)
    check_scheme(scheme)
    given = asked_of(layer, "f", *asking.FILTER)
    parameters.check_format(given, "mvt")
    place = parameters.tile(z, row, column)
    found = rows(layer, viewer, asking.wanted(layer, given, publisher.zone, publisher.references()))
    with publisher.connection() as connection:
        drawn = mvt(connection, layer, found, place)
    response = answer(drawn, MVT, max_age=FRESH_FOR_S)
    if not drawn and response.status_code == 200:
        response.status_code = 204
    return response


def check_scheme(name: str) -> None:
    """Tiles come in WebMercatorQuad alone."""
    if name != tilesets.QUAD:
        raise NotPublished(name)


ROUTES: dict[str, Callable] = {
    "/tileMatrixSets": tile_matrix_sets,
    "/tileMatrixSets/<scheme>": tile_matrix_set,
    "/collections/<collection>/tiles": layer_tilesets,
    "/collections/<collection>/tiles/<scheme>": layer_tileset,
    "/collections/<collection>/tiles/<scheme>/tilejson.json": tilejson,
    "/collections/<collection>/tiles/<scheme>/<z>/<row>/<column>": tile,
}
